#if canImport(Glibc)
internal import Glibc
#else
internal import Darwin
#endif

extension BytePredictor {
    /// Forgets the text that was learned and keeps how to learn from such text.
    ///
    /// Forgotten is all that is looked up by what the text says: the slots of contexts, the counts of the
    /// counting experts, the counters, the corrections by the last one to three bytes, the earlier text and the places of
    /// matches in it. It is then what it is in a new predictor.
    ///
    /// Kept is what says how far evidence is to be believed, whatever it is evidence of: which probability a bit history and a
    /// match of some length stand for, the weights of the mixers and of the mixture around them, the number of bytes
    /// learned, with which the mixers' rate falls, and the decisions by which bytes are told, which do not change any more.
    ///
    /// A *pilot* pass over a text and then this make a learner whose settings fit the text and which does not know it. Its
    /// losses are no valid code of the text of the pilot pass, since they rest on it; of any other they are.
    ///
    /// - Complexity: O(memory).
    public mutating func forgetText() {
        for range in forgottenRanges { unsafe memset(base + range.lowerBound, 0, range.count) }
        // A new decomposition would learn the forgotten text again.
        nextDecomposition = .max
        documents = []
    }

    /// Where in memory the text lies that was learned; zero bytes are its initial state.
    var forgottenRanges: [Range<Int>] {
        [layout.orderZero..<layout.mixture, layout.denseEnd..<layout.paths, layout.slots..<layout.end]
    }
}
