import EventLog
import Federation
import Folding
import Forms
import Foundation
import Incidents
import Ledger
import LedgerTesting
import Signing
import Testing

/// One agency's ledger, signed, whose events a test states one by one.
final class Agency: Sendable {
    let name: String
    let path: String
    let keyPath: String
    let origin: String
    let verifierKey: String

    init(_ name: String, in scratch: TemporaryFolder) throws {
        (self.name, origin) = (name, "\(name).example/ledger")
        (path, keyPath) = (scratch.path("\(name).ledger"), scratch.path("\(name).key"))
        let ledger = try Ledger.create(at: path, origin: origin, keyPath: keyPath)
        verifierKey = ledger.verifierKey ?? ""
        ledger.close()
    }

    /// Opens the ledger, and closes it again: LMDB opens a file once in a process, and a federation opens it too.
    func writing<R>(_ body: (Ledger) async throws -> R) async throws -> R {
        let ledger = try Ledger(openingAt: path, key: try LedgerKey(readingFrom: keyPath))
        defer { ledger.close() }
        let result = try await body(ledger)
        try await ledger.settle()
        return result
    }

    func view(_ request: ViewRequest) throws -> Answer {
        let ledger = try Ledger(openingAt: path, access: .readOnly)
        defer { ledger.close() }
        return try ledger.view(request)
    }

    func say(_ events: Event...) async throws { try await say(all: events) }

    func say(all events: [Event]) async throws {
        let drafts = try events.map { Draft(callerPart: try $0.callerPart(), expected: .any) }
        try await writing { _ = try await $0.log.append(AppendRequest(drafts: drafts)) }
    }

    /// A dataset and an export of it that covers years.
    func export(
        _ dataset: String, asAt: String, years: ClosedRange<Int32> = 2014...2024, prefix: String? = nil,
        succeeds: [String] = [], beside: [String] = []
    ) async throws {
        var described = Dataset()
        (described.publisher, described.title, described.prefix) = (dataset, dataset, prefix ?? dataset + "-")
        (described.succeeds, described.disjointFrom) = (succeeds, beside)
        var file = Import()
        (file.publisher, file.dataset, file.columnScheme, file.asAt) = (dataset, dataset, "test", day(asAt))
        file.years = [years]
        try await say(
            event(.recorded, RecordID(kind: .dataset, id: dataset), asAt, state: .dataset(described)),
            event(.recorded, RecordID(kind: .import, id: "\(dataset)-\(asAt)"), asAt, state: .import(file)))
    }

    /// As a federation's file lists it.
    func member(_ datasets: [String], role: String = "contributor") -> [String: Any] {
        var member: [String: Any] = [
            "name": name, "folder": path, "origin": origin, "key": verifierKey, "role": role,
        ]
        if !datasets.isEmpty { member["datasets"] = datasets }
        return member
    }
}

/// Several agencies in one folder, and the ledger that would hold what all of them say.
struct Agencies {
    let scratch: TemporaryFolder
    let a: Agency
    let b: Agency
    let union: Agency

    init() throws {
        scratch = try TemporaryFolder()
        a = try Agency("a", in: scratch)
        b = try Agency("b", in: scratch)
        union = try Agency("union", in: scratch)
    }

    /// Two of which the one publishes `web`, and the other `guard` a month later.
    static func publishing() async throws -> Agencies {
        let agencies = try Agencies()
        try await agencies.a.export("web", asAt: "2019-01-01")
        try await agencies.b.export("guard", asAt: "2019-02-01")
        return agencies
    }

    /// Says it in one of the two, and in the ledger that holds both.
    func say(_ events: Event..., by agency: Agency) async throws {
        try await agency.say(all: events)
        try await union.say(all: events)
    }

    func export(_ dataset: String, by agency: Agency, asAt: String, succeeds: [String] = []) async throws {
        for one in [agency, union] { try await one.export(dataset, asAt: asAt, succeeds: succeeds) }
    }

    /// Opens the federation of some members for a question.
    func federated<R>(_ members: [[String: Any]], _ body: (Federation) throws -> R) throws -> R {
        let file = try FederationFile.read(at: try write(members))
        let federation = Federation(file)
        defer { federation.close() }
        return try body(federation)
    }

    func write(_ members: [[String: Any]]) throws -> String {
        let object: [String: Any] = ["name": "sea", "members": members]
        let data = try JSONSerialization.data(withJSONObject: object, options: [.prettyPrinted, .sortedKeys])
        let path = scratch.path("federation.json")
        try data.write(to: URL(filePath: path))
        return path
    }

    /// Says in an agency's log, and in the ledger that holds both, how two records belong together.
    ///
    /// - Parameters: first, second: as `deaths/x@member`.
    func decide(
        _ first: String, _ second: String, _ relation: LinkRelation, by agency: Agency, _ knownAt: String,
        _ members: [[String: Any]]
    ) async throws {
        let records = try [first, second].map { try record($0) }
        let statement = Statement(actor: "tester", knownAt: day(knownAt), reason: "one boat")
        let link = try federated(members) {
            try $0.link(records[0], records[1], relation, saidBy: agency.origin)
        }
        try await agency.writing { _ = try await $0.decide(across: link, statement) }
        let own = records.map { RecordID(kind: $0.kind, id: String($0.id.split(separator: "@")[0])) }
        try await union.writing { _ = try await $0.decide(own[0], own[1], relation, statement) }
    }

    private func record(_ text: String) throws -> RecordID {
        let parts = text.split(separator: "/", maxSplits: 1)
        let kind = try #require(RecordKind.allCases.first { $0.code == parts[0] })
        return RecordID(kind: kind, id: String(parts[1]))
    }
}

func day(_ text: String) -> Day {
    // A test states its days as they are written.
    (try? Day(text)) ?? Day(number: 0)
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
    _ id: String, _ type: EventType, _ knownAt: String, dataset: String = "", dead: Int64? = nil, year: Int32 = 2018,
    region: String = "mmp-2021:Europe"
) throws -> Event {
    var deaths = Deaths()
    deaths.occurred = Period.year(year)
    if let dead { deaths.dead = .exactly(dead) }
    deaths.place.regions = [try Region(region)]
    return event(
        type, RecordID(kind: .deaths, id: id), knownAt, dataset: dataset,
        state: type.carriesState ? .deaths(deaths) : nil)
}

extension Answer {
    /// The dead of a year.
    func dead(_ year: String = "2018") -> String {
        let column = columns.firstIndex { $0.name == "dead" } ?? 0
        return rows.first { $0.key.first == year }.map { cells(of: $0)[column] } ?? "none"
    }
}
