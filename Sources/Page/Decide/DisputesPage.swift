import Forms
package import Incidents
package import Ledger

/// Records of which the desk says something else than their publisher: both values, and which of them is to stand.
package struct DisputesPage {
    private static let most = 20

    private let records: [DisputedRecord]
    private let number: Int
    private let moment: PageMoment

    /// - Parameter number: of the page of the list, from 1.
    package init(_ records: [DisputedRecord], page number: Int, at moment: PageMoment) {
        (self.records, self.number, self.moment) = (records, number, moment)
    }

    /// What a form needs that settles the disputes of a record.
    package struct FormKey {
        var key: String
        var version: UInt32

        package init(key: String, version: UInt32) { (self.key, self.version) = (key, version) }
    }

    private struct Model {
        struct Disputed {
            var record: String
            var address: String
            var dataset: String
            var anchor: String
            var table: Markup
            var key: String?
            var version: UInt32
            /// Whether there is such a record is disputed: the page that says so.
            var existence: String?
        }

        var summary: Markup
        var count: String
        var records: [Disputed]
        var previous: String?
        var next: String?
        var pinned: String
    }

    /// - Parameters:
    ///   - form: of a record; nil: who reads does not decide.
    ///   - fields: what was wrong with a decision that was sent.
    package func content(
        _ form: (RecordID) throws -> FormKey?, _ fields: StatementFields = StatementFields()
    ) rethrows -> PageContent {
        let shown = records.dropFirst((number - 1) * Self.most).prefix(Self.most)
        let model = Model(
            summary: fields.summary, count: FigureText.count(records.count, "record"),
            records: try shown.enumerated().map { place, record in
                disputed(record, place, moment.isPresent ? try form(record.record) : nil)
            }, previous: number > 1 ? address(number - 1) : nil,
            next: records.count > number * Self.most ? address(number + 1) : nil,
            pinned: moment.pinned("/v1/disputes"))
        return PageContent("Disputes", "disputes", model, scripts: ["enter.js"])
    }

    private func address(_ number: Int) -> String {
        moment.address("/disputes", [("page", number == 1 ? nil : "\(number)")])
    }

    private func disputed(_ disputed: DisputedRecord, _ place: Int, _ form: FormKey?) -> Model.Disputed {
        let anchor = "record-\(place + 1)"
        let existence = disputed.disputes.first { $0.field == "existence" }
        let rows = disputed.disputes.map { dispute -> [PageTable.Cell] in
            let values = [("desk", dispute.desk), ("publisher", dispute.dataset)]
            return [.init(FieldWords.of(dispute.field))]
                + values.map { who, value in
                    let text = value.isEmpty ? FigureText.notReported : value
                    guard form != nil, dispute.field != "existence" else { return .init(text) }
                    let id = "\(anchor)-\(dispute.field.replacing(".", with: "-"))-\(who)"
                    return .init(
                        .all([
                            .void(
                                "input",
                                [
                                    "type": "radio", "id": id, "name": "take.\(dispute.field)", "value": who,
                                    "checked": who == "desk" ? "" : nil, "aria-label": "\(dispute.field): the \(who)'s",
                                ]), .text(" "), .element("label", ["for": id], text),
                        ]))
                }
        }
        let table = PageTable(
            "What the two say of \(disputed.record)", [.init("field"), .init("the desk"), .init(disputed.dataset)], rows
        )
        return Model.Disputed(
            record: disputed.record.description, address: moment.address(of: disputed.record),
            dataset: disputed.dataset, anchor: anchor, table: table.markup, key: existence == nil ? form?.key : nil,
            version: form?.version ?? 0,
            existence: existence.flatMap { _ in
                form == nil ? nil : ExistencePage.address(.withdraw, disputed.record)
            })
    }
}
