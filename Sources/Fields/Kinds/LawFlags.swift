import Forms
package import Incidents

/// A law, and from when to when it is in force.
extension Law: EnteredState {
    package static let flags = own + period("adopted", \.adopted) + force + notes(\.notes)

    private static let own: [FieldFlag<Law>] = [
        .text("title", "text", "As published, in the law's own language.", "title", \.title),
        .list("other-title", "text", "In another language, or shorter. May be repeated.", "otherTitles", \.otherTitles),
        .text("number", "text", "As published.", "number", \.number),
        .text("jurisdiction", "code", "ISO 3166-1 alpha-2.", "jurisdiction", \.jurisdiction),
    ]

    private static let force: [FieldFlag<Law>] = [
        .one(
            "in-force-from", "YYYY-MM-DD", "The first day on which it is in force.", "inForceFrom", \.inForceFrom,
            read: Reading.day, text: \.description),
        .one(
            "in-force-to", "YYYY-MM-DD", "The last day on which it is in force.", "inForceTo", \.inForceTo,
            read: Reading.day, text: \.description),
        .list("amends", "id", "A law that it changes. May be repeated.", "amends", \.amends),
        .list("repeals", "id", "A law that it ends. May be repeated.", "repeals", \.repeals), .textDigest(\.textDigest),
    ]

    package static let examples = """
        Example:
          incident-ledger record law --id tui --jurisdiction IT --number "Legislative decree 286/1998" \\
            --title "Testo unico sull'immigrazione" --date 1998-07-25 --in-force-from 1998-09-02 \\
            --external-id 'urn-lex:urn:lex:it:stato:decreto.legislativo:1998-07-25;286' --source UNODC
        """
}

extension FieldFlag {
    static func textDigest(_ path: any WritableKeyPath<State, [UInt8]> & Sendable) -> FieldFlag {
        .one(
            "text-digest", "hex", "SHA-256 of the text, which is not kept: 64 hexadecimal digits.", "textDigest", path,
            blank: [],
            read: { text in
                if let bytes = Hex.decode(text) { return bytes }
                throw ValidationError(
                    code: .wrongType, given: text, problem: "is not hexadecimal", allowed: "64 hexadecimal digits")
            }, text: { $0.isEmpty ? nil : Hex.encode($0) })
    }
}

/// A provision of a law: an offence and its penalty, an exemption, a duty.
extension Provision: EnteredState {
    package static let flags = own + penalty + notes(\.notes)

    private static let own: [FieldFlag<Provision>] = [
        .text("law", "id", "The law.", "law", \.law),
        .text("number", "text", "Its number in the law: \"art. 12(1)\".", "number", \.number),
        .text("title", "text", "As published.", "title", \.title),
        .text("jurisdiction", "code", "ISO 3166-1 alpha-2.", "jurisdiction", \.jurisdiction),
        .one(
            "in-force-from", "YYYY-MM-DD", "The first day on which it is in force.", "inForceFrom", \.inForceFrom,
            read: Reading.day, text: \.description),
        .one(
            "in-force-to", "YYYY-MM-DD", "The last day on which it is in force.", "inForceTo", \.inForceTo,
            read: Reading.day, text: \.description),
        .list(
            "implements", "article:who",
            "An article of the Protocol that it implements, and who says so: 6.1.a:UNODC. Articles: "
                + "\(ProtocolArticle.allowedCodes). May be repeated.", "implements", \.implements),
    ]

    private static let penalty: [FieldFlag<Provision>] = [
        .count("imprisonment", "The range of the penalty in months: 24..72.", "imprisonment", \.imprisonment),
        .one(
            "fine", "amount:currency", "The range of the penalty: 1000..15000:EUR.", "fine", \.fine,
            read: { try Money($0) }, text: \.notation),
        .code("benefit", "element", "The financial or other material benefit: ", "benefit", \.benefit),
        .code(
            "benefit-omitted", "reason", "Why that is no element of the offence, by the guide's paragraph 49: ",
            "benefitOmitted", \.benefitOmitted),
        .list(
            "exemption", "ground[:mechanism]",
            "\(ExemptionGround.allowedCodes); by which means: \(ExemptionMechanism.allowedCodes). May be repeated.",
            "exemptions", \.exemptions), .textDigest(\.textDigest),
    ]

    package static let examples = """
        Example:
          incident-ledger record provision --id tui-12-1 --law tui --jurisdiction IT \\
            --number "art. 12(1)" --implements 6.1.a:UNODC --imprisonment 24..72 \\
            --benefit aggravating --exemption humanitarian:exemption-clause --source UNODC
        """
}

/// `6.1.a:UNODC`, named `6.1.a:UNODC` or by its article.
extension Implementation: ListElement {
    package init(flag text: String) throws {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        self.init(article: try ProtocolArticle(code: parts[0]), saidBy: parts.count > 1 ? parts[1] : "")
    }

    package var flagText: String { article.code + (saidBy.isEmpty ? "" : ":\(saidBy)") }
    package func isNamed(_ name: String) -> Bool { name == flagText || name == article.code }
}

/// `humanitarian:exemption-clause`, named `humanitarian`.
extension LegalExemption: ListElement {
    package init(flag text: String) throws {
        let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        self.init(
            ground: try ExemptionGround(code: parts[0]),
            mechanism: parts.count > 1 && !parts[1].isEmpty ? try ExemptionMechanism(code: parts[1]) : nil)
    }

    package var flagText: String { ground.code + (mechanism.map { ":\($0.code)" } ?? "") }
    package func isNamed(_ name: String) -> Bool { name == flagText || name == ground.code }
}
