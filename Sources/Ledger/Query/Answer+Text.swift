public import Folding
public import Forms
import Incidents
import Timeline

extension Answer {
    /// The answer as it is printed: with where it comes from below the table and in the object in JSON. CSV holds the rows
    /// and nothing else, because its SHA-256 is the digest that the provenance states.
    ///
    /// - Parameter width: of the terminal, for a table; nil: as wide as it is, as receipts keep it.
    public func text(in format: OutputFormat, width: Int? = nil) -> String {
        switch format {
        case .table: shownTable.table(width: width) + "\n" + provenance.lines.map { $0 + "\n" }.joined()
        case .csv: csv
        case .json: json.formatted
        }
    }

    /// For programs: where it comes from, and the rows.
    package var json: JSONValue { .members([("provenance", provenance.json), ("rows", textTable.json)]) }

    /// The rows under their columns.
    package var textTable: TextTable {
        TextTable(columns: columns.map { .init(name: $0.name, isNumber: $0.isNumber) }, rows: cells)
    }

    /// What is not reported is marked, lest it be taken for a cell that was forgotten.
    private var shownTable: TextTable {
        var table = textTable
        for (column, place) in zip(columns, columns.indices) where column.role == .measure {
            for row in table.rows.indices where table.rows[row][place].isEmpty { table.rows[row][place] = "–" }
        }
        return table
    }
}

extension Provenance {
    /// For people: what was asked of which log, what is counted, and the digest. Programs that read CSV find it on standard
    /// error.
    public var lines: [String] {
        [head] + selectionLines + ["sha256 \(digest)"] + (pool?.lines ?? []) + countedLines + notices
    }

    /// What belongs to the figures wherever they are told: whether they can be added up, what overlaps, what the desk amended, what links change, what is
    /// missing. Sentences.
    public var notices: [String] {
        rowLines + overlapLines + deskLines + linkLines + incompleteLines + (pool?.notices ?? [])
    }

    private var rowLines: [String] {
        rowsAddUp
            ? [] : ["ROWS DO NOT ADD UP: what one row counts another may count too, and a sum of rows counts it twice."]
    }

    private var head: String {
        "\(query.view) v\(version)" + (query.scheme.map { ", scheme \($0)" } ?? "")
            + (pool.map { ", of federation \($0.name) at \($0.position)" }
                ?? ", at position \(query.position) of log \(logID)")
            + (query.knownBy.map { ", known by \($0)" } ?? "")
            + (query.isAsPublished ? ", as published" : "")
    }

    private var selectionLines: [String] {
        let selection = query.selection
        let conditions = selection.conditions.map { "\($0.column) \($0.values.joined(separator: " or "))" }
        return (conditions.isEmpty ? [] : ["only rows of " + conditions.joined(separator: " and ")])
            + (selection.sumBy.map { ["added up by " + $0.joined(separator: ", ")] } ?? [])
            + (selection.pivot.map { ["\($0.measure) by \($0.column), side by side"] } ?? [])
    }

    private var countedLines: [String] {
        let counted = datasets.filter(\.isCounted).map { dataset in
            let notes = [dataset.asAt.map { "as at \($0)" } ?? "", dataset.reason].filter { !$0.isEmpty }
            return dataset.name + (notes.isEmpty ? "" : " (\(notes.joined(separator: "; ")))")
        }
        let leftOut = datasets.filter { !$0.isCounted }.map { "not counted: \($0.name), \($0.reason)" }
        return (counted.isEmpty ? [] : ["counted: " + counted.joined(separator: ", ")]) + leftOut
    }

    private var overlapLines: [String] {
        overlaps.map { overlap in
            "OVERLAP: \(overlap.left) and \(overlap.right) are both counted for \(YearRange.text(of: overlap.years)), and the "
                + "same people may be in both. Say how they belong together: `incident-ledger correct dataset "
                + "\(overlap.right)` with --succeeds or --beside \(overlap.left)."
        }
    }

    private var linkLines: [String] {
        let decided = settled.map { pair in
            "\(pair.left) and \(pair.right) are both counted, and every pair of their records that was found has been decided: "
                + "\(pair.same) the same or a part, \(pair.different) different"
        }
        let twice = links.countedTwice.map { pair in
            "COUNTED TWICE: \(pair.record) is \(pair.isPart ? "a part of" : "the same as") \(pair.other), and both are counted: "
                + "what was decided leads from one to the other by way of records that are not. "
                + "`incident-ledger duplicates decide` says it of the two."
        }
        guard !links.isNone else { return decided + twice }
        var lines: [String] = []
        let what = links.areWholeRecords ? "record(s)" : "part(s) of records"
        if links.possible > 0 {
            lines.append("\(links.possible) \(what) count from 0 on: suspected to be the same as others that count")
        }
        if links.leftOut > 0 {
            lines.append("\(links.leftOut) \(what) are left out: the same as, or a part of, others that count")
        }
        if !links.effect.isEmpty {
            let sums = links.effect.map { "\($0.measure) \($0.sum.difference)" }.joined(separator: ", ")
            lines.append("what links change: \(sums); `incident-ledger duplicates` lists them")
        }
        let adrift = links.adrift.map { link in
            "ADRIFT: \(link.record) is \(link.relation.part == .none ? "left out" : "only possible") beside "
                + "\(link.other), which \(link.reason): `incident-ledger duplicates undecide` or `decide` says how it counts."
        }
        return decided + lines + adrift + twice
    }

