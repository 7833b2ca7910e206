import LedgerSchema

/// The views of what incidents, arrests and operations state in lists, a second time.
extension NaiveModel {
    /// The cells of a record in one of these views; nil: it is none of them.
    func listedCells(_ view: String, _ entry: WireEntry) -> [(ModelKey, [ModelSum])]? {
        switch view {
        case "country-year":
            guard let (period, place) = toll(entry) else { return [] }
            return [(ModelKey([.text(place.country), period.0]), tollSums(entry))]
        case "country-of-origin-year": return originCells(entry)
        case "children-women-year": return womenCells(entry)
        case "dataset-year": return datasetCells(entry)
        case "flags": return flagCells(entry)
        case "operations-year": return operationsYearCells(entry)
        case "arrests-nationality-year", "arrests-role-country", "arrests-offence-stage":
            return entry.kind == .arrests ? arrestCells(view, entry.arrests) : []
        case "corridor-year", "mode-year", "people", "crime-year", "article-year", "exemption-year", "fee",
            "document-fraud-year":
            return entry.kind == .incident ? incidentCells(view, entry.incident) : []
        default: return nil
        }
    }

    private func year(_ incident: WireIncident) -> ModelPart {
        when(incident.hasOccurred ? incident.occurred : nil).0
    }

    private func originCells(_ entry: WireEntry) -> [(ModelKey, [ModelSum])] {
        guard let (period, _) = toll(entry) else { return [] }
        let stated =
            entry.kind == .incident ? entry.incident.countriesOfOrigin : entry.deaths.countriesOfOrigin
        let countries = Set(stated)
        if countries.isEmpty { return [(ModelKey([.text(""), period.0]), tollSums(entry))] }
        let sums = tollSums(entry).enumerated().map { index, sum in
            index > 1 && countries.count > 1 ? sum.possible : sum
        }
        return countries.map { (ModelKey([.text($0), period.0]), sums) }
    }

    // MARK: People

    private static let sexes: [WireSex: String] = [
        .unspecified: "", .female: "female", .male: "male", .other: "other", .unknown: "unknown",
    ]
    private static let ages: [WireAgeGroup: String] = [
        .unspecified: "", .adult: "adult", .child: "child", .unaccompaniedChild: "unaccompanied-child",
        .unknown: "unknown",
    ]

    private func sum(_ group: WirePeopleGroup) -> ModelSum { ModelSum(group.count, group.hasCount) }

    private func isUnnamed(_ group: WirePeopleGroup) -> Bool {
        group.sex == .unspecified && group.ageGroup == .unspecified && group.nationality.isEmpty
    }

    /// A measure of one record: reported once, of however many groups.
    private func once(_ sums: [ModelSum]) -> ModelSum { sums.reduce(ModelSum()) { $0.joined(to: $1) } }

    private func total(_ groups: [WirePeopleGroup]) -> ModelSum {
        let unnamed = groups.filter(isUnnamed)
        return once((unnamed.isEmpty ? groups : unnamed).map(sum))
    }

    /// What a total leaves to those who are in none of the parts; nil: nothing.
    private func rest(_ totals: [ModelSum], _ parts: [ModelSum]) -> ModelSum? {
        let stated = totals.filter { $0.parts[4] > 0 }
        guard !stated.isEmpty else { return nil }
        let whole = once(stated)
        if parts.isEmpty {
            var sum = whole
            if sum.parts[2] > 0 { (sum.parts[1], sum.parts[2]) = (sum.parts[0], 1) }
            sum.parts[3] = min(1, sum.parts[3])
            return sum
        }
        let (low, high) = (whole.parts[0], whole.parts[1])
        let isVague = parts.contains { $0.parts[4] == 0 || $0.parts[2] > 0 }
        let least = isVague ? 0 : max(0, low - parts.reduce(0) { $0 + $1.parts[1] })
        let most = max(0, high - parts.reduce(0) { $0 + $1.parts[0] })
        let about: Int64 = (stated + parts).contains { $0.parts[3] > 0 } ? 1 : 0
        var sum = ModelSum()
        if whole.parts[2] > 0 {
            sum.parts = [least, least, 1, about, 1]
        } else if most > 0 {
            sum.parts = [min(least, most), most, 0, about, 1]
        } else {
            return nil
        }
        return sum
    }

    private func peopleCells(_ incident: WireIncident) -> [(ModelKey, [ModelSum])] {
        let (named, unnamed) = (incident.people.filter { !isUnnamed($0) }, incident.people.filter(isUnnamed))
        var cells = named.map { group in
            let words = [group.nationality, Self.sexes[group.sex] ?? "?", Self.ages[group.ageGroup] ?? "?"]
            return (ModelKey(words.map { .text($0) } + [year(incident)]), [ModelSum(1), sum(group)])
        }
        if let rest = rest(unnamed.map(sum), named.map(sum)) {
            cells.append((ModelKey([.text(""), .text(""), .text(""), year(incident)]), [ModelSum(1), rest]))
        }
        return cells
    }

