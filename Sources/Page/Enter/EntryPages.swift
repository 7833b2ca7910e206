import Fields
import Forms
package import Incidents
package import Ledger
import Presentation

/// The pages on which a record is stated: the form, what it comes to before anything is recorded, and what was recorded.
package struct EntryPages {
    /// Where the form is sent to, and by which the browser keeps what is typed.
    private let action: String
    /// Makes a form that is sent twice one request.
    private let key: String
    /// The version of the record that the form showed; nil: it is a new one.
    private let version: UInt32?
    private let actor: String
    private let suggestions: FieldSuggestions
    private let ledger: Ledger

    package init(
        action: String, key: String, version: UInt32? = nil, actor: String, suggesting suggestions: FieldSuggestions,
        in ledger: Ledger
    ) {
        (self.action, self.key, self.version, self.actor) = (action, key, version, actor)
        (self.suggestions, self.ledger) = (suggestions, ledger)
    }

    // MARK: The form

    private struct FormModel {
        struct Part {
            var name: String
            var title: String
            var fields: Markup
        }
        struct Adder {
            var code: String
            var title: String
        }

        var action: String
        var key: String
        var version: UInt32?
        var actor: String
        var summary: Markup
        var parts: [Part]
        var adders: [Adder]
        var statement: Markup
        /// Nothing was typed into it yet.
        var isFresh: Bool
        var isCorrection: Bool
        var asksForName: Bool
        var isNotAPerson: Bool
    }

    /// - Parameter isFresh: nothing was typed into it yet: what the browser keeps of an earlier time may be gone on with.
    package func form(_ form: EntryForm, titled title: String, isFresh: Bool = false) -> PageContent {
        let markup = EntryMarkup { field, kind in suggestions.values(of: field, kind, in: ledger) }
        let main = form.parts[0].kind
        let asks =
            form.isNotAPerson
            || form.parts.contains { part in
                part.faults.only(["source"]).errors.contains { $0.description.contains("looks like a person's name") }
            }
        let model = FormModel(
            action: action, key: key, version: version, actor: actor, summary: markup.summary(of: form),
            parts: form.parts.map { part in
                .init(name: part.name, title: Self.title(of: part), fields: markup.fields(of: part))
            },
            adders: version == nil ? main.parts.map { .init(code: $0.recordKind.code, title: $0.recordKind.code) } : [],
            statement: Self.statement(form, isCorrection: version != nil), isFresh: isFresh,
            isCorrection: version != nil,
            asksForName: asks, isNotAPerson: form.isNotAPerson)
        return PageContent(title, "enter-form", model, scripts: ["enter.js"])
    }

    private static func title(of part: EntryForm.Part) -> String {
        let kind = part.kind.recordKind.code
        guard part.name != kind else { return EntryWords.label(kind) }
        let number = part.name.dropFirst(kind.count + 1)
        return "\(EntryWords.label(kind)) that belong to it" + (number == "1" ? "" : " (\(number))")
    }

    private static func statement(_ form: EntryForm, isCorrection: Bool) -> Markup {
        let fields = StatementFields(knownAt: form.knownAt, reason: form.reason, faults: form.faults)
        return fields.markup(
            reason: isCorrection
                ? "Why it is said anew: kept with the event, for ever." : "Why; a negative count needs one.")
    }

    // MARK: Before it is recorded

    private struct CheckModel {
        struct Stated {
            var title: String
            var table: Markup
            var flags: [String]
        }
        struct Hidden {
            var name: String
            var value: String
        }

        var action: String
        var actor: String
        var knownAt: String
        var reason: String?
        var stated: [Stated]
        var questions: [String]
        var hidden: [Hidden]
        var verb: String
    }

    /// What would be recorded, and what is odd about it.
    ///
    /// - Parameter flags: of each record.
    package func check(
        _ form: EntryForm, _ records: [NewRecord], flags: [[Flag]], _ statement: Statement,
        sent items: [(name: String, value: String)]
    ) -> PageContent {
        let stated = zip(records, flags).map { new, flags in
            CheckModel.Stated(
                title: EntryWords.label(new.record.kind.code),
                table: Self.fields(of: new.state).markup, flags: flags.map(\.sentence))
        }
        return check(form, stated, statement, items, verb: "Record it")
    }

    /// What would change in a record.
    package func check(
        _ form: EntryForm, correcting record: RecordID, from old: Record, to new: Record, _ statement: Statement,
        sent items: [(name: String, value: String)]
    ) -> PageContent {
        let changes = PageTable(
            "What \(record) says, and is to say", [.init("field"), .init("now"), .init("from then on")],
            differences(from: old, to: new).map { [.init(FieldWords.of($0.field)), .init($0.old), .init($0.new)] })
        let stated = CheckModel.Stated(title: "What changes", table: changes.markup, flags: [])
        return check(form, [stated], statement, items, verb: "Correct it")
    }

    private func check(
        _ form: EntryForm, _ stated: [CheckModel.Stated], _ statement: Statement,
        _ items: [(name: String, value: String)], verb: String
    ) -> PageContent {
        let model = CheckModel(
            action: action, actor: actor, knownAt: statement.knownAt?.description ?? "today (UTC)",
            reason: statement.reason.isEmpty ? nil : statement.reason, stated: stated,
            questions: form.questions(in: ledger).map { EntryWords.sentence($0, nil) },
            hidden: items.filter { $0.name != "step" && !$0.value.isEmpty }.map {
                .init(name: $0.name, value: $0.value)
            },
            verb: verb)
        return PageContent("Look at it before it is recorded", "enter-check", model)
    }

    private static func fields(of state: Record) -> PageTable {
        PageTable(
            "What is to be recorded", [.init("field"), .init("value")],
            RecordText.fields(of: state).map { [.init(FieldWords.of($0.field)), .init($0.value)] })
    }
}
