import Forms
import HTTPTypes
import Ledger

/// A question at one position of the log, or of each of several: it has one answer, for ever, and an address.
struct PinnedQuestion: Hashable, Sendable {
    /// At which an answer is read.
    enum Place: Hashable, Sendable {
        case position(UInt64)
        /// Of a federation: the position of each log, and the digest of the file that says which logs these are.
        case federation(positions: String, file: String)

        /// As answers state it.
        var text: String {
            switch self {
            case .position(let position): "\(position)"
            case .federation(let positions, _): positions
            }
        }

        fileprivate var items: [String] {
            switch self {
            case .position(let position): ["as-of=\(position)"]
            // Names, digits, commas and equals signs: all of it may stand in a query (RFC 3986, 3.4).
            case .federation(let positions, let file): ["at=" + positions, "file=" + file]
            }
        }

        /// The parameters in whose place it stands.
        fileprivate static let names: Set = ["as-of", "at", "file"]
    }

    /// The path without its ending.
    private let path: String
    /// Without the place.
    private let items: [String]
    let form: AnswerForm
    private let hasEnding: Bool
    let place: Place
    /// What else the answer depends on: what who asks may read.
    let audience: String

    /// - Parameter audience: who have the same answer.
    init(_ call: Call, _ form: AnswerForm, at place: Place, audience: String) {
        path =
            "/"
            + call.segments.map(PercentText.encoded).joined(separator: "/")
        items = call.query.all.filter { !Place.names.contains($0.name) }.map { Self.item($0.name, $0.value) }.sorted()
        self.form = form
        hasEnding = call.route.takesEnding
        self.place = place
        self.audience = audience
    }

    private static func item(_ name: String, _ value: String) -> String {
        PercentText.encoded(name) + "=" + PercentText.encoded(value)
    }

    /// Where this answer is in this form, or another.
    ///
    /// - Parameter other: an item that stands in the place of those of its name.
    func address(as form: AnswerForm? = nil, with other: (name: String, value: String)? = nil) -> String {
        var items = place.items + items
        if let other {
            items.removeAll { $0.hasPrefix(other.name + "=") }
            items.append(Self.item(other.name, other.value))
        }
        let ending = hasEnding ? "." + (form ?? self.form).rawValue : ""
        return path + ending + "?" + items.joined(separator: "&")
    }
}

extension Call {
    /// What whoever asks names of the position at which they want the answer: an answer that names one is the same for ever.
    var isPinned: Bool {
        if case .position? = try? query.moment().asOf { return true }
        // Of a federation, together with the position of every log.
        return query.text("file") != nil
    }

    /// Who have the same answer.
    var audience: String { mayReadRecords ? "records" : "views" }
}
