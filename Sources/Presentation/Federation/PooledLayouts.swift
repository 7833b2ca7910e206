import Comparison
package import Federation
import Finding
package import Folding
package import Forms
import Ledger

/// Records that were found in several logs, each with the name of the member whose log has it.
package struct FederatedFindingLayout: AnswerLayout {
    private let finding: FederatedFinding

    package init(_ finding: FederatedFinding) { self.finding = finding }

    package func text(width: Int?) -> String {
        let shown = table
        return (shown.rows.isEmpty ? "" : shown.table(width: width) + "\n") + Wording.onLines(remarks)
    }

    package var table: TextTable {
        let columns = finding.parts.first?.answer.records.columns ?? []
        return TextTable(
            columns: [.init(name: "member")] + columns.map { .init(name: $0.name, isNumber: $0.isNumber) },
            rows: finding.rows.map { place in
                let part = finding.parts[place.part]
                return [part.member] + part.answer.cells(place.row)
            })
    }

    /// What must not be overlooked: what was left out, and what is missing.
    package var notices: [String] {
        finding.parts.flatMap { part in part.answer.notes.map { "\(part.member): \($0)" } } + finding.pool.notices
    }

    package var remarks: [String] {
        zip(finding.parts, shown).flatMap { part, shown in
            ([part.answer.summary(shown: shown)] + part.answer.notes).map { "\(part.member): \($0)" }
        } + finding.pool.sentences
    }

    /// How many rows of each part are shown.
    private var shown: [Int] {
        finding.rows.reduce(into: finding.parts.map { _ in 0 }) { $0[$1.part] += 1 }
    }

    package var json: JSONValue {
        .members([
            ("federation", finding.pool.json), ("isComplete", .bool(finding.isComplete)),
            (
                "members",
                .array(
                    zip(finding.parts, shown).map { part, shown in
                        .members([("member", .string(part.member))] + part.answer.provenanceMembers(shown: shown))
                    })
            ),
            (
                "rows",
                .array(
                    finding.rows.map { place in
                        let part = finding.parts[place.part]
                        let object = part.answer.object(place.row)
                        guard case .object(let members) = object else { return object }
                        return .object([.init("member", .string(part.member))] + members)
                    })
            ),
        ])
    }
}

/// The datasets of several logs.
package struct FederatedDatasetsLayout: AnswerLayout {
    private let datasets: [FederatedDataset]
    private let pool: Pool

    package init(_ datasets: [FederatedDataset], _ pool: Pool) {
        self.datasets = datasets
        self.pool = pool
    }

    package func text(width: Int?) -> String { table.table(width: width) + Wording.onLines(remarks) }

    package var table: TextTable {
        let own = DatasetsLayout(datasets.map(\.summary)).table
        return TextTable(
            columns: [.init(name: "member"), .init(name: "counted"), .init(name: "reason")] + own.columns,
            rows: zip(datasets, own.rows).map { dataset, cells in
                [dataset.member, dataset.reason.isEmpty ? "yes" : "no", dataset.reason] + cells
            })
    }

    package var remarks: [String] { pool.sentences }

    package var json: JSONValue {
        let own = datasets.map { DatasetsLayout([$0.summary]).json }
        return .members([
            ("federation", pool.json),
            (
                "datasets",
                .array(
                    zip(datasets, own).map { dataset, value in
                        guard case .array(let list) = value, case .object(let members)? = list.first else {
                            return value
                        }
                        return .object(
                            [
                                .init("member", .string(dataset.member)),
                                .init("counted", .bool(dataset.reason.isEmpty)),
                                .init("reason", .string(dataset.reason)),
                            ] + members)
                    })
            ),
        ])
    }
}

/// Pairs of records of different members.
package struct FederatedSearchLayout: AnswerLayout {
    private let search: FederatedSearch

    package init(_ search: FederatedSearch) { self.search = search }

    package func text(width: Int?) -> String {
        let found = DuplicatesLayout(search.search.pairs)
        return (search.search.pairs.isEmpty ? "" : found.text(width: width) + "\n") + Wording.onLines(remarks)
    }

    package var table: TextTable { DuplicatesLayout(search.search.pairs).table }

    package var remarks: [String] {
        [
            "\(search.search.pairs.count) pairs between members in \(search.search.records) deaths and arrests of "
                + search.search.datasets.joined(separator: ", "),
            "`federation duplicates decide` says how two belong together",
        ] + search.pool.sentences
    }

    package var json: JSONValue {
        .members([
            ("federation", search.pool.json), ("datasets", .texts(search.search.datasets)),
            ("records", .integer(search.search.records)), ("pairs", DuplicatesLayout(search.search.pairs).json),
        ])
    }
}
