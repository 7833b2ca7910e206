import Forms
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore

/// What is written to somebody who follows: server-sent events (WHATWG HTML, 9.2).
struct EventStream {
    static let mediaType = "text/event-stream"

    private let held: Held
    private let waiter: StreamWaking.Waiter
    private let waking: StreamWaking
    private var wakes: AsyncStream<Void>.Iterator
    private var lastWritten = ContinuousClock.now

    /// The writer of one answer, which one task uses.
    private final class Held: @unchecked Sendable {
        var writer: any ResponseBodyWriter

        init(_ writer: any ResponseBodyWriter) { self.writer = writer }
    }

    fileprivate init(_ writer: any ResponseBodyWriter, _ waiter: StreamWaking.Waiter, _ waking: StreamWaking) {
        held = Held(writer)
        self.waiter = waiter
        self.waking = waking
        wakes = waiter.wakes.makeAsyncIterator()
    }

    /// The text of one event.
    ///
    /// - Parameter data: one line, as JSON is.
    static func event(_ id: UInt64, _ data: String, named name: String? = nil) -> String {
        "id: \(id)\n" + (name.map { "event: \($0)\n" } ?? "") + "data: \(data)\n\n"
    }

    mutating func write(_ text: String) async throws {
        guard !text.isEmpty else { return }
        try await held.writer.write(ByteBuffer(string: text))
        lastWritten = .now
    }

    /// Waits until the log has something after a position; meanwhile it says now and then that it is still there, and
    /// how far it has looked: an event without data is none to a browser, and yet sets what it goes on from.
    ///
    /// - Parameter position: up to which all has been looked at.
    /// - Returns: false where the stream is to end.
    mutating func waits(after position: UInt64) async throws -> Bool {
        while true {
            // Looked at before it waits: it may have come before there was anybody to wake.
            if waking.position > position { return true }
            guard await wakes.next(isolation: nil) != nil, !Task.isCancelled else { return false }
            if waking.position <= position, lastWritten.duration(to: .now) >= .seconds(StreamWaking.beat - 1) {
                try await write(": still here\nid: \(position)\n\n")
            }
        }
    }
}

extension Call {
    /// An answer that goes on until the caller leaves, the service is asked to end, or `body` returns. Where `body` throws,
    /// the connection is cut, so that nobody takes the end for an end.
    ///
    /// - Throws: ``Problem`` where the caller has as many streams as a token may.
    func events(_ body: @escaping @Sendable (inout EventStream) async throws -> Void) throws -> Response {
        let place = try service.limits.openStream(of: caller)
        let (request, waking) = (request, service.waking)
        return Response(
            status: .ok,
            // Who listens for the other side's leaving cannot hear its next request.
            headers: [.contentType: EventStream.mediaType, .cacheControl: "no-store", .connection: "close"],
            body: .init { writer in
                defer { place.close() }
                let waiter = waking.begin()
                defer { waiter.end() }
                var stream = EventStream(writer, waiter, waking)
                try await request.body.consumeWithInboundCloseHandler { _ in
                    // At once, so that whoever asked knows that it is open; and after what time to come again.
                    try await stream.write("retry: 2000\n\n")
                    try await body(&stream)
                } onInboundClosed: {
                    waiter.end()
                }
                try await writer.finish(nil)
            })
    }

    /// The position that a stream goes on from: of the last event that whoever comes again has seen, else as they ask.
    func lastPosition() throws -> UInt64 {
        guard let text = header(.lastEventID), !text.isEmpty else {
            return UInt64(try query.integer("after", 0...Int64.max) ?? 0)
        }
        guard let position = UInt64(text), position <= UInt64(Int64.max) else {
            throw Problem(
                field: "Last-Event-ID", given: text, allowed: "a position of the log",
                "\"Last-Event-ID\" is the position of the last event that was seen.")
        }
        return position
    }
}

extension HTTPField.Name {
    static let lastEventID = HTTPField.Name("Last-Event-ID")!
}

extension Parameter {
    static let after = Parameter.query(
        "after", "The position after which to begin; 0: at the beginning.", .integer(from: 0, through: Int64.max),
        example: "120")
    static let lastEventID = Parameter.header(
        "Last-Event-ID",
        "The position of the last event that was seen, as browsers send it when they come again; it goes before `after`.",
        .text(pattern: "^[0-9]{1,18}$"))
}
