import EventLog
import Foundation
import LedgerTesting
import Testing

@Suite struct RefusalTests {
    let directory: TemporaryFolder
    let log: EventLog

    init() throws {
        directory = try TemporaryFolder()
        log = try EventLog.create(at: directory.path("log"))
    }

    /// A draft whose caller part has exactly this many bytes.
    private func sized(_ count: Int) -> Draft {
        let frame = part(1, "a").count
        // Field 9's tag and a length of three bytes, as for all of 16,384 bytes and more.
        return draft(1, "a", String(repeating: "x", count: count - frame - 4))
    }

    @Test func `an entry has at most 65,535 bytes, with what the log adds`() async throws {
        let largest = 65_535 - 23
        #expect(sized(largest).callerPart.count == largest)
        try await log.append(sized(largest))
        #expect(try log.allEntries().first?.bytes.count == 65_535)
        let error = await asyncCode { try await log.append(draft(1, "b"), sized(largest + 1)) }
        #expect(error == .entryTooLarge(draft: 1, byteCount: 65_536))
        // Key "k": 3 bytes; request size 1: 2 bytes.
        try await log.append(sized(largest - 5), key: "k")
        #expect(try log.allEntries().last?.bytes.count == 65_535)
        #expect(
            await asyncCode { try await log.append(sized(largest - 4), key: "l") }
                == .entryTooLarge(draft: 0, byteCount: 65_536))
        #expect(try checkWhole(log).count == 2)
    }

    @Test(
        arguments: [
            [], part(1, "a").dropLast(), part(0, "a"), part(1, ""), part(1, "a\0b"), varint(4 << 3) + [1],
            field(5, Array("a".utf8)), part(1, "a") + [0x20, 1], part(1, "a") + field(5, [0x61]),
            varint(4 << 3) + varint(256) + field(5, [0x61]), varint(4 << 3) + [1] + field(5, [0xFF]),
            part(1, String(repeating: "x", count: 501)), part(1, "a") + [0x09, 1, 0, 0, 0, 0, 0, 0, 0],
            part(1, "a") + varint(2 << 3 | 1) + [UInt8](repeating: 0, count: 8), part(1, "a") + [0x1D, 1, 0, 0, 0],
            part(1, "a") + field(11, [0x6B]), part(1, "a") + [0x60, 1], part(1, "a") + [0x13],
            part(1, "a") + [0x02, 0],
            part(1, "a") + [0x4A, 200], part(1, "a") + [0x80], part(1, "a") + [0x4D, 1, 2, 3],
            part(1, "a") + [0x38] + [UInt8](repeating: 0xFF, count: 11),
        ] as [[UInt8]])
    func `bytes that are not a caller's part are refused, and the draft is named`(_ bytes: [UInt8]) async throws {
        let request = AppendRequest(drafts: [draft(1, "ok"), Draft(callerPart: bytes, expected: .any)])
        #expect(await asyncCode { try await log.append(request) } == .malformedDraft(draft: 1))
        #expect(try log.head().position == 0)
    }

    @Test func `what the log does not know it keeps`() async throws {
        let unknown = part(1, "a") + field(900, [1, 2, 3]) + [0x41, 1, 2, 3, 4, 5, 6, 7, 8] + [0x75, 1, 2, 3, 4]
        try await log.append(AppendRequest(drafts: [Draft(callerPart: unknown, expected: .any)]))
        #expect(try log.allEntries().first.map { Array($0.bytes.dropFirst(23)) } == unknown)
    }

    @Test func `a request needs a draft, and a key that can be stored`() async throws {
        #expect(await asyncCode { try await log.append(AppendRequest(drafts: [])) } == .malformedRequest)
        for key in ["", "a\0b", String(repeating: "k", count: 501)] {
            #expect(await asyncCode { try await log.append(draft(1, "a"), key: key) } == .malformedRequest)
        }
        try await log.append(draft(1, String(repeating: "i", count: 500)), key: String(repeating: "k", count: 500))
        #expect(try log.head().position == 1)
    }

    @Test func `an error is a sentence that names what was wrong`() async throws {
        do {
            try await log.append(draft(1, "a", "", .exact(7)))
            Issue.record("the append should have been refused")
        } catch {
            #expect(error.description.contains("1/a"))
            #expect(error.description.contains("version 7"))
        }
    }
}
