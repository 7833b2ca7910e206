internal import LMDB

/// The rows that the index of streams does not hold yet: those of the entries behind the last multiple of 16 positions, at
/// most 15.
///
/// Rows are stored for sixteen entries at a time, so that most commits of a single entry need not write to the index. The
/// writer keeps what is missing from one commit to the next; others read it from the entries.
struct UnindexedStreams {
    /// How many positions the index goes on by.
    static let step: UInt64 = 16

    /// The last position whose row is stored, in a log of `size` entries.
    static func indexedEnd(in size: UInt64) -> UInt64 { size - size % step }

    struct Row {
        var kind: UInt8
        var id: [UInt8]
        var version: UInt32
        var position: UInt64

        func isOf(_ kind: UInt8, _ id: RawSpan) -> Bool {
            guard self.kind == kind else { return false }
            // Unsafe only for types with padding; a byte has none.
            return unsafe self.id.span.bytes.elementsEqual(id)
        }
    }

    /// The number of entries in the log, those with stored rows included.
    private(set) var size: UInt64
    /// One for each entry behind the last stored row, in the order of positions.
    private(set) var rows: [Row] = []

    /// What is missing where all rows up to `size` are stored.
    init(behind size: UInt64 = 0) {
        precondition(size.isMultiple(of: Self.step))
        self.size = size
    }

    /// Adds the entry at the next position.
    mutating func append(kind: UInt8, id: RawSpan, version: UInt32) {
        size += 1
        rows.append(Row(kind: kind, id: id.copied, version: version, position: size))
    }

    /// The last version that an entry here has of a stream; nil when none is of it.
    func lastVersion(_ kind: UInt8, _ id: RawSpan) -> UInt32? {
        rows.last { $0.isOf(kind, id) }?.version
    }
}

extension LogStorage {
    /// The rows that the index of streams lacks in a log of `size` entries, which is not less than is known.
    func unindexedStreams<Source: Transaction & ~Copyable>(
        at size: UInt64, known: UnindexedStreams = UnindexedStreams(), _ transaction: borrowing Source
    ) throws -> UnindexedStreams {
        guard known.size < size else { return known }
        let start = UnindexedStreams.indexedEnd(in: size)
        var streams = known.size > start ? known : UnindexedStreams(behind: start)
        guard streams.size < size else { return streams }
        try forEachEntry(streams.size + 1...size, backward: false, transaction) { position, entry in
            guard let header = EntryHeader(entry), let envelope = try? Envelope.entry(entry) else {
                throw EventLogError.damaged(position, "the entry at position \(position) does not begin as one.")
            }
            streams.append(kind: envelope.kind, id: entry.extracting(envelope.id), version: header.version)
            return true
        }
        return streams
    }
}
