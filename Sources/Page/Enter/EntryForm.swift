package import Fields
import Forms
package import Incidents
package import Ledger

/// What somebody has typed of a record, and of those that belong to it, into a form; as it was typed, so that it can be
/// shown again with what is wrong with it.
///
/// Its fields are those of the command line: one list serves both.
package struct EntryForm: Sendable {
    /// The fields of one record.
    package struct Part: Sendable {
        /// By which its fields are told from those of others: `incident`, `deaths-1`.
        package let name: String
        package let kind: any EnteredState.Type
        /// By field; of a list, its values in their order.
        package var texts: [String: [String]]
        /// What is wrong with it.
        package var faults = Faults()
        /// The list to which a row more was asked for.
        package var longer: String?

        package var isBlank: Bool { texts.isEmpty }

        package init(_ name: String, _ kind: any EnteredState.Type, _ texts: [String: [String]] = [:]) {
            (self.name, self.kind, self.texts) = (name, kind, texts)
        }
    }

    /// The record's own first.
    package var parts: [Part]
    package var knownAt = ""
    package var reason = ""
    package var isNotAPerson = false
    /// What is wrong with what is said of the whole.
    package var faults = Faults()

    /// A form in which nothing is typed yet: the record's, and one of each kind that may belong to it.
    package init(_ kind: any EnteredState.Type) {
        parts = [Part(kind.recordKind.code, kind)] + kind.parts.map { Part(Self.name(of: $0, 1), $0) }
    }

    /// A form that shows what a record says.
    package init(_ kind: any EnteredState.Type, showing record: Record) {
        parts = [Part(kind.recordKind.code, kind, kind.shown(of: record))]
    }

    /// What a browser has sent.
    ///
    /// - Parameters:
    ///   - items: names and values, in the order in which the form has them.
    ///   - takesParts: records that belong to it may be entered with it.
    package init(_ kind: any EnteredState.Type, sent items: [(name: String, value: String)], takesParts: Bool) {
        var values: [String: [String]] = [:]
        for item in items { values[item.name, default: []].append(Self.trimmed(item.value)) }
        parts = [Part(kind.recordKind.code, kind)]
        for part in takesParts ? kind.parts : [] {
            let most = 50
            let numbers = (1...most).prefix { values["part"]?.contains(Self.name(of: part, $0)) == true }
            parts += numbers.map { Part(Self.name(of: part, $0), part) }
        }
        for index in parts.indices { parts[index].texts = parts[index].kind.texts(of: values, parts[index].name) }
        knownAt = values["known-at"]?.first ?? ""
        reason = values["reason"]?.first ?? ""
        isNotAPerson = values["not-a-person"]?.first == "yes"
    }

    /// Adds a record of a kind that belongs to it.
    package mutating func add(_ code: String) {
        guard let kind = parts[0].kind.parts.first(where: { $0.recordKind.code == code }) else { return }
        let count = parts.count { $0.kind == kind }
        let after = parts.lastIndex { $0.kind == kind } ?? parts.count - 1
        parts.insert(Part(Self.name(of: kind, count + 1), kind), at: after + 1)
    }

    /// Shows a row more of a list.
    package mutating func lengthen(_ list: String) {
        for index in parts.indices where list.hasPrefix(parts[index].name + ".") {
            parts[index].longer = String(list.dropFirst(parts[index].name.count + 1))
        }
    }

    package var isFaultless: Bool { faults.isEmpty && parts.allSatisfy(\.faults.isEmpty) }

    private static func name(of kind: any EnteredState.Type, _ number: Int) -> String {
        "\(kind.recordKind.code)-\(number)"
    }

    private static func trimmed(_ text: String) -> String {
        var text = text.replacing("\r\n", with: "\n")[...]
        while text.first?.isWhitespace == true { text.removeFirst() }
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}

extension EntryForm {
    /// What is stated, as records; what is wrong with it is found, too.
    ///
    /// - Parameters:
    ///   - identifier: of a record of the request, by its number from 0.
    ///   - hasNamed: whether the ledger has named somebody before: a name that it has is asked about no more.
    package mutating func records(
        _ statement: Statement, identifier: (_ number: Int) -> String, hasNamed: (String) -> Bool
    ) -> [NewRecord] {
        var records: [NewRecord] = []
        for index in parts.indices where index == 0 || !parts[index].isBlank {
            let kind = parts[index].kind
            var faults = Faults()
            if parts[index].isBlank { faults.add(.usage, "Nothing is stated of the \(kind.recordKind.code).") }
            let given = GivenFlags(kind.asWhole(parts[index].texts))
            var state = kind.writing(given, into: .blank(kind.recordKind), &faults)
            if index > 0 {
                if state.incidentID?.isEmpty == false {
                    faults.add(.refused, "It is the incident that it is entered with: leave it empty.", of: "incident")
                }
                state.incidentID = records[0].record.id
                if case .incident(let incident) = records[0].state { state = state.completed(from: incident) }
            }
            let new = NewRecord(id: identifier(records.count), state: state)
            faults.check(state, as: .recorded, of: new.record, statement, kind)
            questionNames(of: state, hasNamed, &faults)
            parts[index].faults = faults
            records.append(new)
        }
        return records
    }

    /// The record as it is to be from now on: what was not changed in the form stays, whatever it is.
    ///
    /// - Parameters:
    ///   - shown: the record as the form showed it.
    ///   - known: what is known of it by the day of the statement.
    package mutating func correction(
        of record: RecordID, showing shown: Record, from known: RecordState, _ statement: Statement,
        hasNamed: (String) -> Bool
    ) -> Record {
        let kind = parts[0].kind
        let old = known.state ?? shown
        var faults = Faults()
        let given = GivenFlags(kind.asWhole(kind.changed(parts[0].texts, from: kind.shown(of: shown))))
        let state = kind.writing(given, into: old, &faults)
        // That nobody says why is said of the whole.
        var reasoned = statement
        if reasoned.reason.isEmpty { reasoned.reason = "not said" }
        faults.check(state, as: .corrected, of: record, reasoned, kind)
        // To say again what it says settles a dispute.
        if faults.isEmpty, state == old, known.disputes.isEmpty {
            faults.add(.refused, "Nothing is changed: the record says this already.")
        }
        if state.notes.sources != old.notes.sources { questionNames(of: state, hasNamed, &faults) }
        parts[0].faults = faults
        return state
    }

    private func questionNames(of state: Record, _ hasNamed: (String) -> Bool, _ faults: inout Faults) {
        guard !isNotAPerson else { return }
        for source in state.notes.sources where PersonNames.areLike(source.publisher) && !hasNamed(source.publisher) {
            faults.add(
                .refused,
                "\"\(source.publisher)\" looks like a person's name, and the ledger forgets nothing: state the role or the "
                    + "organisation instead. If it is one, say so at the end of the form.", of: "source")
        }
    }

    /// What is new in the ledger and nearly something that it has.
    package func questions(in ledger: Ledger) -> [String] {
        parts.filter { !$0.isBlank }.flatMap { part in
            KnownValues.questions(GivenFlags(part.texts), part.kind.recordKind, in: ledger)
        }
    }
}

extension EnteredState {
    /// Its fields among those that a form has sent.
    ///
    /// - Parameter part: what their names begin with.
    fileprivate static func texts(of values: [String: [String]], _ part: String) -> [String: [String]] {
        var texts: [String: [String]] = [:]
        for flag in flags where flag.follows == nil {
            let followers = flags.filter { $0.follows == flag.name }
            let group = [flag.name] + followers.map(\.name)
            guard flag.isRepeated else {
                for name in group {
                    if let value = values["\(part).\(name)"]?.first, !value.isEmpty { texts[name] = [value] }
                }
                continue
            }
            let columns = group.map { values["\(part).\($0)"] ?? [] }
            // A row of which nothing is filled in says nothing.
            let rows = (columns.map(\.count).max() ?? 0)
            let filled = (0..<rows).filter { row in columns.contains { row < $0.count && !$0[row].isEmpty } }
            guard !filled.isEmpty else { continue }
            for (name, column) in zip(group, columns) {
                texts[name] = filled.map { $0 < column.count ? column[$0] : "" }
            }
        }
        return texts
    }

    /// Of the fields of a form those that say something else than was shown, with what belongs to them.
    fileprivate static func changed(
        _ texts: [String: [String]], from shown: [String: [String]]
    ) -> [String: [String]] {
        var changed: [String: [String]] = [:]
        for flag in flags where flag.follows == nil {
            let group = [flag.name] + flags.filter { $0.follows == flag.name }.map(\.name)
            guard group.contains(where: { texts[$0] ?? [] != shown[$0] ?? [] }) else { continue }
            for name in group { changed[name] = texts[name] ?? [] }
        }
        return changed
    }
}
