public import LedgerSchema

/// Random records with every field that a view reads, also where they are odd.
public struct RandomRecords {
    public var random: SeededGenerator

    public init(_ random: SeededGenerator) {
        self.random = random
    }

    static let words = [
        "", "Mediterranean", "North Africa", "Sub-Saharan Africa", "Ελλάδα", "الساحل", "A, \"quoted\" name", "é",
        "e\u{301}",
        "US-Mexico Border", "a name that is rather longer than the others, to go beyond sixty-four bytes of text",
    ]

    mutating func count() -> WireCount {
        var count = WireCount()
        let number = Int64.random(in: -3...40, using: &random)
        switch Int.random(in: 0..<16, using: &random) {
        case 0: (count.low, count.qualifier) = (number, .atLeast)
        case 1: (count.low, count.qualifier) = (number, .moreThan)
        case 2: (count.high, count.qualifier) = (number, .nearly)
        case 3: (count.low, count.qualifier) = (number, .approximately)
        case 4:
            (count.low, count.qualifier) = (number, .between)
            count.high = number + Int64.random(in: 0...9, using: &random)
        case 5: (count.high, count.qualifier) = (number, .upTo)
        case 6: count.qualifier = .notReported
        case 7: (count.low, count.qualifier) = (number * 24_999_999_999, .exact)
        default: (count.low, count.qualifier) = (number, .exact)
        }
        return count
    }

    mutating func period() -> WirePeriod {
        var period = WirePeriod()
        period.firstDay = Int32.random(in: 16_000...18_300, using: &random)
        if random.chance(20) { period.lastDay = period.firstDay + 3 }
        period.precision = .day
        period.basis = .occurred
        period.year =
            random.chance(3) ? Int32.random(in: -1...1, using: &random) : Int32.random(in: 2014...2020, using: &random)
        period.month = UInt32.random(in: 0...12, using: &random)
        return period
    }

    mutating func place() -> WirePlace {
        var place = WirePlace()
        place.description_p = random.pick(Self.words)
        place.country = random.pick(["", "LY", "IT"])
        if random.chance(60) {
            // Few degrees, so that cells are shared; on a whole degree and on both sides of nought.
            let degrees = { (random: inout SeededGenerator) in
                Int32.random(in: -3...3, using: &random) * 10_000_000
                    + (random.chance(30) ? 0 : Int32.random(in: -9_999_999...9_999_999, using: &random))
            }
            place.point.latitudeE7 = degrees(&random)
            place.point.longitudeE7 = degrees(&random)
            place.point.precision = random.pick([.exact, .approximate, .centroid, .asPublished])
        }
        let schemes = ["mmp-2014", "mmp-2021", "mmp-unsd", "m49", "other", "sixth"].shuffled(using: &random)
        for scheme in schemes.prefix(random.chance(10) ? 6 : Int.random(in: 0...2, using: &random)) {
            var region = WireRegion()
            region.scheme = scheme
            region.code = random.pick(Self.words)
            place.regions.append(region)
            if random.chance(10) {
                // A second one of the scheme.
                region.code = random.pick(Self.words)
                place.regions.append(region)
            }
        }
        return place
    }

    /// Takes some fields over from another state of the same kind; none for kinds that have few.
    mutating func changeSomeFields(of entry: inout WireEntry, to other: WireEntry) {
        switch entry.kind {
        case .incident:
            if random.chance(40) { entry.incident.occurred = other.incident.occurred }
            if random.chance(30) { entry.incident.place = other.incident.place }
            if random.chance(40) { entry.incident.route = other.incident.route }
            if random.chance(40) { entry.incident.people = other.incident.people }
            if random.chance(40), other.incident.hasFee { entry.incident.fee = other.incident.fee }
            if random.chance(30) { entry.incident.countriesOfOrigin = other.incident.countriesOfOrigin }
        case .deaths:
            if random.chance(40) { entry.deaths.dead = other.deaths.dead }
            if random.chance(40) { entry.deaths.missing = other.deaths.missing }
            if random.chance(20) { entry.deaths.statedTotal = other.deaths.statedTotal }
            if random.chance(30) { entry.deaths.children = other.deaths.children }
            if random.chance(20) { entry.deaths.occurred = other.deaths.occurred }
            if random.chance(20) { entry.deaths.place = other.deaths.place }
            if random.chance(20) { entry.deaths.causeClass = other.deaths.causeClass }
            // A count that the other state does not have is not one that says nothing.
            if entry.deaths.dead == WireCount() { entry.deaths.clearDead() }
            if entry.deaths.missing == WireCount() { entry.deaths.clearMissing() }
            if entry.deaths.statedTotal == WireCount() { entry.deaths.clearStatedTotal() }
            if entry.deaths.children == WireCount() { entry.deaths.clearChildren() }
            if entry.deaths.occurred == WirePeriod() { entry.deaths.clearOccurred() }
        case .arrests:
            if random.chance(50) { entry.arrests.count = other.arrests.count }
            if entry.arrests.count == WireCount() { entry.arrests.clearCount() }
            if random.chance(30) { entry.arrests.role = other.arrests.role }
            if random.chance(30) { entry.arrests.operation = other.arrests.operation }
        case .case:
            if random.chance(50) { entry.courtCase.outcome = other.courtCase.outcome }
            if random.chance(30) { entry.courtCase.conduct = other.courtCase.conduct }
            if random.chance(50), other.courtCase.hasDefendantCount {
                entry.courtCase.defendantCount = other.courtCase.defendantCount
            }
        case .proceeding:
            if random.chance(30) { entry.proceeding.stage = other.proceeding.stage }
            if random.chance(50), other.proceeding.hasConvicted {
                entry.proceeding.convicted = other.proceeding.convicted
            }
        case .provision:
            if random.chance(50) { entry.provision.implements = other.provision.implements }
            if random.chance(30) { entry.provision.benefit = other.provision.benefit }
        case .operation: entry.operation.results = other.operation.results
        default: break
        }
        if entry.kind == .incident, entry.incident.occurred == WirePeriod() { entry.incident.clearOccurred() }
    }

