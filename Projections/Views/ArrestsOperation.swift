public import Folding
public import Incidents

/// Persons arrested in each operation, by its phase.
public struct ArrestsOperation: View {
    public let name = "arrests-operation"
    public let version: UInt32 = 1
    public let summary = "Arrests records and persons arrested, by operation and phase."
    public let kinds: Set<RecordKind> = [.arrests]
    public let keys: [KeyColumn] = [.text("operation"), .text("phase")]
    public let measures = ["arrest_records", "arrests"]
    public let countsOfRecords: Set<String> = ["arrest_records"]
    public let rowsAddUp = true

    public init() {}

    public func cells(of record: borrowing Facts, into cells: inout CellBuffer) throws {
        let operation = try record.operation
        // Arrests outside of any operation are not this view's.
        guard operation != .none else { return }
        cells.begin(CellKey(operation, record.phase.map { record.vocabulary.term($0.code) } ?? .none))
        cells.add(1, to: 0)
        cells.add(record.arrests, to: 1)
    }
}
