import Files
import Forms
import Foundation
import JWTKit

/// Tokens of somebody else's directory of people: JSON Web Tokens (RFC 7519) that one of the keys in a file has signed
/// (RFC 7517, a JWK set). The file is read at the start; nothing is fetched.
struct JSONWebTokens: Sendable {
    /// What must be right about them, beside the signature.
    struct Expectations: Sendable {
        /// The claim that holds a role, or a list with one.
        var roleClaim = "role"
        /// `iss` must be this; nil: any.
        var issuer: String?
        /// `aud` must contain this; nil: any.
        var audience: String?
    }

    private let keys: JWTKeyCollection
    private let expected: Expectations

    /// - Throws: `LedgerError` with `refused` where the file holds no key set.
    init(keysAt path: String, _ expected: Expectations) async throws(LedgerError) {
        let bytes = try DurableFile.bytes(of: path)
        self.expected = expected
        do {
            let set = try JSONDecoder().decode(JWKS.self, from: Data(bytes))
            guard !set.keys.isEmpty else { throw LedgerError(.refused, "\(path) holds no key.") }
            keys = JWTKeyCollection()
            try await keys.add(jwks: set)
        } catch let error as LedgerError {
            throw error
        } catch {
            throw LedgerError(.refused, "\(path) is no set of JSON Web Keys (RFC 7517) that can be used: \(error)")
        }
    }

    /// - Throws: ``Unaccepted``.
    func caller(of text: String) async throws -> Caller {
        let claims: Claims
        do {
            claims = try await keys.verify(text, as: Claims.self)
        } catch let error as JWTError where error.errorType == .claimVerificationFailure {
            throw Unaccepted("This token is not good now: \(error.reason ?? "it has expired, or is not good yet").")
        } catch {
            throw Unaccepted("This token is not signed by a key that the service knows.")
        }
        if let issuer = expected.issuer, claims.iss?.value != issuer {
            throw Unaccepted("This token is not from \(issuer).")
        }
        if let audience = expected.audience, claims.aud?.value.contains(audience) != true {
            throw Unaccepted("This token is not meant for \(audience).")
        }
        guard let subject = claims.sub?.value, !subject.isEmpty else {
            throw Unaccepted("This token does not say whose it is (\"sub\").")
        }
        let roles = claims.texts(expected.roleClaim).compactMap(Role.init)
        guard let role = roles.first, roles.count == 1 else {
            throw Unaccepted(
                "Claim \"\(expected.roleClaim)\" of this token must name one role: "
                    + Role.allCases.map(\.rawValue).joined(separator: ", ") + ".")
        }
        return Caller(name: subject, role: role, datasets: Set(claims.texts("datasets")), tokenID: "jwt:" + subject)
    }

    /// A token that is nobody's, in a sentence.
    struct Unaccepted: Error {
        var reason: String

        init(_ reason: String) { self.reason = reason }
    }

    /// The claims that matter, and all others as they came.
    private struct Claims: JWTPayload {
        var sub: SubjectClaim?
        var iss: IssuerClaim?
        var aud: AudienceClaim?
        var exp: ExpirationClaim
        var nbf: NotBeforeClaim?
        var others: [String: Texts]

        private struct Key: CodingKey {
            var stringValue: String
            var intValue: Int? { nil }
            init(stringValue: String) { self.stringValue = stringValue }
            init?(intValue: Int) { nil }
        }

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Key.self)
            func claim<Claim: Decodable>(_ name: String) throws -> Claim? {
                try container.decodeIfPresent(Claim.self, forKey: Key(stringValue: name))
            }
            (sub, iss, aud, nbf) = (try claim("sub"), try claim("iss"), try claim("aud"), try claim("nbf"))
            exp = try container.decode(ExpirationClaim.self, forKey: Key(stringValue: "exp"))
            others = [:]
            for key in container.allKeys { others[key.stringValue] = try? container.decode(Texts.self, forKey: key) }
        }

        func encode(to encoder: any Encoder) throws {
            throw EncodingError.invalidValue(self, .init(codingPath: [], debugDescription: "Tokens are only read."))
        }

        func verify(using algorithm: some JWTAlgorithm) throws {
            try exp.verifyNotExpired()
            try nbf?.verifyNotBefore()
        }

        func texts(_ name: String) -> [String] { others[name]?.values ?? [] }
    }

    /// A text, or a list of texts.
    private struct Texts: Decodable {
        var values: [String]

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                values = [text]
            } else {
                values = try container.decode([String].self)
            }
        }
    }
}
