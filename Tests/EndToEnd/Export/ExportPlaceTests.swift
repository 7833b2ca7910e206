import EventLog
import Foundation
import LedgerTesting
import Testing

/// Where an export is put, and what is said where it cannot be, or cannot be whole.
struct ExportPlaceTests {
    private static let names = ["records", "records.ndjson", "records.geojson", "records.xlsx", "records.sqlite"]

    private func small() async throws -> TestLedger {
        let ledger = try await TestLedger.make()
        try await ledger.succeed(["record", "deaths", "--id", "a", "--date", "2019", "--dead", "3", "--source", "desk"])
        return ledger
    }

    @Test(arguments: names)
    func `what is there is refused unless it is to be replaced, and then replaced whole`(_ name: String) async throws {
        let ledger = try await small()
        let place = ledger.scratch.path(name)
        try await ledger.succeed(["export", place])
        let first = try contents(ledger, name)
        try await ledger.succeed(["record", "deaths", "--id", "b", "--date", "2019", "--dead", "4", "--source", "desk"])
        let refused = try await ledger.run(["export", place])
        #expect(refused.status == 1 && refused.errors.contains("--replace"), "\(refused.errors)")
        #expect(try contents(ledger, name) == first)
        try await ledger.succeed(["export", place, "--replace"])
        #expect(try contents(ledger, name) != first)
        #expect(try ledger.scratch.names.filter { $0.hasSuffix(".new") || $0.hasSuffix(".old") }.isEmpty)
    }

    private func contents(_ ledger: TestLedger, _ name: String) throws -> String {
        let path = ledger.scratch.path(name)
        let file = URL(filePath: name.contains(".") ? path : path + "/deaths.csv")
        return try Data(contentsOf: file).base64EncodedString()
    }

    @Test func `nothing is replaced that is no export`() async throws {
        let ledger = try await small()
        let folder = ledger.scratch.path("mine")
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
        try "keep".write(toFile: folder + "/thesis.txt", atomically: false, encoding: .utf8)
        for options in [[], ["--replace"]] {
            let run = try await ledger.run(["export", folder] + options)
            #expect(run.status == 1 && run.errors.contains(folder), "\(run.errors)")
        }
        let file = try await ledger.run(["export", folder, "--format", "sqlite", "--replace"])
        #expect(file.status == 1 && file.errors.contains("is a folder"), "\(file.errors)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["thesis.txt"])
        let other = try await ledger.run(["export", folder + "/thesis.txt", "--format", "csv"])
        #expect(other.status == 1 && other.errors.contains("is a file"), "\(other.errors)")
        let ending = try await ledger.run(["export", ledger.scratch.path("deaths.csv")])
        #expect(ending.status == 2 && ending.errors.contains("a folder has tables"), "\(ending.errors)")
        let comment = try await ledger.run(["export", ledger.scratch.path("a.xlsx"), "--comment"])
        #expect(comment.status == 2 && comment.errors.contains("--comment"), "\(comment.errors)")
    }

    @Test(arguments: names)
    func `a place that cannot be written ends in a sentence`(_ name: String) async throws {
        let ledger = try await small()
        let place = ledger.scratch.path("nowhere/\(name)")
        let run = try await ledger.run(["export", place])
        #expect(
            run.status == 1 && run.errors.contains(place) && run.errors.split(separator: "\n").count == 1,
            "\(run.errors)")
    }

    /// On a disk of memory that nobody else sees.
    private static let fullDisk = """
        set -u
        mount -t tmpfs -o size=100k tmpfs "$1" || exit 90
        cd "$1"
        echo kept > before
        "$0" export "$2" --ledger "$3" 2>&1
        echo "status $?"
        rm -f before
        find . -mindepth 1 | sed 's/^/LEFT /'
        """

    @Test(arguments: names)
    func `a disk that is full ends in a sentence and leaves nothing`(_ name: String) async throws {
        let ledger = try await TestLedger.makeExported()
        // The views are made where there is room.
        _ = try await ledger.everyView()
        let disk = try TemporaryFolder()
        let unshare = Program(url: URL(filePath: "/usr/bin/unshare"))
        let options = geteuid() == 0 ? ["--mount"] : ["--mount", "--map-root-user", "--user"]
        let run = try await unshare.run(
            options + ["/bin/bash", "-c", Self.fullDisk, Program.ledger.url.path, disk.path, name, ledger.path])
        #expect(run.output.contains("status 1") && run.output.contains("disk is full"), "\(run.output) \(run.errors)")
        #expect(!run.output.contains("LEFT "), "\(run.output)")
    }

    @Test(arguments: names)
    func `what cannot be taken in is left out with a word, in the answer, in the file and in the status`(
        _ name: String
    ) async throws {
        let ledger = try await small()
        try await ledger.succeed(["record", "deaths", "--id", "b", "--date", "2019", "--dead", "4", "--source", "desk"])
        let log = try EventLog(openingAt: ledger.path + "/log", access: .readWrite)
        // It says nothing but a kind and an identifier.
        _ = try await log.append(
            AppendRequest(drafts: [Draft(callerPart: [0x20, 2, 0x2A, 1, 0x7A], expected: .any)]))
        log.close()
        let child = try await Program.viewChild.run(["huge", ledger.path])
        try #require(child.status == 0, "\(child.output)")
        let run = try await ledger.run(["export", ledger.scratch.path(name)])
        #expect(run.status == 5 && run.output.contains("INCOMPLETE") && run.output.contains("deaths/z"), "\(run)")
        #expect(run.output.contains("too large to be summed"), "\(run.output)")
        let provenance = ledger.scratch.text(
            of: name.contains(".") ? name + ".provenance.json" : name + "/provenance.json")
        #expect(provenance.contains("\"isComplete\": false") && provenance.contains("deaths/z"))
        guard name == "records.sqlite" else { return }
        let dead = try await Readers.rows(of: "SELECT dead FROM year WHERE year = 2019", in: ledger.scratch.path(name))
        #expect(dead.map { $0["dead"] } == (try await ledger.view("year", ["--year", "2019"]).map { $0["dead"] }))
        let notices = try await Readers.rows(of: "SELECT text FROM notice", in: ledger.scratch.path(name))
        #expect(notices.contains { $0["text"]?.contains("INCOMPLETE") ?? false })
    }

    @Test func `an empty ledger is exported, and a moment beyond its end is not`() async throws {
        let ledger = try await TestLedger.make()
        for name in Self.names {
            let said = try await ledger.succeed(["export", ledger.scratch.path(name)])
            #expect(said.contains("no records"), "\(said)")
        }
        let run = try await ledger.run(["export", ledger.scratch.path("later"), "--as-of", "7"])
        #expect(run.status == 1 && run.errors.contains("position 7"), "\(run.errors)")
    }
}
