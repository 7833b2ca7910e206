internal import Forms

/// A record: its own fields, then those that every kind carries.
protocol FieldRecord: FieldObject, KindState {
    static var own: [Field<Self>] { get }

    init()

    /// The three-way merge of ``Record/merged(base:desk:dataset:)``.
    static func mergedState(base: Self, desk: Self, dataset: Self, disputes: inout [Dispute]) -> Self

    /// What ``Record/completed(from:stating:)`` makes of it.
    static func completedState(_ own: Self, from earlier: Self, stating fields: Set<String>) -> Self
}

extension FieldRecord {
    static var isComparedByField: Bool { true }
    static var blank: Self { Self() }
}

extension Incident: FieldRecord {
    static let own: [Field<Incident>] = [
        Field("kind", \.kind), Field("occurred", \.occurred), Field("place", \.place), Field("route", \.route),
        Field("mode", \.mode), Field("countriesOfOrigin", \.countriesOfOrigin),
        Field("countriesOfTransit", \.countriesOfTransit), Field("countriesOfDestination", \.countriesOfDestination),
        Field("people", \.people), Field("fee", \.fee), Field("documentFraud", \.documentFraud),
        Field("conduct", \.conduct), Field("aggravations", \.aggravations), Field("benefit", \.benefit),
        Field("exemptions", \.exemptions), Field("crimes", \.crimes),
        Field("perpetrators", \.perpetrators), Field("corruption", \.corruption), Field("operation", \.operation),
    ]
    static let fields = own + Notes.fields.map { Field($0, of: \.notes) }
}

extension Deaths: FieldRecord {
    static let own: [Field<Deaths>] = [
        Field("incident", \.incident), Field("occurred", \.occurred), Field("place", \.place), Field("dead", \.dead),
        Field("missing", \.missing), Field("survivors", \.survivors), Field("females", \.females),
        Field("males", \.males), Field("children", \.children), Field("statedTotal", \.statedTotal),
        Field("causeClass", \.causeClass), Field("cause", \.cause), Field("route", \.route),
        Field("regionOfOrigin", \.regionOfOrigin), Field("countryOfOrigin", \.countryOfOrigin),
        Field("countriesOfOrigin", \.countriesOfOrigin), Field("sourceQuality", \.sourceQuality),
    ]
    static let fields = own + Notes.fields.map { Field($0, of: \.notes) }
}

extension Arrests: FieldRecord {
    static let own: [Field<Arrests>] = [
        Field("incident", \.incident), Field("operation", \.operation), Field("occurred", \.occurred),
        Field("place", \.place), Field("count", \.count), Field("role", \.role),
        Field("people", \.people), Field("phase", \.phase), Field("offences", \.offences),
        Field("aggravations", \.aggravations), Field("jurisdiction", \.jurisdiction), Field("stage", \.stage),
        Field("profiles", \.profiles),
    ]
    static let fields = own + Notes.fields.map { Field($0, of: \.notes) }
}

extension Operation: FieldRecord {
    static let own: [Field<Operation>] = [
        Field("name", \.name), Field("leadBodies", \.leadBodies), Field("occurred", \.occurred),
        Field("place", \.place), Field("phases", \.phases), Field("countries", \.countries),
        Field("countriesStated", \.countriesStated), Field("purpose", \.purpose), Field("results", \.results),
    ]
    static let fields = own + Notes.fields.map { Field($0, of: \.notes) }
}

extension OperationPhasePeriod: FieldObject {
    static let fields: [Field<OperationPhasePeriod>] = [
        Field("phase", \.phase), Field("period", \.period), Field("description", \.description),
    ]
    static let blank = OperationPhasePeriod(phase: .action)
    static let required: Set<String> = ["phase"]
}

extension OperationResult: FieldObject {
    static let fields: [Field<OperationResult>] = [
        Field("publisher", \.publisher), Field("measure", \.measure), Field("count", \.count), Field("phase", \.phase),
        Field("locator", \.locator), Field("asAt", \.asAt), Field("note", \.note),
    ]
    static let blank = OperationResult(publisher: "", measure: "", count: .notReported)
}

extension PublishedFigure: FieldRecord {
    static let own: [Field<PublishedFigure>] = [
        Field("publisher", \.publisher), Field("subject", \.subject), Field("measure", \.measure),
        Field("measureCode", \.measureCode), Field("count", \.count), Field("geography", \.geography),
        Field("region", \.region), Field("period", \.period), Field("periodText", \.periodText),
        Field("publishedOn", \.publishedOn), Field("asAt", \.asAt), Field("asAtText", \.asAtText),
        Field("citation", \.citation), Field("paragraph", \.paragraph), Field("operation", \.operation),
        Field("dataset", \.dataset),
    ]
    static let fields = own + Notes.fields.map { Field($0, of: \.notes) }
}

extension Link: FieldRecord {
    init() {
        self.init(kind: .deaths, record: "", other: "", relation: .suspected)
    }

    static let own: [Field<Link>] = [
        Field("ofKind", \.kind), Field("record", \.record), Field("other", \.other), Field("relation", \.relation),
        Field("rules", \.rules),
    ]
    static let fields = own + Notes.fieldsWithoutIDs.map { Field($0, of: \.notes) }
    static let required: Set<String> = ["ofKind", "record", "other", "relation"]
}

extension Settlement: FieldRecord {
    init() {
        self.init(kind: .deaths, record: "", flag: Flag(code: "", field: "", detail: ""))
    }

    static let own: [Field<Settlement>] = [
        Field("ofKind", \.kind), Field("record", \.record), Field("code", \.flag.code), Field("field", \.flag.field),
        Field("detail", \.flag.detail),
    ]
    static let fields = own + Notes.fieldsWithoutIDs.map { Field($0, of: \.notes) }
    static let required: Set<String> = ["ofKind", "record", "code"]
}

extension PartInSums {
    /// As an event shows it.
    var json: JSONValue {
        .object([
            JSONValue.Member("link", .string(link)), JSONValue.Member("part", .string(part.code)),
            JSONValue.Member("beside", .string(beside)),
        ])
    }
}
