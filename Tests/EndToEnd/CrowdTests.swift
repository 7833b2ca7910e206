import Foundation
import LedgerTesting
import Testing

/// Many processes at one ledger at the same time: sixteen that record and correct, one that imports, others that read.
struct CrowdTests {
    /// `Tools/test --long` sets the variable.
    private static let isLong = ProcessInfo.processInfo.environment["INCIDENT_LEDGER_LONG"] != nil
    private static let writers = 16
    private static let rounds = isLong ? 12 : 2
    private static let imports = isLong ? 8 : 2
    private static let readings = isLong ? 500 : 40
    private static let readersAtOnce = 8

    /// What one command was told.
    private struct Acknowledged: Decodable, Hashable, Sendable {
        var position: UInt64
        var version: UInt32
    }

    /// What one writer was told of its own records, and of the one that all correct.
    private struct Promises: Sendable {
        var own: [String: [Acknowledged]] = [:]
        var dead = 0
        var shared: [(made: Acknowledged, dead: Int)] = []
        /// The ledger's position after each import.
        var imported = 0
    }

    @Test func `of what many record, correct and import at once nothing is lost, and readers see no half of it`()
        async throws
    {
        let ledger = try await TestLedger.make()
        try await ledger.succeed(["record", "deaths", "--id", "shared", "--date", "2019", "--dead", "0"])
        let promises = try await withThrowingTaskGroup(of: Promises.self) { group in
            for writer in 0..<Self.writers { group.addTask { try await Self.write(ledger, writer) } }
            group.addTask { try await Self.importFiles(ledger) }
            for reader in 0..<Self.readersAtOnce { group.addTask { try await Self.read(ledger, reader) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }

        // Every event is somebody's, once, and nobody else's.
        let own = promises.flatMap(\.own)
        let shared = promises.flatMap(\.shared)
        let positions = own.flatMap { $0.value.map(\.position) } + shared.map(\.made.position)
        #expect(Set(positions).count == positions.count)
        let head = try await ledger.head().position
        #expect(Int(head) == 1 + positions.count + promises.reduce(0) { $0 + $1.imported })
        for (id, made) in own { #expect(made.map(\.version) == Array(1...UInt32(made.count)), "\(id)") }
        // Whoever stated the version that it corrected was alone in doing so.
        #expect(shared.map(\.made.version).sorted() == (0..<shared.count).map { UInt32($0) + 2 })

        let last = shared.max { $0.made.version < $1.made.version }?.dead ?? 0
        let years = try await ledger.view("year")
        let dead = Dictionary(uniqueKeysWithValues: years.map { ($0["year"] ?? "", $0["dead"] ?? "") })
        #expect(dead["2019"] == "\(promises.reduce(last) { $0 + $1.dead })")
        #expect(dead["2020"] == "\(Self.imports * Self.rowCount)")
        _ = try await ledger.everyView()
        let replay = try await Program.replay.run([ledger.path])
        #expect(replay.status == 0, "\(replay.output) \(replay.errors)")
        #expect(try await ledger.run(["verify"]).status == 0)
    }

    // MARK: Writing

    private static func write(_ ledger: TestLedger, _ writer: Int) async throws -> Promises {
        var promises = Promises()
        for round in 1...rounds {
            let id = "w\(writer)-\(round)"
            let record = [
                "record", "deaths", "--id", id, "--date", "2019-03", "--dead", "\(round)", "--key", "key-\(id)",
            ]
            let made = try await acknowledged(ledger, record)
            // Repeated, as after an answer that was lost.
            #expect(try await acknowledged(ledger, record) == made, "\(id)")
            let corrected = try await acknowledged(
                ledger, ["correct", "deaths", id, "--dead", "\(round + writer + 1)", "--reason", "counted again"])
            promises.own[id] = [made, corrected]
            promises.dead += round + writer + 1
            let dead = 1_000 * (writer + 1) + round
            if let won = try await correctShared(ledger, dead) { promises.shared.append((won, dead)) }
        }
        return promises
    }

    private static func acknowledged(_ ledger: TestLedger, _ arguments: [String]) async throws -> Acknowledged {
        let output = try await ledger.succeed(arguments + ["--format", "json"])
        return try JSONDecoder().decode(Acknowledged.self, from: Data(output.utf8))
    }

    /// Corrects the version that was there a moment ago; nil where somebody else was faster.
    private static func correctShared(_ ledger: TestLedger, _ dead: Int) async throws -> Acknowledged? {
        struct Shown: Decodable {
            var event: Acknowledged
        }
        let shown = try await ledger.succeed(["show", "deaths", "shared", "--format", "json"])
        let version = try JSONDecoder().decode(Shown.self, from: Data(shown.utf8)).event.version
        let run = try await ledger.run([
            "correct", "deaths", "shared", "--dead", "\(dead)", "--reason", "counted", "--expect", "\(version)",
            "--format", "json",
        ])
        if run.status == 4 { return nil }
        try #require(run.status == 0, "\(run.errors)")
        let made = try JSONDecoder().decode(Acknowledged.self, from: Data(run.output.utf8))
        #expect(made.version == version + 1)
        return made
    }

    // MARK: Importing

    private static let rowCount = 30

    /// Imports files of one dataset, each of a later day and with other counts.
    private static func importFiles(_ ledger: TestLedger) async throws -> Promises {
        struct Imported: Decodable {
            var firstPosition: UInt64
            var lastPosition: UInt64
        }
        var promises = Promises()
        for number in 1...imports {
            let header =
                "Web ID,Region of Incident,Reported Date,Reported Year,Reported Month,Number Dead,"
                + "Minimum Estimated Number of Missing,Total Dead and Missing,Number of Survivors,Number of Females,"
                + "Number of Males,Number of Children,Cause of Death,Location Description,Information Source,"
                + "Location Coordinates,Migration Route,URL,UNSD Geographical Grouping,Source Quality\n"
            let rows = (1...rowCount).map { row in
                "\(90_000 + row),Mediterranean,\"January 05, 2020\",2020,Jan,\(number),,\(number),,,,,Drowning,Off a "
                    + "coast,IOM,\"38.61, 26.65\",,,Uncategorized,4\n"
            }
            let file = try ledger.scratch.file("crowd-\(number).csv", holding: header + rows.joined())
            let output = try await ledger.succeed([
                "import", "missing-migrants", file, "--as-at", "2020-02-0\(number)", "--format", "json",
            ])
            let made = try JSONDecoder().decode(Imported.self, from: Data(output.utf8))
            promises.imported += Int(made.lastPosition - made.firstPosition) + 1
        }
        return promises
    }

    // MARK: Reading

    /// Reads until it has read its share; what it is told never goes back.
    private static func read(_ ledger: TestLedger, _ reader: Int) async throws -> Promises {
        var last: UInt64 = 0
        var imported = 0
        for round in 0..<readings / readersAtOnce {
            if (round + reader).isMultiple(of: 2) {
                let position = try await ledger.head().position
                #expect(position >= last)
                last = position
            } else {
                let years = try await ledger.view("year")
                let dead = years.first { $0["year"] == "2020" }.flatMap { $0["dead"] }.flatMap { Int($0) } ?? 0
                // An import is there whole, or not at all.
                #expect(dead.isMultiple(of: rowCount) && dead >= imported, "\(dead) after \(imported)")
                imported = dead
            }
        }
        return Promises()
    }
}
