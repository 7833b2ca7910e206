import Incidents

extension RandomValues {
    mutating func notes() -> Notes {
        Notes(
            externalIDs: list { ExternalID(scheme: $0.text(), value: $0.text()) },
            sources: list { values in
                Source(
                    publisher: values.text(), locator: values.text(), asAt: values.maybe { $0.day() },
                    quality: values.maybe { Int32($0.integer(1...5)) })
            },
            flags: list { Flag(code: $0.text(), field: $0.text(), detail: $0.text()) },
            rawCells: list { RawCell(column: $0.text(), text: $0.text()) }, note: text())
    }

    mutating func record() -> Record {
        let kind: RecordKind = code()
        return record(kind)
    }

    mutating func record(_ kind: RecordKind) -> Record {
        switch kind {
        case .incident: .incident(incident())
        case .deaths: .deaths(deaths())
        case .arrests: .arrests(arrests())
        case .operation: .operation(operation())
        case .publishedFigure: .publishedFigure(figure())
        case .import: .import(file())
        case .dataset: .dataset(dataset())
        case .importCells: .importCells(cells())
        case .link: .link(link())
        case .settlement: .settlement(settlement())
        case .courtCase: .courtCase(courtCase())
        case .proceeding: .proceeding(proceeding())
        case .law: .law(law())
        case .provision: .provision(provision())
        case .indicator: .indicator(indicator())
        case .activity: .activity(activity())
        }
    }

    mutating func event() -> Event {
        let type: EventType = code()
        let state = record()
        return Event(
            type: type, record: RecordID(kind: state.kind, id: text()), knownAt: day(), actor: text(), reason: text(),
            importID: text(), dataset: text(), state: type.carriesState ? state : nil,
            partInSums: type == .linked ? PartInSums(link: text(), part: code(), beside: text()) : nil,
            rowDigest: chance() ? [] : (0..<16).map { _ in UInt8(integer(0...255)) })
    }

    private mutating func settlement() -> Settlement {
        var settlement = Settlement(
            kind: code(), record: text(), flag: Flag(code: text(), field: text(), detail: text()))
        settlement.notes = notes()
        settlement.notes.externalIDs = []
        return settlement
    }

    private mutating func link() -> Link {
        var link = Link(kind: code(), record: text(), other: text(), relation: code(), rules: list { $0.text() })
        link.notes = notes()
        link.notes.externalIDs = []
        return link
    }

    private mutating func incident() -> Incident {
        var record = Incident()
        record.kind = maybe { $0.code() }
        record.occurred = maybe { $0.period() }
        record.place = place()
        record.route = text()
        record.mode = maybe { $0.code() }
        record.countriesOfOrigin = list { $0.country() }
        record.countriesOfTransit = list { $0.country() }
        record.countriesOfDestination = list { $0.country() }
        record.people = list { $0.group() }
        record.fee = maybe { values in
            Fee(amount: values.count(), currency: values.text(), basis: values.maybe { $0.code() })
        }
        record.documentFraud = list { $0.code() }
        record.conduct = list { $0.code() }
        record.aggravations = list { $0.code() }
        record.benefit = maybe { $0.code() }
        record.exemptions = list { values in
            Exemption(ground: values.code(), outcome: values.maybe { $0.code() }, mechanism: values.maybe { $0.code() })
        }
        record.crimes = list { $0.code() }
        record.perpetrators = list { $0.code() }
        record.corruption = list { $0.code() }
        record.operation = text()
        record.notes = notes()
        return record
    }

    private mutating func deaths() -> Deaths {
        var record = Deaths()
        record.occurred = maybe { $0.period() }
        record.place = place()
        record.incident = text()
        record.dead = count()
        record.missing = count()
        record.survivors = count()
        record.females = count()
        record.males = count()
        record.children = count()
        record.statedTotal = count()
        record.causeClass = maybe { $0.code() }
        record.cause = text()
        record.route = text()
        record.regionOfOrigin = text()
        record.countryOfOrigin = text()
        record.countriesOfOrigin = list { $0.country() }
        record.sourceQuality = maybe { Int32($0.integer(1...5)) }
        record.notes = notes()
        return record
    }

    private mutating func group() -> PeopleGroup {
        PeopleGroup(
            count: count(), sex: maybe { $0.code() }, ageGroup: maybe { $0.code() },
            nationality: chance() ? country() : "")
    }

