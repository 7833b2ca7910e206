import EventLog
import Foundation
import LedgerTesting
import MerkleLog
import Testing

@Suite struct AppendTests {
    let directory: TemporaryFolder
    let log: EventLog

    init() throws {
        directory = try TemporaryFolder()
        log = try EventLog.create(at: directory.path("log"))
    }

    @Test func `an empty log has position 0 and the root of an empty tree`() throws {
        let head = try log.head()
        #expect(head == Head(position: 0, root: .empty, recordedAt: 0, counts: [:]))
        #expect(try log.allEntries().isEmpty)
    }

    @Test func `an acknowledgement tells position, version, leaf hash and tree size of what is stored`() async throws {
        let acknowledgement = try await log.append(draft(1, "a", "one"), draft(2, "b"), draft(1, "a", "two"))
        #expect(acknowledgement.positions == 1...3)
        #expect(acknowledgement.versions == [1, 1, 2])
        #expect(acknowledgement.treeSize == 3)
        #expect(!acknowledgement.isRepeat)
        let entries = try checkWhole(log)
        #expect(entries.map { TreeHash.leaf($0.bytes) } == acknowledgement.leafHashes)
        #expect(entries.allSatisfy { $0.recordedAt == acknowledgement.recordedAt })
        #expect(Array(entries[0].bytes.dropFirst(23)) == part(1, "a", "one"))
        #expect(try log.head().counts == [1: 2, 2: 1])
    }

    @Test func `the first 23 bytes are position, recorded-at and version at fixed width`() async throws {
        let acknowledgement = try await log.append(draft(1, "a"))
        let bytes = try #require(try log.allEntries().first?.bytes)
        let recordedAt = (0..<8).map { UInt8(truncatingIfNeeded: acknowledgement.recordedAt >> (8 * UInt64($0))) }
        #expect(Array(bytes.prefix(23)) == [0x09, 1, 0, 0, 0, 0, 0, 0, 0, 0x11] + recordedAt + [0x1D, 1, 0, 0, 0])
    }

