internal import MerkleLog

/// Buffers that the writer uses again for every entry, so that appending one allocates nothing. Used by the writer's
/// thread only.
final class Scratch {
    enum Decision {
        /// The versions that the drafts get, as a range of ``Scratch/versions``.
        case append(versions: Range<Int>)
        case again(IdempotencyRecord)
        case refuse(EventLogError)
    }

    var overlay = VersionOverlay()
    var decisions: [Decision] = []
    var versions: [UInt32] = []
    var key: [UInt8] = []
    var value: [UInt8] = []
    var entry: [UInt8] = []
    var completed: [Tile] = []
}

extension PreparedRequest {
    /// The refusal of a request one of whose drafts is not as expected.
    func conflict(_ draft: Int, actual: UInt32) -> EventLogError {
        let (target, part) = (targets[draft], drafts[draft].callerPart)
        let stream = StreamID(kind: target.kind, id: String(decoding: part[target.id], as: UTF8.self))
        return .conflict(stream, drafts[draft].expected, actual)
    }
}
