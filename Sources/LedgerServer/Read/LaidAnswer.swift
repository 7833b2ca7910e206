import Forms
import Foundation
import HTTPTypes
import Hummingbird
import Ledger
import NIOCore
import Presentation

/// What a route answers, before its form is chosen.
struct LaidAnswer {
    /// What is to be known of it in every form.
    struct Standing: Sendable {
        var isComplete = true
        /// Sentences.
        var notes: [String] = []
        /// How many rows there are in all, where the answer has some of them.
        var total: Int?
        /// The position after which the next page begins; nil: this is the last.
        var next: String?
        /// The version of the one record that it shows, which a correction names.
        var version: UInt32?
    }

    var standing: Standing
    /// Lays it out.
    var content: (_ form: AnswerForm, _ question: PinnedQuestion) throws -> Content

    /// What goes out.
    enum Content: Sendable {
        case text(String)
        case pieces(AnswerPieces)
        /// A file that is removed when it is not needed any more.
        case file(ScratchFile)
    }
}

extension LaidAnswer {
    /// A layout in the forms that every layout has.
    ///
    /// - Parameter members: those of its JSON that say as of when it is, before its own.
    init(_ layout: some AnswerLayout, _ standing: Standing, members: [(String, JSONValue)]) {
        self.standing = standing
        content = { form, _ in
            switch form {
            case .ndjson:
                guard case .array(let rows) = try layout.table.json else { return .text("") }
                return .pieces(.lines(rows.count) { rows[$0] })
            case .csv: return .pieces(.csv(try layout.table))
            default: return .text(Self.merged(members, try layout.json).text() + "\n")
            }
        }
    }

    /// An object of what is known of the answer and of the answer's own members; a list is its member `rows`.
    private static func merged(_ members: [(String, JSONValue)], _ json: JSONValue) -> JSONValue {
        guard case .object(let own) = json else { return .members(members + [("rows", json)]) }
        let names = Set(members.map(\.0))
        return .members(members + own.filter { !names.contains($0.key) }.map { ($0.key, $0.value) })
    }
}