    private mutating func arrests() -> Arrests {
        var record = Arrests()
        record.occurred = maybe { $0.period() }
        record.place = place()
        record.incident = text()
        record.operation = text()
        record.count = count()
        record.role = maybe { $0.code() }
        record.people = list { $0.group() }
        record.phase = maybe { $0.code() }
        record.offences = list { $0.code() }
        record.aggravations = list { $0.code() }
        record.jurisdiction = text()
        record.stage = maybe { $0.code() }
        record.profiles = list { $0.code() }
        record.notes = notes()
        return record
    }

    private mutating func operation() -> Operation {
        var record = Operation()
        record.occurred = maybe { $0.period() }
        record.place = place()
        record.name = text()
        record.leadBodies = list { $0.text() }
        record.phases = list { values in
            OperationPhasePeriod(
                phase: values.code(), period: values.maybe { $0.period() }, description: values.text())
        }
        record.countries = list { $0.country() }
        record.countriesStated = count()
        record.purpose = text()
        record.results = list { values in
            OperationResult(
                publisher: values.text(), measure: values.text(), count: values.count(),
                phase: values.maybe { $0.code() }, locator: values.text(), asAt: values.maybe { $0.day() },
                note: values.text())
        }
        record.notes = notes()
        return record
    }

    private mutating func figure() -> PublishedFigure {
        var record = PublishedFigure()
        record.publisher = text()
        record.subject = text()
        record.measure = text()
        record.measureCode = text()
        record.count = count()
        record.geography = text()
        record.region = maybe { $0.region() }
        record.period = maybe { $0.period() }
        record.periodText = text()
        record.publishedOn = maybe { $0.day() }
        record.asAt = maybe { $0.day() }
        record.asAtText = text()
        record.citation = text()
        record.paragraph = text()
        record.operation = text()
        record.dataset = text()
        record.notes = notes()
        return record
    }

    private mutating func file() -> Import {
        var record = Import()
        record.fileDigest = (0..<32).map { _ in UInt8(integer(0...255)) }
        record.fileName = text()
        record.publisher = text()
        record.asAt = day()
        record.columnScheme = text()
        record.dataset = text()
        record.scope = code()
        record.years = list { values in
            let first = Int32(values.integer(1900...2030))
            return first...first + Int32(values.integer(0...3))
        }
        record.reading.mapping = text()
        record.reading.mappingVersion = UInt32(integer(0...9))
        record.reading.mappingDigest = (0..<32).map { _ in UInt8(integer(0...255)) }
        record.reading.container = text()
        record.reading.delimiter = text()
        record.reading.encoding = text()
        record.reading.sheet = text()
        record.reading.headerRow = UInt32(integer(0...9))
        record.reading.dateOrder = text()
        record.reading.dateSystem = text()
        record.summary.confirmed = UInt32(integer(0...1000))
        record.summary.rearranged = UInt32(integer(0...1000))
        record.summary.disputed = UInt32(integer(0...1000))
        record.summary.rows = UInt32(integer(0...1000))
        record.summary.restated = UInt32(integer(0...1000))
        record.summary.flags = list { FlagTally(code: $0.text(), count: UInt32($0.integer(0...9))) }
        record.summary.refusedCells = list { values in
            RefusedCell(
                row: UInt32(values.integer(1...9)), column: values.text(), text: values.text(),
                reason: values.text())
        }
        record.summary.unknownColumns = list { $0.text() }
        record.notes = notes()
        record.notes.externalIDs = []
        return record
    }

    private mutating func cells() -> ImportCells {
        var record = ImportCells()
        record.importID = text()
        record.columns = list { $0.text() }
        record.rows = list { values in
            ImportCellRow(row: UInt32(values.integer(1...9)), texts: values.list { $0.text() })
        }
        record.notes = notes()
        record.notes.externalIDs = []
        return record
    }

    private mutating func dataset() -> Dataset {
        var record = Dataset()
        record.publisher = text()
        record.title = text()
        record.prefix = text()
        record.identifierScheme = text()
        record.regionScheme = text()
        record.succeeds = list { $0.text() }
        record.disjointFrom = list { $0.text() }
        record.notes = notes()
        return record
    }
}
