import Foundation
import LedgerTesting
import Testing

@testable import EventLog

/// The pure parts: what is read from a draft, and what is decided before anything is written.
@Suite struct DecisionTests {
    /// Stored versions that a test makes up; counts how often each stream was asked for.
    private struct Stored: StoredVersions {
        var versions: [String: UInt32]
        var asked: [String] = []

        mutating func lastVersion(_ target: PreparedRequest.Target, _ callerPart: [UInt8]) throws -> UInt32 {
            let name = "\(target.kind)/" + String(decoding: callerPart[target.id], as: UTF8.self)
            asked.append(name)
            return versions[name] ?? 0
        }
    }

    private func prepared(_ drafts: Draft...) throws -> PreparedRequest {
        try PreparedRequest(AppendRequest(drafts: drafts))
    }

    @Test func `requests of one round see those before them, and not the ones that were refused`() throws {
        let requests = [
            try prepared(draft(1, "a", "", .exact(4)), draft(1, "b", "", .absent)),
            try prepared(draft(1, "c", "", .absent), draft(1, "a", "", .exact(5)), draft(1, "b", "", .absent)),
            try prepared(draft(1, "c", "", .absent), draft(1, "a", "", .exact(5)), draft(1, "a", "", .exact(6))),
            try prepared(draft(2, "a", "", .absent)),
        ]
        var overlay = VersionOverlay()
        var stored = Stored(versions: ["1/a": 4])
        for _ in 0..<2 {
            overlay.begin(draftCount: 9)
            stored.asked = []
            var versions: [UInt32] = []
            #expect(try overlay.decide(0, of: requests, versions: &versions, stored: &stored) == nil)
            let conflict = try overlay.decide(1, of: requests, versions: &versions, stored: &stored)
            #expect(conflict?.draft == 2 && conflict?.actual == 1)
            #expect(try overlay.decide(2, of: requests, versions: &versions, stored: &stored) == nil)
            #expect(try overlay.decide(3, of: requests, versions: &versions, stored: &stored) == nil)
            #expect(versions == [5, 1, 1, 6, 7, 1])
            #expect(stored.asked == ["1/a", "1/b", "1/c", "2/a"])
        }
    }

    @Test func `a stream that has all versions there can be takes no more`() throws {
        var overlay = VersionOverlay()
        overlay.begin(draftCount: 1)
        var (stored, versions) = (Stored(versions: ["1/a": .max]), [UInt32]())
        let conflict = try overlay.decide(0, of: [try prepared(draft(1, "a"))], versions: &versions, stored: &stored)
        #expect(conflict?.actual == .max)
    }

    @Test func `random rounds are decided as by a dictionary`() throws {
        var random = SeededGenerator(for: "random rounds are decided as by a dictionary")
        var overlay = VersionOverlay()
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
            var stored = Stored(versions: ["1/0": 1, "2/3": 2])
            var model = stored.versions
            var versions: [UInt32] = []
            overlay.begin(draftCount: requests.reduce(0) { $0 + $1.drafts.count })
            for (number, request) in requests.enumerated() {
                var after = model
                var expected: [UInt32]? = []
                for (target, draft) in zip(request.targets, request.drafts) {
                    let name = "\(target.kind)/" + String(decoding: draft.callerPart[target.id], as: UTF8.self)
                    guard draft.expected.accepts(after[name] ?? 0) else {
                        expected = nil
                        break
                    }
                    after[name, default: 0] += 1
                    expected?.append(after[name] ?? 0)
                }
                let before = versions.count
                let conflict = try overlay.decide(number, of: requests, versions: &versions, stored: &stored)
                #expect((conflict == nil) == (expected != nil))
                #expect(Array(versions[before...]) == expected ?? [])
                if expected != nil { model = after }
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
