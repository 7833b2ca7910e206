import Forms
import Incidents
package import Ledger

extension TableLayout {
    /// Records of which the desk says something else than their publisher, a disputed field a row.
    package init(disputes records: [DisputedRecord]) {
        let table = TextTable(
            columns: ["kind", "id", "dataset", "field", "desk", "publisher"].map { .init(name: $0) },
            rows: records.flatMap { record in
                record.disputes.map { dispute in
                    [
                        record.record.kind.code, record.record.id, record.dataset, dispute.field, dispute.desk,
                        dispute.dataset,
                    ]
                }
            })
        self.init(table)
    }

    /// The desk's amendments that are no longer counted, an amended field a row.
    package init(leftBehind records: [DisputedRecord]) {
        let table = TextTable(
            columns: ["kind", "id", "dataset", "succeeded_by", "field", "publisher", "desk"].map { .init(name: $0) },
            rows: records.flatMap { record in
                record.leftBehindRows.map { row in
                    [record.record.kind.code, record.record.id, record.dataset, record.leftBehindFor ?? ""] + row
                }
            })
        self.init(table)
    }
}

extension DisputedRecord {
    fileprivate var leftBehindRows: [[String]] {
        let whole = disputes.filter { $0.field == "existence" }.map { [$0.field, $0.dataset, $0.desk] }
        let rows = whole + amendments.map { [$0.field, $0.old, $0.new] }
        return rows.isEmpty ? [["existence", "", ""]] : rows
    }
}
