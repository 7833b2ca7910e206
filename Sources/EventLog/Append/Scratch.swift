/// Buffers that the writer uses again for every entry, so that appending one allocates nothing. Used by the writer's
/// thread only, but for the hashing of a batch.
final class Scratch {
    enum Decision {
        /// The versions that the drafts get, as a range of ``Scratch/versions``.
        case append(versions: Range<Int>)
        case again(IdempotencyRecord)
        case refuse(EventLogError)
    }

    var overlay = VersionOverlay()
    var decisions: [Decision] = []
    /// The versions that the drafts of a round get, and its leaf hashes in ``tree``: both in the order of the drafts.
    var versions: [UInt32] = []
    var batch = EntryBatch()
    let tree = TreeGrowth()
}

extension PreparedRequest {
    /// The refusal of a request one of whose drafts is not as expected.
    func conflict(_ draft: Int, actual: UInt32) -> EventLogError {
        let (target, part) = (targets[draft], drafts[draft].callerPart)
        let stream = StreamID(kind: target.kind, id: String(decoding: part[target.id], as: UTF8.self))
        return .conflict(stream, drafts[draft].expected, actual)
    }
}
