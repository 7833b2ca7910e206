import HTTPTypes
import HummingbirdCore
import NIOCore
import NIOHTTPTypes

/// Says what was wrong with a request that could not be read as HTTP, or whose head is too large: the library refuses those
/// before any route is meant, with nothing but a status.
final class UnreadableRequest: ChannelOutboundHandler, RemovableChannelHandler {
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    /// Of the first line and all fields together, and of one field; bytes.
    static let (longestHead, longestField) = (32 << 10, 16 << 10)
    static let mostFields = 100

    private static let problem = Problem(
        .badRequest, .notUnderstood,
        "This could not be read as a request of HTTP/1.1 (RFC 9112), or its head is too large: the first line and the fields "
            + "may have \(longestHead) bytes together, one field \(longestField), and there may be \(mostFields) of them.",
        headers: [.connection: "close"])

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        // Every answer of a route has content where it is of this status.
        guard case .head(let head) = unwrapOutboundIn(data), head.status == .badRequest,
            head.headerFields[.contentLength] == "0"
        else { return context.write(data, promise: promise) }
        let response = Self.problem.response
        let body = ByteBuffer(string: Self.problem.text)
        var fields = response.headers
        fields[.contentLength] = "\(body.readableBytes)"
        fields[.xContentTypeOptions] = "nosniff"
        context.write(wrapOutboundOut(.head(HTTPResponse(status: .badRequest, headerFields: fields))), promise: promise)
        context.write(wrapOutboundOut(.body(body)), promise: nil)
    }
}
