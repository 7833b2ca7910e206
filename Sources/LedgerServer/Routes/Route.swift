import Forms
import HTTPTypes
import Hummingbird

/// One thing that the service does: a method on a path.
///
/// The list of these is the one source of the routes, of the document of the service (`/openapi.json`), and of who may do
/// what; tests read them from that document.
struct Route: Sendable {
    /// What a request brings in its body.
    struct Body: Sendable {
        var mediaTypes: [String]
        /// Of JSON; of other media the document says only that there are bytes.
        var schema: Schema
        var summary: String
        /// At most so many bytes; nil: what the service takes of any body.
        var limit: Limit = .request

        enum Limit { case request, upload }
    }

    /// What comes back where the request was done.
    struct Answer: Sendable {
        var status: HTTPResponse.Status = .ok
        var summary: String
        /// By media type; empty: there is no content.
        var content: [(mediaType: String, schema: Schema)]
    }

    /// What the document and logs call it: `findRecords`.
    var id: String
    var method: HTTPRequest.Method
    var path: PathTemplate
    /// A sentence.
    var summary: String
    /// What the document groups it under.
    var group: Group
    /// What whoever asks must be allowed; nil: anybody may ask.
    var permission: Permission?
    var parameters: [Parameter] = []
    var body: Body?
    var answers: [Answer]
    /// In which its answer goes out, the usual one first.
    var forms: [AnswerForm] = [.json]
    /// The path may end with a form: `/v1/views/year.csv`.
    var takesEnding = false
    /// Its answer goes on until the caller leaves.
    var isStream = false
    /// The operator may let anybody ask it.
    var isOpenable = false
    var handle: @Sendable (Call) async throws -> Response

    enum Group: String, CaseIterable, Sendable {
        case read = "Read"
        case write = "Write"
        case follow = "Follow"
        case evidence = "Evidence"
        case service = "Service"
        /// What people read in a browser: no interface for programs.
        case page = "Page"

        var summary: String {
            switch self {
            case .read: "What is known, what was known when, and what changed."
            case .write: "Record, correct, withdraw, reinstate, import, decide."
            case .follow: "What comes, as it comes."
            case .evidence: "Checkpoints, tiles and entries, as C2SP tlog-tiles lays them out; proofs and receipts."
            case .service: "How the service does, and who may use it."
            case .page: "The same, for people to read."
            }
        }
    }
}

/// A path with places for names: `/v1/{kind}/{id}`. The last place may take all that is left: `/tile/{level}/{index+}`.
struct PathTemplate: Hashable, Sendable, ExpressibleByStringLiteral {
    private enum Part: Hashable {
        case text(String)
        case name(String)
        case rest(String)
    }

    private let parts: [Part]

    init(stringLiteral path: String) {
        parts = path.split(separator: "/").map { part in
            guard part.hasPrefix("{"), part.hasSuffix("}") else { return .text(String(part)) }
            let name = String(part.dropFirst().dropLast())
            return name.hasSuffix("+") ? .rest(String(name.dropLast())) : .name(name)
        }
        textCount = parts.count { part in
            if case .text = part { true } else { false }
        }
    }

    /// As OpenAPI writes it.
    var text: String {
        "/"
            + parts.map { part in
                switch part {
                case .text(let text): text
                case .name(let name), .rest(let name): "{\(name)}"
                }
            }.joined(separator: "/")
    }

    /// Its names, in their order.
    var names: [String] {
        parts.compactMap { part in
            switch part {
            case .text: nil
            case .name(let name), .rest(let name): name
            }
        }
    }

    /// How many parts it has.
    var count: Int { parts.count }

    /// How many parts are texts: of two templates that a path matches, the one with more is meant.
    let textCount: Int

    /// What stands in the places of a path; nil where it is another.
    ///
    /// - Parameter segments: of the path, decoded.
    func matched(_ segments: [String]) -> [String: String]? {
        guard segments.count >= parts.count else { return nil }
        var values: [String: String] = [:]
        for (index, part) in parts.enumerated() {
            switch part {
            case .text(let text):
                guard segments[index] == text else { return nil }
            case .name(let name):
                guard !segments[index].isEmpty else { return nil }
                values[name] = segments[index]
            case .rest(let name):
                values[name] = segments[index...].joined(separator: "/")
                return values
            }
        }
        return segments.count == parts.count ? values : nil
    }
}
