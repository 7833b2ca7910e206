package import Incidents

/// What happened, and what it is in law.
extension Incident: EnteredState {
    package static let parts: [any EnteredState.Type] = [Deaths.self, Arrests.self]

    package static let flags =
        [FieldFlag<Incident>.code("incident-kind", "kind", "", "kind", \.kind)] + period("occurred", \.occurred)
        + place(\.place) + way
        + journey(from: \.countriesOfOrigin, via: \.countriesOfTransit, to: \.countriesOfDestination) + involved + law
        + notes(\.notes)

    private static let way: [FieldFlag<Incident>] = [
        .text("route", "text", "The migration route, as published.", "route", \.route),
        .code("mode", "mode", "", "mode", \.mode),
    ]

    private static let involved: [FieldFlag<Incident>] = [
        .list(
            "people", "count[:sex][:age][:country]",
            "People involved: 64 in all, or group by group as 3:male:adult:SY, or both; nobody is in two groups. Sex: "
                + "\(Sex.allowedCodes); age: \(AgeGroup.allowedCodes). May be repeated.", "people", \.people),
        .one(
            "fee", "amount:currency[:basis]",
            "What was paid or asked for, for example 500..900:EUR:person. Basis: \(FeeBasis.allowedCodes).", "fee",
            \.fee, read: { try Fee(flag: $0) }, text: \.flagText),
    ]

    private static let law: [FieldFlag<Incident>] = [
        .codes("document", "fraud", "Document fraud: ", "documentFraud", \.documentFraud),
        .codes("conduct", "article", ArticleWords.conduct, "conduct", \.conduct),
        .codes("aggravation", "article", ArticleWords.aggravation, "aggravations", \.aggravations),
        .code("benefit", "benefit", "A financial or other material benefit: ", "benefit", \.benefit),
        .list(
            "exemption", "ground[@mechanism][:outcome[:note]]",
            "\(ExemptionGround.allowedCodes); by which means: \(ExemptionMechanism.allowedCodes); what came of it: "
                + "\(ExemptionOutcome.allowedCodes); and who invoked it: "
                + "humanitarian@exemption-clause:pending:\"claimed by a volunteer\". May be repeated.", "exemptions",
            \.exemptions),
        .codes("crime", "crime", "Against the migrants: ", "crimes", \.crimes),
        .codes("perpetrator", "kind", "Who harmed or exploited them: ", "perpetrators", \.perpetrators),
        .codes("corruption", "where", "Where corruption made it possible: ", "corruption", \.corruption),
        .text("operation", "id", "The operation that found it.", "operation", \.operation),
    ]

    package static let examples = """
        Examples:
          incident-ledger record incident --incident-kind interception \\
            --date 2020-02-03 --place "Off Zuwara" --country LY --mode sea \\
            --people 3:male:adult:SY --people 2:child --fee 500..900:EUR:person \\
            --document forged --source "Coast guard"
          incident-ledger record incident --incident-kind death-in-transit \\
            --date 2020-01-11 --region mmp-2014:Mediterranean --source "IOM Greece" \\
            --deaths 'dead=12, missing=17, survivors=21, cause=Drowning' \\
            --arrests 'count=2, role=transporter'
        """
}
