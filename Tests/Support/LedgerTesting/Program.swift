package import Foundation
internal import Synchronization

/// Runs the project's executables as their users do: as processes, with files and exit statuses.
package struct Program {
    /// What a run left behind.
    package struct Run: Sendable {
        package var status: Int32
        package var output: String
        package var errors: String
    }

    package let url: URL

    package static let ledger = Program(name: "incident-ledger")
    package static let replay = Program(name: "ledger-replay")
    package static let bench = Program(name: "ledger-bench")
    package static let worker = Program(name: "projection-worker")
    /// Views and appends that the project's own programs do not have.
    package static let viewChild = Program(name: "view-test-child")
    /// For what only a shell does, such as a pipe whose reader goes away.
    package static let shell = Program(url: URL(filePath: "/bin/bash"))

    /// The build directory that these tests were built into.
    package static let directory: URL = {
        let started = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
        let candidates = [started, Bundle.main.bundleURL, Bundle.main.bundleURL.deletingLastPathComponent()]
        return candidates.first {
            FileManager.default.isExecutableFile(atPath: $0.appending(path: "incident-ledger").path)
        } ?? started
    }()

    private init(name: String) {
        self.init(url: Self.directory.appending(path: name))
    }

    package init(url: URL) {
        self.url = url
    }

    /// Runs to the end.
    ///
    /// - Parameters:
    ///   - input: what is on standard input; nil: nothing.
    ///   - environment: added to an environment without the ledger's own variables.
    package func run(
        _ arguments: [String], input: String? = nil, environment: [String: String] = [:], in directory: URL? = nil
    ) async throws -> Run {
        let started = try start(arguments, input: input, environment: environment, in: directory)
        return await started.finished()
    }

    /// Starts and returns; the run may be killed.
    package func start(
        _ arguments: [String], input: String? = nil, environment: [String: String] = [:], in directory: URL? = nil
    ) throws -> Running {
        let files = try TemporaryFolder()
        let process = Process()
        process.executableURL = url
        process.arguments = arguments
        process.environment = Self.environment.merging(environment) { $1 }
        if let directory { process.currentDirectoryURL = directory }
        let streams = [
            try files.file("input", holding: Data((input ?? "").utf8)).reading,
            try files.file("output", holding: Data()).writing, try files.file("errors", holding: Data()).writing,
        ]
        // They are the program's then. Foundation would keep them open, and its `run()` reads behind the list of open
        // files, and crashes, when there are some thirteen hundred.
        defer { for stream in streams { try? stream.close() } }
        (process.standardInput, process.standardOutput, process.standardError) = (streams[0], streams[1], streams[2])
        return try Running(process, files)
    }

    private static let environment: [String: String] = {
        ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("INCIDENT_LEDGER") }
    }()
}

/// A process that was started. `@unchecked Sendable`: `Process` is only told to start before this value is made, and
/// afterwards only asked for its identifier and status, which Foundation guards by a lock.
package final class Running: @unchecked Sendable {
    private let process: Process
    private let files: TemporaryFolder
    private let ended: AsyncStream<Int32>

    fileprivate init(_ process: Process, _ files: TemporaryFolder) throws {
        let (ended, continuation) = AsyncStream<Int32>.makeStream()
        process.terminationHandler = { finished in
            continuation.yield(finished.terminationReason == .exit ? finished.terminationStatus : -1)
            continuation.finish()
        }
        self.process = process
        self.files = files
        self.ended = ended
        // One at a time: Foundation's `run()` was seen to crash while other tests were starting programs.
        try Self.launching.withLock { _ in try process.run() }
    }

    private static let launching = Mutex(())

    /// Ends it as a power cut would: it has no chance to tidy up.
    package func kill() {
        Foundation.kill(process.processIdentifier, SIGKILL)
    }

    /// Asks it to end.
    package func terminate() { send(SIGTERM) }

    package func send(_ signal: Int32) {
        Foundation.kill(process.processIdentifier, signal)
    }

    package var processIdentifier: Int32 { process.processIdentifier }

    package var isRunning: Bool { process.isRunning }

    /// What it has written so far.
    package var output: String { files.text(of: "output") }
    package var errors: String { files.text(of: "errors") }

    /// Waits until it has said something, or has ended without.
    ///
    /// - Returns: whether it has said it in time; else it is killed.
    package func says(_ words: String) async throws -> Bool {
        for _ in 0..<800 where isRunning {
            if errors.contains(words) || output.contains(words) { return true }
            try await Task.sleep(for: .milliseconds(25))
        }
        kill()
        _ = await finished()
        return false
    }

    /// - Returns: status -1 where it was killed.
    package func finished() async -> Program.Run {
        var status: Int32 = -1
        for await ending in ended { status = ending }
        return Program.Run(status: status, output: files.text(of: "output"), errors: files.text(of: "errors"))
    }
}

extension URL {
    fileprivate var reading: FileHandle { get throws { try FileHandle(forReadingFrom: self) } }
    fileprivate var writing: FileHandle { get throws { try FileHandle(forWritingTo: self) } }
}

/// The folder of this project, in which what tests need lies beside what is built.
package enum Repository {
    package static let root: URL = {
        var url = URL(filePath: #filePath)
        for _ in 0..<4 { url.deleteLastPathComponent() }
        return url
    }()
}
