import Incidents

extension KindTables {
    static let publishedFigure = KindTables(
        .publishedFigure,
        "A figure that somebody printed: held against the records, and never part of a sum of records.",
        { if case .publishedFigure(let record) = $0 { record } else { nil } },
        columns: [
            .text("publisher", "Who.") { $0.publisher }, .text("subject", "What it is about.") { $0.subject },
            .text("measure", "What is counted, as published.") { $0.measure },
            .text("measure_code", "What of the ledger answers it; empty: nothing does.") { $0.measureCode },
            .count("count", "The figure.", unit: nil, caution: Caution.stated) { $0.count },
            .text("unit", "Of the count.") { $0.count.unit },
            .text("geography", "Of what place, as published.") { $0.geography },
            .text("figure_region", "The region or group of regions that it is, scheme:code.") {
                $0.region?.description ?? ""
            },
            .period("period", "Of what time.") { $0.period },
            .text("period_text", "As published, where it cannot be read as a period.") { $0.periodText },
            .day("published_on", "When it was published.") { $0.publishedOn },
            .day("as_at", "The day to which it refers.") { $0.asAt },
            .text("as_at_text", "As published, where it cannot be read as a day.") { $0.asAtText },
            .text("citation", "Where it stands.") { $0.citation },
            .text("paragraph", "In which paragraph.") { $0.paragraph },
            .text("operation", "The identifier of the operation that it is about.") { $0.operation },
            .text("figure_dataset", "The dataset that it is a sum of; empty: those of its own publisher.") {
                $0.dataset
            },
            .text("note", "A remark.") { $0.notes.note },
        ],
        shared: { SharedList.rows(of: $0.notes) })

    static let link = KindTables(
        .link, "How two records that may be about the same people belong together.",
        { if case .link(let record) = $0 { record } else { nil } },
        columns: [
            .code("of_kind", "The kind of both records.") { $0.kind as RecordKind? },
            .text("record", "The identifier of the record whose part in sums it changes.") { $0.record },
            .text("other", "The identifier of the record that counts beside it.") { $0.other },
            .code("relation", "How they belong together.") { $0.relation as LinkRelation? },
            .text("note", "A remark.") { $0.notes.note },
        ],
        lists: [
            RecordList<Link>(
                name: "link_rule", description: "A rule that took the two records for one.",
                columns: [ExportColumn("rule", .text, "Its name.", isRequired: true)]
            ) { $0.rules.map { [.text($0)] } }
        ],
        shared: { SharedList.rows(of: $0.notes) })

    static let settlement = KindTables(
        .settlement, "That somebody has looked at a flag of a record, and what came of it stands in the reason.",
        { if case .settlement(let record) = $0 { record } else { nil } },
        columns: [
            .code("of_kind", "The kind of the record.") { $0.kind as RecordKind? },
            .text("record", "The identifier of the record that carries the flag.") { $0.record },
            .text("flag_code", "The flag.") { $0.flag.code },
            .text("flag_field", "The field concerned.") { $0.flag.field },
            .text("flag_detail", "The flag in words.") { $0.flag.detail }, .text("note", "A remark.") { $0.notes.note },
        ],
        shared: { SharedList.rows(of: $0.notes) })

    static let dataset = KindTables(
        .dataset, "A body of records that one publisher states as a whole.",
        { if case .dataset(let record) = $0 { record } else { nil } },
        columns: [
            .text("publisher", "Who states it.") { $0.publisher }, .text("title", "What it is called.") { $0.title },
            .text("prefix", "What the identifiers of its records begin with.") { $0.prefix },
            .text("identifier_scheme", "Of its identifiers.") { $0.identifierScheme },
            .text("region_scheme", "Of its regions.") { $0.regionScheme }, .text("note", "A remark.") { $0.notes.note },
        ],
        lists: [
            RecordList<Dataset>(
                name: "dataset_relation", description: "How a dataset belongs together with another.",
                columns: [
                    ExportColumn(
                        "relation", .text, "It takes the place of the other, or holds other records than it.",
                        isRequired: true, codes: ["succeeds", "disjoint-from"]),
                    ExportColumn("other", .text, "The identifier of the other dataset.", isRequired: true),
                ]
            ) { dataset in
                dataset.succeeds.map { [.text("succeeds"), .text($0)] }
                    + dataset.disjointFrom.map { [.text("disjoint-from"), .text($0)] }
            }
        ],
        shared: { SharedList.rows(of: $0.notes) })
}
