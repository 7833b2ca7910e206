import Incidents

/// The fields that a mapping feeds, of all kinds of record. See ``MappingFields`` for which kind has which.
enum FieldName: String, CaseIterable, Sendable {
    case occurred, sources, note
    case description = "place.description"
    case point = "place.point"
    case country = "place.country"
    case region = "place.region"
    case kind, route, mode, countriesOfOrigin, countriesOfTransit, countriesOfDestination, conduct, aggravations
    case benefit, documentFraud, crimes, operation, incident
    case dead, missing, survivors, females, males, children, statedTotal, causeClass, cause, regionOfOrigin
    case countryOfOrigin, sourceQuality
    case count, role, people, phase, offences, jurisdiction, stage, profiles, perpetrators, corruption
    case name, leadBodies, countries, countriesStated, purpose
    case publisher, subject, measure, measureCode, unit, geography, period, publishedOn, asAt, citation, paragraph
    case dataset
    case figureRegion = "region"
    case title, opened, decided, adopted, number, court, appealFrom, status, outcome, organizedGroup, transnational
    case countriesInvolved, migrantCount, defendantCount, defendants, convicted, acquitted
    case caseID = "case"
    case law, inForceFrom, inForceTo, amends, repeals, implements, imprisonment, exemptions, benefitOmitted
    case saidBy = "implements.saidBy"
    case verdict, fine, currency, docket, ecli, eli, akn
    case urnLex = "urn-lex"
    case incidents, operations, arrests, otherTitles
    case population, method, value, type, bodies, addressees, persons, quantity
}

extension FieldName {
    /// It says more of another field's value: who says it, in which currency.
    var saysMore: Bool { self == .saidBy || self == .currency }
}

/// A record that can be made field by field of what readers read.
protocol MappedRecord {
    init()
    var notes: Notes { get set }
    /// Takes a value; one of another type than the field has is passed over, which no mapping that was checked gives.
    mutating func set(_ field: FieldName, _ value: MappedValue)
}

extension Place {
    mutating func set(_ field: FieldName, _ value: MappedValue) {
        switch (field, value) {
        case (.description, .text(let text)): description = text
        case (.point, .point(let value)): point = value
        case (.country, .countries(let codes)): country = codes.first ?? ""
        case (.region, .region(let region)):
            // Of one scheme a place has one region.
            if !regions.contains(where: { $0.scheme == region.scheme }) { regions.append(region) }
        default: break
        }
    }
}

extension Notes {
    mutating func set(_ field: FieldName, _ value: MappedValue) {
        switch (field, value) {
        case (.sources, .sources(let all)): sources += all
        case (.note, .text(let text)): note = text
        case (.docket, .text(let text)), (.ecli, .text(let text)), (.eli, .text(let text)), (.akn, .text(let text)),
            (.urnLex, .text(let text)):
            if !text.isEmpty { externalIDs.append(ExternalID(scheme: field.rawValue, value: text)) }
        default: break
        }
    }
}

extension [String] {
    /// Codes of countries, in order and each once.
    mutating func add(_ codes: [String]) {
        self = isEmpty ? codes : Set(self + codes).sorted()
    }
}

extension [PeopleGroup] {
    /// Those of each nationality, of whom the file says no more.
    fileprivate mutating func add(_ nationalities: [String]) {
        let all = Set(map(\.nationality) + nationalities).sorted()
        self = all.map { PeopleGroup(count: .notReported, nationality: $0) }
    }
}

func cases<C: Coded>(_ codes: [Int32], after held: [C]) -> [C] {
    codes.reduce(into: held) { cases, raw in
        if let value = C(rawValue: raw), !cases.contains(value) { cases.append(value) }
    }
}

extension Incident: MappedRecord {
    mutating func set(_ field: FieldName, _ value: MappedValue) {
        switch (field, value) {
        case (.occurred, .period(let period)): occurred = period
        case (.kind, .codes(let codes)): kind = codes.first.flatMap { IncidentKind(rawValue: $0) }
        case (.route, .text(let text)): route = text
        case (.mode, .codes(let codes)): mode = codes.first.flatMap { TransportMode(rawValue: $0) }
        case (.countriesOfOrigin, .countries(let codes)): countriesOfOrigin.add(codes)
        case (.countriesOfTransit, .countries(let codes)): countriesOfTransit.add(codes)
        case (.countriesOfDestination, .countries(let codes)): countriesOfDestination.add(codes)
        case (.conduct, .codes(let codes)): conduct = cases(codes, after: conduct)
        case (.aggravations, .codes(let codes)): aggravations = cases(codes, after: aggravations)
        case (.benefit, .codes(let codes)): benefit = codes.first.flatMap { Benefit(rawValue: $0) }
        case (.documentFraud, .codes(let codes)): documentFraud = cases(codes, after: documentFraud)
        case (.crimes, .codes(let codes)): crimes = cases(codes, after: crimes)
        case (.perpetrators, .codes(let codes)): perpetrators = cases(codes, after: perpetrators)
        case (.corruption, .codes(let codes)): corruption = cases(codes, after: corruption)
        case (.operation, .text(let text)): operation = text
        default:
            place.set(field, value)
            notes.set(field, value)
        }
    }
}

