/// Entries that are laid out one after another as they will be stored, so that storing them and hashing them can go on
/// side by side.
struct Layout: Sendable {
    struct Entry: Sendable {
        /// Where it lies in ``Layout/bytes``.
        var bytes: Range<Int>
        /// Where its record's id does.
        var id: Range<Int>
        var kind: UInt8
        var version: UInt32
    }

    /// What it holds at most before it is stored, so that a long request needs no second copy of itself. One entry may
    /// make it larger.
    private static let (fullCount, fullLength) = (1024, 1 << 20)

    private(set) var bytes: [UInt8] = []
    private(set) var entries: [Entry] = []

    var isFull: Bool { entries.count >= Self.fullCount || bytes.count >= Self.fullLength }

    /// Lays out the entry of a draft.
    ///
    /// - Parameter draft: its number in the request. The first one also says the request's key and size.
    mutating func append(
        _ request: PreparedRequest, _ draft: Int, position: UInt64, recordedAt: UInt64, version: UInt32
    ) {
        let target = request.targets[draft]
        let first = bytes.count
        EntryLayout.appendHeader(position: position, recordedAt: recordedAt, version: version, to: &bytes)
        let part = bytes.count
        bytes.append(contentsOf: request.drafts[draft].callerPart)
        if draft == 0, !request.key.isEmpty {
            EntryLayout.appendKeyFields(request.key, requestSize: request.size, to: &bytes)
        }
        let id = target.id.lowerBound + part..<target.id.upperBound + part
        entries.append(Entry(bytes: first..<bytes.count, id: id, kind: target.kind, version: version))
    }

    /// Takes an entry as another log has laid it out.
    ///
    /// - Parameter id: where in the entry the record's id lies.
    mutating func append(_ entry: [UInt8], kind: UInt8, id: Range<Int>, version: UInt32) {
        let first = bytes.count
        bytes.append(contentsOf: entry)
        let id = id.lowerBound + first..<id.upperBound + first
        entries.append(Entry(bytes: first..<bytes.count, id: id, kind: kind, version: version))
    }
}
