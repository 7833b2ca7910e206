import EventLog
import Foundation
import LedgerTesting
import Testing

/// Copies of a log's folder that are made while a process writes to it, by those who know no better and by those who do.
@Suite struct LiveCopyTests {
    private static let isLong = ProcessInfo.processInfo.environment["INCIDENT_LEDGER_LONG"] != nil

    let directory: TemporaryFolder

    init() throws { directory = try TemporaryFolder() }

    private func isDamage(_ error: EventLogError) -> Bool {
        if case .damaged = error.code { true } else { false }
    }

    /// Copies a file page by page, as `cp` does, with writers at work between them.
    private func copy(_ name: String, to folder: String) throws {
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        let source = try FileHandle(forReadingFrom: URL(filePath: directory.path("log/" + name)))
        defer { try? source.close() }
        var bytes = Data()
        while let piece = try source.read(upToCount: 65_536), !piece.isEmpty {
            bytes += piece
            usleep(500)
        }
        try bytes.write(to: URL(filePath: folder + "/" + name))
    }

    @Test func `a copy of a live folder is whole or damaged, and never something else`() async throws {
        try EventLog.create(at: directory.path("log")).close()
        let child = try Child(appendingTo: directory.path("log"), seed: 7, callers: 8)
        for _ in 0..<200 { _ = child.line() }
        var copies: [(path: String, isWhole: Bool)] = []
        for number in 0..<(Self.isLong ? 200 : 12) {
            let path = directory.path("copy \(number)")
            try copy("data.mdb", to: path)
            for _ in 0..<20 { _ = child.line() }
            do {
                let log = try EventLog(auditingAt: path)
                defer { log.close() }
                copies.append((path, try log.audit().findings.isEmpty))
            } catch {
                #expect(error.code == .notALog || isDamage(error), "\(error)")
                copies.append((path, false))
            }
        }
        child.kill()
        _ = child.rest()
        let log = try EventLog(openingAt: directory.path("log"), access: .readOnly)
        defer { log.close() }
        let entries = try log.allEntries()
        for copy in copies where copy.isWhole {
            let found = try EventLog(openingAt: copy.path, access: .readOnly)
            defer { found.close() }
            #expect(try found.allEntries() == Array(entries.prefix(Int(found.position()))), "\(copy.path)")
        }
        print("\(copies.count { $0.isWhole }) of \(copies.count) copies of a live folder were whole")
    }

    @Test func `a backup of a live log is always whole`() async throws {
        let log = try EventLog.create(at: directory.path("log"))
        let child = try Child(appendingTo: directory.path("log"), seed: 8, callers: 4)
        for number in 0..<(Self.isLong ? 50 : 4) {
            for _ in 0..<50 { _ = child.line() }
            let path = directory.path("backup \(number)")
            try log.backup(to: path)
            let copy = try EventLog(openingAt: path, access: .readOnly)
            defer { copy.close() }
            #expect(try copy.audit().findings == [] && copy.position() > 0)
        }
        child.kill()
        log.close()
    }
}
