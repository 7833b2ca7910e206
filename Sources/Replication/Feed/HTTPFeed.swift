internal import AsyncHTTPClient
internal import MerkleLog
internal import NIOCore
internal import NIOHTTP1
internal import Synchronization

/// A log that a service, a static server or a cache publishes over HTTP.
struct HTTPFeed: LogFeed {
    let place: String
    private let token: String?
    /// The last checkpoint and its validator (RFC 9110, 8.8.3): it is asked for only where it has changed.
    private let last: LastCheckpoint

    private final class LastCheckpoint: Sendable {
        let value = Mutex<(tag: String, bytes: [UInt8])?>(nil)
    }

    /// In so long all of a file must have come.
    private static let deadline = TimeAmount.seconds(60)
    private static let client: HTTPClient = {
        var configuration = HTTPClient.Configuration()
        configuration.timeout = .init(connect: .seconds(5), read: .seconds(15))
        configuration.redirectConfiguration = .follow(max: 3, allowCycles: false)
        // One that is not there is told at once: there are other places, and other times.
        configuration.connectionPool.retryConnectionEstablishment = false
        // What is small on its way and huge when it is unpacked is not taken.
        configuration.decompression = .disabled
        return HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }()

    init(_ address: String, token: String?) {
        var address = address
        while address.hasSuffix("/") { address.removeLast() }
        place = address
        self.token = token
        last = LastCheckpoint()
    }

    func checkpoint() async throws -> [UInt8] {
        let known = last.value.withLock { $0 }
        let answer = try await get("checkpoint", FeedLimits.checkpoint, unless: known?.tag)
        guard let bytes = answer.bytes else { return known?.bytes ?? [] }
        if let tag = answer.tag { last.value.withLock { $0 = (tag, bytes) } }
        return bytes
    }

    func file(_ path: TilePath, maximum: Int) async throws -> [UInt8] {
        try await get(path.description, maximum, unless: nil).bytes ?? []
    }

    /// - Returns: no bytes where it is the one that the tag names.
    private func get(_ path: String, _ maximum: Int, unless tag: String?) async throws -> (
        bytes: [UInt8]?, tag: String?
    ) {
        var request = HTTPClientRequest(url: "\(place)/\(path)")
        if let tag { request.headers.add(name: "If-None-Match", value: tag) }
        if let token { request.headers.add(name: "Authorization", value: "Bearer \(token)") }
        let response: HTTPClientResponse
        do {
            response = try await Self.client.execute(request, deadline: .now() + Self.deadline)
        } catch {
            throw unreachable(path, "\(error)")
        }
        switch response.status {
        case .ok: break
        case .notModified where tag != nil: return (nil, tag)
        case .notFound, .gone: throw FeedError(.absent, "\(place) has no \(path).")
        default: throw unreachable(path, "it answers \(response.status.code)")
        }
        do {
            let body = try await response.body.collect(upTo: maximum)
            return (Array(body.readableBytesView), response.headers.first(name: "ETag"))
        } catch is NIOTooManyBytesError {
            throw FeedError(.wrong, "What \(place) gives as \(path) is longer than it can be: \(maximum) bytes.")
        } catch {
            throw unreachable(path, "\(error)")
        }
    }

    private func unreachable(_ path: String, _ why: String) -> FeedError {
        FeedError(.unreachable, "\(place) did not give \(path): \(why).")
    }
}