extension Deaths: MappedRecord {
    mutating func set(_ field: FieldName, _ value: MappedValue) {
        switch (field, value) {
        case (.occurred, .period(let period)): occurred = period
        case (.incident, .text(let text)): incident = text
        case (.dead, .count(let count)): dead = count
        case (.missing, .count(let count)): missing = count
        case (.survivors, .count(let count)): survivors = count
        case (.females, .count(let count)): females = count
        case (.males, .count(let count)): males = count
        case (.children, .count(let count)): children = count
        case (.statedTotal, .count(let count)): statedTotal = count
        case (.causeClass, .codes(let codes)): causeClass = codes.first.flatMap { CauseClass(rawValue: $0) }
        case (.cause, .text(let text)): cause = text
        case (.route, .text(let text)): route = text
        case (.regionOfOrigin, .text(let text)): regionOfOrigin = text
        case (.countryOfOrigin, .text(let text)): countryOfOrigin = text
        case (.countriesOfOrigin, .countries(let codes)): countriesOfOrigin.add(codes)
        case (.sourceQuality, .number(let number)): sourceQuality = number
        case (.sourceQuality, .codes(let codes)): sourceQuality = codes.first
        default:
            place.set(field, value)
            notes.set(field, value)
        }
    }

    /// The total is kept only where it is not dead plus missing, a part that is not reported as nothing; a blank one
    /// contradicts nothing.
    mutating func dropNeedlessTotal() {
        guard let total = statedTotal.exactValue else { return }
        let isPlain = [dead, missing].allSatisfy { $0.exactValue != nil || !$0.isReported }
        if isPlain, total == dead.low.plus(missing.low) { statedTotal = .notReported }
    }
}

extension Arrests: MappedRecord {
    mutating func set(_ field: FieldName, _ value: MappedValue) {
        switch (field, value) {
        case (.occurred, .period(let period)): occurred = period
        case (.incident, .text(let text)): incident = text
        case (.operation, .text(let text)): operation = text
        case (.count, .count(let count)): self.count = count
        case (.role, .codes(let codes)): role = codes.first.flatMap { OffenderRole(rawValue: $0) }
        case (.people, .countries(let codes)): people.add(codes)
        case (.phase, .codes(let codes)): phase = codes.first.flatMap { OperationPhase(rawValue: $0) }
        case (.offences, .codes(let codes)): offences = cases(codes, after: offences)
        case (.aggravations, .codes(let codes)): aggravations = cases(codes, after: aggravations)
        case (.jurisdiction, .countries(let codes)): jurisdiction = codes.first ?? ""
        case (.stage, .codes(let codes)): stage = codes.first.flatMap { ArrestStage(rawValue: $0) }
        case (.profiles, .codes(let codes)): profiles = cases(codes, after: profiles)
        default:
            place.set(field, value)
            notes.set(field, value)
        }
    }
}

extension Operation: MappedRecord {
    mutating func set(_ field: FieldName, _ value: MappedValue) {
        switch (field, value) {
        case (.occurred, .period(let period)): occurred = period
        case (.name, .text(let text)): name = text
        case (.leadBodies, .text(let text)): leadBodies.append(text)
        case (.countries, .countries(let codes)): countries.add(codes)
        case (.countriesStated, .count(let count)): countriesStated = count
        case (.purpose, .text(let text)): purpose = text
        default:
            place.set(field, value)
            notes.set(field, value)
        }
    }
}

extension PublishedFigure: MappedRecord {
    mutating func set(_ field: FieldName, _ value: MappedValue) {
        switch (field, value) {
        case (.publisher, .text(let text)): publisher = text
        case (.subject, .text(let text)): subject = text
        case (.measure, .text(let text)): measure = text
        case (.measureCode, .text(let text)): measureCode = text
        case (.count, .count(let count)):
            let unit = self.count.unit
            self.count = count
            self.count.unit = unit
        case (.unit, .text(let text)): count.unit = text
        case (.geography, .text(let text)): geography = text
        case (.figureRegion, .region(let region)): self.region = region
        case (.period, .period(let period)): self.period = period
        case (.publishedOn, .period(let period)): publishedOn = period.lastDay
        case (.asAt, .period(let period)): asAt = period.lastDay
        case (.citation, .text(let text)): citation = text
        case (.paragraph, .text(let text)): paragraph = text
        case (.operation, .text(let text)): operation = text
        case (.dataset, .text(let text)): dataset = text
        default: notes.set(field, value)
        }
    }
}
