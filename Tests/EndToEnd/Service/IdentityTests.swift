import AsyncHTTPClient
import Crypto
import Foundation
import LedgerTesting
import NIOCore
import Testing

/// Tokens of somebody else's directory, and connections that nobody can listen to.
@Suite struct ServiceIdentityTests {
    private static let key = Curve25519.Signing.PrivateKey()

    private static func base64URL(_ data: Data) -> String {
        data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    /// RFC 7519 by hand, apart from the library that reads it.
    private static func token(
        _ claims: [String: Any], key: Curve25519.Signing.PrivateKey = key,
        header: String = #"{"alg":"EdDSA","kid":"a"}"#,
        signature: Data? = nil
    ) throws -> String {
        let signed = try signedPart(claims, header)
        return signed + "." + base64URL(try signature ?? key.signature(for: Data(signed.utf8)))
    }

    /// What is tried with libraries that take the public key for the secret of an HMAC (RFC 8725, 2.1).
    private static func token(_ claims: [String: Any], secret: Curve25519.Signing.PublicKey) throws -> String {
        let signed = try signedPart(claims, #"{"alg":"HS256","kid":"a"}"#)
        let code = HMAC<SHA256>.authenticationCode(
            for: Data(signed.utf8), using: SymmetricKey(data: secret.rawRepresentation))
        return signed + "." + base64URL(Data(code))
    }

    private static func signedPart(_ claims: [String: Any], _ header: String) throws -> String {
        let payload = try JSONSerialization.data(withJSONObject: claims, options: .sortedKeys)
        return base64URL(Data(header.utf8)) + "." + base64URL(payload)
    }

    private static func keySet(in scratch: TemporaryFolder) throws -> String {
        let text = """
            {"keys":[{"kty":"OKP","crv":"Ed25519","alg":"EdDSA","use":"sig","kid":"a",\
            "x":"\(base64URL(key.publicKey.rawRepresentation))"}]}
            """
        let path = scratch.path("jwks.json")
        try text.write(toFile: path, atomically: true, encoding: .utf8)
        return path
    }

    @Test func `a token of the operator's directory is somebody with a role`() async throws {
        let ledger = try await TestLedger.make()
        let keys = try Self.keySet(in: ledger.scratch)
        let arguments = ["--jwks", keys, "--jwt-issuer", "https://login.example", "--jwt-audience", "ledger"]
        let now = Int(Date().timeIntervalSince1970)
        let good: [String: Any] = [
            "sub": "desk 7", "iss": "https://login.example", "aud": ["ledger", "mail"], "exp": now + 600,
            "role": "administrator",
        ]
        try await ServedLedger.with(ledger, arguments) { served in
            #expect(try await served.get("/v1/tokens", as: try Self.token(good)).status == 200)
            let analyst = try Self.token(good.merging(["role": "analyst"]) { $1 })
            #expect(try await served.get("/v1/status", as: analyst).status == 200)
            #expect(try await served.get("/v1/tokens", as: analyst).status == 403)
            let bad: [(String, String)] = [
                ("expired", try Self.token(good.merging(["exp": now - 10]) { $1 })),
                ("not yet good", try Self.token(good.merging(["nbf": now + 600]) { $1 })),
                ("without an end", try Self.token(good.filter { $0.key != "exp" })),
                ("of another issuer", try Self.token(good.merging(["iss": "https://else.example"]) { $1 })),
                ("meant for another", try Self.token(good.merging(["aud": "mail"]) { $1 })),
                ("without a role", try Self.token(good.filter { $0.key != "role" })),
                ("of no role that there is", try Self.token(good.merging(["role": "king"]) { $1 })),
                ("with two roles", try Self.token(good.merging(["role": ["analyst", "auditor"]]) { $1 })),
                ("of nobody", try Self.token(good.filter { $0.key != "sub" })),
                ("signed by another", try Self.token(good, key: Curve25519.Signing.PrivateKey())),
                (
                    "that says it needs no signature",
                    try Self.token(good, header: #"{"alg":"none"}"#, signature: Data())
                ),
                ("signed with the public key as a secret", try Self.token(good, secret: Self.key.publicKey)),
            ]
            for (what, token) in bad {
                let reply = try await served.get("/v1/status", as: token)
                #expect(reply.status == 401, "a token \(what): \(reply.text)")
                #expect(!served.running.errors.contains(token), "a token \(what) is logged")
            }
            #expect(try await served.get("/v1/tokens", as: "administrator").status == 200, "the ledger's own go on")
        }
    }

    @Test func `with a certificate nobody in between reads along`() async throws {
        let ledger = try await TestLedger.make()
        let (certificate, key) = (ledger.scratch.path("cert.pem"), ledger.scratch.path("key.pem"))
        let made = try await Program(url: URL(filePath: "/usr/bin/openssl")).run([
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
            "-subj",
            "/CN=localhost", "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1", "-keyout", key, "-out",
            certificate,
        ])
        try #require(made.status == 0, "\(made.errors)")
        try await ServedLedger.with(ledger, ["--tls-cert", certificate, "--tls-key", key]) { served in
            #expect(served.url.hasPrefix("https://"))
            let token = try #require(served.tokens["consumer"])
            let curl = Program(url: URL(filePath: "/usr/bin/curl"))
            let arguments = ["-sS", "-H", "Authorization: Bearer \(token)", served.url + "/v1/status"]
            let trusted = try await curl.run(["--cacert", certificate] + arguments)
            #expect(trusted.status == 0, "\(trusted.errors)")
            #expect(trusted.output.contains("\"position\":0"))
            #expect(try await curl.run(arguments).status != 0, "a certificate that nobody vouches for is accepted")
            let plain = try RawSocket(served.url)
            try plain.send("GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
            for _ in 0..<40 where !plain.isEnded { try await Task.sleep(for: .milliseconds(50)) }
            #expect(!plain.received.contains("200 OK"), "what is not encrypted is answered")
            let old = try await curl.run(["--cacert", certificate, "--tls-max", "1.1"] + arguments)
            #expect(old.status != 0, "TLS 1.1 is accepted")
        }
    }
}
