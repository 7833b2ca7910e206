import Forms
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdCore

/// Who reads the page: their token, in a cookie that the browser shows to this service alone, and no script can read.
enum PageSession {
    static let cookie = "ledger_session"

    /// The token that a request brings in its cookie; nil: none.
    static func token(of request: Request) -> String? {
        for field in request.headers[values: .cookie] {
            for pair in field.split(separator: ";") {
                let sides = pair.split(separator: "=", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
                if sides.count == 2, sides[0] == cookie, !sides[1].isEmpty { return sides[1] }
            }
        }
        return nil
    }

    /// What a cookie may hold (RFC 6265, 4.1.1): every token does.
    static func isCookieValue(_ token: String) -> Bool {
        !token.isEmpty
            && token.utf8.allSatisfy { byte in
                byte > 0x20 && byte < 0x7F && ![0x22, 0x2C, 0x3B, 0x5C].contains(byte)
            }
    }

    /// The field that sets it, or ends it where the token is nil. It ends with the browser's session.
    ///
    /// - Parameter isSecure: the service is reached by TLS: the browser sends it by nothing else.
    static func setting(_ token: String?, isSecure: Bool) -> String {
        "\(cookie)=\(token ?? ""); Path=/; HttpOnly; SameSite=Strict" + (isSecure ? "; Secure" : "")
            + (token == nil ? "; Max-Age=0" : "")
    }

    /// Refuses what another site made a browser send: a form of theirs would come with the reader's cookie.
    ///
    /// Browsers say where a request comes from in Sec-Fetch-Site, which no page can set (Fetch Metadata, W3C), and older ones
    /// in Origin (RFC 6454).
    ///
    /// - Throws: ``Problem``: 403.
    static func checkSameOrigin(_ request: Request) throws {
        let isOwn: Bool
        if let site = request.headers[.secFetchSite] {
            isOwn = site == "same-origin"
        } else {
            let authority = request.headers[.origin].flatMap { $0.split(separator: "/", maxSplits: 2).last }
            isOwn = authority.map(String.init) == request.head.authority && authority != nil
        }
        guard isOwn else {
            throw Problem(
                .forbidden, .forbidden,
                "This was sent from another site, and is not done. Open this service's own page, and do it there.")
        }
    }

    /// Where somebody goes on to: a place of this service, whatever the form says.
    static func localPath(_ text: String?) -> String {
        guard let text, text.hasPrefix("/"), !text.hasPrefix("//"), !text.contains("\\"),
            text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
        else { return "/" }
        return text
    }
}

extension HTTPField.Name {
    static let secFetchSite = HTTPField.Name("Sec-Fetch-Site")!
    static let contentSecurityPolicy = HTTPField.Name("Content-Security-Policy")!
    static let refresh = HTTPField.Name("Refresh")!
    static let referrerPolicy = HTTPField.Name("Referrer-Policy")!
}
