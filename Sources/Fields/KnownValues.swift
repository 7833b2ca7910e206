import Finding
import Forms
package import Incidents
import Intake
package import Ledger

/// What the ledger has in the fields that a flag writes.
package enum KnownValues {
    private static let fields: [String: FindField] = [
        "region": .regions, "country": .country, "route": .route, "operation": .operation, "incident": .incident,
        "source": .sources, "cause": .cause, "place": .place, "lead": .leadBodies, "publisher": .publisher,
        "measure": .measure, "measure-code": .measureCode, "unit": .unit, "geography": .geography, "from": .origin,
        "via": .transit, "to": .destination, "jurisdiction": .jurisdiction, "subject": .subject, "citation": .citation,
    ]

    /// The most frequent first; of lists, each of their values.
    ///
    /// - Parameter latest: only so many records are looked at, the latest ones; nil: all.
    package static func of(
        _ flag: String, _ kind: RecordKind, in ledger: Ledger, latest: Int? = nil
    ) -> [String] {
        if flag == "operation" { return ledger.known(.id, of: .operation, latest: latest) }
        if flag == "result" { return FigureMeaning.codes.sorted() }
        guard let field = fields[flag] else { return [] }
        let ofKind: RecordKind? = field.belongs(to: kind) && flag != "route" && flag != "source" ? kind : nil
        var values = flag == "measure-code" ? FigureMeaning.codes.sorted() : []
        for text in ledger.known(field, of: ofKind, latest: latest) {
            for value in text.split(separator: "; ").map(String.init) where !values.contains(value) {
                values.append(value)
            }
        }
        return values
    }

}

extension KnownValues {
    private static let freeTexts = [
        "route", "measure", "measure-code", "publisher", "lead", "cause", "source", "result",
    ]

    /// Of a result, `arrests` in `INTERPOL/arrests@action=18`.
    private static func measure(of result: String) -> String {
        let named = result.drop { $0 != "/" }.dropFirst()
        return String(named.prefix { $0 != "@" && $0 != "=" })
    }

    /// A question for each free text that is new in the ledger and nearly one that it has: it is kept as it was typed.
    package static func questions(_ given: GivenFlags, _ kind: RecordKind, in ledger: Ledger) -> [String] {
        freeTexts.flatMap { flag -> [String] in
            let typed = given.all(flag).filter { !$0.isEmpty && !$0.hasPrefix("-") && !$0.hasPrefix("=") }
            guard !typed.isEmpty else { return [] }
            let known = of(flag, kind, in: ledger)
            return typed.compactMap { text in
                let text = flag == "result" ? measure(of: text) : text.hasPrefix("+") ? String(text.dropFirst()) : text
                guard !known.contains(text), let near = suggestions(for: text, among: known).first,
                    editDistance(FoldedText.of(near), FoldedText.of(text)) <= max(2, text.count / 6)
                else { return nil }
                return "--\(flag): \"\(text)\" is new in this ledger. Did you mean \(near)? It is kept as it was typed."
            }
        }
    }
}
