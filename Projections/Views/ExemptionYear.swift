public import Folding
public import Incidents

/// The grounds on which help was said to be excluded from prosecution, and what was decided (guide, paragraphs 51 to 54).
public struct ExemptionYear: View {
    public let name = "exemption-year"
    public let version: UInt32 = 1
    public let summary = "Exemptions that were invoked, by ground, mechanism, outcome and year of the incident."
    public let kinds: Set<RecordKind> = [.incident]
    public let needs: Set<RarePart> = [.exemptions]
    public let keys: [KeyColumn] = [.text("ground"), .text("mechanism"), .text("outcome"), .number("year")]
    public let measures = ["exemptions"]
    public let countsOfRecords: Set<String> = ["exemptions"]
    public let rowsAddUp = true
    public let splitsRecords = true

    public init() {}

    public func cells(of record: borrowing Facts, into cells: inout CellBuffer) throws {
        let words = record.vocabulary
        for exemption in try record.exemptions {
            cells.begin(
                CellKey(
                    exemption.ground.map { words.term($0.code) } ?? .none,
                    exemption.mechanism.map { words.term($0.code) } ?? .none,
                    exemption.outcome.map { words.term($0.code) } ?? .none, .number(record.year)))
            cells.add(1, to: 0)
        }
    }
}
