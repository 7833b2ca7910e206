import Foundation
import HTTPTypes
import Hummingbird
import Logging

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

/// A server that is measured, in a process of its own, until it is ended.
final class MeasuredServer {
    let port: Int
    private let process = Process()

    /// The service on a ledger.
    convenience init(serving ledger: String, _ arguments: [String]) throws {
        let own = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        let errors = Pipe()
        try self.init(
            own.deletingLastPathComponent().appending(path: "incident-ledger"),
            ["serve", "--ledger", ledger, "--port", "0", "--rate", "0"] + arguments, errors: errors
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
        try self.init(URL(filePath: "/proc/self/exe"), ["--serve-constant", file], output: Pipe()) {
            $0.split(separator: "\n").first.flatMap { Int($0) }
        }
    }

    private init(
        _ program: URL, _ arguments: [String], output: Pipe? = nil, errors: Pipe? = nil,
        findPort: (String) -> Int?
    ) throws {
        process.executableURL = program
        process.arguments = arguments
        process.standardOutput = output ?? FileHandle.nullDevice
        process.standardError = errors ?? FileHandle.nullDevice
        try process.run()
        guard let reading = (output ?? errors)?.fileHandleForReading else { throw BenchError("nothing to read") }
        var said = Data()
        var port: Int?
        while port == nil {
            let piece = reading.availableData
            guard !piece.isEmpty else { break }
            said.append(piece)
            port = findPort(String(decoding: said, as: UTF8.self))
        }
        guard let port else {
            process.terminate()
            throw BenchError("A server did not start: \(String(decoding: said, as: UTF8.self).suffix(500))")
        }
        self.port = port
        // What it goes on to say must not fill the pipe.
        reading.readabilityHandler = { _ = $0.availableData }
    }

    /// The processor time that it has used so far, in seconds.
    var processorSeconds: Double { process.processorSeconds }

    /// Ends it.
    func stop() {
        process.terminate()
        process.waitUntilExit()
    }

    deinit { if process.isRunning { process.terminate() } }
}
