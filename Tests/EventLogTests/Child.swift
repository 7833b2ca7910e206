import Foundation
import Glibc

/// Another process that appends: `log-test-child`.
final class Child {
    private let process = Process()
    private let output = Pipe()
    private var buffer = Data()

    convenience init(appendingTo path: String, seed: UInt64, requests: Int = .max, callers: Int = 1) throws {
        try self.init(["append", path, String(seed), String(requests), String(callers)])
    }

    /// One that ends, as a kill does, before a step of a commit.
    convenience init(endingAt step: String, path: String, drafts: Int) throws {
        try self.init(["end-at", path, step, String(drafts)])
    }

    private init(_ arguments: [String]) throws {
        process.executableURL = Self.buildDirectory.appendingPathComponent("log-test-child")
        process.arguments = arguments
        process.standardOutput = output
        try process.run()
    }

    deinit {
        if process.isRunning { kill() }
    }

    /// What the child was promised: first position, number of entries, recorded-at, leaf hash of the first entry.
    struct Promise {
        var first: UInt64
        var count: UInt64
        var recordedAt: UInt64
        var leaf: String

        init?(_ line: String) {
            let words = line.split(separator: " ")
            guard words.count == 4, let first = UInt64(words[0]), let count = UInt64(words[1]),
                let recordedAt = UInt64(words[2])
            else { return nil }
            (self.first, self.count, self.recordedAt, leaf) = (first, count, recordedAt, String(words[3]))
        }
    }

    /// The next line that the child says; nil when it has ended.
    func line() -> String? {
        while true {
            if let end = buffer.firstIndex(of: 10) {
                defer { buffer.removeSubrange(...end) }
                return String(decoding: buffer[..<end], as: UTF8.self)
            }
            let more = output.fileHandleForReading.availableData
            if more.isEmpty { return nil }
            buffer.append(more)
        }
    }

    /// Everything that the child has still to say, until it ends.
    func rest() -> [String] {
        var lines: [String] = []
        while let line = line() { lines.append(line) }
        process.waitUntilExit()
        return lines
    }

    /// Ends the child with a signal that it cannot see coming, and waits until it is gone.
    func kill() {
        Glibc.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    /// Where the test bundle lies, and the executables with it: the bundle is mapped into this process.
    static let buildDirectory: URL = {
        let maps = (try? String(contentsOfFile: "/proc/self/maps", encoding: .utf8)) ?? ""
        let bundle = maps.split(separator: "\n").first { $0.hasSuffix(".xctest") }
        let path = bundle.flatMap { line in line.firstIndex(of: "/").map { String(line[$0...]) } }
        return URL(fileURLWithPath: path ?? CommandLine.arguments[0]).deletingLastPathComponent()
    }()
}
