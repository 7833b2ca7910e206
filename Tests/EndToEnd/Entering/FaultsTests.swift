import Foundation
import LedgerTesting
import Testing

/// What is wrong with a record that is entered is told at once, by the names of the flags.
struct FaultsTests {
    private static func lines(_ run: Program.Run) -> [String] { run.errors.split(separator: "\n").map(String.init) }

    @Test func `every fault of the flags and of the state is told in one answer`() async throws {
        let ledger = try await TestLedger.make()
        let run = try await ledger.run([
            "record", "deaths", "--dead", "many", "--missing", "-3", "--date", "2020-13", "--country", "EGY", "--from",
            "Germany", "--cause-class", "drownin", "--name", "Andes", "--known-at", "tomorrow", "--quality", "7",
            "--cause", "a", "--cause", "b", "--url", "https://iom.int", "--point-precision", "exact", "--survivers",
            "4",
        ])
        #expect(run.status == 2 && run.output.isEmpty)
        let flags = [
            "dead", "missing", "date", "country", "from", "cause-class", "name", "known-at", "quality", "cause", "url",
            "point-precision", "survivers",
        ]
        let lines = Self.lines(run)
        for flag in flags {
            let starts = [
                "Error: --\(flag): ", "Error: --\(flag) is ", "Error: --\(flag) says ", "Error: Each --\(flag) ",
            ]
            #expect(lines.count { line in starts.contains(where: line.hasPrefix) } == 1, "\(flag): \(lines)")
        }
        #expect(lines.count == flags.count, "\(lines)")
        #expect(try await ledger.head().position == 0)
    }

