public import Folding
public import Incidents

/// Incidents by the kinds of document fraud that they state (guide, paragraphs 11 and 57) and mode of transport.
public struct DocumentFraudYear: View {
    public let name = "document-fraud-year"
    public let version: UInt32 = 1
    public let summary =
        "Incidents that state document fraud, by its kind, mode of transport and year; one that states several kinds is in several "
        + "rows."
    public let kinds: Set<RecordKind> = [.incident]
    public let needs: Set<RarePart> = [.documentFraud]
    public let keys: [KeyColumn] = [.text("document_fraud"), .text("mode"), .number("year")]
    public let measures = ["incidents"]
    public let countsOfRecords: Set<String> = ["incidents"]

    public init() {}

    public func cells(of record: borrowing Facts, into cells: inout CellBuffer) throws {
        let words = record.vocabulary
        for kind in try record.documentFraud {
            let mode = record.mode.map { words.term($0.code) } ?? .none
            cells.begin(CellKey(words.term(kind.code), mode, .number(record.year)))
            cells.add(1, to: 0)
        }
    }
}
