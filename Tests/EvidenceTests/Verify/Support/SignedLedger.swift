import EventLog
import Forms
import Foundation
import Incidents
import LMDB
import Ledger
import Signing

@testable import Evidence

/// A real ledger with a key in a temporary folder, which is removed with it.
final class SignedLedger: Sendable {
    let folder: URL
    var path: String { folder.appending(path: "a.ledger").path }
    var keyPath: String { folder.appending(path: "a.ledger.key").path }
    var logPath: String { path + "/log" }

    /// Makes one that holds generated events in commits of 100, half of them with an idempotency key.
    init(events: Int = 0) async throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "evidence-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let ledger = try Ledger.create(at: path, keyPath: keyPath)
        defer { ledger.close() }
        try await Self.append(events, to: ledger)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func file(_ name: String) -> String { folder.appending(path: name).path }

    func key() throws -> LedgerKey { try LedgerKey(readingFrom: keyPath) }

    func open(signing: Bool = true) throws -> Ledger {
        try Ledger(openingAt: path, key: signing ? key() : nil)
    }

    /// Appends generated events and waits until they are signed.
    @discardableResult
    func append(_ count: Int, saying text: String = "", signing: Bool = true) async throws -> String? {
        let ledger = try open(signing: signing)
        defer { ledger.close() }
        try await Self.append(count, to: ledger, saying: text)
        return try? ledger.checkpoint()
    }

    static func append(_ count: Int, to ledger: Ledger, saying text: String = "") async throws {
        let first = try ledger.head().position
        for start in stride(from: 0, to: count, by: 100) {
            let drafts = try (start..<min(start + 100, count)).map { number in
                Draft(callerPart: try event(Int(first) + number, text).callerPart(), expected: .any)
            }
            let isKeyed = start % 200 == 0
            try await ledger.log.append(
                AppendRequest(drafts: drafts, idempotencyKey: isKeyed ? "\(text)\(first)-\(start)" : nil))
        }
        try await ledger.settle()
    }

    /// A generated event; some streams have several versions.
    private static func event(_ number: Int, _ text: String) throws -> Event {
        var deaths = Deaths()
        deaths.occurred = try Period("2020-01")
        deaths.dead = try Count("\(number % 17)")
        deaths.cause = "Drowning \(text)"
        return Event(
            type: .recorded, record: RecordID(kind: .deaths, id: "generated-\(number % 400)"),
            knownAt: try Day("2020-02-01"), actor: "generator", state: .deaths(deaths))
    }

    /// Changes rows behind the ledger's back.
    ///
    /// - Parameter database: nil: the main one, in which `head` and `log` lie.
    func tamper(
        _ database: String?, in directory: String? = nil,
        _ change: (inout WriteTransaction, Database) throws -> Void
    ) throws {
        let environment = try Environment(path: directory ?? logPath, databases: database.map { [$0] } ?? [])
        defer { environment.close() }
        try environment.write { transaction in
            let database = try database.map { try environment.database($0) } ?? environment.main
            try change(&transaction, database)
        }
    }

    /// Every row of a database of the log.
    ///
    /// - Parameter database: nil: the main one, less the names of the others.
    func rows(_ database: String?) throws -> [(key: [UInt8], value: [UInt8])] {
        try Self.rows(database, in: logPath)
    }

    /// Every row of a database of any log.
    static func rows(_ name: String?, in log: String) throws -> [(key: [UInt8], value: [UInt8])] {
        let databases = ["entries", "streams", "idempotency", "kinds", "tiles", "checkpoints"]
        let environment = try Environment(path: log, databases: databases)
        defer { environment.close() }
        return try environment.read { transaction in
            var rows: [(key: [UInt8], value: [UInt8])] = []
            var cursor = try transaction.cursor(try name.map { try environment.database($0) } ?? environment.main)
            while try cursor.next() {
                let key = String(decoding: cursor.key.bytes, as: UTF8.self)
                if name == nil, databases.contains(key) { continue }
                rows.append((cursor.key.bytes, cursor.value.bytes))
            }
            return rows
        }
    }

    func verify(against kept: [String] = []) throws -> Verification {
        try Ledger.verify(at: path, against: kept)
    }

    /// Writes a text to a file beside the ledger, and returns its path.
    func keep(_ text: String, as name: String) throws -> String {
        try text.write(toFile: file(name), atomically: true, encoding: .utf8)
        return file(name)
    }
}

extension RawSpan {
    /// The bytes, copied.
    var bytes: [UInt8] { withUnsafeBytes { [UInt8]($0) } }
}

/// The code of the error that `body` throws.
func ledgerCode<Result>(_ body: () throws -> Result) -> LedgerError.Code? {
    do {
        _ = try body()
        return nil
    } catch {
        return (error as? LedgerError)?.code
    }
}
