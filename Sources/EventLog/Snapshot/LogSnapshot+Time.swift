extension LogSnapshot {
    /// The last position that was recorded at or before a time; 0 if all were later.
    ///
    /// Recorded-at never decreases along positions, so it is searched for in the entries themselves.
    ///
    /// - Parameter micros: microseconds since 1970-01-01T00:00:00Z.
    /// - Throws: `.damaged`, `.io`.
    public func lastPosition(recordedAtOrBefore micros: UInt64) throws(EventLogError) -> UInt64 {
        guard micros < head.recordedAt else { return head.position }
        return try EventLogError.translating {
            // All up to `low` were recorded by then, all after `high` later.
            var (low, high) = (UInt64(0), head.position)
            while low < high {
                let middle = high - (high - low) / 2
                if try storage.header(at: middle, transaction).recordedAt <= micros {
                    low = middle
                } else {
                    high = middle - 1
                }
            }
            return low
        }
    }
}
