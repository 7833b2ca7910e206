public import Folding
public import Incidents

/// What each publisher states as the results of each operation, side by side.
///
/// Published figures are never summed: the key is fine enough for every cell to hold one of them, which is why it has
/// the qualifier, and a number that tells apart what would otherwise have the same key.
public struct Operations: View {
    public let name = "operations"
    public let version: UInt32 = 1
    public let summary = "The results of operations as each publisher states them, one row for each statement."
    public let kinds: Set<RecordKind> = [.operation]
    public let keys: [KeyColumn] = [
        .text("operation"), .text("measure"), .text("phase"), .text("publisher"), .text("as_at"), .text("unit"),
        .text("qualifier"), .number("statement"),
    ]
    public let measures = ["count"]

    public init() {}

    public func cells(of record: borrowing Facts, into cells: inout CellBuffer) throws {
        let operation = try record.id
        var statements: [CellKey: Int32] = [:]
        for result in try record.results {
            let words = record.vocabulary
            let key = { (number: Int32) in
                CellKey(
                    operation, result.measure, result.phase.map { words.term($0.code) } ?? .none, result.publisher,
                    result.asAt.map { words.term($0.description) } ?? .none, result.unit,
                    words.term(result.count.qualifier.code), .number(number))
            }
            let number = statements[key(0), default: 0] + 1
            statements[key(0)] = number
            cells.begin(key(number))
            cells.add(result.count, to: 0)
        }
    }
}
