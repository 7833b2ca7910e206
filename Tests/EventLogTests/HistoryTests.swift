import EventLog
import Foundation
import LedgerTesting
import MerkleLog
import Testing

/// Random histories, compared with a list.
@Suite struct HistoryTests {
    @Test(arguments: 0..<4) func `a random history reads like a list`(_ round: Int) async throws {
        var random = SeededGenerator(for: "a random history reads like a list, \(round)")
        let directory = try TemporaryFolder()
        let clock = TestClock(1_000)
        var log = try EventLog.create(at: directory.path("log"), options: clock.options)
        var model = Model()
        for _ in 0..<250 {
            clock.set(UInt64(Int(clock.now) + Int.random(in: -20...30, using: &random)))
            let drafts = (0..<Int.random(in: 1...6, using: &random)).map { _ in Self.randomDraft(&random) }
            let key = Int.random(in: 0..<3, using: &random) == 0 ? "k\(Int.random(in: 0..<40, using: &random))" : nil
            let outcome = await Self.outcome(log, drafts.map(\.draft), key)
            #expect(outcome == model.append(drafts, key: key, now: clock.now))
            if Int.random(in: 0..<60, using: &random) == 0 {
                log.close()
                log = try EventLog(openingAt: directory.path("log"), access: .readWrite, options: clock.options)
            }
        }
        try Self.compare(log, model, &random)
        let logID = log.logID
        log.close()
        log = try EventLog(openingAt: directory.path("log"), access: .readOnly)
        #expect(log.logID == logID)
        try Self.compare(log, model, &random)
    }

    private static func randomDraft(_ random: inout SeededGenerator) -> (kind: UInt8, id: String, draft: Draft) {
        let kind = UInt8.random(in: 1...3, using: &random)
        let id = ["a", "ab", "é", "a/b", "b"].randomElement(using: &random) ?? "a"
        let expected: ExpectedVersion =
            switch Int.random(in: 0..<12, using: &random) {
            case 0: .absent
            case 1: .present
            case 2: .exact(UInt32.random(in: 0...20, using: &random))
            default: .any
            }
        let text = String(repeating: "t", count: Int.random(in: 0...2, using: &random))
        return (kind, id, Draft(callerPart: part(kind, id, text), expected: expected))
    }

    private static func outcome(_ log: EventLog, _ drafts: [Draft], _ key: String?) async -> Model.Outcome? {
        do {
            let acknowledgement = try await log.append(AppendRequest(drafts: drafts, idempotencyKey: key))
            return acknowledgement.isRepeat
                ? .again(first: acknowledgement.firstPosition, versions: acknowledgement.versions)
                : .appended(first: acknowledgement.firstPosition, versions: acknowledgement.versions)
        } catch {
            switch error.code {
            case .conflict: return .conflict
            case .keyReused: return .keyReused
            default: return nil
            }
        }
    }

    private static func compare(_ log: EventLog, _ model: Model, _ random: inout SeededGenerator) throws {
        let entries = try checkWhole(log)
        #expect(entries.map(\.version) == model.entries.map(\.version))
        #expect(entries.map(\.recordedAt) == model.entries.map(\.recordedAt))
        #expect(zip(entries, model.entries).allSatisfy { $0.bytes.dropFirst(23).starts(with: $1.part) })
        let size = UInt64(entries.count)
        var random = random
        try log.read { snapshot throws in
            for kind in UInt8(0)...4 {
                let ids = Set(model.entries.filter { $0.kind == kind }.map(\.id))
                #expect(
                    try snapshot.streams(ofKind: kind)
                        == ids.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) })
                for id in ids.union(["none"]) {
                    let stream = StreamID(kind: kind, id: id)
                    let expected = model.positions(of: stream)
                    #expect(try snapshot.positions(of: stream) == expected)
                    #expect(try snapshot.version(of: stream) == UInt32(expected.count))
                    for version in 0...expected.count + 1 {
                        #expect(
                            try snapshot.position(of: stream, version: UInt32(version))
                                == (version == 0 || version > expected.count ? nil : expected[version - 1]))
                    }
                }
            }
            for _ in 0..<50 {
                let first = UInt64.random(in: 0...size + 2, using: &random)
                let last = UInt64.random(in: 0...size + 2, using: &random)
                let kind = UInt8.random(in: 0...4, using: &random)
                let limit = Int.random(in: 0...40, using: &random)
                let inRange = { (position: UInt64) in first <= position && position <= last }
                let expected = model.positions { $0.kind == kind }.filter(inRange)
                #expect(
                    try snapshot.positions(ofKind: kind, from: first, through: last, limit: limit)
                        == Array(expected.prefix(limit)))
                #expect(
                    try snapshot.positions(ofKind: kind, from: first, through: last, backward: true, limit: limit)
                        == Array(expected.reversed().prefix(limit)))
                let counts = (UInt8.min...UInt8.max).map { kind in
                    UInt64(model.positions { $0.kind == kind }.count { $0 <= last })
                }
                #expect(try snapshot.counts(through: last) == counts)
                for backward in [false, true] {
                    var seen: [UInt64] = []
                    try snapshot.forEachEntry(from: first, through: last, backward: backward) { position, bytes in
                        seen.append(position)
                        return seen.count < max(1, limit)
                    }
                    let all = model.positions { _ in true }.filter(inRange)
                    #expect(seen == Array((backward ? all.reversed() : all).prefix(max(1, limit))))
                }
                let time = UInt64.random(in: 900...(model.entries.last?.recordedAt ?? 0) + 100, using: &random)
                #expect(
                    try snapshot.lastPosition(recordedAtOrBefore: time)
                        == UInt64(model.entries.prefix { $0.recordedAt <= time }.count))
            }
        }
    }

    @Test func `positions of a kind are found across blocks of 4096`() async throws {
        let directory = try TemporaryFolder()
        let log = try EventLog.create(at: directory.path("log"))
        var random = SeededGenerator(for: "positions of a kind are found across blocks of 4096")
        // Kind 3 has long gaps, so that whole blocks have none.
        let kinds = (0..<20_000).map { position -> UInt8 in
            position / 5000 % 2 == 1 && position % 7 == 0 ? 3 : UInt8.random(in: 1...2, using: &random)
        }
        for start in stride(from: 0, to: kinds.count, by: 999) {
            let drafts = kinds[start..<min(start + 999, kinds.count)].map { draft($0, "x") }
            try await log.append(AppendRequest(drafts: drafts))
        }
        try log.read { snapshot throws in
            for kind in UInt8(1)...4 {
                let expected = kinds.indices.filter { kinds[$0] == kind }.map { UInt64($0 + 1) }
                #expect(try snapshot.positions(ofKind: kind) == expected)
                #expect(try snapshot.positions(ofKind: kind, backward: true) == expected.reversed())
                for position: UInt64 in [0, 4095, 4096, 4097, 12_000, 16_384, 19_000, 20_000] {
                    #expect(
                        try snapshot.counts(through: position)[Int(kind)]
                            == UInt64(expected.count { $0 <= position }))
                }
                for position: UInt64 in [1, 4095, 4096, 4097, 8192, 8193, 12_000, 20_000] {
                    #expect(
                        try snapshot.positions(ofKind: kind, from: position, limit: 3)
                            == Array(expected.filter { $0 >= position }.prefix(3)))
                    #expect(
                        try snapshot.positions(ofKind: kind, through: position, backward: true, limit: 3)
                            == Array(expected.filter { $0 <= position }.reversed().prefix(3)))
                }
            }
        }
    }
}
