import Forms
import HTTPTypes
import Hummingbird
import HummingbirdCore
import Page

/// How a person says who they are: once, with their token, in a form; from then on by a cookie.
enum SignInRoutes {
    static let all = [form, signIn, signOut]

    private static let to = Parameter.query("to", "Where to go on to, in this service.", .text(longest: 2_000))

    private static let form = Route(
        id: "signInPage", method: .get, path: "/sign-in", summary: "Asks for a token.", group: .page,
        parameters: [to], answers: [.init(summary: "The page.", content: [("text/html", .text())])]
    ) { call in page(of: call, to: call.query.text("to"), error: nil) }

    private static let signIn = Route(
        id: "signIn", method: .post, path: "/sign-in", summary: "Takes a token, and keeps it in the browser.",
        group: .page,
        body: .init(mediaTypes: [FormBody.mediaType], schema: .object([]), summary: "The form."),
        answers: [.init(status: .seeOther, summary: "To where one wanted to be.", content: [])]
    ) { call in
        try PageSession.checkSameOrigin(call.request)
        let fields = try await FormBody.read(
            call, [.query("token", "The token.", .text(longest: 8_000)), to])
        let token = (fields.text("token") ?? "").filter { !$0.isWhitespace }
        do {
            guard PageSession.isCookieValue(token) else {
                throw Problem(.unauthorized, .unauthenticated, "This is no token: copy all of it, and nothing else.")
            }
            _ = try await call.service.caller(showing: token)
        } catch let problem as Problem where problem.status == .unauthorized {
            return page(of: call, to: fields.text("to"), error: problem)
        }
        let setting = PageSession.setting(token, isSecure: call.service.settings.tlsCertificate != nil)
        return PageResponse.goOn(to: PageSession.localPath(fields.text("to")), headers: [.setCookie: setting])
    }

    private static let signOut = Route(
        id: "signOut", method: .post, path: "/sign-out", summary: "Ends what signing in began.", group: .page,
        answers: [.init(status: .seeOther, summary: "To the form.", content: [])]
    ) { call in
        try PageSession.checkSameOrigin(call.request)
        let setting = PageSession.setting(nil, isSecure: call.service.settings.tlsCertificate != nil)
        return PageResponse.goOn(to: "/sign-in", headers: [.setCookie: setting])
    }

    private struct Model {
        var to: String
        var error: String?
    }

    private static func page(of call: Call, to: String?, error: Problem?) -> Response {
        let content = PageContent(
            "Sign in", "sign-in", Model(to: PageSession.localPath(to), error: error?.detail))
        return PageResponse.html(
            call.service.page(content, nil, for: nil, at: nil, of: call.request), status: error?.status ?? .ok,
            to: call.request, headers: error?.headers ?? [:])
    }
}

/// What a form of the page sends.
enum FormBody {
    static let mediaType = "application/x-www-form-urlencoded"

    /// - Parameter fields: those that it may have.
    /// - Throws: ``Problem`` where it has others, or is no form.
    static func read(_ call: Call, _ fields: [Parameter]) async throws -> QueryItems {
        let bytes = try await call.body()
        return try QueryItems(String(buffer: bytes), for: fields, ignoringEmpty: true)
    }
}
