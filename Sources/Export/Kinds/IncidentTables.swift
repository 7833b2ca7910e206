import Incidents

extension KindTables {
    static let incident = KindTables(
        .incident, "An incident of migrant smuggling, or one in which migrants came to harm.",
        { if case .incident(let record) = $0 { record } else { nil } },
        columns: [
            .code("incident_kind", "What kind of incident.") { $0.kind },
            .period("date", "When it occurred.") { $0.occurred }, .place { $0.place },
            .published("route", "The migration route.") { $0.route }, .code("mode", "How they travelled.") { $0.mode },
            .count("fee", "What was paid or asked for.", unit: nil, caution: Caution.part) {
                $0.fee?.amount ?? .notReported
            },
            .text("fee_currency", "ISO 4217; the unit of fee.") { $0.fee?.currency ?? "" },
            .code("fee_basis", "For what the fee is.") { $0.fee?.basis },
            .code("benefit", "What those who smuggled had of it.") { $0.benefit },
            .text("operation", "The identifier of the operation that found it.") { $0.operation },
            .text("note", "A remark.") { $0.notes.note },
        ],
        lists: [
            .people("incident_people", "Some of the people involved in an incident.") { $0.people }, exemptions,
        ],
        shared: { record in
            SharedList.rows(of: record.place) + SharedList.rows(of: record.countriesOfOrigin, "origin")
                + SharedList.rows(of: record.countriesOfTransit, "transit")
                + SharedList.rows(of: record.countriesOfDestination, "destination")
                + SharedList.rows(of: record.documentFraud, "document_fraud")
                + SharedList.rows(of: record.conduct, "conduct")
                + SharedList.rows(of: record.aggravations, "aggravations")
                + SharedList.rows(of: record.crimes, "crimes")
                + SharedList.rows(of: record.perpetrators, "perpetrators")
                + SharedList.rows(of: record.corruption, "corruption") + SharedList.rows(of: record.notes)
        })

    private static let exemptions = RecordList<Incident>(
        name: "incident_exemption",
        description: "A ground on which help was said to be excluded from prosecution, and what was decided.",
        columns: [
            ExportColumn(
                "ground", .text, "The ground.", isRequired: true, codes: ExemptionGround.allCases.map(\.code)),
            ExportColumn("mechanism", .text, "By which means.", codes: ExemptionMechanism.allCases.map(\.code)),
            ExportColumn("outcome", .text, "What was decided.", codes: ExemptionOutcome.allCases.map(\.code)),
            ExportColumn("note", .text, "A remark on it."),
        ]
    ) {
        $0.exemptions.map {
            [.text($0.ground.code), ExportCell($0.mechanism), ExportCell($0.outcome), ExportCell($0.note)]
        }
    }

    static let deaths = KindTables(
        .deaths, "The toll of one incident, or of one part of it.",
        { if case .deaths(let record) = $0 { record } else { nil } },
        columns: [
            .text("incident", "The identifier of its incident.") { $0.incident },
            .period("date", "When it occurred.") { $0.occurred }, .place { $0.place },
            toll("dead", "Those who died.") { $0.dead }, toll("missing", "Those who are missing.") { $0.missing },
            toll("survivors", "Those who survived.") { $0.survivors },
            toll("females", "Of the dead and missing.") { $0.females },
            toll("males", "Of the dead and missing.") { $0.males },
            toll("children", "Of the dead and missing.") { $0.children },
            toll(
                "stated_total",
                "Only where the source states a total that is not dead plus missing: it then counts for them."
            ) {
                $0.statedTotal
            },
            .code("cause_class", "The class of the cause.") { $0.causeClass },
            .text("cause", "The cause, as published.") { $0.cause },
            .published("route", "The migration route.") { $0.route },
            .published("region_of_origin", "Where those who died came from.") { $0.regionOfOrigin },
            .published("country_of_origin", "Where those who died came from.") { $0.countryOfOrigin },
            .integer("source_quality", "The best of the sources' qualities, 1 to 5.") { $0.sourceQuality },
            .text("note", "A remark.") { $0.notes.note },
        ],
        shared: { record in
            SharedList.rows(of: record.place) + SharedList.rows(of: record.countriesOfOrigin, "origin")
                + SharedList.rows(of: record.notes)
        })

    private static func toll(
        _ name: String, _ description: String, _ get: @escaping @Sendable (Deaths) -> Count
    ) -> RecordColumns<Deaths> {
        .count(name, description, unit: "persons", caution: Caution.counted, get)
    }
}
