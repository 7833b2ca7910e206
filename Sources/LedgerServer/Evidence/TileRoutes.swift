import Crypto
import EventLog
import Evidence
import Forms
import Foundation
import HTTPTypes
import Hummingbird
import Ledger
import MerkleLog
import NIOCore

/// The log as C2SP tlog-tiles lays it out: what anybody needs to compute its root, and to hold it against what was signed.
///
/// Served is what the latest signed checkpoint covers, and nothing after it.
enum TileRoutes {
    static let all = [checkpoint, hashes, entries]

    static let octets = "application/octet-stream"
    private static let binary = Schema(
        .object([.init("type", .string("string")), .init("contentMediaType", .string(octets))]))

    private static let checkpoint = Route(
        id: "checkpoint", method: .get, path: "/checkpoint",
        summary: "The latest signed checkpoint (C2SP tlog-checkpoint, a signed note).", group: .evidence,
        permission: .evidence,
        answers: [
            .init(summary: "The note.", content: [("text/plain", .text())]),
            .init(status: .notModified, summary: "It is the one that If-None-Match names.", content: []),
        ], isOpenable: true
    ) { call in
        let note = try await call.asking { try $0.publishedCheckpoint() }
        return call.unlessSeen(
            Array(note.utf8), mediaType: "text/plain; charset=utf-8", cacheControl: "no-cache")
    }

    private static let hashes = Route(
        id: "tile", method: .get, path: "/tile/{level}/{index+}",
        summary:
            "A tile of the log's tree: up to 256 hashes of 32 bytes. Its index stands in groups of three digits, all but the "
            + "last after an x: x001/234; .p/W after it asks for the first W hashes.",
        group: .evidence, permission: .evidence,
        parameters: [
            .path("level", "0: leaf hashes; up to 7.", .text(pattern: "^[0-7]$"), example: "0"),
            .path("index", "The tile's number in its level.", .text(shortest: 3), example: "000.p/1"),
        ],
        answers: answers("The hashes, one after another."), isOpenable: true
    ) { call in try await tile(call, "tile/\(call.path("level"))/\(call.path("index"))") }

    private static let entries = Route(
        id: "entries", method: .get, path: "/tile/entries/{index+}",
        summary:
            "A bundle of up to 256 entries, each after its length as a big-endian 16-bit number. No entry is longer than 65,535 "
            + "bytes: the log refuses such.",
        group: .evidence, permission: .evidence,
        parameters: [.path("index", "The number of the tile that has their leaf hashes.", .text(shortest: 3))],
        answers: answers("The entries."), isOpenable: true
    ) { call in try await tile(call, "tile/entries/\(call.path("index"))") }

    private static func answers(_ summary: String) -> [Route.Answer] {
        [
            .init(summary: summary, content: [(octets, binary)]),
            .init(status: .notModified, summary: "It is the one that If-None-Match names.", content: []),
        ]
    }

    private static func tile(_ call: Call, _ text: String) async throws -> Response {
        guard let path = try? TilePath(text) else { throw absent(text) }
        let bytes = try await call.asking { ledger in
            try LedgerError.wrapping { try ledger.log.read { try $0.published(path) } }
        }
        guard let bytes else { throw absent(text) }
        // A tile of so many hashes never says anything else: the log only grows.
        return call.unlessSeen(bytes, mediaType: octets, cacheControl: "public, max-age=31536000, immutable")
    }

    private static func absent(_ path: String) -> Problem {
        Problem(
            .notFound, .notFound,
            "There is no /\(path.prefix(100)) in the tree that the latest checkpoint signs; /checkpoint says how large it is."
        )
    }
}

extension LogSnapshot {
    /// The bytes of a published file; nil where the latest signed checkpoint does not cover it.
    fileprivate func published(_ path: TilePath) throws -> [UInt8]? {
        guard let size = try lastCheckpoint()?.size else { return nil }
        switch path {
        case .hashes(let coordinate, let width):
            guard width <= coordinate.width(inTreeOf: size) else { return nil }
            return Tile.bytes(of: try tile(level: coordinate.level, index: coordinate.index).prefix(width))
        case .entries(let index, let width):
            guard width <= TileCoordinate(level: 0, index: index).width(inTreeOf: size) else { return nil }
            let first = index * UInt64(TileCoordinate.width) + 1
            var bundle: [UInt8] = []
            try forEachEntry(from: first, through: first + UInt64(width) - 1) { position, entry in
                try check(entry, at: position)
                try EntryBundle.append(entry, to: &bundle)
                return true
            }
            return bundle
        }
    }
}

extension Call {
    /// Content with its digest as a strong validator, or that it is what whoever asks has already (RFC 9110, 13.1.2).
    func unlessSeen(_ bytes: [UInt8], mediaType: String, cacheControl: String) -> Response {
        let tag = "\"" + Hex.encode(Array(SHA256.hash(data: bytes).prefix(16))) + "\""
        var headers: HTTPFields = [.eTag: tag, .cacheControl: cacheControl]
        if hasSeen(tag) { return Response(status: .notModified, headers: headers) }
        headers[.contentType] = mediaType
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: ByteBuffer(bytes: bytes)))
    }
}
