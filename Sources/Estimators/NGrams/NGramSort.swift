/// Sorting of n-grams by their last words first.
enum NGramSort {
    /// Sorts keys by counting digits from the lowest; digits that all keys share cost nothing.
    ///
    /// - Complexity: O(*n*) for each of up to 24 digits, with as much memory again.
    static func sort(_ keys: inout [NGramKey]) {
        let count = keys.count
        guard count > 1 else { return }
        var histograms = [Int](repeating: 0, count: NGramKey.digits * 256)
        for key in keys {
            for digit in 0..<NGramKey.digits { histograms[digit << 8 | key.digit(digit)] += 1 }
        }
        var scratch = [NGramKey](repeating: NGramKey(), count: count)
        for digit in 0..<NGramKey.digits {
            let first = digit << 8
            if histograms[first | keys[0].digit(digit)] == count { continue }
            var next = 0
            for value in first..<first + 256 {
                (histograms[value], next) = (next, next + histograms[value])
            }
            unsafe keys.withUnsafeBufferPointer { source in
                unsafe scratch.withUnsafeMutableBufferPointer { target in
                    unsafe histograms.withUnsafeMutableBufferPointer { places in
                        for i in 0..<count {
                            let key = unsafe source[i]
                            let value = first | key.digit(digit)
                            unsafe target[places[value]] = key
                            unsafe places[value] += 1
                        }
                    }
                }
            }
            swap(&keys, &scratch)
        }
    }
}
