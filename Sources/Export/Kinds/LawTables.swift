import Forms
import Incidents

extension KindTables {
    static let law = KindTables(
        .law, "A law.",
        { if case .law(let record) = $0 { record } else { nil } },
        columns: [
            .text("title", "As published.") { $0.title }, .text("number", "As published.") { $0.number },
            .country("jurisdiction", "Whose law.") { $0.jurisdiction },
            .period("adopted", "When it was adopted.") { $0.adopted },
            .day("in_force_from", "The first day on which it is in force.") { $0.inForceFrom },
            .day("in_force_to", "The last day; empty: no end is known.") { $0.inForceTo },
            .text("text_digest", "SHA-256 of its text, which is not kept.") { Hex.encode($0.textDigest) },
            .text("note", "A remark.") { $0.notes.note },
        ],
        lists: [
            RecordList<Law>(
                name: "law_title", description: "A title of a law in another language, or a shorter one.",
                columns: [ExportColumn("title", .text, "The title.")]
            ) { $0.otherTitles.map { [ExportCell($0)] } },
            RecordList<Law>(
                name: "law_relation", description: "What a law does to another one.",
                columns: [
                    ExportColumn(
                        "relation", .text, "It changes the other, or ends it.", isRequired: true,
                        codes: ["amends", "repeals"]),
                    ExportColumn("other", .text, "The identifier of the other law.", isRequired: true),
                ]
            ) { law in
                law.amends.map { [.text("amends"), .text($0)] } + law.repeals.map { [.text("repeals"), .text($0)] }
            },
        ],
        shared: { SharedList.rows(of: $0.notes) })

    static let provision = KindTables(
        .provision, "A provision of a law.",
        { if case .provision(let record) = $0 { record } else { nil } },
        columns: [
            .text("law", "The identifier of the law.") { $0.law },
            .text("number", "Its number in the law.") { $0.number },
            .text("title", "As published.") { $0.title }, .country("jurisdiction", "Whose law.") { $0.jurisdiction },
            .day("in_force_from", "The first day on which it is in force.") { $0.inForceFrom },
            .day("in_force_to", "The last day; empty: no end is known.") { $0.inForceTo },
            .count("imprisonment", "The range of the penalty.", unit: "months", caution: Caution.stated) {
                $0.imprisonment
            },
            .count("fine", "The range of the penalty.", unit: nil, caution: Caution.stated) {
                $0.fine?.amount ?? .notReported
            },
            .text("fine_currency", "ISO 4217; the unit of fine.") { $0.fine?.currency ?? "" },
            .code("benefit", "What it makes of the financial or other material benefit.") { $0.benefit },
            .code("benefit_omitted", "Why that is no element of the offence: paragraph 49 of the guide.") {
                $0.benefitOmitted
            },
            .text("text_digest", "SHA-256 of its text, which is not kept.") { Hex.encode($0.textDigest) },
            .text("note", "A remark.") { $0.notes.note },
        ],
        lists: [
            RecordList<Provision>(
                name: "provision_article",
                description: "An article of the Protocol that somebody says a provision implements.",
                columns: [
                    ExportColumn(
                        "article", .text, "The article.", isRequired: true, codes: ProtocolArticle.allCases.map(\.code)),
                    ExportColumn("said_by", .text, "Who says so."),
                ]
            ) { $0.implements.map { [.text($0.article.code), ExportCell($0.saidBy)] } },
            RecordList<Provision>(
                name: "provision_exemption",
                description: "A ground on which a provision excludes help from prosecution.",
                columns: [
                    ExportColumn(
                        "ground", .text, "The ground.", isRequired: true, codes: ExemptionGround.allCases.map(\.code)),
                    ExportColumn(
                        "mechanism", .text, "By which means.", codes: ExemptionMechanism.allCases.map(\.code)),
                ]
            ) { $0.exemptions.map { [.text($0.ground.code), ExportCell($0.mechanism)] } },
        ],
        shared: { SharedList.rows(of: $0.notes) })
}
