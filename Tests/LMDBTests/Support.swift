import Foundation
import Glibc
import LMDB
import Synchronization
import Testing

extension RawSpan {
    /// A copy of the bytes.
    var copied: [UInt8] { withUnsafeBytes { Array($0) } }
}

/// An environment with the databases that these tests use.
func opened(
    _ path: String, databases: [String] = ["entries"], options: EnvironmentOptions = EnvironmentOptions()
) throws(LMDBError) -> Environment {
    try Environment(path: path, databases: databases, options: options)
}

extension Environment {
    /// Puts `count` values of a kilobyte under the numbers from `first`.
    func fill(_ first: UInt64 = 0, count: UInt64, byte: UInt8 = 1) throws {
        try write { transaction in
            let database = try database("entries")
            for key in first..<first + count {
                try transaction.put(database, key: key, value: [UInt8](repeating: byte, count: 1_000))
            }
        }
    }

    func entries() throws -> Int {
        let entries = try database("entries")
        return try read { try $0.count(entries) }
    }
}

/// Runs `body` on as many threads, at the same time, and waits for all. (A queue might run them one by one.)
func inParallel(_ threads: Int, _ body: @escaping @Sendable (Int) -> Void) {
    let done = DispatchGroup()
    for index in 0..<threads {
        done.enter()
        Thread.detachNewThread {
            body(index)
            done.leave()
        }
    }
    done.wait()
}

/// What threads of a test tell each other.
final class Shared: Sendable {
    let stop = Atomic<Bool>(false)
    let started = Atomic<Int>(0)
    let wrong = Atomic<Int>(0)
}

/// The code of the error that `body` throws.
func code(_ body: () throws -> Void) -> LMDBError.Code? {
    do {
        try body()
        return nil
    } catch {
        return (error as? LMDBError)?.code
    }
}

/// Another process: `lmdb-test-child`.
final class Child {
    private let process = Process()
    private let output = Pipe()
    private var buffer = Data()

    /// - Parameter limit: a command of the shell that is run before.
    init(_ command: String, _ path: String, _ count: Int = 0, limit: String? = nil) throws {
        let program = Self.buildDirectory.appendingPathComponent("lmdb-test-child")
        process.executableURL = limit == nil ? program : URL(fileURLWithPath: "/bin/sh")
        let arguments = [command, path, String(count)]
        process.arguments = limit.map { ["-c", $0 + "; exec \"$@\"", "sh", program.path] + arguments } ?? arguments
        process.standardOutput = output
        try process.run()
    }

    deinit {
        if process.isRunning { kill() }
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

    var processIdentifier: Int32 { process.processIdentifier }

    /// Kills the child with a signal that it cannot see coming, and waits until it is gone.
    func kill() {
        Glibc.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    func wait() { process.waitUntilExit() }

    /// Where the test bundle lies, and the executables with it: the bundle is mapped into this process.
    static let buildDirectory: URL = {
        let maps = (try? String(contentsOfFile: "/proc/self/maps", encoding: .utf8)) ?? ""
        let bundle = maps.split(separator: "\n").first { $0.hasSuffix(".xctest") }
        let path = bundle.flatMap { line in line.firstIndex(of: "/").map { String(line[$0...]) } }
        return URL(fileURLWithPath: path ?? CommandLine.arguments[0]).deletingLastPathComponent()
    }()
}

extension Transaction where Self: ~Copyable {
    /// A copy of a value.
    func copy(_ database: Database, _ key: UInt64) throws -> [UInt8]? {
        guard let value = try get(database, key: key) else { return nil }
        return value.copied
    }
}