    private var deskLines: [String] {
        var lines: [String] = []
        if !amendments.isEmpty {
            let sums = amendments.map { "\($0.measure) \($0.sum.difference)" }.joined(separator: ", ")
            lines.append("the desk's amendments are in it: \(sums); --as-published leaves them out")
        }
        if !leftBehind.isEmpty {
            lines.append(
                "the desk's amendments to \(leftBehind.joined(separator: ", ")) in years that a successor covers are not "
                    + "counted: `incident-ledger disputes --left-behind` lists them")
        }
        return lines
    }

    private var incompleteLines: [String] {
        // Of several logs each says it of itself.
        isComplete || pool != nil
            ? []
            : ["INCOMPLETE: the view could not take in \(parked) event(s); the figures above lack them."]
    }

    package var json: JSONValue {
        .members([
            ("logId", pool == nil ? .string(logID) : .null),
            ("position", pool?.positions ?? .integer(query.position)), ("federation", pool?.json ?? .null),
            ("knownBy", .optional(query.knownBy?.description)), ("view", .string(query.view)),
            ("version", .integer(version)), ("scheme", .optional(query.scheme)),
            ("asPublished", .bool(query.isAsPublished)), ("selection", query.selection.json),
            (
                "datasets",
                .array(
                    datasets.map { dataset in
                        .members([
                            ("id", .string(dataset.id)), ("counted", .bool(dataset.isCounted)),
                            ("reason", .string(dataset.reason)), ("asAt", .optional(dataset.asAt?.description)),
                        ])
                    })
            ),
            (
                "overlap",
                .array(
                    overlaps.map { overlap in
                        .members([
                            ("datasets", .array([.string(overlap.left), .string(overlap.right)])),
                            ("years", .array(overlap.years.map { .integer($0) })),
                        ])
                    })
            ),
            (
                "amendments",
                .array(
                    amendments.map {
                        .members([("measure", .string($0.measure)), ("value", .number(orText: $0.sum.description))])
                    })
            ),
            ("links", links.json),
            (
                "settled",
                .array(
                    settled.map { pair in
                        .members([
                            ("datasets", .array([.string(pair.left), .string(pair.right)])),
                            ("same", .integer(pair.same)), ("different", .integer(pair.different)),
                        ])
                    })
            ),
            ("leftBehind", .array(leftBehind.map { .string($0) })), ("rowsAddUp", .bool(rowsAddUp)),
            ("digest", .string(digest)),
            ("isComplete", .bool(isComplete)), ("parked", .integer(parked)),
        ])
    }
}

extension Selection {
    fileprivate var json: JSONValue {
        let list = { (texts: [String]) in JSONValue.array(texts.map { .string($0) }) }
        return .members([
            (
                "conditions",
                .array(conditions.map { .members([("column", .string($0.column)), ("values", list($0.values))]) })
            ),
            ("sumBy", sumBy.map(list) ?? .null),
            (
                "pivot",
                pivot.map { .members([("column", .string($0.column)), ("measure", .string($0.measure))]) } ?? .null
            ),
        ])
    }
}

extension ActingLinks {
    fileprivate var json: JSONValue {
        .members([
            ("possible", .integer(possible)), ("leftOut", .integer(leftOut)),
            ("areWholeRecords", .bool(areWholeRecords)),
            (
                "effect",
                .array(
                    effect.map {
                        .members([("measure", .string($0.measure)), ("value", .number(orText: $0.sum.description))])
                    })
            ),
            (
                "adrift",
                .array(
                    adrift.map {
                        .members([
                            ("record", .string($0.record.description)), ("other", .string($0.other.description)),
                            ("relation", .string($0.relation.code)), ("reason", .string($0.reason)),
                        ])
                    })
            ),
            (
                "countedTwice",
                .array(
                    countedTwice.map {
                        .members([
                            ("record", .string($0.record.description)), ("other", .string($0.other.description)),
                            ("isPart", .bool($0.isPart)),
                        ])
                    })
            ),
        ])
    }
}

extension Provenance.CountedDataset {
    /// As people read it.
    package var name: String {
        guard DatasetsInForce.isDesk(id) else { return id }
        let member = id.dropFirst(DatasetsInForce.desk(of: "").count)
        return member.isEmpty ? "what the desk recorded" : "what the desk of \(member) recorded"
    }
}

extension Sum {
    /// With a sign: `+89`, `-3`, `+1..+4`.
    fileprivate var difference: String {
        let signed = { (value: Int64) in (value > 0 ? "+" : "") + "\(value)" }
        let range = low == high ? signed(low) : signed(low) + ".." + signed(high)
        return approximate == 0 ? range : "~" + range
    }
}
