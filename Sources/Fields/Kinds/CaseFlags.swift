import Forms
package import Incidents

/// A case before courts: who was smuggled and who is charged are counted, and never named.
extension CourtCase: EnteredState {
    package static let flags =
        [
            FieldFlag<CourtCase>.text(
                "title", "text", "As published, without the names of persons.", "title", \.title),
            .text("jurisdiction", "code", "Whose courts: ISO 3166-1 alpha-2.", "jurisdiction", \.jurisdiction),
        ] + period("opened", \.opened) + countries + law + charged + about + notes(\.notes)

    private static let countries =
        journey(from: \.countriesOfOrigin, via: \.countriesOfTransit, to: \.countriesOfDestination) + [
            .list(
                "country", "code",
                "A country that took another part, for example in the investigation, ISO 3166-1 alpha-2. May be repeated.",
                "countriesInvolved", \.countriesInvolved),
            .code("mode", "mode", "", "mode", \.mode),
        ]

    private static let law: [FieldFlag<CourtCase>] = [
        .codes("conduct", "article", ArticleWords.conduct, "conduct", \.conduct),
        .codes("aggravation", "article", ArticleWords.aggravation, "aggravations", \.aggravations),
        .code("organized-group", "element", "An organised criminal group: ", "organizedGroup", \.organizedGroup),
        .code("transnational", "element", "Across borders: ", "transnational", \.transnational),
        .code("benefit", "benefit", "A financial or other material benefit: ", "benefit", \.benefit),
        .code("outcome", "outcome", "Of all defendants, by the latest decision: ", "outcome", \.outcome),
    ]

    private static let charged: [FieldFlag<CourtCase>] = [
        .count("migrants", "Persons who were smuggled, all of them.", "migrantCount", \.migrantCount),
        .list(
            "migrant", "count[:sex][:age][:country]",
            "Of them, group by group: 3:male:adult:SY. Nobody is in two groups. May be repeated.", "migrants",
            \.migrants),
        .count("defendants", "Persons who were charged, all of them.", "defendantCount", \.defendantCount),
        .list(
            "defendant", "count[:sex][:age][:country][@role]",
            "Of them, group by group: 2:male:adult:EG@transporter. Nobody is in two groups. Role: "
                + "\(OffenderRole.allowedCodes). May be repeated.", "defendants", \.defendants),
    ]

    private static let about: [FieldFlag<CourtCase>] = [
        .list("incident", "id", "An incident that it is about. May be repeated.", "incidents", \.incidents),
        .list("operation", "id", "An operation that it came of. May be repeated.", "operations", \.operations),
        .list("arrests", "id", "Arrests of its defendants. May be repeated.", "arrests", \.arrests),
    ]

    package static let examples = """
        Example:
          incident-ledger record case --id boat-case --jurisdiction IT --date 2020-02 \\
            --title "Case of the boat" --external-id docket:1234/2020 --incident boat \\
            --conduct 6.1.a --mode sea --migrants 64 --defendants 3 \\
            --defendant 2:male:adult:EG@transporter --source "Prosecutor's office"
        """
}

/// `2:male:adult:EG@transporter`, named `male:adult:EG@transporter`.
extension DefendantGroup: ListElement {
    package init(flag text: String) throws { try self.init(text) }

    package var flagText: String { notation }

    package func isNamed(_ name: String) -> Bool { name == self.name && !name.isEmpty || name == notation }

    package func isAbout(theSameAs other: DefendantGroup) -> Bool { name == other.name }
}

/// What one court decided in a case. An appeal is another one, that names the one from which it was taken.
extension Proceeding: EnteredState {
    package static let flags =
        [FieldFlag<Proceeding>.text("case", "id", "The case.", "case", \.caseID)] + before
        + period("decided", \.decided) + decision + notes(\.notes)

