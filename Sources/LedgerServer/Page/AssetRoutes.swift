import HTTPTypes
import Hummingbird
import HummingbirdCore
import NIOCore
import Page

/// Styles and scripts of the page. What is at an address never changes: the name has a piece of its content's SHA-256 in it.
enum AssetRoutes {
    static let all = [asset]

    private static let asset = Route(
        id: "asset", method: .get, path: "/assets/{name}", summary: "A style or a script of the page.", group: .page,
        parameters: [.path("name", "The name of the file.")],
        answers: [.init(summary: "The file.", content: [("text/css", .text())])]
    ) { call in
        guard let asset = call.service.assets[call.path("name")] else {
            throw Problem(.notFound, .notFound, "There is no file \(call.path("name")) of the page.")
        }
        return asset.response(to: call.request)
    }
}

/// A file of the page, packed once.
struct ServedAsset: Sendable {
    private let mediaType: String
    private let plain: ByteBuffer
    /// Nil where packing gains nothing.
    private let packed: ByteBuffer?

    init(_ asset: PageFiles.Asset) {
        mediaType = asset.mediaType
        plain = ByteBuffer(bytes: asset.bytes)
        let packed = Gzip.compressed(asset.bytes, level: 9)
        self.packed = packed.count < asset.bytes.count ? ByteBuffer(bytes: packed) : nil
    }

    func response(to request: Request) -> Response {
        var headers: HTTPFields = [
            .contentType: mediaType, .cacheControl: "public, max-age=31536000, immutable", .vary: "Accept-Encoding",
        ]
        guard let packed, Gzip.isAccepted(request.headers[.acceptEncoding]) else {
            return Response(status: .ok, headers: headers, body: .init(byteBuffer: plain))
        }
        headers[.contentEncoding] = "gzip"
        return Response(status: .ok, headers: headers, body: .init(byteBuffer: packed))
    }
}
