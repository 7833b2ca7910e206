import Foundation
import LedgerTesting
import Testing

/// What cannot be accepted is refused with a sentence and its exit status, and leaves the ledger as it was.
struct BadInputTests {
    private static let refused: Int32 = 1
    private static let usage: Int32 = 2
    private static let notFound: Int32 = 3

    @Test func `a place that is no ledger is named as such`() async throws {
        let scratch = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: scratch.path("plain"), withIntermediateDirectories: true)
        try scratch.file("file", holding: "text")
        for (place, status) in [("absent", Self.notFound), ("plain", Self.refused), ("file", Self.refused)] {
            for command in [["head"], ["view", "year"], ["log"]] {
                let run = try await Program.ledger.run(command + ["--ledger", scratch.path(place)])
                #expect(run.status == status, "\(command) \(place): \(run.errors)")
                #expect(run.errors.contains(place) && run.output.isEmpty)
            }
            let replay = try await Program.replay.run([scratch.path(place)])
            #expect(replay.status == status && replay.errors.contains(place))
        }
        #expect(try scratch.names == ["file", "plain"])
    }

    @Test func `a ledger of a newer format is refused by both programs`() async throws {
        let ledger = try await TestLedger.make()
        let file = URL(filePath: ledger.path).appending(path: "ledger.json")
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(contentsOf: file)) as? [String: Any])
        let newer = try JSONSerialization.data(withJSONObject: json.merging(["formatVersion": 99]) { $1 })
        try newer.write(to: file)
        let run = try await ledger.run(["head"])
        #expect(run.status == Self.refused && run.errors.contains("99"), "\(run.errors)")
        #expect(try await Program.replay.run([ledger.path]).status == Self.refused)
        #expect(try Data(contentsOf: file) == newer)
    }

    @Test func `a ledger that exists is not made again`() async throws {
        let ledger = try await TestLedger.make()
        let head = try await ledger.head()
        let run = try await ledger.run(["init"])
        #expect(run.status == Self.refused && run.errors.contains("already"), "\(run.errors)")
        #expect(try await ledger.head() == head)
    }

    @Test(.enabled(if: geteuid() != 0, "root may write to read-only directories"))
    func `a directory that cannot be written to is named`() async throws {
        let scratch = try TemporaryFolder()
        let place = scratch.path("read-only")
        try FileManager.default.createDirectory(
            atPath: place, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o555])
        defer { try? FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: place) }
        let run = try await Program.ledger.run(["init", "--ledger", place + "/a.ledger"])
        #expect(run.status == Self.refused && run.errors.contains("read-only"), "\(run.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: place).isEmpty)
    }

    /// `/proc` takes no new directories, not even from root.
    @Test func `a file system that takes no files is named and nothing is left`() async throws {
        let run = try await Program.ledger.run(["init", "--ledger", "/proc/a.ledger"])
        #expect(run.status == Self.refused && run.errors.contains("/proc/a.ledger"), "\(run.errors)")
    }

    @Test(arguments: BadFile.all)
    func `a file that is no export is refused whole`(_ bad: BadFile) async throws {
        let ledger = try await TestLedger.make()
        let file = try ledger.scratch.file("bad.csv", holding: bad.bytes)
        let head = try await ledger.head()
        let run = try await ledger.run(["import", "missing-migrants", file.path, "--as-at", "2020-01-08"])
        #expect(run.status == Self.refused, "\(bad.name): \(run.output) \(run.errors)")
        #expect(run.errors.hasPrefix("Error: ") && run.output.isEmpty, "\(run.errors)")
        #expect(bad.words.allSatisfy { run.errors.localizedCaseInsensitiveContains($0) }, "\(run.errors)")
        #expect(try await ledger.head() == head)
    }

    @Test func `an import needs a day that exists and a file that is there`() async throws {
        let ledger = try await TestLedger.make()
        let file = try ledger.scratch.file("export.csv", holding: "")
        let day = try await ledger.run(["import", "missing-migrants", file, "--as-at", "2019-02-30"])
        #expect(day.status == Self.usage && day.errors.contains("2019-02-30") && day.errors.contains("28 days"))
        let later = try await ledger.run(["import", "missing-migrants", file, "--as-at", "9000-01-01"])
        #expect(later.status == Self.refused && later.output.isEmpty, "\(later.errors)")
        let missing = try await ledger.run(["import", "missing-migrants", file])
        #expect(missing.status == Self.usage && missing.errors.contains("--as-at"))
        let absent = try await ledger.run(
            ["import", "missing-migrants", ledger.scratch.path("absent.csv"), "--as-at", "2020-01-08"])
        #expect([Self.refused, Self.notFound].contains(absent.status) && absent.errors.contains("absent.csv"))
        #expect(try await ledger.head().position == 0)
    }

    @Test func `an unknown view, region, group or kind is answered with those that there are`() async throws {
        let ledger = try await TestLedger.make()
        try await ledger.succeed(
            ["record", "deaths", "--region", "mmp-2014:Mediterranean", "--date", "2020", "--dead", "1"])
        let view = try await ledger.run(["view", "region-month"])
        #expect([Self.usage, Self.notFound].contains(view.status), "\(view.errors)")
        #expect(TestLedger.views.allSatisfy { view.errors.contains($0) }, "\(view.errors)")
        let region = try await ledger.run(["view", "region-year", "--region", "Atlantis"])
        #expect([Self.usage, Self.notFound, Self.refused].contains(region.status))
        #expect(region.errors.contains("Atlantis") && region.errors.contains("Mediterranean"), "\(region.errors)")
        let group = try await ledger.run(["view", "region-year", "--group", "Atlantis"])
        #expect(group.status != 0 && group.errors.contains("Americas"), "\(group.errors)")
        let kind = try await ledger.run(["show", "death", "x"])
        #expect(kind.status == Self.usage && kind.errors.contains("published-figure"), "\(kind.errors)")
    }

    @Test func `fields that cannot be read are refused, each by name, and nothing is recorded`() async throws {
        let ledger = try await TestLedger.make()
        let json = #"{"dead": "many", "place": {"regions": ["mmp-2014:Atlantis"]}, "occurred": "2019-02-30"}"#
        let run = try await ledger.run(["record", "deaths", "--json", "-"], input: json)
        #expect(run.status == Self.refused, "\(run.errors)")
        let region = try await ledger.run(
            ["record", "deaths", "--region", "mmp-2014:Atlantis", "--date", "2020", "--dead", "1"])
        #expect(region.status == Self.usage && region.errors.contains("Mediterranean"), "\(region.errors)")
        let day = try await ledger.run(["record", "deaths", "--date", "2019-02-30", "--dead", "1"])
        #expect(day.status == Self.usage && day.errors.contains("2019-02-30"))
        let misplaced = try await ledger.run(["record", "arrests", "--dead", "1", "--date", "2020"])
        #expect(misplaced.status == Self.usage && misplaced.errors.contains("--dead"))
        let broken = try await ledger.run(["record", "deaths", "--json", "-"], input: "{")
        #expect(broken.status == Self.refused && broken.errors.hasPrefix("Error: "), "\(broken.errors)")
        #expect(try await ledger.head().position == 0)
    }

    @Test func `a negative count needs a reason`() async throws {
        let ledger = try await TestLedger.make()
        let fields = ["record", "deaths", "--date", "2020", "--region", "mmp-2014:Europe", "--dead=-3"]
        let refused = try await ledger.run(fields)
        #expect(refused.status == Self.refused && refused.errors.contains("dead"), "\(refused.errors)")
        #expect(try await ledger.head().position == 0)
        try await ledger.succeed(fields + ["--reason", "Balance of a toll that was split over two rows"])
        #expect(try await ledger.view("year").map { $0["dead"] } == ["-3"])
    }

    @Test func `what does not exist cannot be corrected, withdrawn, shown or reinstated`() async throws {
        let ledger = try await TestLedger.make()
        for command in [
            ["correct", "deaths", "absent", "--dead", "2", "--reason", "r"],
            ["withdraw", "deaths", "absent", "--reason", "r"], ["reinstate", "deaths", "absent", "--reason", "r"],
            ["show", "deaths", "absent"], ["history", "deaths", "absent"],
        ] {
            let run = try await ledger.run(command)
            #expect(run.status == Self.notFound && run.errors.contains("deaths/absent"), "\(command): \(run.errors)")
        }
        let unreasoned = try await ledger.run(["withdraw", "deaths", "absent"])
        #expect(unreasoned.status == Self.usage && unreasoned.errors.contains("--reason"))
        #expect(try await ledger.head().position == 0)
    }

    @Test func `nothing is known after today, and no answer is given beyond the head`() async throws {
        let ledger = try await TestLedger.make()
        let later = try await ledger.run(
            ["record", "deaths", "--date", "2020", "--dead", "1", "--known-at", "9000-01-01"])
        #expect(later.status == Self.refused && later.errors.contains("9000-01-01"), "\(later.errors)")
        let beyond = try await ledger.run(["view", "year", "--as-of", "7"])
        #expect([Self.refused, Self.notFound].contains(beyond.status), "\(beyond.output) \(beyond.errors)")
        let nonsense = try await ledger.run(["view", "year", "--as-of", "yesterday"])
        #expect(nonsense.status == Self.usage && nonsense.errors.contains("yesterday"))
    }

    @Test func `a moment before the first event is refused, however early`() async throws {
        let ledger = try await TestLedger.make()
        let empty = try await ledger.run(["view", "year", "--as-of", "2020-01-01"])
        #expect(empty.status == Self.refused && empty.errors.contains("empty"), "\(empty.errors)")
        try await ledger.succeed(["record", "deaths", "--id", "boat", "--date", "2020", "--dead", "1"])
        for moment in ["2020-01-01", "2020-01-01T12:00:00Z", "1970-01-01", "1969-12-31", "1492-10-12"] {
            for command in [["view", "year"], ["show", "deaths", "boat"], ["history", "deaths", "boat"]] {
                let run = try await ledger.run(command + ["--as-of", moment])
                #expect(run.status == Self.refused && run.output.isEmpty, "\(command) \(moment): \(run.errors)")
                #expect(run.errors.contains("The first event was recorded at"), "\(run.errors)")
            }
        }
    }

    @Test func `a damaged log is named as damaged`() async throws {
        let ledger = try await TestLedger.make()
        try await ledger.succeed(["record", "deaths", "--date", "2020", "--dead", "1"])
        let data = URL(filePath: ledger.path).appending(path: "log/data.mdb")
        let bytes = try Data(contentsOf: data)
        try Data(repeating: 0x5A, count: bytes.count).write(to: data)
        let run = try await ledger.run(["head"])
        #expect([Self.refused, 5].contains(run.status), "\(run.status) \(run.errors)")
        #expect(run.errors.contains("a.ledger"), "\(run.errors)")
        #expect(try await Program.replay.run([ledger.path]).status != 0)
    }
}
