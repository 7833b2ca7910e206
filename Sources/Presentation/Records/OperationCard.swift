import Forms
import Incidents

/// An operation with its publishers' figures side by side, since publishers differ.
enum OperationCard {
    static func text(of operation: Operation, width: Int?) -> String {
        var facts: [(field: String, value: String)] = [("name", operation.name)]
        if !operation.leadBodies.isEmpty { facts.append(("led by", operation.leadBodies.joined(separator: ", "))) }
        if let period = operation.occurred { facts.append(("when", period.description)) }
        if let countries = countries(of: operation) { facts.append(("countries", countries)) }
        if !operation.place.regions.isEmpty {
            facts.append(("regions", operation.place.regions.map(\.description).joined(separator: ", ")))
        }
        if !operation.purpose.isEmpty { facts.append(("purpose", operation.purpose)) }
        for phase in operation.phases {
            let parts = [phase.period?.description ?? "", phase.description].filter { !$0.isEmpty }
            facts.append(("phase \(phase.phase.code)", parts.joined(separator: ": ")))
        }
        if !operation.notes.note.isEmpty { facts.append(("note", operation.notes.note)) }
        let notes = operation.results.filter { !$0.note.isEmpty }.map {
            "  \($0.publisher), \($0.measure): \(DisplayWidth.onOneLine($0.note))\n"
        }
        return Wording.lines(facts)
            + (operation.results.isEmpty ? "" : "\n" + results(of: operation).table(width: width))
            + notes.joined()
    }

    /// A measure a row and a publisher a column; a figure by phase reads `49 = 31 (pre-operational) + 18 (action)`.
    private static func results(of operation: Operation) -> TextTable {
        let publishers = operation.results.map(\.publisher).uniqued
        let measures = operation.results.map(\.measure).uniqued
        return TextTable(
            columns: [.init(name: "result")] + publishers.map { .init(name: $0) },
            rows: measures.map { measure in
                [measure]
                    + publishers.map { publisher in
                        cell(operation.results.filter { $0.measure == measure && $0.publisher == publisher })
                    }
            })
    }

    private static func cell(_ results: [OperationResult]) -> String {
        let whole = results.filter { $0.phase == nil }.map(\.count.description)
        let phased = results.filter { $0.phase != nil }
        guard !phased.isEmpty else { return whole.joined(separator: "; ") }
        let parts = phased.map { "\($0.count) (\($0.phase?.code ?? ""))" }.joined(separator: " + ")
        if let large = phased.first(where: \.count.isTooLarge) {
            return (whole + ["\(parts), not added up: \(large.count.text) \(Count.tooLarge)"]).joined(separator: "; ")
        }
        guard let total = total(of: phased.map(\.count)) else { return (whole + [parts]).joined(separator: "; ") }
        // A whole that the publisher states and its phases make up is said once.
        return (whole.filter { $0 != total } + ["\(total) = \(parts)"]).joined(separator: "; ")
    }

    /// The sum of several exact counts of one unit; nil where it would say more than its parts.
    private static func total(of counts: [Count]) -> String? {
        guard counts.count > 1, Set(counts.map(\.unit)).count == 1 else { return nil }
        let values = counts.compactMap(\.exactValue)
        guard values.count == counts.count else { return nil }
        let sum = values.reduce(Int128.zero) { $0 + Int128($1) }
        return Int64(exactly: sum).map { Count.exactly($0, unit: counts[0].unit).description }
    }

    private static func countries(of operation: Operation) -> String? {
        let named = operation.countries.joined(separator: ", ")
        guard operation.countriesStated.qualifier != .notReported else { return named.isEmpty ? nil : named }
        return operation.countriesStated.text + (named.isEmpty ? "" : ": " + named)
    }
}

extension [String] {
    /// Each once, in the order of their first appearance.
    fileprivate var uniqued: [String] {
        reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    }
}
