import Crypto
import Folding
import Forms
import Foundation
import LMDB
import Ledger
import LedgerTesting
import ProjectionEngine
import Testing

@testable import Evidence

/// Receipts against ledgers that are not, or no longer, what they were taken from.
struct ReceiptTests {
    private func receipt(
        _ name: String = "year", _ format: OutputFormat = .table, of ledger: SignedLedger
    ) throws -> ViewReceipt {
        let open = try ledger.open()
        defer { open.close() }
        let request = ViewRequest(name: name)
        return try open.receipt(of: open.view(request), to: request, in: format)
    }

    private func compare(_ receipt: ViewReceipt, with path: String) throws -> ReceiptComparison {
        let ledger = try Ledger(openingAt: path, access: .readOnly)
        defer { ledger.close() }
        return try ledger.compare(receipt)
    }

    private func error(comparing receipt: ViewReceipt, with path: String) -> LedgerError? {
        do {
            _ = try compare(receipt, with: path)
            return nil
        } catch {
            return error as? LedgerError
        }
    }

    /// Another ledger of the same log, as it is now.
    private func copy(of ledger: SignedLedger) throws -> String {
        let open = try ledger.open()
        defer { open.close() }
        _ = try open.backup(to: ledger.file("copy.ledger"))
        return ledger.file("copy.ledger")
    }

    @Test(arguments: OutputFormat.allCases)
    func `a view whose cell was altered gives a receipt that the log does not confirm`(_ format: OutputFormat)
        async throws
    {
        let ledger = try await SignedLedger(events: 300)
        #expect(try compare(receipt("year", format, of: ledger), with: ledger.path).isSame)
        // The last sum of the first row; behind it is how many of its records do not report it.
        try ledger.tamper("cells", in: ledger.path + "/views/year.v1") { transaction, database in
            let row = try transaction.get(database, key: [0, 0, 0, 0])?.bytes
            var changed = try #require(row)
            changed[changed.count - 2] ^= 2
            try transaction.put(database, key: [0, 0, 0, 0], value: changed)
        }
        let comparison = try compare(receipt("year", format, of: ledger), with: ledger.path)
        #expect(!comparison.isSame)
        #expect(comparison.differences.first?.contains("digest of the rows") == true)
        // Both values are shown.
        #expect(comparison.differences.contains { $0.hasPrefix("line ") && $0.contains("but the log says") })
    }

    @Test func `a log that is shorter than the receipt's was cut back`() async throws {
        let ledger = try await SignedLedger(events: 100)
        let earlier = try copy(of: ledger)
        try await ledger.append(50)
        let error = try error(comparing: receipt(of: ledger), with: earlier)
        #expect(error?.code == .damaged)
        #expect(error?.description.contains("cut back: it has 100 events, and the answer was given from 150") == true)
    }

    @Test func `a log with other events was rewritten`() async throws {
        let ledger = try await SignedLedger(events: 100)
        let other = try copy(of: ledger)
        try await ledger.append(50)
        let rewritten = try Ledger(openingAt: other)
        try await SignedLedger.append(60, to: rewritten, saying: "otherwise")
        rewritten.close()
        let error = try error(comparing: receipt(of: ledger), with: other)
        #expect(error?.code == .damaged && error?.description.contains("rewritten") == true)
    }

    @Test func `an event that was altered under unaltered hashes is found`() async throws {
        let ledger = try await SignedLedger(events: 300)
        let receipt = try receipt(of: ledger)
        let (key, value) = try ledger.rows("entries")[99]
        var changed = value
        changed[value.count - 2] ^= 1
        try ledger.tamper("entries") { transaction, database in
            try transaction.put(database, key: key, value: changed)
        }
        #expect(error(comparing: receipt, with: ledger.path)?.code == .damaged)
    }

