internal import Folding
internal import Incidents
internal import LMDB

extension Replay {
    /// Compares two views of the same log. Where another process carries the stored one on meanwhile, the scratch one
    /// follows it.
    static func compare(_ live: ViewStore, with scratch: ViewStore, knownBy: Day? = nil) throws -> ReplayedView {
        let (position, digest, comparison) = try live.environment.read { stored in
            let checkpoint = try live.checkpoint(stored)
            try scratch.catchUp(through: checkpoint.position)
            let comparison = try scratch.environment.read { replayed in
                var comparison = try Comparison(scratch, replayed, position: checkpoint.position)
                comparison.compare(checkpoint, try scratch.checkpoint(replayed))
                try walk(live.databases.cells, stored, scratch.databases.cells, replayed) { key, live, replayed in
                    comparison.compareCell(key, live, replayed)
                }
                try walk(live.databases.history, stored, scratch.databases.history, replayed) { key, live, replayed in
                    comparison.compareHistory(key, live, replayed)
                }
                try walk(live.databases.parked, stored, scratch.databases.parked, replayed) { key, live, replayed in
                    comparison.compareParked(key, live, replayed)
                }
                return comparison
            }
            // An answer whose rows cannot be read has no digest; the comparison has named them.
            let digest = try? live.answer(ViewQuery(asOf: checkpoint.position, knownBy: knownBy)).digest
            return (checkpoint.position, digest, comparison)
        }
        let replayed = try scratch.answer(ViewQuery(asOf: position, knownBy: knownBy))
        return ReplayedView(
            replayed, liveDigest: digest ?? "", differences: comparison.differences, differenceCount: comparison.count)
    }

    /// Calls `body` for each key whose values differ, or that only one side has.
    private static func walk(
        _ left: Database, _ live: borrowing ReadTransaction, _ right: Database, _ replayed: borrowing ReadTransaction,
        _ body: (_ key: [UInt8], _ live: [UInt8]?, _ replayed: [UInt8]?) -> Void
    ) throws {
        var a = try live.cursor(left)
        var b = try replayed.cursor(right)
        var hasA = try a.next()
        var hasB = try b.next()
        while hasA || hasB {
            let order = hasA && hasB ? a.key.order(to: b.key) : hasA ? -1 : 1
            if order < 0 {
                body(a.key.copied, a.value.copied, nil)
            } else if order > 0 {
                body(b.key.copied, nil, b.value.copied)
            } else if a.value.order(to: b.value) != 0 {
                body(a.key.copied, a.value.copied, b.value.copied)
            }
            if order <= 0 { hasA = try a.next() }
            if order >= 0 { hasB = try b.next() }
        }
    }
}

extension RawSpan {
    /// Negative, zero or positive: as bytes, shorter ones first.
    fileprivate func order(to other: RawSpan) -> Int {
        for offset in 0..<Swift.min(byteCount, other.byteCount) {
            let difference = Int(byte(at: offset)) - Int(other.byte(at: offset))
            if difference != 0 { return difference }
        }
        return byteCount - other.byteCount
    }
}
