import Incidents

extension Notes {
    /// Without identifiers of courts and laws, which columns of their own state: by these no dataset knows its records.
    var givenIDs: [ExternalID] { externalIDs.filter { MappingFields.identifiers[$0.scheme] == nil } }
}

extension CourtCase: MappedRecord {
    mutating func set(_ field: FieldName, _ value: MappedValue) {
        switch (field, value) {
        case (.title, .text(let text)): title = text
        case (.jurisdiction, .countries(let codes)): jurisdiction = codes.first ?? ""
        case (.opened, .period(let period)): opened = period
        case (.countriesOfOrigin, .countries(let codes)): countriesOfOrigin.add(codes)
        case (.countriesOfTransit, .countries(let codes)): countriesOfTransit.add(codes)
        case (.countriesOfDestination, .countries(let codes)): countriesOfDestination.add(codes)
        case (.countriesInvolved, .countries(let codes)): countriesInvolved.add(codes)
        case (.conduct, .codes(let codes)): conduct = cases(codes, after: conduct)
        case (.aggravations, .codes(let codes)): aggravations = cases(codes, after: aggravations)
        case (.mode, .codes(let codes)): mode = codes.first.flatMap { TransportMode(rawValue: $0) }
        case (.organizedGroup, .codes(let codes)): organizedGroup = codes.first.flatMap { CaseElement(rawValue: $0) }
        case (.transnational, .codes(let codes)): transnational = codes.first.flatMap { CaseElement(rawValue: $0) }
        case (.benefit, .codes(let codes)): benefit = codes.first.flatMap { Benefit(rawValue: $0) }
        case (.outcome, .codes(let codes)): outcome = codes.first.flatMap { CaseOutcome(rawValue: $0) }
        case (.migrantCount, .count(let count)): migrantCount = count
        case (.defendantCount, .count(let count)): defendantCount = count
        case (.incidents, .text(let text)): incidents.append(text)
        case (.operations, .text(let text)): operations.append(text)
        case (.arrests, .text(let text)): arrests.append(text)
        default: notes.set(field, value)
        }
    }
}

extension Proceeding: MappedRecord {
    mutating func set(_ field: FieldName, _ value: MappedValue) {
        switch (field, value) {
        case (.caseID, .text(let text)): caseID = text
        case (.jurisdiction, .countries(let codes)): jurisdiction = codes.first ?? ""
        case (.stage, .codes(let codes)): stage = codes.first.flatMap { ProceedingStage(rawValue: $0) }
        case (.court, .text(let text)): court = text
        case (.decided, .period(let period)): decided = period
        case (.appealFrom, .text(let text)): appealFrom = text
        case (.status, .codes(let codes)): status = codes.first.flatMap { DecisionStatus(rawValue: $0) }
        case (.defendants, .count(let count)): defendants = count
        case (.convicted, .count(let count)): convicted = count
        case (.acquitted, .count(let count)): acquitted = count
        default: notes.set(field, value)
        }
    }
}

extension Law: MappedRecord {
    mutating func set(_ field: FieldName, _ value: MappedValue) {
        switch (field, value) {
        case (.title, .text(let text)): title = text
        case (.otherTitles, .text(let text)): otherTitles.append(text)
        case (.number, .text(let text)): number = text
        case (.jurisdiction, .countries(let codes)): jurisdiction = codes.first ?? ""
        case (.adopted, .period(let period)): adopted = period
        case (.inForceFrom, .period(let period)): inForceFrom = period.firstDay
        case (.inForceTo, .period(let period)): inForceTo = period.lastDay
        case (.amends, .text(let text)): amends.append(text)
        case (.repeals, .text(let text)): repeals.append(text)
        default: notes.set(field, value)
        }
    }
}

extension Provision: MappedRecord {
    mutating func set(_ field: FieldName, _ value: MappedValue) {
        switch (field, value) {
        case (.law, .text(let text)): law = text
        case (.number, .text(let text)): number = text
        case (.title, .text(let text)): title = text
        case (.jurisdiction, .countries(let codes)): jurisdiction = codes.first ?? ""
        case (.inForceFrom, .period(let period)): inForceFrom = period.firstDay
        case (.inForceTo, .period(let period)): inForceTo = period.lastDay
        case (.implements, .codes(let codes)):
            implements = cases(codes, after: implements.map(\.article)).map { Implementation(article: $0) }
        case (.saidBy, .text(let text)): for index in implements.indices { implements[index].saidBy = text }
        case (.imprisonment, .count(let count)): imprisonment = count
        case (.fine, .count(let count)): if count.isReported { fine = Money(amount: count, currency: "") }
        case (.currency, .text(let text)): fine?.currency = text
        case (.benefit, .codes(let codes)): benefit = codes.first.flatMap { BenefitElement(rawValue: $0) }
        case (.benefitOmitted, .codes(let codes)):
            benefitOmitted = codes.first.flatMap { BenefitOmission(rawValue: $0) }
        default: notes.set(field, value)
        }
    }
}

extension Indicator: MappedRecord {
    mutating func set(_ field: FieldName, _ value: MappedValue) {
        switch (field, value) {
        case (.publisher, .text(let text)): publisher = text
        case (.measure, .text(let text)): measure = text
        case (.population, .text(let text)): population = text
        case (.geography, .text(let text)): geography = text
        case (.figureRegion, .region(let region)): self.region = region
        case (.period, .period(let period)): self.period = period
        case (.value, .count(let count)):
            let unit = self.value.unit
            self.value = count
            self.value.unit = unit
        case (.unit, .text(let text)): self.value.unit = text
        case (.method, .text(let text)): method = text
        case (.asAt, .period(let period)): asAt = period.lastDay
        case (.citation, .text(let text)): citation = text
        default: notes.set(field, value)
        }
    }
}

extension Activity: MappedRecord {
    mutating func set(_ field: FieldName, _ value: MappedValue) {
        switch (field, value) {
        case (.occurred, .period(let period)): occurred = period
        case (.type, .codes(let codes)): type = codes.first.flatMap { ActivityType(rawValue: $0) }
        case (.title, .text(let text)): title = text
        case (.bodies, .text(let text)): bodies.append(text)
        case (.addressees, .text(let text)): addressees.append(text)
        case (.countries, .countries(let codes)): countries.add(codes)
        case (.persons, .count(let count)): persons = count
        case (.quantity, .count(let count)):
            let unit = quantity.unit
            quantity = count
            quantity.unit = unit
        case (.unit, .text(let text)): quantity.unit = text
        case (.status, .codes(let codes)): status = codes.first.flatMap { ActivityStatus(rawValue: $0) }
        case (.outcome, .text(let text)): outcome = text
        case (.incident, .text(let text)): incident = text
        case (.operation, .text(let text)): operation = text
        case (.caseID, .text(let text)): caseID = text
        default:
            place.set(field, value)
            notes.set(field, value)
        }
    }
}
