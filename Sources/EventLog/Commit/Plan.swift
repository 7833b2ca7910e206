/// What becomes of each request of a commit: decided in their order, each as if those before it had been written. Pure.
struct Plan {
    enum Decision {
        /// It is appended. The versions that its drafts get are a range of ``Plan/versions``.
        case append(Range<Int>)
        /// An earlier commit has appended it.
        case again(IdempotencyRecord)
        /// A request before it in this commit, with the same key and content, is appended: its number.
        case repeats(Int)
        case refuse(EventLogError)
    }

    /// One for each request.
    private(set) var decisions: [Decision] = []
    /// The version of each entry that will be appended, in the order of their positions.
    private(set) var versions: [UInt32] = []

    /// The last version of each stream, and the entries of each kind, as they will be after what was decided so far.
    private var streams: [UInt32]
    private var counts: [UInt64]
    /// The requests with a key that will be appended.
    private var keys: [[UInt8]: Int] = [:]

    init(_ requests: [PreparedRequest], _ known: LookUp) {
        streams = known.versions
        counts = known.counts
        decisions.reserveCapacity(requests.count)
        var first = 0
        for (number, request) in requests.enumerated() {
            let drafts = known.streams[first..<first + request.drafts.count]
            first += request.drafts.count
            let decision = decide(request, known.records[number], among: requests, drafts)
            if case .append = decision, !request.key.isEmpty { keys[request.key] = number }
            decisions.append(decision)
        }
    }

    private mutating func decide(
        _ request: PreparedRequest, _ record: IdempotencyRecord?, among requests: [PreparedRequest],
        _ drafts: ArraySlice<Int>
    ) -> Decision {
        if let record {
            let isSame = record.digest == request.digest && Int(record.count) == request.drafts.count
            return isSame ? .again(record) : .refuse(request.keyReused)
        }
        if !request.key.isEmpty, let earlier = keys[request.key] {
            let isSame =
                requests[earlier].digest == request.digest && requests[earlier].drafts.count == request.drafts.count
            return isSame ? .repeats(earlier) : .refuse(request.keyReused)
        }
        if let kind = request.expectedCounts.first(where: { counts[Int($0.key)] != $0.value }) {
            return .refuse(.countConflict(kind.key, expected: kind.value, actual: counts[Int(kind.key)]))
        }
        let start = versions.count
        for (draft, stream) in zip(request.drafts.indices, drafts) {
            guard request.drafts[draft].expected.accepts(streams[stream]), streams[stream] < .max else {
                let conflict = request.conflict(draft, actual: streams[stream])
                // As if it had not been there.
                for stream in drafts.prefix(draft) { streams[stream] -= 1 }
                versions.removeSubrange(start...)
                return .refuse(conflict)
            }
            streams[stream] += 1
            versions.append(streams[stream])
        }
        for target in request.targets { counts[Int(target.kind)] += 1 }
        return .append(start..<versions.count)
    }
}

extension PreparedRequest {
    /// The refusal of a request one of whose drafts is not as expected.
    fileprivate func conflict(_ draft: Int, actual: UInt32) -> EventLogError {
        let (target, part) = (targets[draft], drafts[draft].callerPart)
        let stream = StreamID(kind: target.kind, id: String(decoding: part[target.id], as: UTF8.self))
        return .conflict(stream, drafts[draft].expected, actual)
    }

    fileprivate var keyReused: EventLogError { .keyReused(String(decoding: key, as: UTF8.self)) }
}
