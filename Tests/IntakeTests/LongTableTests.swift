import Foundation
import Incidents
import LedgerTesting
import Testing

@testable import Intake

/// What is known of rows lies in temporary files: what is held of them in memory does not grow with the table.
@Suite struct LongTableTests {
    fileprivate static let filling = String(repeating: "-", count: 160)

    /// Writes a table with identifiers of 160 bytes and more, in an order that is not that of the file, some of them of two
    /// rows. Some at a time: what is freed would be taken again, and not be seen.
    fileprivate static func write(rows: Int, to path: String) throws {
        try Data("sep=|\nid|Day|Dead\n".utf8).write(to: URL(filePath: path))
        let file = try FileHandle(forWritingTo: URL(filePath: path))
        try file.seekToEnd()
        for first in stride(from: 0, to: rows, by: 500) {
            var text = ""
            for row in first..<first + 500 {
                // 7,919 is a prime: every number comes once, but for those that are given twice.
                let number = row % 1_000 == 999 ? row - 1 : row
                text += "\(number * 7_919 % rows)\(filling)|2020-01-05|\(row % 10)\n"
            }
            try file.write(contentsOf: Data(text.utf8))
        }
        try file.close()
    }

    /// The rows of such a table, told apart, in a process that ends with it.
    fileprivate static func source(
        rows: Int, in folder: TemporaryFolder
    ) throws -> (rows: RecordSource, memory: Int) {
        let mapping = try SmallMapping.read(
            SmallMapping.text(
                #"{ "deaths": { "dead": { "count": ["Dead"] } } }"#, shared: #"{ "occurred": { "date": ["Day"] } }"#))
        let path = folder.path("long.csv")
        try write(rows: rows, to: path)
        // The peak from here on.
        try Data("5".utf8).write(to: URL(filePath: "/proc/self/clear_refs"))
        let before = peak
        let table = try MappedTable(path: path, mappings: [mapping])
        let source = try table.rows(asAt: Day(number: .max), in: NoRecords())
        let isStated = try ["small-0", "small-0-"].map { try source.states(RecordID(kind: .deaths, id: $0 + filling)) }
        precondition(isStated == [true, false])
        return (source, peak - before)
    }

    // In a process of its own, since other tests take memory beside it.
    @Test func `telling the rows of a long table apart takes little memory`() async {
        await #expect(processExitsWith: .success) {
            let folder = try TemporaryFolder()
            let memory = try LongTableTests.source(rows: 100_000, in: folder).memory
            // A row took 350 bytes while it was held in memory: 35 MB. The pieces that are sorted and read take 13.
            precondition(memory < 20 << 20, "it took \(memory >> 10) KiB")
        }
    }

    @Test func `temporary files have no names, so that whatever ends an import leaves none`() async {
        await #expect(processExitsWith: .success) {
            let (folder, temporary) = (try TemporaryFolder(), try TemporaryFolder())
            setenv("TMPDIR", temporary.path, 1)
            let source = try LongTableTests.source(rows: 5_000, in: folder)
            let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").filter {
                let target = try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/" + $0)
                return target?.hasPrefix(temporary.path) ?? false
            }
            precondition(open.count >= 3, "\(open.count) files are in use there")
            let names = try temporary.names
            precondition(names.isEmpty, "\(names)")
            withExtendedLifetime(source) {}
        }
    }

    @Test func `a disk without room for temporary files ends an import in a sentence`() async {
        await #expect(processExitsWith: .success) {
            let folder = try TemporaryFolder()
            // The rows fit, and what is known of them does not.
            signal(SIGXFSZ, SIG_IGN)
            var limit = rlimit(rlim_cur: 3_000_000, rlim_max: 3_000_000)
            precondition(setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
            do {
                _ = try LongTableTests.source(rows: 9_000, in: folder)
                preconditionFailure("there was room")
            } catch {
                precondition("\(error)".hasPrefix("Cannot write a temporary file"), "\(error)")
            }
        }
    }
}

/// The most memory that this process has had at once, in bytes.
private var peak: Int {
    let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return (line?.split(whereSeparator: \.isWhitespace)[1]).flatMap { Int($0) }.map { $0 << 10 } ?? 0
}
