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