    public mutating func incident() -> WireIncident {
        var incident = WireIncident()
        if !random.chance(5) { incident.occurred = period() }
        if !random.chance(5) { incident.place = place() }
        incident.kind = random.pick([.unspecified, .deathInTransit, .interception, .other])
        incident.route = random.pick(Self.words)
        incident.mode = random.pick([.unspecified, .land, .sea])
        incident.operation = random.chance(20) ? "turquesa" : ""
        incident.note = random.pick(Self.words)
        addLists(to: &incident)
        return incident
    }

    public mutating func deaths() -> WireDeaths {
        var deaths = WireDeaths()
        if !random.chance(5) { deaths.occurred = period() }
        if !random.chance(5) { deaths.place = place() }
        deaths.incident = "incident-\(Int.random(in: 0...50, using: &random))"
        if random.chance(80) { deaths.dead = count() }
        if random.chance(60) { deaths.missing = count() }
        if random.chance(40) { deaths.survivors = count() }
        if random.chance(40) { deaths.females = count() }
        if random.chance(40) { deaths.males = count() }
        if random.chance(30) { deaths.children = count() }
        if random.chance(10) { deaths.statedTotal = count() }
        deaths.causeClass = random.pick([.unspecified, .drowning, .violence, .mixedOrUnknown, .other])
        deaths.cause = random.pick(Self.words)
        deaths.route = random.pick(Self.words)
        deaths.regionOfOrigin = random.pick(Self.words)
        deaths.countryOfOrigin = random.pick(Self.words)
        deaths.countriesOfOrigin = countryList()
        deaths.flags = flagList()
        deaths.sourceQuality = UInt32.random(in: 0...5, using: &random)
        return deaths
    }

    public mutating func arrests() -> WireArrests {
        var arrests = WireArrests()
        if !random.chance(5) { arrests.occurred = period() }
        if !random.chance(5) { arrests.place = place() }
        arrests.operation = random.pick(["", "andes", "turquesa"])
        arrests.incident = random.chance(20) ? "incident-1" : ""
        if random.chance(90) { arrests.count = count() }
        arrests.role = random.pick([.unspecified, .organizer, .guide, .corruptOfficial, .unknown])
        arrests.phase = random.pick([.unspecified, .preOperational, .action, .followUp])
        arrests.stage = random.pick([.unspecified, .arrested, .convicted])
        addLists(to: &arrests)
        arrests.jurisdiction = random.pick(["", "IT", "GR"])
        return arrests
    }

    public mutating func operation() -> WireOperation {
        var operation = WireOperation()
        if random.chance(80) { operation.occurred = period() }
        operation.name = random.pick(Self.words)
        for _ in 0..<Int.random(in: 0...4, using: &random) {
            var result = WireOperationResult()
            result.publisher = random.pick(["INTERPOL", "UNODC"])
            result.measure = random.pick(["checks", "arrests"])
            if random.chance(90) { result.count = count() }
            result.count.unit = random.pick(["", "persons"])
            if !result.hasCount || result.count.qualifier == .unspecified { result.clearCount() }
            result.phase = random.pick([.unspecified, .action])
            if random.chance(50) { result.asAt = Int32.random(in: 17_900...17_902, using: &random) }
            operation.results.append(result)
        }
        addLists(to: &operation)
        return operation
    }
}
