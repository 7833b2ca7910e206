import Incidents

/// Records that validation accepts without a flag, to be spoilt one field at a time.
enum Examples {
    static let knownAt = Day(year: 2020, month: 1, day: 8)!
    static let source = Source(publisher: "IOM")

    static func deaths(_ change: (inout Deaths) -> Void = { _ in }) -> Record {
        var record = Deaths()
        record.incident = "izmir"
        record.occurred = .day(Day(year: 2020, month: 1, day: 5)!)
        record.place = Place(country: "TR", regions: [Region(scheme: "mmp-2014", code: "Mediterranean")])
        record.dead = .exactly(4)
        record.missing = .exactly(1)
        record.males = .exactly(5)
        record.children = .exactly(1)
        record.notes.sources = [source]
        change(&record)
        return .deaths(record)
    }

    static func incident(_ change: (inout Incident) -> Void = { _ in }) -> Record {
        var record = Incident()
        record.kind = .interception
        record.occurred = .day(Day(year: 2020, month: 1, day: 5)!)
        record.notes.sources = [source]
        change(&record)
        return .incident(record)
    }

    static func arrests(_ change: (inout Arrests) -> Void = { _ in }) -> Record {
        var record = Arrests()
        record.operation = "andes"
        record.occurred = .day(Day(year: 2018, month: 11, day: 27)!)
        record.count = .exactly(18)
        record.notes.sources = [source]
        change(&record)
        return .arrests(record)
    }

    static func operation(_ change: (inout Operation) -> Void = { _ in }) -> Record {
        var record = Operation()
        record.name = "Andes"
        record.occurred = .day(Day(year: 2018, month: 11, day: 27)!)
        record.notes.sources = [source]
        change(&record)
        return .operation(record)
    }

    static func figure(_ change: (inout PublishedFigure) -> Void = { _ in }) -> Record {
        var record = PublishedFigure()
        record.publisher = "UNODC"
        record.measure = "deaths"
        record.count = .exactly(8070, unit: "persons")
        change(&record)
        return .publishedFigure(record)
    }

    static func file(_ change: (inout Import) -> Void = { _ in }) -> Record {
        var record = Import()
        record.fileDigest = Array(repeating: 7, count: 32)
        record.publisher = "IOM"
        record.columnScheme = "mmp-2014"
        record.dataset = "missing-migrants"
        record.asAt = knownAt
        change(&record)
        return .import(record)
    }

    static func dataset(_ change: (inout Dataset) -> Void = { _ in }) -> Record {
        var record = Dataset()
        record.publisher = "IOM"
        record.title = "Missing Migrants"
        record.prefix = "mmp-"
        change(&record)
        return .dataset(record)
    }

    static func event(
        _ state: Record?, type: EventType = .recorded, id: String = "a", reason: String = "", importID: String = ""
    ) -> Event {
        Event(
            type: type, record: RecordID(kind: state?.kind ?? .deaths, id: id), knownAt: knownAt, actor: "analyst",
            reason: reason, importID: importID, state: state)
    }
}
