import Forms
import Incidents

extension ExportAccount {
    /// What somebody who adds up rows must know: sentences.
    public var sentences: [String] {
        var sentences = notCounted.map { "\($0.records) are \($0.text)." }
        if withdrawn > 0 { sentences.append("\(withdrawn) are withdrawn, and stand in no sum.") }
        let disputed = kinds.reduce(0) { $0 + $1.disputed }
        if disputed > 0 {
            sentences.append("In \(disputed) desk and dataset give different values to a field: they have the desk's.")
        }
        if leftToDesk > 0 {
            sentences.append("\(leftToDesk) that the desk alone speaks of are not in it: it is as published.")
        }
        if !isComplete {
            let named = unreadable.prefix(5).map { "\($0.record) at position \($0.position) (\($0.error))" }
            let rest = unreadableCount - named.count
            sentences.append(
                "INCOMPLETE: \(unreadableCount) event(s) could not be taken in, and \(lost) record(s) are missing for it: "
                    + named.joined(separator: ", ") + (rest > 0 ? " and \(rest) more." : "."))
        }
        return sentences
    }

    /// How many records of each kind there are, in words: `12 deaths, 3 incident`.
    public var counts: String {
        let present = kinds.filter { $0.records > 0 }
        return present.isEmpty ? "no records" : present.map { "\($0.records) \($0.kind.code)" }.joined(separator: ", ")
    }

    var json: JSONValue {
        .members([
            (
                "kinds",
                .array(
                    kinds.map {
                        .members([
                            ("kind", .string($0.kind.code)), ("records", .integer($0.records)),
                            ("counted", .integer($0.counted)), ("possible", .integer($0.possible)),
                            ("withoutPoint", .integer($0.withoutPoint)), ("disputed", .integer($0.disputed)),
                            ("withdrawn", .integer($0.withdrawn)),
                        ])
                    })
            ),
            (
                "notCounted",
                .array(notCounted.map { .members([("reason", .string($0.text)), ("records", .integer($0.records))]) })
            ),
            ("leftToDesk", .integer(leftToDesk)), ("isComplete", .bool(isComplete)),
            ("unreadableEvents", .integer(unreadableCount)), ("recordsMissing", .integer(lost)),
            (
                "unreadable",
                .array(
                    unreadable.map {
                        .members([
                            ("record", .string($0.record.description)), ("position", .integer($0.position)),
                            ("error", .string($0.error)),
                        ])
                    })
            ),
        ])
    }
}
