import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Synchronization
import Testing

/// An answer that goes on, as somebody reads it who knows nothing of who writes it: server-sent events, parsed by the rules of
/// WHATWG HTML, 9.2.6.
final class StreamedReply: Sendable {
    struct Event: Equatable, Sendable {
        var id: String
        var data: String

        subscript(name: String) -> Any? {
            ((try? JSONSerialization.jsonObject(with: Data(data.utf8))) as? [String: Any])?[name]
        }
    }

    private struct Held {
        var events: [Event] = []
        var lastID = ""
        var comments = 0
        var isEnded = false
        var rest: [UInt8] = []
        var data: [String] = []
    }

    let status: Int
    private let held = Mutex(Held())
    private let task = Mutex<Task<Void, Never>?>(nil)

    private init(status: Int) { self.status = status }

    static func open(
        _ served: ServedLedger, _ path: String, as role: String, _ headers: [(String, String)] = []
    ) async throws -> StreamedReply {
        var request = HTTPClientRequest(url: served.url + path)
        request.headers.add(name: "Authorization", value: "Bearer \(served.tokens[role] ?? role)")
        for (name, value) in headers { request.headers.add(name: name, value: value) }
        let response = try await HTTPClient.shared.execute(request, deadline: .now() + .hours(1))
        let reply = StreamedReply(status: Int(response.status.code))
        let body = response.body
        reply.task.withLock {
            $0 = Task {
                do {
                    for try await piece in body { reply.take(Array(piece.readableBytesView)) }
                } catch {}
                reply.held.withLock { $0.isEnded = true }
            }
        }
        return reply
    }

    var events: [Event] { held.withLock { $0.events } }
    /// What a browser would send when it comes again.
    var lastID: String { held.withLock { $0.lastID } }
    var comments: Int { held.withLock { $0.comments } }
    var isEnded: Bool { held.withLock { $0.isEnded } }

    func close() { task.withLock { $0?.cancel() } }

    /// Waits until something is true of what has come.
    func wait(_ what: String, until isSo: @Sendable (StreamedReply) -> Bool) async throws {
        for _ in 0..<2_400 {
            if isSo(self) { return }
            try await Task.sleep(for: .milliseconds(25))
        }
        Issue.record("\(what) did not come; the last id is \(lastID), and there were \(events.count) events")
        throw CancellationError()
    }

    private func take(_ bytes: [UInt8]) {
        held.withLock { held in
            held.rest += bytes
            while let end = held.rest.firstIndex(of: UInt8(ascii: "\n")) {
                let line = String(decoding: held.rest[..<end], as: UTF8.self)
                held.rest.removeFirst(end + 1)
                Self.read(line, &held)
            }
        }
    }

    private static func read(_ line: String, _ held: inout Held) {
        guard !line.isEmpty else {
            if !held.data.isEmpty {
                held.events.append(Event(id: held.lastID, data: held.data.joined(separator: "\n")))
            }
            held.data = []
            return
        }
        if line.hasPrefix(":") {
            held.comments += 1
            return
        }
        let parts = line.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
        let value = parts.count < 2 ? "" : parts[1].hasPrefix(" ") ? String(parts[1].dropFirst()) : String(parts[1])
        switch parts[0] {
        case "data": held.data.append(value)
        case "id": held.lastID = value
        default: break
        }
    }
}
