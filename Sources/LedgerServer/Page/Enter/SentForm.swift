import Crypto
import Fields
import Forms
import Foundation
import Hummingbird
import HummingbirdCore
import Incidents
import Ledger
import Page

/// What a form that writes has sent: names and values in their order, of which the page's own code knows the meaning.
struct SentForm: Sendable {
    let items: [(name: String, value: String)]

    /// - Throws: ``Problem`` where it is no form.
    init(_ call: Call) async throws {
        let text = String(buffer: try await call.body())
        items = try text.split(separator: "&").map { part in
            let sides = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = PercentText.decoded(sides[0], isQuery: true),
                let value = sides.count == 2 ? PercentText.decoded(sides[1], isQuery: true) : ""
            else {
                throw Problem(
                    .badRequest, .notUnderstood, "The form did not arrive as a browser sends it: send it again.")
            }
            return (name, value)
        }
    }

    /// The first value of a field; empty where there is none.
    func text(_ name: String) -> String { items.first { $0.name == name }?.value ?? "" }

    /// The button that sent it.
    var step: String { items.last { $0.name == "step" }?.value ?? "" }

    /// By which it is one request, however often it is sent.
    ///
    /// - Throws: ``Problem`` where the form has none.
    var key: String {
        get throws {
            let key = text("key")
            guard key.utf8.count == 32, key.utf8.allSatisfy(Self.digits.contains) else {
                throw Problem(
                    .badRequest, .notUnderstood,
                    "The form lacks what tells it from others: open it again, and fill it in.")
            }
            return key
        }
    }

    /// The version of the record that the form showed.
    ///
    /// - Throws: ``Problem`` where the form has none.
    var version: UInt32 {
        get throws {
            guard let version = UInt32(text("version")) else {
                throw Problem(
                    .badRequest, .notUnderstood,
                    "The form does not say which version of the record it showed: open it again.")
            }
            return version
        }
    }

    private static let digits = Set("0123456789abcdef".utf8)

    static func newKey() -> String {
        Hex.encode(SymmetricKey(size: .bits128).withUnsafeBytes { Array($0) })
    }

    static let body = Route.Body(mediaTypes: [FormBody.mediaType], schema: .object([]), summary: "The form.")

    /// Who says what it says, since when and why.
    ///
    /// - Parameters:
    ///   - isReasoned: it must say why.
    ///   - faults: what is wrong with that.
    func statement(
        _ call: Call, isReasoned: Bool, in ledger: Ledger, _ faults: inout Faults
    ) throws -> WriteStatement {
        let reason = text("reason").trimmingCharacters(in: .whitespacesAndNewlines)
        if isReasoned, reason.isEmpty {
            faults.add(.refused, "Say why: it is kept with the event, for ever.", of: "reason")
        }
        let given = text("known-at")
        let day = given.isEmpty ? nil : faults.reading("known-at") { try Reading.day(given) }
        return try WriteStatement(
            call, key: try call.idempotencyKey("page/" + key), knownAt: day, reason: reason, in: ledger)
    }
}

extension Call {
    /// A page of the reader's.
    func html(_ content: PageContent, _ section: PageSection, status: HTTPResponse.Status = .ok) -> Response {
        PageResponse.html(
            service.page(content, section, for: caller, at: nil, of: request), status: status, to: request)
    }

    /// The record that the path names.
    ///
    /// - Throws: ``Problem``: 404 where there is no such kind.
    func writtenRecord() throws -> RecordID {
        RecordID(kind: try RecordKind.written(path("kind")), id: path("id"))
    }
}

extension Faults {
    /// What the ledger itself would not take.
    mutating func add(_ error: any Error) {
        let failure = LedgerError.wrapping(error)
        for line in failure.description.split(separator: "\n") { add(failure.code, String(line)) }
    }
}
