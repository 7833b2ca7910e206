import Foundation
import LedgerTesting
import Testing

@testable import Tables

/// What is held of a table does not depend on its length: a file is read that is larger than what reading it may take.
@Suite struct MemoryTests {
    // In a process of its own, since other tests take memory beside it.
    @Test func `reading and storing a long table takes little memory`() async {
        await #expect(processExitsWith: .success) {
            let folder = try TemporaryFolder()
            let path = folder.path("long.csv")
            let row = "1," + String(repeating: "a place far away; ", count: 500) + ",2\n"
            let block = Data(String(repeating: row, count: 100).utf8)
            try Data("a,b,c\n".utf8).write(to: URL(filePath: path))
            let writing = try #require(FileHandle(forWritingAtPath: path))
            try writing.seekToEnd()
            for _ in 0..<80 { try writing.write(contentsOf: block) }
            try writing.close()
            // The peak from here on.
            try Data("5".utf8).write(to: URL(filePath: "/proc/self/clear_refs"))
            let before = peak
            let stored = try StoredTable(try TableFile(path))
            precondition(stored.count == 8_000)
            // The file has 72 MB.
            precondition(peak - before < 16 << 20, "it took \((peak - before) >> 10) KiB")
        }
    }
}

/// The most memory that this process has had at once, in bytes.
private var peak: Int {
    let text = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = text.split(separator: "\n").first { $0.hasPrefix("VmHWM:") }
    return (line?.split(whereSeparator: \.isWhitespace)[1]).flatMap { Int($0) }.map { $0 << 10 } ?? 0
}
