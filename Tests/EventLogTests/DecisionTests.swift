import Foundation
import LedgerTesting
import Testing

@testable import EventLog

/// The pure parts: what is read from a draft, and what is decided before anything is written.
@Suite struct DecisionTests {
    /// The versions that each request's drafts get, or the error that refuses it.
    private func plan(
        _ requests: [PreparedRequest], _ stored: [String: UInt32] = [:], counts: [UInt8: UInt64] = [:]
    ) -> [Result<[UInt32], EventLogError>] {
        var (names, versions, streams): ([String: Int], [UInt32], [Int]) = ([:], [], [])
        for (target, draft) in requests.flatMap({ zip($0.targets, $0.drafts) }) {
            let name = name(target, draft)
            if names[name] == nil {
                names[name] = versions.count
                versions.append(stored[name] ?? 0)
            }
            streams.append(names[name] ?? 0)
        }
        let known = LookUp(
            streams: streams, versions: versions, records: requests.map { _ in nil },
            counts: (0..<256).map { counts[UInt8($0)] ?? 0 })
        let plan = Plan(requests, known)
        return plan.decisions.map { decision in
            switch decision {
            case .append(let range): .success(Array(plan.versions[range]))
            case .again, .repeats: .success([])
            case .refuse(let error): .failure(error)
            }
        }
    }

    private func name(_ target: PreparedRequest.Target, _ draft: Draft) -> String {
        "\(target.kind)/" + String(decoding: draft.callerPart[target.id], as: UTF8.self)
    }

    private func prepared(_ drafts: Draft..., key: String? = nil) throws -> PreparedRequest {
        try PreparedRequest(AppendRequest(drafts: drafts, idempotencyKey: key))
    }

