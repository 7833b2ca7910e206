import Foundation
import Synchronization

/// A program that runs beside what is measured, until it is ended; what it says goes nowhere.
final class MeasuredProgram {
    private let process = Process()

    init(_ program: URL, _ arguments: [String]) throws {
        // It would else have the processors of whoever starts it.
        process.executableURL = URL(filePath: "/usr/bin/taskset")
        process.arguments = ["--cpu-list", Processors.ofOthers, program.path] + arguments
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
    }

    /// `incident-ledger`, which is built beside this program.
    convenience init(ledger arguments: [String]) throws {
        let own = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        try self.init(own.deletingLastPathComponent().appending(path: "incident-ledger"), arguments)
    }

    var isRunning: Bool { process.isRunning }

    /// Ends it.
    func stop() {
        process.terminate()
        process.waitUntilExit()
    }

    deinit { if process.isRunning { process.terminate() } }
}

/// Which processors this process has, and which those that it starts beside it.
enum Processors {
    private static let count = ProcessInfo.processInfo.activeProcessorCount
    private static let isApart = Atomic(false)

    /// As `taskset` writes them.
    static var ofOthers: String { isApart.load(ordering: .relaxed) && count > 1 ? "1-\(count - 1)" : "0-\(count - 1)" }

    /// Runs a body while this process has one processor for itself and what is started has the others, as on other machines:
    /// they take nothing of its time. Where there is one processor only, all share it.
    static func apart<Result>(_ body: () async throws -> Result) async throws -> Result {
        try use("0", true)
        defer { try? use("0-\(count - 1)", false) }
        return try await body()
    }

    private static func use(_ processors: String, _ apart: Bool) throws {
        let program = Process()
        program.executableURL = URL(filePath: "/usr/bin/taskset")
        program.arguments = ["--all-tasks", "--cpu-list", "--pid", processors, "\(getpid())"]
        program.standardOutput = FileHandle.nullDevice
        try program.run()
        program.waitUntilExit()
        guard program.terminationStatus == 0 else { throw BenchError("taskset cannot give processors out.") }
        isApart.store(apart, ordering: .relaxed)
    }
}

extension Process {
    /// The processor time that a running process has used so far, in seconds (`/proc/PID/stat`, proc(5)).
    var processorSeconds: Double {
        guard let text = try? String(contentsOfFile: "/proc/\(processIdentifier)/stat", encoding: .utf8),
            let end = text.lastIndex(of: ")")
        else { return 0 }
        // From the third field on; of the program itself the 14th and 15th, in ticks.
        let fields = text[end...].split(separator: " ").dropFirst()
        let ticks = fields.dropFirst(11).prefix(2).compactMap { Double($0) }.reduce(0, +)
        return ticks / Double(sysconf(Int32(_SC_CLK_TCK)))
    }
}

/// A message bus of this machine alone, NATS with JetStream, in a folder of its own.
final class MeasuredBus {
    let address: String
    private let program: MeasuredProgram

    /// Debian's, where `Tools/test` unpacks it, or the one of the system.
    private static let places = [
        ".build/nats/usr/sbin/nats-server", "/usr/sbin/nats-server", "/usr/local/bin/nats-server",
    ]

    init(in folder: String) throws {
        guard let server = Self.places.first(where: { FileManager.default.isExecutableFile(atPath: $0) }) else {
            throw BenchError(
                "There is no nats-server: install it, or run Tools/test once, which puts one beside the build.")
        }
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        // It takes a port that is free, and writes down which.
        program = try MeasuredProgram(
            URL(filePath: server),
            ["--addr", "127.0.0.1", "--port", "-1", "--ports_file_dir", folder, "--jetstream", "--store_dir", folder])
        for _ in 0..<500 where program.isRunning {
            if let address = Self.address(in: folder), let port = URL(string: address)?.port,
                (try? LoadConnection(port: port)) != nil
            {
                self.address = address
                return
            }
            usleep(20_000)
        }
        throw BenchError("nats-server does not start.")
    }

    private static func address(in folder: String) -> String? {
        struct Ports: Decodable { var nats: [String] }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        guard let name = names.first(where: { $0.hasSuffix(".ports") }),
            let data = FileManager.default.contents(atPath: folder + "/" + name),
            let ports = try? JSONDecoder().decode(Ports.self, from: data)
        else { return nil }
        return ports.nats.first
    }

    func stop() { program.stop() }
}
