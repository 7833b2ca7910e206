internal import LMDB
internal import MerkleLog

/// One write transaction's worth of requests, taken in rounds: all of a round are decided before any is written.
///
/// Nothing here outlives the transaction but what ``finish(_:)`` returns, so the whole can be run again when the map
/// has to grow.
struct Commit {
    let storage: LogStorage
    let scratch: Scratch
    /// What the database says, then what it will say.
    var head: HeadRecord
    var end: LogEnd
    let recordedAt: UInt64
    let sizeBefore: UInt64
    var hasCompletedTile = false

    /// - Parameters:
    ///   - known: the end that this process last saw; read again where another process has appended since.
    ///   - now: the clock's time; what is recorded never goes back behind the log's last time.
    init(
        _ storage: LogStorage, known: LogEnd, now: UInt64, scratch: Scratch,
        _ transaction: borrowing WriteTransaction
    ) throws {
        self.storage = storage
        self.scratch = scratch
        head = try storage.head(transaction)
        end = try storage.end(at: head, known: known, transaction)
        recordedAt = max(now, head.recordedAt)
        sizeBefore = head.size
    }

    /// How many entries this commit will add.
    var entryCount: Int { Int(head.size - sizeBefore) }

    /// Decides and writes the requests from `results.count` on, in order, and adds a result for each. A request with
    /// a key that the round has already seen ends the round: it has to be decided by what the round wrote.
    mutating func round(
        _ requests: [PreparedRequest], _ results: inout [Result<Receipt, EventLogError>],
        _ transaction: inout WriteTransaction
    ) throws {
        scratch.decisions.removeAll(keepingCapacity: true)
        scratch.versions.removeAll(keepingCapacity: true)
        try decide(requests, from: results.count, transaction)
        for index in scratch.decisions.indices {
            switch scratch.decisions[index] {
            case .append(let versions):
                results.append(.success(try write(requests[results.count], versions, &transaction)))
            case .again(let record):
                results.append(.success(try storage.receipt(of: record, transaction)))
            case .refuse(let error): results.append(.failure(error))
            }
        }
    }

    private func decide(
        _ requests: [PreparedRequest], from first: Int, _ transaction: borrowing WriteTransaction
    ) throws {
        scratch.overlay.begin(draftCount: requests[first...].reduce(0) { $0 + $1.drafts.count })
        var stored = try StreamCursor(storage, transaction)
        var keys: Set<[UInt8]> = []
        var counts = head.counts
        for number in first..<requests.count {
            let request = requests[number]
            if !request.key.isEmpty {
                guard keys.insert(request.key).inserted else { return }
                if let record = try storage.idempotencyRecord(request.key, transaction) {
                    scratch.decisions.append(
                        record.digest == request.digest && Int(record.count) == request.drafts.count
                            ? .again(record) : .refuse(.keyReused(String(decoding: request.key, as: UTF8.self))))
                    continue
                }
            }
            if let kind = request.expectedCounts.first(where: { counts[Int($0.key)] != $0.value }) {
                let actual = counts[Int(kind.key)]
                scratch.decisions.append(.refuse(.countConflict(kind.key, expected: kind.value, actual: actual)))
                continue
            }
            let start = scratch.versions.count
            let conflict = try scratch.overlay.decide(
                number, of: requests, versions: &scratch.versions, stored: &stored)
            if let conflict {
                scratch.decisions.append(.refuse(request.conflict(conflict.draft, actual: conflict.actual)))
            } else {
                for target in request.targets { counts[Int(target.kind)] += 1 }
                scratch.decisions.append(.append(versions: start..<scratch.versions.count))
            }
        }
    }

    private mutating func write(
        _ request: PreparedRequest, _ versions: Range<Int>, _ transaction: inout WriteTransaction
    ) throws -> Receipt {
        let first = head.size + 1
        var leaves: [TreeHash] = []
        leaves.reserveCapacity(request.drafts.count)
        for draft in request.drafts.indices {
            let version = scratch.versions[versions.lowerBound + draft]
            leaves.append(try writeEntry(request, draft, version, &transaction))
        }
        if !request.key.isEmpty {
            let record = IdempotencyRecord(
                firstPosition: first, count: UInt32(request.drafts.count), digest: request.digest)
            try put(record, key: request.key, &transaction)
        }
        return Receipt(
            firstPosition: first, versions: Array(scratch.versions[versions]), leafHashes: leaves,
            recordedAt: recordedAt, isRepeat: false)
    }

    /// Lays out one draft's entry, and writes it.
    private mutating func writeEntry(
        _ request: PreparedRequest, _ draft: Int, _ version: UInt32, _ transaction: inout WriteTransaction
    ) throws -> TreeHash {
        let target = request.targets[draft]
        scratch.entry.removeAll(keepingCapacity: true)
        EntryLayout.appendHeader(
            position: head.size + 1, recordedAt: recordedAt, version: version, to: &scratch.entry)
        let start = scratch.entry.count
        scratch.entry.append(contentsOf: request.drafts[draft].callerPart)
        if draft == 0, !request.key.isEmpty {
            EntryLayout.appendKeyFields(request.key, requestSize: request.drafts.count, to: &scratch.entry)
        }
        let id = target.id.lowerBound + start..<target.id.upperBound + start
        return try put(scratch.entry, kind: target.kind, id: id, version: version, &transaction)
    }
}