    @Test func `expected versions are held to`() async throws {
        let stream = StreamID(kind: 1, id: "a")
        #expect(
            await asyncCode { try await log.append(draft(1, "a", "", .present)) }
                == .conflict(stream: stream, expected: .present, actual: 0))
        #expect(
            await asyncCode { try await log.append(draft(1, "a", "", .exact(1))) }
                == .conflict(stream: stream, expected: .exact(1), actual: 0))
        try await log.append(draft(1, "a", "", .absent))
        #expect(
            await asyncCode { try await log.append(draft(1, "a", "", .absent)) }
                == .conflict(stream: stream, expected: .absent, actual: 1))
        #expect(
            await asyncCode { try await log.append(draft(1, "a", "", .exact(0))) }
                == .conflict(stream: stream, expected: .exact(0), actual: 1))
        try await log.append(draft(1, "a", "", .exact(1)))
        try await log.append(draft(1, "a", "", .present))
        try await log.append(draft(1, "a", "", .any))
        try await log.append(draft(2, "a", "", .absent))
        #expect(try log.read { try $0.version(of: stream) } == 4)
        #expect(try log.head().position == 5)
    }

    @Test func `of two writers of one version one wins and the other is told`() async throws {
        try await log.append(draft(1, "a"))
        for version in UInt32(1)...30 {
            let outcomes = await withTaskGroup(of: EventLogError.Code?.self) { group in
                for name in ["x", "y"] {
                    group.addTask { await asyncCode { try await log.append(draft(1, "a", name, .exact(version))) } }
                }
                return await group.reduce(into: []) { $0.append($1) }
            }
            let conflict = EventLogError.Code.conflict(
                stream: StreamID(kind: 1, id: "a"), expected: .exact(version), actual: version + 1)
            #expect(outcomes.count { $0 == nil } == 1)
            #expect(outcomes.contains(conflict))
        }
        #expect(try checkWhole(log).count == 31)
    }

    @Test func `a draft that conflicts in the middle leaves nothing of its request`() async throws {
        try await log.append(draft(1, "taken"))
        let error = await asyncCode {
            try await log.append(
                draft(1, "new"), draft(2, "new"), draft(1, "new", "", .exact(1)), draft(1, "taken", "", .absent),
                draft(3, "new"), key: "k")
        }
        #expect(error == .conflict(stream: StreamID(kind: 1, id: "taken"), expected: .absent, actual: 1))
        #expect(try checkWhole(log).count == 1)
        try log.read { snapshot throws in
            #expect(try snapshot.positions(of: StreamID(kind: 1, id: "new")).isEmpty)
            #expect(try snapshot.streams(ofKind: 2).isEmpty)
            #expect(try snapshot.positions(ofKind: 3).isEmpty)
            #expect(try snapshot.acknowledgement(forKey: "k") == nil)
        }
        let acknowledgement = try await log.append(draft(1, "new", "", .absent), key: "k")
        #expect(acknowledgement.positions == 2...2)
    }

    @Test func `a draft sees the drafts before it in its own request`() async throws {
        let acknowledgement = try await log.append(
            draft(1, "a", "", .absent), draft(1, "a", "", .exact(1)), draft(1, "a", "", .present),
            draft(1, "b", "", .absent), draft(1, "a", "", .exact(3)))
        #expect(acknowledgement.versions == [1, 2, 3, 1, 4])
        let error = await asyncCode { try await log.append(draft(1, "c", "", .absent), draft(1, "c", "", .absent)) }
        #expect(error == .conflict(stream: StreamID(kind: 1, id: "c"), expected: .absent, actual: 1))
    }

    @Test func `one id that begins with another is another stream`() async throws {
        for id in ["a", "ab", "a/b", "aa", "b"] { try await log.append(draft(1, id, "", .absent)) }
        try await log.append(draft(1, "a", "", .exact(1)))
        try log.read { snapshot throws in
            #expect(try snapshot.positions(of: StreamID(kind: 1, id: "a")) == [1, 6])
            #expect(try snapshot.positions(of: StreamID(kind: 1, id: "ab")) == [2])
            #expect(try snapshot.version(of: StreamID(kind: 1, id: "")) == 0)
            #expect(try snapshot.streams(ofKind: 1) == ["a", "a/b", "aa", "ab", "b"])
        }
    }

    @Test func `ids that Unicode calls equivalent are different records`() async throws {
        try await log.append(draft(1, "caf\u{E9}", "", .absent))
        try await log.append(draft(1, "cafe\u{301}", "", .absent))
        #expect(try log.read { try $0.positions(of: StreamID(kind: 1, id: "cafe\u{301}")) } == [2])
        #expect(StreamID(kind: 1, id: "caf\u{E9}") != StreamID(kind: 1, id: "cafe\u{301}"))
    }

    @Test func `positions stay dense under 64 callers, some of whom are refused`() async throws {
        let (log, failures) = (log, Failures())
        let acknowledgements = await withTaskGroup(of: [AppendAcknowledgement].self) { group in
            for caller in 0..<64 {
                group.addTask {
                    var acknowledgements: [AppendAcknowledgement] = []
                    for number in 0..<20 {
                        do {
                            acknowledgements.append(
                                try await log.append(
                                    draft(1, "own-\(caller)", "", .exact(UInt32(number))),
                                    draft(2, "shared-\(number)", "", .absent), key: "\(caller)/\(number)"))
                        } catch {
                            await failures.add()
                            if let own = try? await log.append(draft(1, "own-\(caller)")) {
                                acknowledgements.append(own)
                            }
                        }
                    }
                    return acknowledgements
                }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
        let positions = acknowledgements.flatMap { Array($0.positions) }.sorted()
        #expect(positions == Array(1...UInt64(positions.count)))
        #expect(await failures.count == 64 * 20 - 20)
        let entries = try checkWhole(log)
        #expect(entries.count == positions.count)
        try log.read { snapshot throws in
            for caller in 0..<64 {
                #expect(try snapshot.version(of: StreamID(kind: 1, id: "own-\(caller)")) == 20)
            }
        }
    }

    @Test func `a request of 20,000 drafts is one unit`() async throws {
        let drafts = (0..<20_000).map {
            draft(UInt8($0 % 6 + 1), "r\($0 / 2)", String(repeating: "x", count: $0 % 700))
        }
        let acknowledgement = try await log.append(AppendRequest(drafts: drafts, idempotencyKey: "import"))
        #expect(acknowledgement.positions == 1...20_000)
        #expect(try checkWhole(log).count == 20_000)
        let error = await asyncCode {
            try await log.append(AppendRequest(drafts: drafts + [draft(1, "r0", "", .absent)]))
        }
        #expect(error == .conflict(stream: StreamID(kind: 1, id: "r0"), expected: .absent, actual: 2))
        #expect(try log.head().position == 20_000)
        #expect(try await log.append(AppendRequest(drafts: drafts, idempotencyKey: "import")).isRepeat)
        #expect(try log.head().position == 20_000)
    }
}

/// Counts what went wrong in many tasks.
private actor Failures {
    private(set) var count = 0
    func add() { count += 1 }
}
