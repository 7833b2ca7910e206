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
    /// Entries that are not stored yet.
    var batch = EntryBatch()

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
        swap(&batch, &scratch.batch)
        // What a commit that failed has left.
        batch.removeAll()
        scratch.tree.begin(end.edge)
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
        scratch.tree.beginRound()
        try decide(requests, from: results.count, transaction)
        var position = head.size + 1
        try writeEntries(requests, from: results.count, &transaction)
        for index in scratch.decisions.indices {
            switch scratch.decisions[index] {
            case .append(let versions):
                let request = requests[results.count]
                results.append(.success(try receipt(of: request, versions, from: position, &transaction)))
                position += UInt64(versions.count)
            case .again(let record):
                results.append(.success(try storage.receipt(of: record, transaction)))
            case .refuse(let error): results.append(.failure(error))
            }
        }
    }

    private func decide(
        _ requests: [PreparedRequest], from first: Int, _ transaction: borrowing WriteTransaction
    ) throws {
        // Out of the class, whose accesses are checked one by one.
        var (overlay, versions) = (VersionOverlay(), [UInt32]())
        swap(&overlay, &scratch.overlay)
        swap(&versions, &scratch.versions)
        defer {
            swap(&overlay, &scratch.overlay)
            swap(&versions, &scratch.versions)
        }
        overlay.begin(draftCount: requests[first...].reduce(0) { $0 + $1.drafts.count })
        var stored = try StreamCursor(storage, end.streams, transaction)
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
            let start = versions.count
            let conflict = try overlay.decide(number, of: requests, versions: &versions, stored: &stored)
            if let conflict {
                scratch.decisions.append(.refuse(request.conflict(conflict.draft, actual: conflict.actual)))
            } else {
                for target in request.targets { counts[Int(target.kind)] += 1 }
                scratch.decisions.append(.append(versions: start..<versions.count))
            }
        }
    }

    /// Writes the entries of the requests that were decided to be appended.
    private mutating func writeEntries(
        _ requests: [PreparedRequest], from first: Int, _ transaction: inout WriteTransaction
    ) throws {
        for (offset, decision) in scratch.decisions.enumerated() {
            guard case .append(let versions) = decision else { continue }
            let request = requests[first + offset]
            for draft in request.drafts.indices {
                batch.append(
                    request, draft, position: head.size + 1, recordedAt: recordedAt,
                    version: scratch.versions[versions.lowerBound + draft])
                try added(request.targets[draft].kind, &transaction)
            }
        }
        try store(&transaction)
    }

    /// The receipt of a request whose entries were written; writes the row of its key, if it has one.
    ///
    /// - Parameters:
    ///   - versions: where in the round's versions its own lie, and in its leaf hashes.
    ///   - first: the position of its first entry.
    private func receipt(
        of request: PreparedRequest, _ versions: Range<Int>, from first: UInt64,
        _ transaction: inout WriteTransaction
    ) throws -> Receipt {
        if !request.key.isEmpty {
            let record = IdempotencyRecord(
                firstPosition: first, count: UInt32(request.drafts.count), digest: request.digest)
            try put(record, key: request.key, &transaction)
        }
        return Receipt(
            firstPosition: first, versions: Array(scratch.versions[versions]),
            leafHashes: Array(scratch.tree.leaves[versions]), recordedAt: recordedAt, isRepeat: false)
    }
}
