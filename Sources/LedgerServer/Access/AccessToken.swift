import Crypto
public import Forms
import Foundation
public import Incidents

/// What a ledger keeps of a token: never the token.
public struct AccessToken: Hashable, Sendable {
    /// By which it is named, listed, logged and revoked: no secret.
    public var id: String
    /// The actor of what is said with it: a role or an organisation.
    public var name: String
    public var role: Role
    /// The datasets that may be written with it; empty: all.
    public var datasets: [String]
    /// SHA-256 of the token's text, in lower-case hexadecimal. The token is 256 random bits, so its plain digest cannot be
    /// guessed backwards.
    var digest: String
    public var created: Day
    /// The last day on which it is good, in universal time; nil: until it is revoked.
    public var expires: Day?
    public var revoked: Day?

    /// How every token begins, so that one that was left lying about can be recognised.
    static let prefix = "ilt_"

    /// A new token's text: 256 random bits.
    static func newText() -> String {
        prefix + Hex.encode(SymmetricKey(size: .bits256).withUnsafeBytes { Array($0) })
    }

    static func digest(of text: String) -> String {
        Hex.encode(Array(SHA256.hash(data: Data(text.utf8))))
    }

    public var caller: Caller {
        Caller(name: name, role: role, datasets: Set(datasets), tokenID: id)
    }

    /// Why it is not good on a day; nil where it is.
    func refusal(on day: Day) -> String? {
        if let revoked { return "This token was revoked on \(revoked)." }
        if let expires, expires < day { return "This token was good until \(expires)." }
        return nil
    }
}

extension AccessToken {
    /// As the file of tokens has it.
    var stored: JSONValue {
        .object(stating: [
            ("id", .string(id)), ("name", .string(name)), ("role", .string(role.rawValue)),
            ("datasets", datasets.isEmpty ? nil : .array(datasets.map { .string($0) })),
            ("sha256", .string(digest)), ("created", .string(created.description)),
            ("expires", expires.map { .string($0.description) }), ("revoked", revoked.map { .string($0.description) }),
        ])
    }

    init?(stored json: JSONValue) {
        func text(_ key: String) -> String? {
            guard case .string(let text)? = json[key] else { return nil }
            return text
        }
        guard let id = text("id"), let name = text("name"), let role = text("role").flatMap(Role.init),
            let digest = text("sha256"), let created = text("created").flatMap({ try? Day($0) })
        else { return nil }
        var datasets: [String] = []
        if case .array(let elements)? = json["datasets"] {
            for case .string(let dataset) in elements { datasets.append(dataset) }
        }
        self.init(
            id: id, name: name, role: role, datasets: datasets, digest: digest, created: created,
            expires: text("expires").flatMap { try? Day($0) }, revoked: text("revoked").flatMap { try? Day($0) })
    }

    /// What may be shown of it.
    public var json: JSONValue {
        .object(stating: [
            ("id", .string(id)), ("name", .string(name)), ("role", .string(role.rawValue)),
            ("datasets", .array(datasets.map { .string($0) })), ("created", .string(created.description)),
            ("expires", expires.map { .string($0.description) } ?? .null),
            ("revoked", revoked.map { .string($0.description) } ?? .null),
        ])
    }
}
