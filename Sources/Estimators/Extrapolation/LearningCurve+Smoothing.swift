internal import InformationCapacity

extension LearningCurve {
    /// The curve with neighbours merged, so that no more than a number of points is left for each doubling of t.
    ///
    /// Weights add; a merged point lies at the weighted mean of ln t and of the loss. Where points are sparser than that
    /// they stay as they are.
    ///
    /// - Complexity: O(n) for n points.
    public func merged(perDoubling count: Int = 32) -> Self {
        let width = Nats(converting: Bits(1)).value / Double(max(1, count))
        var result: [Point] = []
        var start = 0
        while start < points.count {
            let first = PortableMath.log(points[start].symbols)
            var weight = CompensatedSum()
            var position = CompensatedSum()
            var loss = CompensatedSum()
            var end = start
            while end < points.count {
                let offset = PortableMath.log(points[end].symbols) - first
                guard end == start || offset < width else { break }
                weight.add(points[end].weight)
                position.add(points[end].weight * offset)
                loss.add(points[end].weight * points[end].loss.value)
                end += 1
            }
            result.append(
                end == start + 1
                    ? points[start]
                    : Point(
                        symbols: points[start].symbols * PortableMath.exp(position.value / weight.value),
                        loss: Rate(loss.value / weight.value), weight: weight.value))
            start = end
        }
        return Self(known: result)
    }

    /// The curve with its noise averaged out: at eight points for each doubling of t, and at both ends, the local line.
    ///
    /// The line is the weighted regression of the loss on ln t over half a doubling around the point, or on the one side
    /// of an end (Cleveland 1979, without the robust part): unlike a moving mean it does not lag at the last point, where
    /// a learner still improves. On a power law it errs by about b²·0.5 % of the part above E.
    ///
    /// - Returns: A curve that ends at the same t; a point with no neighbour that near stays as it is.
    /// - Complexity: O(n) for n points.
    public func smoothed() -> Self {
        let doubling = Nats(converting: Bits(1)).value
        let logs = points.map { PortableMath.log($0.symbols) }
        var result: [Point] = []
        var low = 0
        var high = 0
        var lastKnot = -Double.infinity
        for index in points.indices where index == points.count - 1 || logs[index] - lastKnot >= doubling / 8 {
            lastKnot = logs[index]
            let lowest = min(lastKnot - doubling / 4, logs[points.count - 1] - doubling / 2)
            let highest = max(lastKnot + doubling / 4, logs[0] + doubling / 2)
            while low < index, logs[low] < lowest { low += 1 }
            while high < points.count, high <= index || logs[high] <= highest { high += 1 }
            let (loss, weight) = localLine(at: lastKnot, over: low..<high, logs: logs)
            result.append(Point(symbols: points[index].symbols, loss: Rate(loss), weight: weight))
        }
        return Self(known: result)
    }

    /// The regression line's value at one place, and the weight of what it rests on.
    private func localLine(at place: Double, over range: Range<Int>, logs: [Double]) -> (loss: Double, weight: Double) {
        var weight = CompensatedSum()
        var x = CompensatedSum()
        var y = CompensatedSum()
        for index in range {
            weight.add(points[index].weight)
            x.add(points[index].weight * (logs[index] - place))
            y.add(points[index].weight * points[index].loss.value)
        }
        let (meanX, meanY) = (x.value / weight.value, y.value / weight.value)
        var xx = CompensatedSum()
        var xy = CompensatedSum()
        for index in range {
            let offset = logs[index] - place - meanX
            xx.add(points[index].weight * offset * offset)
            xy.add(points[index].weight * offset * (points[index].loss.value - meanY))
        }
        return (xx.value > 0 ? meanY - xy.value / xx.value * meanX : meanY, weight.value)
    }
}
