internal import LedgerSchema

/// What records state in lists, often none of it: twice the same at times.
extension RandomRecords {
    private static let countries = ["ML", "SN", "NE", "LY", "IT", "NA"]

    mutating func countryList() -> [String] {
        guard random.chance(40) else { return [] }
        return (0..<Int.random(in: 1...3, using: &random)).map { _ in random.pick(Self.countries) }
    }

    private mutating func some<Code: CaseIterable>(_ most: Int, of all: [Code]) -> [Code] {
        guard random.chance(30) else { return [] }
        return (0..<Int.random(in: 1...most, using: &random)).map { _ in random.pick(all) }
    }

    mutating func flagList() -> [WireFlag] {
        guard random.chance(20) else { return [] }
        return (0..<Int.random(in: 1...3, using: &random)).map { _ in
            var flag = WireFlag()
            flag.code = random.pick(["negative-count", "duplicate", "σημαία"])
            flag.field = random.pick(["", "dead"])
            return flag
        }
    }

    mutating func groups() -> [WirePeopleGroup] {
        guard random.chance(40) else { return [] }
        return (0..<Int.random(in: 1...4, using: &random)).map { _ in
            var group = WirePeopleGroup()
            if random.chance(85) { group.count = count() }
            if random.chance(30) { return group }
            group.sex = random.pick([.unspecified, .female, .male, .other, .unknown])
            group.ageGroup = random.pick([.unspecified, .adult, .child, .unaccompaniedChild, .unknown])
            group.nationality = random.pick(["", "", "ML", "NA"])
            return group
        }
    }

    mutating func fee() -> WireFee {
        var fee = WireFee()
        if random.chance(90) { fee.amount = count() }
        fee.currency = random.pick(["EUR", "USD"])
        fee.basis = random.pick([.unspecified, .person, .family])
        return fee
    }

    mutating func addLists(to incident: inout WireIncident) {
        incident.countriesOfOrigin = countryList()
        incident.countriesOfTransit = countryList()
        incident.countriesOfDestination = countryList()
        incident.people = groups()
        if random.chance(40) { incident.fee = fee() }
        incident.documentFraud = some(3, of: [.impostorUse, .altered, .forged, .fraudulentlyObtained])
        incident.conduct = some(3, of: WireConduct.allCases.filter { $0 != .unspecified })
        incident.aggravations = some(3, of: WireAggravation.allCases.filter { $0 != .unspecified })
        incident.benefit = random.chance(60) ? .unspecified : random.pick([.alleged, .proven, .absent])
        incident.crimes = some(3, of: WireCrimeAgainstMigrants.allCases.filter { $0 != .unspecified })
        if random.chance(20) {
            incident.exemptions = (0..<Int.random(in: 1...2, using: &random)).map { _ in
                var exemption = WireExemption()
                exemption.ground = random.pick([.humanitarian, .family, .mutualAid, .ngo])
                exemption.mechanism = random.pick([.unspecified, .statutoryDefence, .discretion])
                exemption.outcome = random.pick([.unspecified, .pending, .accepted])
                return exemption
            }
        }
        incident.flags = flagList()
    }

    mutating func addLists(to arrests: inout WireArrests) {
        arrests.people = groups()
        arrests.offences = some(3, of: WireConduct.allCases.filter { $0 != .unspecified })
        arrests.flags = flagList()
    }

    mutating func addLists(to operation: inout WireOperation) {
        operation.countries = countryList()
        if random.chance(30) { operation.countriesStated = count() }
        operation.flags = flagList()
    }

    mutating func settlement() -> WireSettlement {
        var settlement = WireSettlement()
        settlement.ofKind = random.pick([.incident, .deaths])
        settlement.record = random.pick(["one", "two"])
        settlement.code = random.pick(["negative-count", "duplicate"])
        return settlement
    }
}
