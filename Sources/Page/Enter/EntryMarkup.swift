import Fields
import Forms
import Incidents
import Ledger

/// The fields of a record as a form asks for them: each with its help, what was used before, and what is wrong with it.
struct EntryMarkup {
    /// What the ledger has had in a field of a kind, the most frequent first.
    var suggestions: (_ field: String, _ kind: RecordKind) -> [String]

    func fields(of part: EntryForm.Part) -> Markup { fields(of: part, part.kind) }

    /// A list of what is wrong, each with a way to its field; nothing where nothing is.
    func summary(of form: EntryForm) -> Markup {
        let whole = form.faults.errors.map { Markup.element("li", [:], EntryWords.sentence($0.description, nil)) }
        let items = form.parts.flatMap { part in
            let names = part.kind.fieldNames
            let known = names.flatMap { name in
                part.faults.only([name]).errors.map { fault in
                    Markup.element(
                        "li", [:],
                        [
                            .element("a", ["href": "#\(part.name)-\(name)"], EntryWords.label(name)),
                            .text(": " + EntryWords.sentence(fault.description, name)),
                        ])
                }
            }
            let others = part.faults.errors.filter { fault in
                !part.faults.only(names).errors.contains(fault)
            }
            return known + others.map { .element("li", [:], EntryWords.sentence($0.description, nil)) }
        }
        guard !whole.isEmpty || !items.isEmpty else { return .nothing }
        return .element(
            "div", ["class": "problem", "role": "alert", "id": "faults", "tabindex": "-1"],
            [
                .element("p", [:], "Nothing was recorded. This is to be mended first:"),
                .element("ul", [:], whole + items),
            ])
    }

    // MARK: Groups of fields

    private func fields<State: EnteredState>(of part: EntryForm.Part, _: State.Type) -> Markup {
        // What belongs to another record says only what that one does not.
        let isBelonging = part.name != State.recordKind.code
        let flags = State.flags.filter { flag in
            // Of a source its quality is said beside it.
            !(flag.name == "quality" && flag.paths == ["sources.quality"]) && !(isBelonging && flag.name == "incident")
        }
        return .all(
            EntryGroup.allCases.map { group in
                let own = flags.filter { EntryGroup($0.name) == group && $0.follows == nil }
                guard !own.isEmpty else { return .nothing }
                let content = Markup.element("div", ["class": "grid"], own.map { field($0, of: part, in: flags) })
                let isTyped = own.contains { part.texts[$0.name] != nil || !part.faults.only([$0.name]).isEmpty }
                if isBelonging, group != .what {
                    return .element(
                        "details", ["open": isTyped ? "" : nil],
                        [
                            .element("summary", [:], "\(group.title), where it is another than the incident's"),
                            content,
                        ])
                }
                return .element("fieldset", [:], [.element("legend", [:], group.title), content])
            })
    }

    private func field<State: EnteredState>(
        _ flag: FieldFlag<State>, of part: EntryForm.Part, in flags: [FieldFlag<State>]
    ) -> Markup {
        let followers = flags.filter { $0.follows == flag.name }
        if flag.isRepeated { return flag.codes.isEmpty ? rows(flag, followers, of: part) : boxes(flag, of: part) }
        return .all(([flag] + followers).map { single($0, part.texts[$0.name]?.first ?? "", of: part) })
    }

    private func single<State: EnteredState>(
        _ flag: FieldFlag<State>, _ value: String, of part: EntryForm.Part
    ) -> Markup {
        let id = "\(part.name)-\(flag.name)"
        return .element(
            "div", ["class": "field"],
            [
                .element("label", ["for": id], EntryWords.label(flag.name)),
                control(flag, value, id: id, of: part), hint(flag, id), error(flag.name, id, of: part),
            ])
    }

    /// Several of a few words.
    private func boxes<State: EnteredState>(_ flag: FieldFlag<State>, of part: EntryForm.Part) -> Markup {
        let id = "\(part.name)-\(flag.name)"
        let boxes = flag.codes.map { code in
            let own = "\(id)-\(code.replacing(".", with: "-"))"
            return Markup.element(
                "span", ["class": "box"],
                [
                    .void(
                        "input",
                        [
                            "type": "checkbox", "id": own, "name": "\(part.name).\(flag.name)", "value": code,
                            "checked": part.texts[flag.name]?.contains(code) == true ? "" : nil,
                        ]), .element("label", ["for": own], code),
                ])
        }
        return .element(
            "fieldset", ["class": "boxes", "id": id, "aria-describedby": described(flag, id, of: part)],
            [.element("legend", [:], EntryWords.label(flag.name)), hint(flag, id)] + boxes
                + [error(flag.name, id, of: part)])
    }

