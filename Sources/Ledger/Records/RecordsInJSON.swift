import Forms
import Incidents

/// Several records as JSON has them, which may name each other: a list of objects with `kind`, `state`, and `id` or `name`.
///
/// A record without `id` is given one. Its `name` stands for it within the list: where another says `"incident": "@boat"`, it
/// means the one of that name.
package struct RecordsInJSON {
    /// From where the list comes, for what is said of it.
    package struct Origin {
        /// What holds it: `--json`, `the body`.
        var name: String
        /// What it is: `file`, `request`.
        var noun: String
        /// By what a part of the statement was given, `reason` for example, and how that is called; nil: as it is.
        var given: (_ field: String) -> (owner: String, name: String)?

        package init(
            name: String, noun: String, given: @escaping (_ field: String) -> (owner: String, name: String)?
        ) {
            self.name = name
            self.noun = noun
            self.given = given
        }
    }

    private struct Element {
        var number: Int
        /// Nil where it cannot be read.
        var kind: RecordKind?
        var id: String?
        var name: String?
        /// Nil where it cannot be read.
        var state: Record?

        var place: String { "record \(number)" + (kind.map { " (\($0.code))" } ?? "") }
    }

    private static let members = ["kind", "id", "name", "state"]

    private let origin: Origin
    private var elements: [Element] = []

    /// Reads a list; what cannot be read of it is a fault.
    package init(_ bytes: [UInt8], from origin: Origin, _ faults: inout Faults) {
        self.origin = origin
        let json: JSONValue
        do throws(NotJSON) {
            json = try JSONValue(parsing: bytes)
        } catch {
            faults.add(.refused, "\(origin.name): it is not JSON\(error.reason)", of: origin.name)
            return
        }
        guard case .array(let list) = json, !list.isEmpty else {
            faults.add(
                .refused,
                "\(origin.name): a list of records is expected: [{ \"kind\": \"incident\", \"name\": \"boat\", \"state\": { … } }, …]."
            )
            return
        }
        for (index, value) in list.enumerated() {
            if let element = element(index + 1, value, &faults) { elements.append(element) }
        }
    }

    private func element(_ number: Int, _ json: JSONValue, _ faults: inout Faults) -> Element? {
        let place = "record \(number)"
        guard case .object(let members) = json else {
            faults.add(.refused, "\(place): an object with \(Self.members.joined(separator: ", ")) is expected.")
            return nil
        }
        for member in members where !Self.members.contains(member.key) {
            faults.add(
                .refused,
                "\(place): \"\(member.key)\" is not one of \(Self.members.joined(separator: ", ")); the fields of the record "
                    + "stand in \"state\".")
        }
        let texts = ["kind", "id", "name"].map { key -> String? in
            switch json[key] ?? .null {
            case .string(let text) where !text.isEmpty: return text
            case .null: return nil
            default:
                faults.add(.refused, "\(place): \"\(key)\" must be a text.")
                return nil
            }
        }
        var element = Element(number: number, id: texts[1], name: texts[2])
        do {
            element.kind = try RecordKind.byHand(texts[0] ?? "")
            element.state = try element.kind.map { try RecordJSON.record($0, from: json["state"] ?? .object([])) }
        } catch {
            let lines = LedgerError.wrapping(error).description.split(separator: "\n")
            for line in lines { faults.add(.refused, "\(element.place): \(line)") }
        }
        return element
    }

    /// The records with the identifiers that they are to have, and with those of the others in the place of their names.
    package func records(_ statement: Statement, _ faults: inout Faults) -> [NewRecord] {
        let ids = elements.indices.map { index in
            elements[index].id ?? Ledger.newIdentifier(key: statement.idempotencyKey, number: index)
        }
        let names = Dictionary(
            uniqueKeysWithValues: RecordKind.byHand.map { ($0, self.names(of: $0, ids, &faults)) })
        var records: [(place: String, new: NewRecord)] = []
        for (element, id) in zip(elements, ids) {
            guard var state = element.state else { continue }
            state.mapLinks { field, link in meant(link, names[link.kind] ?? [:], field, element.place, &faults) }
            records.append((element.place, NewRecord(id: id, state: state)))
        }
        let known = Dictionary(records.map { ($0.new.record, $0.new.state) }) { first, _ in first }
        for index in records.indices {
            let state = records[index].new.state
            for owner in state.links.compactMap({ known[$0.record] }) {
                records[index].new.state = records[index].new.state.completed(from: owner)
            }
            var own = Faults()
            own.check(
                records[index].new.state, as: .recorded, of: records[index].new.record, statement, given: origin.given)
            faults.add(own, at: records[index].place)
        }
        return records.map(\.new)
    }

    private func names(of kind: RecordKind, _ ids: [String], _ faults: inout Faults) -> [String: String] {
        var names: [String: String] = [:]
        for (element, id) in zip(elements, ids) where element.kind == kind {
            guard let name = element.name else { continue }
            if names.updateValue(id, forKey: name) != nil {
                faults.add(
                    .refused, "\(element.place): another \(kind.code) of the \(origin.noun) has the name \"\(name)\".")
            }
        }
        return names
    }

    /// The identifier that a link means; as it stands where it is no name.
    private func meant(
        _ link: RecordID, _ names: [String: String], _ field: String, _ place: String, _ faults: inout Faults
    ) -> String {
        guard link.id.hasPrefix("@") else { return link.id }
        let name = String(link.id.dropFirst())
        if let id = names[name] { return id }
        faults.add(
            .refused,
            "\(place): \(field): no \(link.kind.code) of the \(origin.noun) has the name \"\(name)\"."
                + question(name, among: Array(names.keys))
        )
        return link.id
    }
}
