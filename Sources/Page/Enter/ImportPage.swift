package import Forms

/// A publisher's table: sent, planned, looked at, and taken in.
package enum ImportPage {
    private struct FormModel {
        struct Mapping {
            var name: String
        }
        var actor: String
        var mappings: [Mapping]
    }

    /// - Parameter mappings: the names of those that there are, the usual one first.
    package static func form(actor: String, mappings: [String]) -> PageContent {
        PageContent(
            "A table", "import", FormModel(actor: actor, mappings: mappings.map { .init(name: $0) }),
            scripts: ["import.js"])
    }

    private struct PlanModel {
        var plan: String
        var address: String
        var stage: String
        var problem: String?
        var isWorking: Bool
        var isPlanned: Bool
        var isDone: Bool
        var obstacles: [String]
        var withdrawals: String?
        var facts: Markup
        var tables: Markup
    }

    /// - Parameters:
    ///   - answer: what the service says of a plan: `stage`, and what it would do (`would`) or did (`did`).
    ///   - problem: why it was not done.
    package static func plan(_ id: String, _ answer: JSONValue, problem: String?) -> PageContent {
        let stage = text(answer["stage"])
        let told = answer["did"] ?? answer["would"] ?? .object([])
        let withdrawn = text(told["withdrawn"])
        let model = PlanModel(
            plan: id, address: "/enter/import/\(id)", stage: stage, problem: problem,
            isWorking: stage == "planning" || stage == "importing", isPlanned: stage == "planned",
            isDone: stage == "done",
            obstacles: elements(told["obstacles"]).map { text($0["sentence"]) },
            withdrawals: withdrawn.isEmpty || withdrawn == "0" ? nil : withdrawn,
            facts: facts(told), tables: tables(told))
        let title = stage == "done" ? "The table is taken in" : "What the table would do"
        let scripts = model.isWorking ? ["import.js"] : []
        return PageContent(title, "import-plan", model, scripts: scripts)
    }

    private static func facts(_ told: JSONValue) -> Markup {
        guard case .object(let members) = told, !members.isEmpty else { return .nothing }
        let rows = members.compactMap { member -> [PageTable.Cell]? in
            switch member.value {
            case .array, .object, .null: nil
            case .integer(let number): [.init(words(member.key)), .init(FigureText.grouped(number))]
            default: [.init(words(member.key)), .init(text(member.value))]
            }
        }
        return PageTable("In all", [.init("what"), .init("how many, or which")], rows).markup
    }

    /// A table for each list of objects; a list of texts, as it is.
    private static func tables(_ told: JSONValue) -> Markup {
        guard case .object(let members) = told else { return .nothing }
        return .all(
            members.filter { $0.key != "obstacles" }.map { member in
                let list = elements(member.value)
                guard let first = list.first else { return .nothing }
                let heading = Markup.element(
                    "h2", [:], words(member.key).prefix(1).uppercased() + words(member.key).dropFirst())
                guard case .object(let columns) = first else {
                    return .all([heading, .element("ul", [:], list.map { .element("li", [:], text($0)) })])
                }
                let names = columns.map(\.key)
                let isNumber = { (name: String) in
                    if case .integer? = first[name] { true } else { false }
                }
                let table = PageTable(
                    list.count > most ? "The first \(most) of \(list.count)" : FigureText.count(list.count, "row"),
                    names.map { .init(words($0), isNumber: isNumber($0)) },
                    list.prefix(most).map { row in names.map { .init(text(row[$0])) } })
                return .all([heading, table.markup])
            })
    }

    private static let most = 100

    private static func elements(_ json: JSONValue?) -> [JSONValue] {
        guard case .array(let elements)? = json else { return [] }
        return elements
    }

    private static func text(_ json: JSONValue?) -> String {
        switch json {
        case .string(let text)?: text
        case .integer(let number)?: "\(number)"
        case .bool(let value)?: value ? "yes" : "no"
        case nil, .null?: ""
        case .some(let other): other.text()
        }
    }

    /// `alreadyImported` as "already imported".
    private static func words(_ key: String) -> String {
        key.reduce(into: "") { text, letter in
            if letter.isUppercase {
                text += " " + letter.lowercased()
            } else {
                text.append(letter == "_" ? " " : letter)
            }
        }
    }
}
