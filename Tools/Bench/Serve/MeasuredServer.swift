import Foundation
import HTTPTypes
import Hummingbird
import Logging

/// A server that is measured, in a process of its own, until it is ended. What it says goes to a file, as where it is really run:
/// who reads a pipe would take the time of whoever asks.
final class MeasuredServer {
    let port: Int
    private let process = Process()
    private let said: URL

    /// The service on a ledger.
    convenience init(serving ledger: String, _ arguments: [String]) throws {
        let own = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        try self.init(
            own.deletingLastPathComponent().appending(path: "incident-ledger"),
            ["serve", "--ledger", ledger, "--port", "0", "--rate", "0"] + arguments
        ) {
            for line in $0.split(separator: "\n") {
                let said = try? JSONDecoder().decode([String: String].self, from: Data(line.utf8))
                if let url = said?["url"] { return URL(string: url)?.port }
            }
            return nil
        }
    }

    /// The floor.
    convenience init(constant file: String) throws {
        try self.init(URL(filePath: "/proc/self/exe"), ["--serve-constant", file]) {
            $0.split(separator: "\n").first.flatMap { Int($0) }
        }
    }

    private init(_ program: URL, _ arguments: [String], findPort: (String) -> Int?) throws {
        said = FileManager.default.temporaryDirectory.appending(path: "ledger-bench-\(UUID().uuidString).log")
        try Data().write(to: said)
        let file = try FileHandle(forWritingTo: said)
        defer { try? file.close() }
        process.executableURL = program
        process.arguments = arguments
        process.standardOutput = file
        process.standardError = file
        try process.run()
        var text = ""
        while process.isRunning {
            text = String(decoding: try Data(contentsOf: said), as: UTF8.self)
            // The last line may not be whole yet.
            if let port = findPort(String(text[..<(text.lastIndex(of: "\n") ?? text.startIndex)])) {
                self.port = port
                return
            }
            usleep(5_000)
        }
        try? FileManager.default.removeItem(at: said)
        throw BenchError("A server did not start: \(text.suffix(500))")
    }

    /// The processor time that it has used so far, in seconds.
    var processorSeconds: Double { process.processorSeconds }

    /// Ends it.
    func stop() {
        process.terminate()
        process.waitUntilExit()
        try? FileManager.default.removeItem(at: said)
    }

    deinit { if process.isRunning { process.terminate() } }
}

/// The floor of the service: the same HTTP library, and one file as it is, from memory and from the disk.
enum ConstantServer {
    /// Serves a file at `/constant` (from memory) and `/file` (read as it is sent) until it is killed; says its port first.
    static func run(_ path: String) async throws {
        let bytes = ByteBuffer(bytes: try Data(contentsOf: URL(filePath: path)))
        let router = Router()
        router.get("/constant") { _, _ in
            Response(status: .ok, headers: [.contentType: "application/json"], body: .init(byteBuffer: bytes))
        }
        router.get("/file") { _, context in
            Response(status: .ok, body: try await FileIO().loadFile(path: path, context: context))
        }
        var logger = Logger(label: "constant")
        logger.logLevel = .error
        let application = Application(
            router: router, configuration: .init(address: .hostname("127.0.0.1", port: 0)),
            onServerRunning: { channel in
                print(channel.localAddress?.port ?? 0)
                fflush(nil)
            }, logger: logger)
        try await application.run()
    }
}