    @Test func `requests of one commit see those before them, and not the ones that were refused`() throws {
        let planned = plan(
            [
                try prepared(draft(1, "a", "", .exact(4)), draft(1, "b", "", .absent)),
                try prepared(draft(1, "c", "", .absent), draft(1, "a", "", .exact(5)), draft(1, "b", "", .absent)),
                try prepared(draft(1, "c", "", .absent), draft(1, "a", "", .exact(5)), draft(1, "a", "", .exact(6))),
                try prepared(draft(2, "a", "", .absent)),
            ], ["1/a": 4])
        #expect(planned.map { try? $0.get() } == [[5, 1], nil, [1, 6, 7], [1]])
        #expect(
            planned[1] == .failure(.conflict(StreamID(kind: 1, id: "b"), .absent, 1)))
    }

    @Test func `a stream that has all versions there can be takes no more`() throws {
        let planned = plan([try prepared(draft(1, "a"))], ["1/a": .max])
        #expect(planned == [.failure(.conflict(StreamID(kind: 1, id: "a"), .any, .max))])
    }

    @Test func `a key counts within a commit, too, and not where its first request was refused`() throws {
        let requests = [
            try prepared(draft(1, "a", "", .present), key: "k"), try prepared(draft(1, "a", "x"), key: "k"),
            try prepared(draft(1, "a", "x"), key: "k"), try prepared(draft(1, "a", "y"), key: "k"),
        ]
        let planned = plan(requests)
        #expect(planned.map { try? $0.get() } == [nil, [1], [], nil])
        #expect(planned[3] == .failure(.keyReused("k")))
    }

    @Test func `random commits are decided as by a dictionary`() throws {
        var random = SeededGenerator(for: "random commits are decided as by a dictionary")
        for _ in 0..<200 {
            let requests = try (0..<Int.random(in: 1...20, using: &random)).map { _ in
                try PreparedRequest(
                    AppendRequest(
                        drafts: (0..<Int.random(in: 1...8, using: &random)).map { _ in
                            draft(
                                UInt8.random(in: 1...2, using: &random), "\(Int.random(in: 0..<6, using: &random))", "",
                                Bool.random(using: &random) ? .any : .exact(UInt32.random(in: 0...3, using: &random)))
                        }))
            }
            var model: [String: UInt32] = ["1/0": 1, "2/3": 2]
            for (request, planned) in zip(requests, plan(requests, model)) {
                var after = model
                var expected: [UInt32]? = []
                for (target, draft) in zip(request.targets, request.drafts) {
                    let name = name(target, draft)
                    guard draft.expected.accepts(after[name] ?? 0) else {
                        expected = nil
                        break
                    }
                    after[name, default: 0] += 1
                    expected?.append(after[name] ?? 0)
                }
                #expect(expected == (try? planned.get()))
                if expected != nil { model = after }
            }
        }
    }

    @Test func `streams are looked up in the order of the index, whatever order they are named in`() throws {
        var random = SeededGenerator(for: "streams are looked up in the order of the index")
        for round in 0..<50 {
            var drafts = (0..<60).map { _ in
                draft(
                    UInt8.random(in: 1...3, using: &random),
                    String(repeating: "ab", count: Int.random(in: 0...2, using: &random))
                        + "\(Int.random(in: 0...9, using: &random))")
            }
            if round % 2 == 0 { drafts.sort { $0.callerPart.lexicographicallyPrecedes($1.callerPart) } }
            let requests = try drafts.map { try prepared($0) }
            let names = StreamNames(requests)
            let keys = requests.map { [$0.targets[0].kind] + $0.drafts[0].callerPart[$0.targets[0].id] }
            let expected = keys.indices.sorted {
                keys[$0] == keys[$1] ? $0 < $1 : keys[$0].lexicographicallyPrecedes(keys[$1])
            }
            #expect(names.sorted() == expected)
            for index in keys.indices.dropFirst() {
                #expect(names.areSame(index - 1, index) == (keys[index - 1] == keys[index]))
            }
        }
    }

    @Test func `the envelope is found wherever its fields stand`() throws {
        let bytes = field(9, [1, 2, 3]) + field(5, Array("id".utf8)) + field(900, []) + [0x20, 6]
        // Unsafe only for types with padding; a byte has none.
        let envelope = try unsafe Envelope.callerPart(bytes.span.bytes)
        #expect(envelope.kind == 6)
        #expect(Array(bytes[envelope.id]) == Array("id".utf8))
        #expect(envelope.idempotencyKey == nil)
    }

    @Test func `a stored entry's envelope has its key and request size`() throws {
        var entry: [UInt8] = []
        EntryLayout.appendHeader(position: 1, recordedAt: 2, version: 3, to: &entry)
        entry += part(1, "a")
        let length = entry.count
        let key = [UInt8](repeating: 0x6B, count: 300)
        EntryLayout.appendKeyFields(key, requestSize: 13_000, to: &entry)
        #expect(entry.count - length == EntryLayout.keyFieldsLength(key: key, requestSize: 13_000))
        // Unsafe only for types with padding; a byte has none.
        let envelope = try unsafe Envelope.entry(entry.span.bytes)
        #expect(envelope.requestSize == 13_000)
        #expect(envelope.idempotencyKey.map { Array(entry[$0]) } == key)
        #expect(unsafe EntryHeader(entry.span.bytes) == EntryHeader(position: 1, recordedAt: 2, version: 3))
    }

    @Test func `random bytes are read or refused, and never stop the process`() {
        var random = SeededGenerator(for: "random bytes are read or refused, and never stop the process")
        let whole = part(3, "record", "reason") + field(22, [UInt8](repeating: 8, count: 40))
        for _ in 0..<20_000 {
            var bytes = whole
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: 0...255, using: &random)
            }
            bytes.removeLast(Int.random(in: 0...bytes.count, using: &random))
            // Unsafe only for types with padding; a byte has none.
            guard let envelope = try? unsafe Envelope.callerPart(bytes.span.bytes) else { continue }
            #expect(envelope.kind > 0 && !envelope.id.isEmpty && envelope.id.upperBound <= bytes.count)
        }
    }
}