    private static let before: [FieldFlag<Proceeding>] = [
        .text("jurisdiction", "code", "Whose court: ISO 3166-1 alpha-2.", "jurisdiction", \.jurisdiction),
        .code("stage", "stage", "", "stage", \.stage),
        .text("court", "text", "The court, as published.", "court", \.court),
        .text(
            "appeal-from", "id", "The proceeding whose decision was appealed: an appeal is a record of its own.",
            "appealFrom", \.appealFrom),
    ]

    private static let decision: [FieldFlag<Proceeding>] = [
        .code("status", "status", "Whether the decision stands: ", "status", \.status),
        .count("defendants", "Persons before the court.", "defendants", \.defendants),
        .count("convicted", "Persons of them convicted of a charge at least.", "convicted", \.convicted),
        .count("acquitted", "Persons of them acquitted of every charge.", "acquitted", \.acquitted),
        .list(
            "charge", "field=value, ...",
            "A charge and what came of it: 'provision=tui-12-1, conduct=6.1.a, verdict=convicted, imprisonment=60, "
                + "fine=15000:EUR, confiscation=2000:EUR, confiscated=the boat'; text= for a provision that is not recorded. "
                + "Imprisonment in months. Verdict: \(Verdict.allowedCodes). May be repeated.", "charges", \.charges),
    ]

    package static let examples = """
        Examples:
          incident-ledger record proceeding --id boat-first --case boat-case --jurisdiction IT \\
            --stage first-instance --date 2021-03-04 --status appealed \\
            --defendants 3 --convicted 2 --acquitted 1 --external-id ecli:ECLI:IT:TRIB:2021:55 \\
            --charge 'conduct=6.1.a, verdict=convicted, imprisonment=48..60' --source "Tribunal"
          incident-ledger record proceeding --case boat-case --jurisdiction IT --stage appeal \\
            --appeal-from boat-first --date 2022-05-17 --status final \\
            --defendants 2 --convicted 1 --acquitted 1 --source "Court of appeal"
        """
}

/// `provision=tui-12-1, verdict=convicted, imprisonment=60`, named by its provision, text or article.
extension Charge: ListElement {
    package init(flag text: String) throws {
        self.init()
        for (name, values) in NestedFields.read(text).texts.sorted(by: { $0.key < $1.key }) {
            guard values.count == 1, let value = values.first else {
                throw Self.refusal(text, "states \(name) twice")
            }
            switch name {
            case "provision": provision = value
            case "text": provisionText = value
            case "conduct": conduct = try Conduct(code: value)
            case "verdict": verdict = try Verdict(code: value)
            case "imprisonment": imprisonment = try Count(value)
            case "fine": fine = try Money(value)
            case "confiscation": confiscation = try Money(value)
            case "confiscated": confiscated = value
            default: throw Self.refusal(text, name.isEmpty ? "is not written as field=value" : "has no field \(name)")
            }
        }
    }

    private static func refusal(_ text: String, _ problem: String) -> ValidationError {
        ValidationError(
            code: .unknownKey, given: text, problem: problem,
            allowed: "provision, text, conduct, verdict, imprisonment, fine, confiscation, confiscated, as "
                + "'conduct=6.1.a, verdict=convicted'")
    }

    package var flagText: String {
        let parts: [(String, String)] = [
            ("provision", provision), ("text", provisionText), ("conduct", conduct?.code ?? ""),
            ("verdict", verdict?.code ?? ""), ("imprisonment", imprisonment.isReported ? imprisonment.notation : ""),
            ("fine", fine?.notation ?? ""), ("confiscation", confiscation?.notation ?? ""),
            ("confiscated", confiscated),
        ]
        return parts.filter { !$0.1.isEmpty }.map { "\($0.0)=\($0.1)" }.joined(separator: ", ")
    }

    package func isNamed(_ name: String) -> Bool {
        name == flagText || [provision, provisionText, conduct?.code ?? ""].contains(name) && !name.isEmpty
    }
}
