import Fields
import Forms
package import Ledger

/// Since when something is known, and why it is said: the end of every form that writes.
package struct StatementFields {
    private let knownAt: String
    private let reason: String
    private let faults: Faults

    package init(knownAt: String = "", reason: String = "", faults: Faults = Faults()) {
        (self.knownAt, self.reason, self.faults) = (knownAt, reason, faults)
    }

    /// - Parameter help: what the reason is for.
    func markup(reason help: String) -> Markup {
        let day = field("known-at", "Known at", "The day on which the source said so; today (UTC) where it is empty.") {
            .void(
                "input",
                ["type": "date", "id": "known-at", "name": "known-at", "value": knownAt, "aria-describedby": $0])
        }
        let why = field("reason", "Reason", help) {
            .element("textarea", ["id": "reason", "name": "reason", "rows": "2", "aria-describedby": $0], reason)
        }
        return .element(
            "fieldset", [:],
            [.element("legend", [:], "Statement"), .element("div", ["class": "grid"], [day, why])])
    }

    /// What is wrong with more than these fields, with a way to those; nothing where nothing is.
    package var summary: Markup {
        guard !faults.isEmpty else { return .nothing }
        let items = faults.errors.map { fault in
            let owner = ["known-at", "reason"].first { faults.only([$0]).errors.contains(fault) }
            let text = EntryWords.sentence(fault.description, owner)
            return Markup.element("li", [:], [owner.map { .element("a", ["href": "#\($0)"], text) } ?? .text(text)])
        }
        return .element(
            "div", ["class": "problem", "role": "alert", "id": "faults", "tabindex": "-1"],
            [.element("p", [:], "Nothing was recorded. This is to be mended first:"), .element("ul", [:], items)])
    }

    private func field(_ id: String, _ label: String, _ help: String, _ control: (String) -> Markup) -> Markup {
        let wrong = faults.only([id]).errors.map { EntryWords.sentence($0.description, id) }
        let error: Markup =
            wrong.isEmpty
            ? .nothing : .element("span", ["class": "error", "id": "\(id)-error"], wrong.joined(separator: " "))
        return .element(
            "div", ["class": "field"],
            [
                .element("label", ["for": id], label), control("\(id)-hint" + (wrong.isEmpty ? "" : " \(id)-error")),
                .element("span", ["class": "hint", "id": "\(id)-hint"], help), error,
            ])
    }
}
