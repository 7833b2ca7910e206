package import Incidents

/// Who was arrested, for what, and how far it came. Nobody is an offender for having been smuggled (Protocol, art. 5).
extension Arrests: EnteredState {
    package static let flags = period("occurred", \.occurred) + place(\.place) + own + notes(\.notes)

    private static let own: [FieldFlag<Arrests>] = [
        .count("count", "Persons arrested.", "count", \.count),
        .code("role", "role", "", "role", \.role),
        .list(
            "people", "[count][:sex][:age][:country]",
            "Of them, group by group: 3:male:adult:EG, 2:TN, or EG where their number is not known. Nobody is in two "
                + "groups. May be repeated.", "people", \.people),
        .code("stage", "stage", "", "stage", \.stage),
        .codes("profile", "profile", "What is known of them as smugglers: ", "profiles", \.profiles),
        .codes("conduct", "article", ArticleWords.conduct, "offences", \.offences),
        .codes("aggravation", "article", ArticleWords.aggravation, "aggravations", \.aggravations),
        .text("jurisdiction", "code", "ISO 3166-1 alpha-2.", "jurisdiction", \.jurisdiction),
        .text("incident", "id", "The incident that they belong to.", "incident", \.incident),
        .text("operation", "id", "The operation that they belong to.", "operation", \.operation),
        .code("phase", "phase", "Of the operation: ", "phase", \.phase),
    ]

    package static let examples = """
        Examples:
          incident-ledger record arrests --operation andes --phase action --count 18 \\
            --date 2018-11-27..2018-11-30 --source INTERPOL
          incident-ledger record arrests --incident boat --count 5 --role transporter \\
            --people 3:male:adult:EG --people 2:TN --conduct 6.1.a --jurisdiction IT \\
            --date 2020-02-03 --source "Prosecutor's office"
        """
}
