import Forms
import HTTPTypes
import Ledger

/// A question at one position of the log: it has one answer, for ever, and an address.
struct PinnedQuestion: Hashable, Sendable {
    /// The path without its ending.
    private let path: String
    /// Without the position.
    private let items: [String]
    let form: AnswerForm
    private let hasEnding: Bool
    let position: UInt64
    /// What else the answer depends on: what who asks may read.
    let audience: String

    /// - Parameter audience: who have the same answer.
    init(_ call: Call, _ form: AnswerForm, at position: UInt64, audience: String) {
        path =
            "/"
            + call.segments.map(PercentText.encoded).joined(separator: "/")
        items = call.query.all.filter { $0.name != "as-of" }.map { Self.item($0.name, $0.value) }.sorted()
        self.form = form
        hasEnding = call.route.takesEnding
        self.position = position
        self.audience = audience
    }

    private static func item(_ name: String, _ value: String) -> String {
        PercentText.encoded(name) + "=" + PercentText.encoded(value)
    }

    /// Where this answer is in this form, or another.
    ///
    /// - Parameter other: an item that stands in the place of those of its name.
    func address(as form: AnswerForm? = nil, with other: (name: String, value: String)? = nil) -> String {
        var items = ["as-of=\(position)"] + items
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
        if case .position? = try? query.moment().asOf { true } else { false }
    }
}
