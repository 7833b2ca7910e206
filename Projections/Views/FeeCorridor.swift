public import Folding
public import Incidents

/// The fees that incidents state, by currency, for whom they are and corridor: how many, the lowest, the highest, the median.
///
/// Fees are never summed, and those of different currencies, or of a person and of a family, never put together.
public struct FeeCorridor: View {
    public let name = "fee"
    public let version: UInt32 = 1
    public let summary =
        "Fees that were paid or asked for: how many, the lowest, the highest and the median, by currency, for whom, and countries "
        + "of origin, transit and destination."
    public let kinds: Set<RecordKind> = [.incident]
    public let needs: Set<RarePart> = [.fee]
    public let keys: [KeyColumn] = [
        .unit("currency"), .unit("per"), .text("origin"), .text("transit"), .text("destination"), .amount,
    ]
    public let measures = ["fees"]
    public let countsOfRecords: Set<String> = ["fees"]
    public let rowsAddUp = true

    public init() {}

    public func cells(of record: borrowing Facts, into cells: inout CellBuffer) throws {
        guard let fee = try record.fee else { return }
        let (words, corridor) = (record.vocabulary, try Corridor(record))
        cells.begin(
            CellKey(
                fee.currency, fee.basis.map { words.term($0.code) } ?? .none, corridor.origin, corridor.transit,
                corridor.destination, words.term(fee.amount.notation)))
        cells.add(1, to: 0)
    }
}
