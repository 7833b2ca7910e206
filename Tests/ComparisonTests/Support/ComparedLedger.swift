import Comparison
import EventLog
import Incidents
import Ledger
import LedgerTesting

/// A small ledger whose events a test states one by one, each call a commit.
struct ComparedLedger {
    let scratch: TemporaryFolder
    let open: Ledger

    init() throws {
        scratch = try TemporaryFolder()
        open = try Ledger.create(at: scratch.path("a.ledger"))
    }

    func say(_ events: Event...) async throws {
        let drafts = try events.map { Draft(callerPart: try $0.callerPart(), expected: .any) }
        _ = try await open.log.append(AppendRequest(drafts: drafts))
    }

    /// A dataset and an export of it that covers years.
    func export(
        _ dataset: String, of publisher: String, asAt: String, years: ClosedRange<Int32> = 2014...2024,
        succeeds: [String] = []
    ) async throws {
        var described = Dataset()
        (described.publisher, described.title, described.prefix) = (publisher, dataset, dataset)
        described.succeeds = succeeds
        var file = Import()
        (file.publisher, file.dataset, file.columnScheme, file.asAt) = (publisher, dataset, "test", day(asAt))
        file.years = [years]
        try await say(
            event(.recorded, RecordID(kind: .dataset, id: dataset), asAt, state: .dataset(described)),
            event(.recorded, RecordID(kind: .import, id: "\(dataset)-\(asAt)"), asAt, state: .import(file)))
    }

    func figure(_ id: String, _ count: String, _ change: (inout PublishedFigure) -> Void = { _ in }) async throws {
        var figure = PublishedFigure()
        (figure.publisher, figure.subject, figure.measure) = ("IOM", "deaths", "dead and missing")
        (figure.measureCode, figure.citation) = ("dead-and-missing", "a report")
        figure.count = try Count(count, unit: "persons")
        figure.period = Period.year(2018)
        change(&figure)
        try await say(
            event(
                .recorded, RecordID(kind: .publishedFigure, id: id), "2020-01-01", state: .publishedFigure(figure)))
    }

    func reconciled(_ id: String, at moment: Moment = .present) throws -> Reconciliation? {
        try open.reconcile(named: id, at: moment).first
    }
}

func event(
    _ type: EventType, _ record: RecordID, _ knownAt: String, dataset: String = "", state: Record?
) -> Event {
    Event(
        type: type, record: record, knownAt: day(knownAt), actor: "tester", reason: type == .recorded ? "" : "a test",
        dataset: dataset, state: state)
}

/// A deaths record of 2018, or another year.
func toll(
    _ id: String, _ type: EventType, _ knownAt: String, dataset: String = "", dead: Int64? = nil,
    year: Int32 = 2018, region: String? = nil, incident: String = ""
) throws -> Event {
    var deaths = Deaths()
    deaths.occurred = Period.year(year)
    deaths.incident = incident
    if let dead { deaths.dead = .exactly(dead) }
    if let region { deaths.place.regions = [try Region(region)] }
    return event(
        type, RecordID(kind: .deaths, id: id), knownAt, dataset: dataset,
        state: type.carriesState ? .deaths(deaths) : nil)
}