    private func womenCells(_ entry: WireEntry) -> [(ModelKey, [ModelSum])] {
        let none = { (count: Int) in Array(repeating: ModelSum(), count: count) }
        if entry.kind == .deaths {
            let sums = deathsSums(entry.deaths)
            let year = when(entry.deaths.hasOccurred ? entry.deaths.occurred : nil).0
            return [(ModelKey([year]), [sums[0], sums[3], sums[5], sums[7]] + none(7))]
        }
        guard entry.kind == .incident else { return [] }
        let groups = entry.incident.people
        let of = { (isIn: (WirePeopleGroup) -> Bool) in self.once(groups.filter(isIn).map(self.sum)) }
        let isChild = { (group: WirePeopleGroup) in [.child, .unaccompaniedChild].contains(group.ageGroup) }
        let sums = [
            ModelSum(1), total(groups), of { $0.sex == .female },
            of { $0.sex == .female && $0.ageGroup == .adult }, of { $0.sex == .female && isChild($0) },
            of(isChild), of { $0.ageGroup == .unaccompaniedChild },
        ]
        return [(ModelKey([year(entry.incident)]), none(4) + sums)]
    }

    // MARK: Incidents

    private static let modes = ["", "land", "sea", "air", "mixed", "unknown"]
    private static let frauds = ["", "impostor-use", "altered", "forged", "fraudulently-obtained"]
    private static let conducts = [
        "", "6.1.a", "6.1.b.produce", "6.1.b.procure-provide-possess", "6.1.c", "6.2.a", "6.2.b", "6.2.c",
    ]
    private static let benefits = ["", "alleged", "proven", "not-proven", "absent", "unknown"]
    private static let crimes = [
        "", "homicide", "assault", "sexual-violence", "robbery", "fraud", "inhuman-or-degrading-treatment",
        "deprivation-of-liberty", "enforced-disappearance", "extortion", "trafficking-in-persons",
    ]
    private static let grounds = ["", "humanitarian", "family", "mutual-aid", "ngo"]
    private static let mechanisms = ["", "statutory-defence", "exemption-clause", "discretion"]
    private static let outcomes = ["", "pending", "accepted", "rejected", "unknown"]

    private func corridor(_ incident: WireIncident) -> [ModelPart] {
        var transit: [String] = []
        for country in incident.countriesOfTransit where !transit.contains(country) { transit.append(country) }
        return [
            Set(incident.countriesOfOrigin).sorted(), transit, Set(incident.countriesOfDestination).sorted(),
        ].map { .text($0.joined(separator: ", ")) }
    }

    private func incidentCells(_ view: String, _ incident: WireIncident) -> [(ModelKey, [ModelSum])] {
        let year = year(incident)
        let mode = ModelPart.text(Self.modes[incident.mode.rawValue])
        switch view {
        case "corridor-year":
            let corridor = corridor(incident)
            if corridor.allSatisfy({ $0 == .text("") }) { return [] }
            return [(ModelKey(corridor + [year]), [ModelSum(1), total(incident.people)])]
        case "mode-year": return [(ModelKey([mode, year]), [ModelSum(1), total(incident.people)])]
        case "people": return peopleCells(incident)
        case "crime-year":
            return Set(incident.crimes).map { (ModelKey([.text(Self.crimes[$0.rawValue]), year]), [ModelSum(1)]) }
        case "document-fraud-year":
            return Set(incident.documentFraud).map {
                (ModelKey([.text(Self.frauds[$0.rawValue]), mode, year]), [ModelSum(1)])
            }
        case "article-year": return articleCells(incident)
        case "exemption-year":
            return incident.exemptions.map {
                let words = [
                    Self.grounds[$0.ground.rawValue], Self.mechanisms[$0.mechanism.rawValue],
                    Self.outcomes[$0.outcome.rawValue],
                ]
                return (ModelKey(words.map { .text($0) } + [year]), [ModelSum(1)])
            }
        default:
            guard incident.hasFee else { return [] }
            let bases = ["", "person", "family", "group", "journey"]
            let words = [incident.fee.currency, bases[incident.fee.basis.rawValue]]
            let amount = ModelPart.text(Self.notation(incident.fee.amount, incident.fee.hasAmount))
            return [(ModelKey(words.map { .text($0) } + corridor(incident) + [amount]), [ModelSum(1)])]
        }
    }

    private func articleCells(_ incident: WireIncident) -> [(ModelKey, [ModelSum])] {
        let conduct = Set(incident.conduct).map { Self.conducts[$0.rawValue] }
        let aggravation = Set(incident.aggravations.map(\.rawValue)).sorted().map { ["", "6.3.a", "6.3.b"][$0] }
        if conduct.isEmpty, aggravation.isEmpty, incident.benefit == .unspecified { return [] }
        return (conduct.isEmpty ? [""] : conduct).map {
            let words = [$0, aggravation.joined(separator: ", "), Self.benefits[incident.benefit.rawValue]]
            return (ModelKey(words.map { .text($0) } + [year(incident)]), [ModelSum(1)])
        }
    }

