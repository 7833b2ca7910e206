import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// A browser's driver, spoken to as W3C WebDriver has it: JSON over HTTP.
struct WebDriver: Sendable {
    /// What the driver says went wrong.
    struct Failure: Error, CustomStringConvertible {
        /// Such as `no such element`.
        var code: String
        var message: String
        var description: String { "\(code): \(message)" }
    }

    /// `http://127.0.0.1:PORT/session/ID`.
    let url: String

    /// - Parameter value: of the answer, a JSON value.
    @discardableResult
    func ask(_ method: String, _ path: String, _ body: [String: Any]? = nil) async throws -> Any {
        try await Self.ask(method, url + path, body)
    }

    static func ask(_ method: String, _ url: String, _ body: [String: Any]? = nil) async throws -> Any {
        var request = HTTPClientRequest(url: url)
        request.method = HTTPMethod(rawValue: method)
        if let body {
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(ByteBuffer(bytes: try JSONSerialization.data(withJSONObject: body)))
        }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(120))
        let bytes = Data(buffer: try await response.body.collect(upTo: 64 << 20))
        let value = (try JSONSerialization.jsonObject(with: bytes) as? [String: Any])?["value"] ?? NSNull()
        if let problem = value as? [String: Any], let code = problem["error"] as? String {
            throw Failure(code: code, message: problem["message"] as? String ?? "")
        }
        return value
    }

    /// What Chromium understands beside WebDriver (Chrome DevTools Protocol).
    @discardableResult
    func devTools(_ command: String, _ parameters: [String: Any] = [:]) async throws -> Any {
        try await ask("POST", "/goog/cdp/execute", ["cmd": command, "params": parameters])
    }

    /// The lines of a log of the browser since it was last asked for.
    func log(_ name: String) async throws -> [[String: Any]] {
        try await ask("POST", "/se/log", ["type": name]) as? [[String: Any]] ?? []
    }
}

extension Data {
    fileprivate init(buffer: ByteBuffer) { self.init(buffer.readableBytesView) }
}
