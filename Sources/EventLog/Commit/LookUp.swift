internal import Foundation
internal import LMDB

/// What a plan needs to know of the log: read once, in the order of the index, before anything is decided.
struct LookUp {
    /// For each draft of all requests, one after another: which of the streams it names.
    let streams: [Int]
    /// The last version of each of these streams; 0 where it has no entries.
    let versions: [UInt32]
    /// For each request: the row of its idempotency key, if there is one.
    let records: [IdempotencyRecord?]
    /// Entries by kind; the index is the kind.
    let counts: [UInt64]
}

extension LogStorage {
    /// Looks up what a plan for requests needs.
    func lookUp<Source: Transaction & ~Copyable>(
        _ requests: [PreparedRequest], at end: EndRow, _ tail: Tail, _ transaction: borrowing Source
    ) throws -> LookUp {
        var records: [IdempotencyRecord?] = []
        records.reserveCapacity(requests.count)
        for request in requests {
            records.append(request.key.isEmpty ? nil : try idempotencyRecord(request.key, transaction))
        }
        let names = StreamNames(requests)
        var streams = [Int](repeating: 0, count: names.count)
        var versions: [UInt32] = []
        var stored = try StreamCursor(self, transaction)
        var last: Int?
        for draft in names.sorted() {
            if last.map({ names.areSame($0, draft) }) != true {
                let (kind, id) = (names.kind(draft), names.id(draft))
                // Unsafe only for types with padding; a byte has none.
                let bytes = unsafe id.span.bytes
                versions.append(
                    try tail.lastVersion(kind, bytes) ?? stored.lastVersion(kind, bytes, through: tail.start))
            }
            streams[draft] = versions.count - 1
            last = draft
        }
        return LookUp(streams: streams, versions: versions, records: records, counts: end.counts)
    }
}

/// The streams that drafts name, kind and id, one after another.
struct StreamNames {
    private var bytes: [UInt8] = []
    private var ends: [Int] = []

    init(_ requests: [PreparedRequest]) {
        ends.reserveCapacity(requests.reduce(0) { $0 + $1.drafts.count })
        for request in requests {
            for (target, draft) in zip(request.targets, request.drafts) {
                bytes.append(target.kind)
                bytes.append(contentsOf: draft.callerPart[target.id])
                ends.append(bytes.count)
            }
        }
    }

    var count: Int { ends.count }

    private func range(_ index: Int) -> Range<Int> { (index == 0 ? 0 : ends[index - 1])..<ends[index] }

    func kind(_ index: Int) -> UInt8 { bytes[range(index).lowerBound] }

    func id(_ index: Int) -> [UInt8] { Array(bytes[range(index).dropFirst()]) }

    func areSame(_ left: Int, _ right: Int) -> Bool {
        // Unsafe: the bytes are lent for the call.
        unsafe bytes.withUnsafeBytes { unsafe order($0, left, right) == 0 }
    }

    /// The drafts in the order of the streams that they name, and those of one stream in their own.
    func sorted() -> [Int] {
        // Unsafe: the bytes are lent for the closure.
        unsafe bytes.withUnsafeBytes { bytes in
            // What is imported mostly is in order.
            let isSorted = zip(ends.indices, ends.indices.dropFirst()).allSatisfy { unsafe order(bytes, $0, $1) <= 0 }
            if isSorted { return Array(ends.indices) }
            return ends.indices.sorted { left, right in
                let order = unsafe order(bytes, left, right)
                return order == 0 ? left < right : order < 0
            }
        }
    }

    private func order(_ bytes: UnsafeRawBufferPointer, _ left: Int, _ right: Int) -> Int {
        let (a, b) = (range(left), range(right))
        // Unsafe: both ranges lie in the bytes, which the caller lends.
        guard let base = bytes.baseAddress else { return 0 }
        let order = unsafe memcmp(base + a.lowerBound, base + b.lowerBound, min(a.count, b.count))
        return order == 0 ? a.count - b.count : Int(order)
    }
}