    /// A list, a row for each of its values and one more.
    private func rows<State: EnteredState>(
        _ flag: FieldFlag<State>, _ followers: [FieldFlag<State>], of part: EntryForm.Part
    ) -> Markup {
        let id = "\(part.name)-\(flag.name)"
        let filled = part.texts[flag.name]?.count ?? 0
        let count = max(1, filled) + (part.longer == flag.name ? 1 : 0)
        let rows = (0..<count).map { row in
            Markup.element(
                "div", ["class": "row"],
                ([flag] + followers).map { column in
                    let own = row == 0 ? "\(part.name)-\(column.name)" : "\(part.name)-\(column.name)-\(row + 1)"
                    let values = part.texts[column.name] ?? []
                    let title = EntryWords.label(column.name) + (row == 0 ? "" : " \(row + 1)")
                    return .element(
                        "div", ["class": "field"],
                        [
                            .element("label", ["for": own], title),
                            control(
                                column, row < values.count ? values[row] : "", id: own, of: part,
                                describedBy: "\(part.name)-\(column.name)"),
                            row == 0 ? hint(column, own) : .nothing,
                            row == 0 ? error(column.name, own, of: part) : .nothing,
                        ])
                })
        }
        return .element(
            "div", ["class": followers.isEmpty ? "rows" : "rows wide"],
            rows + [
                .element(
                    "button",
                    [
                        "type": "submit", "name": "step", "value": "longer \(part.name).\(flag.name)",
                        "formnovalidate": "", "class": "more", "data-more": id,
                    ], "Another: \(EntryWords.label(flag.name).lowercased())")
            ])
    }
}

extension EntryMarkup {
    // MARK: One field

    private func control<State: EnteredState>(
        _ flag: FieldFlag<State>, _ value: String, id: String, of part: EntryForm.Part, describedBy: String? = nil
    ) -> Markup {
        let name = "\(part.name).\(flag.name)"
        let described = described(flag, describedBy ?? id, of: part)
        let invalid = part.faults.only([flag.name]).isEmpty ? nil : "true"
        let quality = flag.value == "1-5"
        if !flag.codes.isEmpty || quality {
            let codes = quality ? ["1", "2", "3", "4", "5"] : flag.codes
            let options =
                [Markup.element("option", ["value": ""], "not stated")]
                + (codes.contains(value) || value.isEmpty ? codes : codes + [value]).map {
                    .element("option", ["value": $0, "selected": $0 == value ? "" : nil], $0)
                }
            return .element(
                "select", ["id": id, "name": name, "aria-describedby": described, "aria-invalid": invalid], options)
        }
        if flag.name == "note" || flag.name == "purpose" {
            return .element(
                "textarea",
                ["id": id, "name": name, "rows": "2", "aria-describedby": described, "aria-invalid": invalid], value)
        }
        let known = suggestions(flag.name, State.recordKind)
        let list = known.isEmpty ? nil : "\(id)-known"
        let input = Markup.void(
            "input",
            [
                "type": flag.value == "YYYY-MM-DD" ? "date" : "text", "id": id, "name": name, "value": value,
                "autocomplete": "off", "list": list, "aria-describedby": described, "aria-invalid": invalid,
                "spellcheck": flag.value == "text" ? nil : "false",
            ])
        guard let list else { return input }
        return .all([
            input, .element("datalist", ["id": list], known.map { .void("option", ["value": $0]) }),
        ])
    }

    private func hint<State: EnteredState>(_ flag: FieldFlag<State>, _ id: String) -> Markup {
        let help = EntryWords.help(flag.help, codes: flag.codes)
        return help.isEmpty ? .nothing : .element("span", ["class": "hint", "id": "\(id)-hint"], help)
    }

    private func error(_ name: String, _ id: String, of part: EntryForm.Part) -> Markup {
        let faults = part.faults.only([name]).errors
        guard !faults.isEmpty else { return .nothing }
        let text = faults.map { EntryWords.sentence($0.description, name) }.joined(separator: " ")
        return .element("span", ["class": "error", "id": "\(id)-error"], text)
    }

    /// The identifiers of what is said of a field.
    private func described<State: EnteredState>(
        _ flag: FieldFlag<State>, _ id: String, of part: EntryForm.Part
    ) -> String? {
        let hint = EntryWords.help(flag.help, codes: flag.codes).isEmpty ? nil : "\(id)-hint"
        let error = part.faults.only([flag.name]).isEmpty ? nil : "\(id)-error"
        let both = [hint, error].compactMap(\.self)
        return both.isEmpty ? nil : both.joined(separator: " ")
    }
}

/// What fields are about, in the order in which a form asks for them.
enum EntryGroup: CaseIterable {
    case when, `where`, what, source

    private static let places = Set(FieldFlag<Place>.place.map(\.name) + ["country", "place-country"])
    private static let periods = Set(FieldFlag<Period?>.period("").map(\.name))
    private static let notes = Set(FieldFlag<Notes>.notes.map(\.name)).subtracting(["quality"])

    /// - Parameter name: of a field. An operation's countries are those that took part.
    init(_ name: String) {
        self =
            Self.periods.contains(name)
            ? .when : Self.places.contains(name) ? .where : Self.notes.contains(name) ? .source : .what
    }

    var title: String {
        switch self {
        case .when: "When"
        case .where: "Where"
        case .what: "What"
        case .source: "Sources and remarks"
        }
    }
}

extension EnteredState {
    fileprivate static var fieldNames: [String] { flags.map(\.name) }
}
