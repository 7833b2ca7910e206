import Crypto

/// RFC 6962, section 2.1, written down as the RFC states it: recursive, over byte arrays, sharing nothing with the
/// module under test. Hashes of ranges are remembered, or the larger trees would take hours.
final class RecursiveTree {
    private let leaves: [[UInt8]]
    private var known: [Range<Int>: [UInt8]] = [:]

    init(_ entries: [[UInt8]]) {
        leaves = entries
    }

    /// MTH(D[range]).
    func hash(_ range: Range<Int>) -> [UInt8] {
        if let hash = known[range] { return hash }
        let hash: [UInt8]
        switch range.count {
        case 0: hash = sha256([])
        case 1: hash = sha256([0] + leaves[range.lowerBound])
        default:
            let middle = range.lowerBound + split(range.count)
            hash = sha256([1] + self.hash(range.lowerBound..<middle) + self.hash(middle..<range.upperBound))
        }
        known[range] = hash
        return hash
    }

    /// PATH(m, D[range]), with m counted from the start of the range.
    func path(_ index: Int, _ range: Range<Int>) -> [[UInt8]] {
        if range.count == 1 { return [] }
        let half = split(range.count)
        let middle = range.lowerBound + half
        return index < half
            ? path(index, range.lowerBound..<middle) + [hash(middle..<range.upperBound)]
            : path(index - half, middle..<range.upperBound) + [hash(range.lowerBound..<middle)]
    }

    /// PROOF(m, D[0:size]) for 0 < m <= size.
    func proof(_ earlier: Int, _ size: Int) -> [[UInt8]] {
        subproof(earlier, 0..<size, true)
    }

    private func subproof(_ earlier: Int, _ range: Range<Int>, _ isWhole: Bool) -> [[UInt8]] {
        if earlier == range.count { return isWhole ? [] : [hash(range)] }
        let half = split(range.count)
        let middle = range.lowerBound + half
        return earlier <= half
            ? subproof(earlier, range.lowerBound..<middle, isWhole) + [hash(middle..<range.upperBound)]
            : subproof(earlier - half, middle..<range.upperBound, false) + [hash(range.lowerBound..<middle)]
    }

    /// The largest power of two smaller than `count`.
    private func split(_ count: Int) -> Int {
        var half = 1
        while half * 2 < count { half *= 2 }
        return half
    }

    private func sha256(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: bytes)) }
}
