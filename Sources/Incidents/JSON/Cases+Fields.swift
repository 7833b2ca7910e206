internal import Forms

extension CourtCase: FieldRecord {
    static let own: [Field<CourtCase>] = [
        Field("title", \.title), Field("jurisdiction", \.jurisdiction), Field("opened", \.opened),
        Field("countriesOfOrigin", \.countriesOfOrigin), Field("countriesOfTransit", \.countriesOfTransit),
        Field("countriesOfDestination", \.countriesOfDestination), Field("countriesInvolved", \.countriesInvolved),
        Field("conduct", \.conduct), Field("aggravations", \.aggravations), Field("mode", \.mode),
        Field("organizedGroup", \.organizedGroup), Field("transnational", \.transnational),
        Field("benefit", \.benefit), Field("outcome", \.outcome), Field("migrantCount", \.migrantCount),
        Field("migrants", \.migrants), Field("defendantCount", \.defendantCount), Field("defendants", \.defendants),
        Field("incidents", \.incidents), Field("operations", \.operations), Field("arrests", \.arrests),
    ]
    static let fields = own + Notes.fields.map { Field($0, of: \.notes) }
}

extension DefendantGroup: FieldObject {
    static let fields: [Field<DefendantGroup>] =
        PeopleGroup.fields.map { Field($0, of: \.people) } + [Field("role", \.role)]
    static let blank = DefendantGroup(people: PeopleGroup(count: .notReported))
}

extension Proceeding: FieldRecord {
    static let own: [Field<Proceeding>] = [
        Field("case", \.caseID), Field("jurisdiction", \.jurisdiction), Field("stage", \.stage),
        Field("court", \.court), Field("decided", \.decided), Field("appealFrom", \.appealFrom),
        Field("status", \.status), Field("defendants", \.defendants), Field("convicted", \.convicted),
        Field("acquitted", \.acquitted), Field("charges", \.charges),
    ]
    static let fields = own + Notes.fields.map { Field($0, of: \.notes) }
}

extension Charge: FieldObject {
    static let fields: [Field<Charge>] = [
        Field("provision", \.provision), Field("provisionText", \.provisionText), Field("conduct", \.conduct),
        Field("verdict", \.verdict), Field("imprisonment", \.imprisonment), Field("fine", \.fine),
        Field("confiscation", \.confiscation), Field("confiscated", \.confiscated),
    ]
    static let blank = Charge()
}

extension Money: FieldObject {
    static let fields: [Field<Money>] = [Field("amount", \.amount), Field("currency", \.currency)]
    static let blank = Money(amount: .notReported, currency: "")
    static let required: Set<String> = ["amount", "currency"]

    static func read(text: String) throws(ValidationError) -> Money? { try Money(text) }

    var fieldText: String { "\(amount.text) \(currency)" }
}

extension Law: FieldRecord {
    static let own: [Field<Law>] = [
        Field("title", \.title), Field("otherTitles", \.otherTitles), Field("number", \.number),
        Field("jurisdiction", \.jurisdiction), Field("adopted", \.adopted), Field("inForceFrom", \.inForceFrom),
        Field("inForceTo", \.inForceTo), Field("amends", \.amends), Field("repeals", \.repeals),
        Field("textDigest", \.digest),
    ]
    static let fields = own + Notes.fields.map { Field($0, of: \.notes) }

    var digest: HexBytes {
        get { HexBytes(bytes: textDigest) }
        set { textDigest = newValue.bytes }
    }
}

extension Provision: FieldRecord {
    static let own: [Field<Provision>] = [
        Field("law", \.law), Field("number", \.number), Field("title", \.title),
        Field("jurisdiction", \.jurisdiction), Field("inForceFrom", \.inForceFrom), Field("inForceTo", \.inForceTo),
        Field("implements", \.implements), Field("imprisonment", \.imprisonment), Field("fine", \.fine),
        Field("benefit", \.benefit), Field("benefitOmitted", \.benefitOmitted), Field("exemptions", \.exemptions),
        Field("textDigest", \.digest),
    ]
    static let fields = own + Notes.fields.map { Field($0, of: \.notes) }

    var digest: HexBytes {
        get { HexBytes(bytes: textDigest) }
        set { textDigest = newValue.bytes }
    }
}

extension Implementation: FieldObject {
    static let fields: [Field<Implementation>] = [Field("article", \.article), Field("saidBy", \.saidBy)]
    static let blank = Implementation(article: .smuggling)
    static let required: Set<String> = ["article"]
}

extension LegalExemption: FieldObject {
    static let fields: [Field<LegalExemption>] = [Field("ground", \.ground), Field("mechanism", \.mechanism)]
    static let blank = LegalExemption(ground: .humanitarian)
    static let required: Set<String> = ["ground"]
}

extension Indicator: FieldRecord {
    static let own: [Field<Indicator>] = [
        Field("publisher", \.publisher), Field("measure", \.measure), Field("population", \.population),
        Field("geography", \.geography), Field("region", \.region), Field("period", \.period),
        Field("value", \.value), Field("method", \.method), Field("asAt", \.asAt), Field("citation", \.citation),
    ]
    static let fields = own + Notes.fields.map { Field($0, of: \.notes) }
}

extension Activity: FieldRecord {
    static let own: [Field<Activity>] = [
        Field("type", \.type), Field("title", \.title), Field("occurred", \.occurred), Field("place", \.place),
        Field("bodies", \.bodies), Field("addressees", \.addressees), Field("countries", \.countries),
        Field("persons", \.persons), Field("quantity", \.quantity), Field("status", \.status),
        Field("outcome", \.outcome), Field("incident", \.incident), Field("operation", \.operation),
        Field("case", \.caseID),
    ]
    static let fields = own + Notes.fields.map { Field($0, of: \.notes) }
}
