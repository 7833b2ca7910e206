import Forms
import HTTPTypes
import Hummingbird

/// One thing that the service does: a method on a path.
///
/// The list of these is the one source of the routes, of the document of the service (`/openapi.json`), and of who may do
/// what; tests read them from that document.
final class Route: Sendable {
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
    let id: String
    let method: HTTPRequest.Method
    let path: PathTemplate
    /// A sentence.
    let summary: String
    /// What the document groups it under.
    let group: Group
    /// What whoever asks must be allowed; nil: anybody may ask.
    let permission: Permission?
    let parameters: [Parameter]
    let body: Body?
    let answers: [Answer]
    /// In which its answer goes out, the usual one first.
    let forms: [AnswerForm]
    /// The path may end with a form: `/v1/views/year.csv`.
    let takesEnding: Bool
    /// Its answer goes on until the caller leaves.
    let isStream: Bool
    /// The operator may let anybody ask it.
    let isOpenable: Bool
    let handle: @Sendable (Call) async throws -> Response

    init(
        id: String, method: HTTPRequest.Method, path: PathTemplate, summary: String, group: Group,
        permission: Permission? = nil, parameters: [Parameter] = [], body: Body? = nil, answers: [Answer],
        forms: [AnswerForm] = [.json], takesEnding: Bool = false, isStream: Bool = false, isOpenable: Bool = false,
        handle: @escaping @Sendable (Call) async throws -> Response
    ) {
        self.id = id
        self.method = method
        self.path = path
        self.summary = summary
        self.group = group
        self.permission = permission
        self.parameters = parameters
        self.body = body
        self.answers = answers
        self.forms = forms
        self.takesEnding = takesEnding
        self.isStream = isStream
        self.isOpenable = isOpenable
        self.handle = handle
    }

    enum Group: String, CaseIterable, Sendable {
        case read = "Read"
        case write = "Write"
        case follow = "Follow"
        case evidence = "Evidence"
        case federation = "Federation"
        case service = "Service"
        /// What people read in a browser: no interface for programs.
        case page = "Page"

        var summary: String {
            switch self {
            case .read: "What is known, what was known when, and what changed."
            case .write: "Record, correct, withdraw, reinstate, import, decide."
            case .follow: "What comes, as it comes."
            case .evidence: "Checkpoints, tiles and entries, as C2SP tlog-tiles lays them out; proofs and receipts."
            case .federation: "What several agencies know together, each log at its own position."
            case .service: "How the service does, and who may use it."
            case .page: "The same, for people to read."
            }
        }
    }
}

/// A path with places for names: `/v1/{kind}/{id}`. The last place may take all that is left: `/tile/{level}/{index+}`.
struct PathTemplate: Hashable, Sendable, ExpressibleByStringLiteral {
    enum Part: Hashable {
        case text(String)
        case name(String)
        /// All that is left.
        case rest(String)
    }

    let parts: [Part]

    init(stringLiteral path: String) {
        parts = path.split(separator: "/").map { part in
            guard part.hasPrefix("{"), part.hasSuffix("}") else { return .text(String(part)) }
            let name = String(part.dropFirst().dropLast())
            return name.hasSuffix("+") ? .rest(String(name.dropLast())) : .name(name)
        }
        names = parts.compactMap { part in
            switch part {
            case .text: nil
            case .name(let name), .rest(let name): name
            }
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
    let names: [String]
}