    private static func notation(_ count: WireCount, _ isThere: Bool) -> String {
        guard isThere else { return "-" }
        return switch count.qualifier {
        case .exact: "\(count.low)"
        case .atLeast: "\(count.low).."
        case .moreThan: ">\(count.low)"
        case .nearly: "<\(count.high)"
        case .approximately: "~\(count.low)"
        case .between: "\(count.low)..\(count.high)"
        case .upTo: "..\(count.high)"
        default: "-"
        }
    }

    // MARK: Arrests, operations, flags

    private static let roles = [
        "", "organizer", "financier", "recruiter", "transporter", "guide", "document-forger", "corrupt-official",
        "other",
        "unknown",
    ]
    private static let stages = ["", "arrested", "charged", "convicted", "acquitted", "released"]

    private func arrestCells(_ view: String, _ arrests: WireArrests) -> [(ModelKey, [ModelSum])] {
        let count = ModelSum(arrests.count, arrests.hasCount)
        let year = when(arrests.hasOccurred ? arrests.occurred : nil).0
        switch view {
        case "arrests-nationality-year":
            var cells = arrests.people.map {
                (ModelKey([.text($0.nationality), year]), [ModelSum(1), sum($0)])
            }
            if let rest = rest([count], arrests.people.map(sum)) {
                cells.append((ModelKey([.text(""), year]), [ModelSum(1), rest]))
            }
            return cells
        case "arrests-role-country":
            let words = [Self.roles[arrests.role.rawValue], arrests.place.country]
            return [(ModelKey(words.map { .text($0) }), [ModelSum(1), count])]
        default:
            let offences = Set(arrests.offences).map { Self.conducts[$0.rawValue] }
            return (offences.isEmpty ? [""] : offences).map {
                let words = [$0, Self.stages[arrests.stage.rawValue]]
                return (ModelKey(words.map { .text($0) }), [ModelSum(1), offences.count > 1 ? count.possible : count])
            }
        }
    }

    private func operationsYearCells(_ entry: WireEntry) -> [(ModelKey, [ModelSum])] {
        let none = ModelSum()
        switch entry.kind {
        case .operation:
            let operation = entry.operation
            let stated = ModelSum(operation.countriesStated, operation.hasCountriesStated)
            let named = Set(operation.countries).count
            let took = stated.parts[4] > 0 ? stated : named == 0 ? none : ModelSum(Int64(named))
            let year = when(operation.hasOccurred ? operation.occurred : nil).0
            return [(ModelKey([year]), [ModelSum(1), took, none, none, none])]
        case .arrests where !entry.arrests.operation.isEmpty:
            let arrests = entry.arrests
            let year = when(arrests.hasOccurred ? arrests.occurred : nil).0
            return [(ModelKey([year]), [none, none, ModelSum(1), ModelSum(arrests.count, arrests.hasCount), none])]
        case .incident where !entry.incident.operation.isEmpty:
            return [(ModelKey([year(entry.incident)]), [none, none, none, none, ModelSum(1)])]
        default: return []
        }
    }

    private func datasetCells(_ entry: WireEntry) -> [(ModelKey, [ModelSum])] {
        if let (period, _) = toll(entry) {
            return [(ModelKey([.text(""), period.0]), tollSums(entry) + [ModelSum(), ModelSum()])]
        }
        guard entry.kind == .arrests else { return [] }
        let year = when(entry.arrests.hasOccurred ? entry.arrests.occurred : nil).0
        let count = ModelSum(entry.arrests.count, entry.arrests.hasCount)
        return [(ModelKey([.text(""), year]), Array(repeating: ModelSum(), count: 9) + [ModelSum(1), count])]
    }

    private func flagCells(_ entry: WireEntry) -> [(ModelKey, [ModelSum])] {
        let (flags, kind, period): ([WireFlag], String, WirePeriod?) =
            switch entry.kind {
            case .incident:
                (entry.incident.flags, "incident", entry.incident.hasOccurred ? entry.incident.occurred : nil)
            case .deaths: (entry.deaths.flags, "deaths", entry.deaths.hasOccurred ? entry.deaths.occurred : nil)
            case .arrests: (entry.arrests.flags, "arrests", entry.arrests.hasOccurred ? entry.arrests.occurred : nil)
            case .operation:
                (entry.operation.flags, "operation", entry.operation.hasOccurred ? entry.operation.occurred : nil)
            case .publishedFigure: (entry.publishedFigure.flags, "published-figure", nil)
            case .import: (entry.import.flags, "import", nil)
            case .case: (entry.courtCase.flags, "case", entry.courtCase.hasOpened ? entry.courtCase.opened : nil)
            case .proceeding:
                (entry.proceeding.flags, "proceeding", entry.proceeding.hasDecided ? entry.proceeding.decided : nil)
            case .provision: (entry.provision.flags, "provision", nil)
            default: ([], "", nil)
            }
        var cells = flags.map {
            (ModelKey([.text($0.code), .text(kind), when(period).0]), [ModelSum(1), ModelSum()])
        }
        if entry.kind == .settlement {
            let words = [entry.settlement.code, entry.settlement.ofKind == .deaths ? "deaths" : "incident"]
            cells.append((ModelKey(words.map { .text($0) } + [.nothing]), [ModelSum(), ModelSum(1)]))
        }
        return cells
    }
}