    @Test func `an answer of another version of the view is for the program of that time`() async throws {
        let ledger = try await SignedLedger(events: 10)
        var receipt = try receipt(of: ledger)
        receipt.view.version = 2
        let error = error(comparing: receipt, with: ledger.path)
        #expect(error?.code == .refused)
        #expect(error?.description.contains("year v2, and this program has year v1") == true)
        // By the same name the source of the cells may be of another version, too, or it alone.
        receipt.source.version = 3
        #expect(self.error(comparing: receipt, with: ledger.path)?.description.contains("year v2") == true)
        receipt.view.version = 1
        #expect(self.error(comparing: receipt, with: ledger.path)?.description.contains("year v3") == true)
    }

    @Test func `a receipt is read as it was written`() async throws {
        let ledger = try await SignedLedger(events: 120)
        let open = try ledger.open()
        defer { open.close() }
        let request = ViewRequest(
            name: "region-year", scheme: "mmp-2014", ranking: Ranking(year: 2020, byMacroRegion: true),
            moment: Moment(knownBy: day("2020-02-01")))
        let receipt = try open.receipt(of: open.view(request), to: request, in: .json)
        try receipt.write(to: ledger.file("a"))
        let again = try ViewReceipt(readingFrom: ledger.file("a"))
        #expect(again.text == receipt.text && again.defaults == [.asOf, .datasets])
        #expect(again.question == receipt.question)
        #expect(again.question.position == 120 && again.question.knownBy == day("2020-02-01"))
        #expect(ledgerCode { try receipt.write(to: ledger.file("a")) } == .refused)
    }

    @Test func `a file that is not as it was written is refused with a sentence`() async throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed of “a file that is not as it was written”: \(seed)")
        var random = SeededGenerator(seed: seed)
        let ledger = try await SignedLedger(events: 30)
        let bytes = Array(try receipt(of: ledger).text.utf8)
        for _ in 0..<2000 {
            var changed = bytes
            switch Int.random(in: 0..<4, using: &random) {
            case 0:
                changed[Int.random(in: changed.indices, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
            case 1: changed.remove(at: Int.random(in: changed.indices, using: &random))
            case 2:
                changed.insert(
                    UInt8.random(in: 0...255, using: &random), at: Int.random(in: 0...changed.count, using: &random))
            default: changed.removeLast(Int.random(in: 1...changed.count, using: &random))
            }
            if changed == bytes { continue }
            do {
                _ = try ViewReceipt(changed)
                Issue.record("taken for a receipt: \(String(decoding: changed, as: UTF8.self))")
            } catch {
                #expect(!error.reason.isEmpty)
            }
        }
    }

    /// Whoever alters a receipt can also state another SHA-256: what is then confirmed is what the ledger answers.
    @Test func `a receipt that was altered and sealed again confirms nothing but what the log says`() async throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        print("seed of “altered and sealed again”: \(seed)")
        var random = SeededGenerator(seed: seed)
        let ledger = try await SignedLedger(events: 30)
        let receipt = try receipt("year", .csv, of: ledger)
        let open = try ledger.open()
        defer { open.close() }
        let (above, digits) = (Array(receipt.text.utf8.dropLast(78)), Array("0123456789abcdefnulz\"{},: ".utf8))
        for _ in 0..<300 {
            var changed = above
            changed[Int.random(in: changed.indices, using: &random)] = digits.randomElement(using: &random) ?? 0
            guard let read = try? ViewReceipt(Self.sealed(changed)), read.text != receipt.text else { continue }
            guard let comparison = try? open.compare(read), comparison.isSame else { continue }
            let own = try open.answer(read.question) { view, query in
                try Replay.ownedAnswer(query, of: view, from: open.log)
            }
            #expect(own.text(in: read.format) == read.answer, "\(read.text)")
        }
    }

    /// Ends a text with the line that states its SHA-256, as `FORMAT.md` has it.
    private static func sealed(_ above: [UInt8]) -> [UInt8] {
        let digest = SHA256.hash(data: above).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }
        return above + Array("\"sha256\": \"\(digest.joined())\"}\n".utf8)
    }
}