    @Test func `what is no option is told with all else, and what belongs to none`() async throws {
        let ledger = try await TestLedger.make()
        let run = try await ledger.run([
            "record", "deaths", "--daed", "4", "--date", "2020-77", "Off", "Zuwara", "--mising=3",
        ])
        let lines = Self.lines(run)
        #expect(run.status == 2 && lines.count == 5, "\(lines)")
        for words in [
            "--daed is no option of record deaths. Did you mean dead",
            "--mising is no option of record deaths. Did you mean missing",
            "\"Off\" belongs to no option", "\"Zuwara\" belongs to no option", "--date: given \"2020-77\"",
        ] { #expect(run.errors.contains("Error: " + words), "\(words): \(lines)") }
    }

    @Test func `a fault of the state alone is refused, by its flag`() async throws {
        let ledger = try await TestLedger.make()
        let run = try await ledger.run(["record", "incident", "--date", "2020", "--from", "XX", "--fee", "5:euro"])
        #expect(run.status == 1)
        let lines = Self.lines(run)
        #expect(lines.map { $0.split(separator: ":")[1] } == [" --incident-kind", " --from", " --fee"], "\(lines)")
    }

    @Test(arguments: [
        ["correct", "deaths", "boat", "--dead", "many", "--crime", "x"], ["correct", "deaths", "boat", "--ded", "3"],
        ["correct", "deaths", "absent", "--dead", "3"], ["withdraw", "deaths", "boat", "--known-at", "x"],
        ["withdraw", "deaths", "boat", "--nonsense"], ["reinstate", "deaths", "boat", "--known-at", "x"],
        ["correct", "deaths", "boat", "--dead", "3", "--reason", " "],
        ["duplicates", "decide", "deaths/a", "deaths/b", "same"],
    ])
    func `that no reason is given is said first, and what else is wrong with it`(_ command: [String]) async throws {
        let ledger = try await TestLedger.make()
        try await ledger.succeed(["record", "deaths", "--id", "boat", "--date", "2020", "--dead", "1"])
        let run = try await ledger.run(command)
        let lines = Self.lines(run)
        #expect(run.status == 2 && lines.first?.hasPrefix("Error: --reason is missing") == true, "\(run.errors)")
        let isAlone = command.contains("decide") || command.contains(" ")
        #expect(isAlone || lines.dropFirst().contains { $0.hasPrefix("Error: ") }, "\(run.errors)")
        #expect(try await ledger.head().position == 1)
    }

    @Test func `a country that is written otherwise is asked for by its code`() async throws {
        let ledger = try await TestLedger.make()
        for (text, question) in [
            ("EGY", "did you mean EG (Egypt)?"), ("UK", "did you mean GB (United Kingdom)?"),
            ("Germany", "did you mean DE (Germany)?"), ("Libyan", "did you mean LY (Libya)?"),
        ] {
            for flag in ["--country", "--from"] {
                let run = try await ledger.run(["record", "deaths", "--dead", "1", "--date", "2020", flag, text])
                #expect(run.status == 1 && run.errors.contains(question), "\(run.errors)")
                #expect(run.errors.hasPrefix("Error: \(flag): "), "\(run.errors)")
            }
            let group = try await ledger.run(["record", "arrests", "--date", "2020", "--people", "3:male:\(text)"])
            #expect(group.status == 2 && group.errors.contains(question), "\(group.errors)")
        }
    }

    @Test func `a coded value, a region and a kind that are like a known one are asked for`() async throws {
        let ledger = try await TestLedger.make()
        for (command, question) in [
            (["record", "incident", "--mode", "sae"], "did you mean sea?"),
            (["record", "incident", "--crime", "fruad"], "did you mean fraud?"),
            (["record", "incident", "--exemption", "humanitarain"], "did you mean humanitarian?"),
            (["record", "arrests", "--role", "transporte"], "did you mean transporter?"),
            (["record", "deaths", "--region", "mmp-2014:Mediteranean"], "Mediterranean"),
            (["record", "death", "--dead", "1"], "Did you mean deaths?"),
            (["correct", "incidents", "x", "--reason", "r"], "Did you mean incident?"),
        ] {
            let run = try await ledger.run(command)
            #expect(run.status == 2 && run.errors.contains(question), "\(command): \(run.errors)")
        }
    }

    @Test(arguments: [
        "incident", "deaths", "arrests", "operation", "published-figure", "dataset",
        "case", "proceeding", "law", "provision", "indicator", "activity",
    ])
    func `the help of a kind shows the fields of that kind, and what every kind takes`(_ kind: String) async throws {
        let own = [
            "incident": "--fee", "deaths": "--survivors", "arrests": "--role", "operation": "--lead",
            "published-figure": "--subject", "dataset": "--succeeds", "case": "--organized-group",
            "proceeding": "--charge", "law": "--amends", "provision": "--implements", "indicator": "--population",
            "activity": "--by",
        ]
        for command in ["record", "correct"] {
            let help = try await Program.ledger.run([command, kind, "--help"])
            #expect(help.status == 0)
            for (other, flag) in own {
                #expect(help.output.contains("  \(flag) ") == (other == kind), "\(kind) \(flag)")
            }
            for flag in ["--source", "--note", "--actor", "--known-at", "--json", "--ledger"] {
                #expect(help.output.contains("  \(flag) "), "\(kind) \(flag)")
            }
            #expect(help.output.split(separator: "\n").allSatisfy { $0.count <= 80 }, "\(help.output)")
        }
    }

    @Test func `a flag of another kind is named with the kinds that have it`() async throws {
        let ledger = try await TestLedger.make()
        let run = try await ledger.run(["record", "arrests", "--dead", "1", "--route", "x", "--date", "2020"])
        #expect(run.status == 2)
        #expect(run.errors.contains("--dead is not a field of arrests; it is one of deaths."), "\(run.errors)")
        #expect(run.errors.contains("--route is not a field of arrests; it is one of incident or deaths."))
    }

    @Test func `a negative count is told as that, and a point may lie south and west`() async throws {
        let ledger = try await TestLedger.make()
        for flag in ["--dead", "--missing", "--survivors", "--total"] {
            for words in [[flag, "-3"], ["\(flag)=-3"]] {
                let run = try await ledger.run(["record", "deaths", "--date", "2020"] + words)
                #expect(
                    run.status == 1 && run.errors.contains("\(flag): given \"-3\", which is negative"), "\(run.errors)")
            }
        }
        for (id, point) in [("a", "-35.5, -60.5"), ("b", "-35.5,-60.5")] {
            try await ledger.succeed([
                "record", "deaths", "--id", id, "--date", "2020", "--dead", "1", "--point", point,
            ])
            #expect(try await ledger.succeed(["show", "deaths", id]).contains("-35.5, -60.5"))
        }
    }
}
