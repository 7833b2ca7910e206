import Folding
import Incidents
import Ledger
import LedgerTesting
import Testing

@testable import Comparison

/// Whose words a published figure is held against, and what is said of the days on which it held.
struct ReconcileTests {
    @Test func `a publisher's figure is held against its own dataset, and beside it against the ledger`() async throws {
        let ledger = try ComparedLedger()
        try await ledger.export("web", of: "IOM", asAt: "2019-07-09")
        try await ledger.say(toll("web-1", .recorded, "2019-07-09", dataset: "web", dead: 10))
        try await ledger.say(toll("guard-1", .recorded, "2019-08-01", dead: 3))
        try await ledger.export("other", of: "A Coast Guard", asAt: "2019-09-01")
        try await ledger.say(toll("other-1", .recorded, "2019-09-01", dataset: "other", dead: 5))
        try await ledger.figure("own", "10")
        try await ledger.figure("press", "10") { $0.publisher = "A Newspaper" }

        let own = try #require(try ledger.reconciled("own"))
        #expect(own.verdict == .holds && own.presentText == "10" && own.datasets == ["web"])
        #expect(own.ledgerHolds?.exactValue == 18 && own.basis.contains("web, as published"))
        let press = try #require(try ledger.reconciled("press"))
        #expect(press.verdict == .heldThen && press.presentText == "18" && press.ledgerHolds == nil)
        #expect(press.datasets.isEmpty)
    }

    @Test func `the desk's correction of a record does not make its publisher's figure wrong`() async throws {
        let ledger = try ComparedLedger()
        try await ledger.export("web", of: "IOM", asAt: "2019-07-09")
        try await ledger.say(toll("web-1", .recorded, "2019-07-09", dataset: "web", dead: 10))
        try await ledger.say(toll("web-1", .corrected, "2019-08-01", dead: 12))
        try await ledger.figure("own", "10")
        let own = try #require(try ledger.reconciled("own"))
        #expect(own.verdict == .holds && own.byDay.map(\.value) == [Sum(exactly: 10)])
        #expect(own.byPosition.count == 1 && own.ledgerHolds == Sum(exactly: 12) && own.account == nil)
    }

    @Test func `a region of another scheme with the same meaning counts, and one without is not judged`() async throws {
        let ledger = try ComparedLedger()
        try await ledger.export("main", of: "IOM", asAt: "2024-12-17")
        try await ledger.say(
            toll("main-1", .recorded, "2024-12-17", dataset: "main", dead: 3289, region: "mmp-2021:Mediterranean"),
            toll("main-2", .recorded, "2024-12-17", dataset: "main", dead: 7, region: "mmp-2021:Europe"))
        try await ledger.figure("sea", "3289") { $0.region = Region(scheme: "mmp-2014", code: "Mediterranean") }
        try await ledger.figure("land", "7") { $0.region = Region(scheme: "mmp-2014", code: "Europe") }
        let sea = try #require(try ledger.reconciled("sea"))
        #expect(sea.verdict == .holds && sea.presentText == "3289" && sea.scope.contains("mmp-2021:Mediterranean"))
        #expect(
            try ledger.reconciled("land")?.because == "no record of the period states a region of mmp-2014")
    }

    @Test func `regions of two schemes mean the same in both directions, and only whole regions or groups`() throws {
        for (left, right) in [
            ("mmp-2014:East Asia", "mmp-2021:Eastern Asia"), ("mmp-2014:Americas", "mmp-2021:Americas"),
        ] {
            let (left, right) = (try Region(left), try Region(right))
            #expect(RegionCatalog.equivalents(of: left) == [right] && RegionCatalog.equivalents(of: right) == [left])
            for region in [left, right] { #expect(throws: Never.self) { try RegionCatalog.members(of: region) } }
        }
        for lossy in ["mmp-2014:North America", "mmp-2014:Europe", "mmp-2014:North Africa", "m49:150"] {
            #expect(RegionCatalog.equivalents(of: try Region(lossy)).isEmpty)
        }
    }

    @Test func `a figure of a dataset keeps what the dataset said when a successor comes, and names the successor`()
        async throws
    {
        let ledger = try ComparedLedger()
        try await ledger.export("web", of: "IOM", asAt: "2019-07-09")
        try await ledger.say(toll("web-1", .recorded, "2019-07-09", dataset: "web", dead: 8070))
        try await ledger.figure("named", "8070") { ($0.publisher, $0.dataset) = ("The Commission", "web") }
        try await ledger.figure("own", "8070")
        try await ledger.export("main", of: "IOM", asAt: "2024-12-17", succeeds: ["web"])
        try await ledger.say(toll("main-1", .recorded, "2024-12-17", dataset: "main", dead: 8100))

        let named = try #require(try ledger.reconciled("named"))
        #expect(named.verdict == .holds && named.heldText == "at the export of 2019-07-09, the last")
        #expect(named.notices == ["main has succeeded web, from 2024-12-17 on."])
        #expect(named.ledgerHolds == Sum(exactly: 8100))
        // Without a dataset it is held against those of its publisher that are in force.
        let own = try #require(try ledger.reconciled("own"))
        #expect(own.byDay.map(\.value) == [Sum(exactly: 8070), Sum(exactly: 8100)] && own.verdict == .heldThen)
        #expect(own.byPosition.last?.value == Sum(exactly: 8100) && own.ledgerHolds == nil)
        #expect(own.heldText == "at the export of 2019-07-09, no longer at that of 2024-12-17")
        #expect(own.account?.records.map(\.kind) == [.added, .leftOut] && own.account?.sum(of: nil) == "30")
        let before = try #require(try ledger.reconciled("own", at: Moment(knownBy: day("2024-12-16"))))
        #expect(before.verdict == .holds && before.notices.isEmpty)
    }

    @Test func `a dataset that nobody has described is said to be none, and the ledger answers`() async throws {
        let ledger = try ComparedLedger()
        try await ledger.say(toll("x", .recorded, "2019-07-09", dead: 4))
        try await ledger.figure("named", "4") { $0.dataset = "nowhere" }
        let named = try #require(try ledger.reconciled("named"))
        #expect(named.verdict == .holds && named.notices.contains { $0.contains("no dataset nowhere") })
    }

    @Test func `a figure held at exports, and between two of them nothing is claimed`() async throws {
        let ledger = try ComparedLedger()
        try await ledger.figure("ten", "10")
        try await ledger.figure("twelve", "12")
        for (asAt, dead) in [("2019-07-09", Int64(10)), ("2019-10-01", 10), ("2020-01-08", 12), ("2020-01-16", 10)] {
            try await ledger.export("web", of: "IOM", asAt: asAt)
            let type = asAt == "2019-07-09" ? EventType.recorded : .corrected
            try await ledger.say(toll("web-1", type, asAt, dataset: "web", dead: dead))
        }
        #expect(
            try ledger.reconciled("ten")?.heldText
                == "from the export of 2019-07-09 to that of 2019-10-01, no longer at that of 2020-01-08; "
                + "at the export of 2020-01-16, the last")
        let twelve = try #require(try ledger.reconciled("twelve"))
        #expect(twelve.heldText == "at the export of 2020-01-08, no longer at that of 2020-01-16")
        #expect(twelve.account?.since == day("2020-01-08") && twelve.account?.sum(of: nil) == "-2")
        // Only what had come by then.
        #expect(try ledger.reconciled("twelve", at: Moment(knownBy: day("2020-01-10")))?.verdict == .holds)
        #expect(try ledger.reconciled("twelve", at: Moment(asOf: .position(11)))?.verdict == .holds)
        #expect(try ledger.reconciled("twelve", at: Moment(asOf: .position(5)))?.verdict == .differs)
    }

    @Test func `a figure as at a day after the last data cannot be judged`() async throws {
        let ledger = try ComparedLedger()
        try await ledger.export("web", of: "IOM", asAt: "2020-01-16")
        try await ledger.say(toll("web-1", .recorded, "2020-01-16", dataset: "web", dead: 10))
        for (id, asAt) in [("later", "2020-02-17"), ("same", "2020-01-16")] {
            try await ledger.figure(id, "291") { $0.asAt = day(asAt) }
        }
        let later = try #require(try ledger.reconciled("later"))
        #expect(later.verdict == .notJudged && later.because == "nothing known after 2020-01-16")
        #expect(later.isAnswered && later.account == nil)
        #expect(try ledger.reconciled("same")?.verdict == .differs)
    }

    @Test func `what the figure's own publisher states of an operation does not confirm it`() async throws {
        let ledger = try ComparedLedger()
        var operation = Operation()
        (operation.name, operation.occurred) = ("Andes", Period.year(2018))
        operation.results = [OperationResult(publisher: "INTERPOL", measure: "arrests", count: .exactly(49))]
        let record = RecordID(kind: .operation, id: "andes")
        try await ledger.say(event(.recorded, record, "2019-01-01", state: .operation(operation)))
        for (id, publisher) in [("own", "Interpol "), ("other", "UNODC")] {
            try await ledger.figure(id, "49") {
                ($0.publisher, $0.operation, $0.measureCode) = (publisher, "andes", "arrests")
            }
        }
        let own = try #require(try ledger.reconciled("own"))
        #expect(own.statements.map(\.isOwn) == [true, false] && own.verdict == .confirmed)
        #expect(try ledger.reconciled("other")?.verdict == .confirmed)
        // With the other figure gone, its own word is all that there is.
        let before = try #require(try ledger.reconciled("own", at: Moment(asOf: .position(2))))
        #expect(before.statements.map(\.isOwn) == [true] && before.verdict == .nobodyElse)
    }

    @Test func `what no record answers is held against other publishers, and no own word confirms it`() async throws {
        let ledger = try ComparedLedger()
        let figure = { (id: String, publisher: String, source: String, low: Int64) in
            try await ledger.figure(id, "\(low)") {
                ($0.publisher, $0.subject, $0.measure, $0.measureCode) = (publisher, "A convention", "Parties", "")
                ($0.period, $0.count) = (Period.year(2020), .exactly(low))
                if !source.isEmpty { $0.notes.sources = [Source(publisher: source)] }
            }
        }
        try await figure("guide", "A Commission", "A Study 2018, p.5", 149)
        #expect(try ledger.reconciled("guide")?.verdict == .nobodyElse)
        // The same publisher again, one that quotes it, and one that quotes whom it quotes.
        try await figure("later", "a  commission", "", 149)
        try await figure("press", "A Newspaper", "A Commission", 149)
        try await figure("report", "A Ministry", "A Study 2018, pp. 7-9", 149)
        var guide = try #require(try ledger.reconciled("guide"))
        #expect(guide.verdict == .nobodyElse && guide.statements.map(\.isOwn) == [true, true, true])
        try await figure("depositary", "A Depositary", "", 149)
        guide = try #require(try ledger.reconciled("guide"))
        #expect(guide.verdict == .confirmed && guide.because.contains("A Depositary: 149"))
        try await figure("archive", "An Archive", "", 150)
        #expect(try ledger.reconciled("guide")?.verdict == .disputed)
        #expect(try ledger.reconciled("archive")?.verdict == .contradicted)
        // Who reports no number contradicts nobody.
        try await ledger.figure("silent", "1") {
            ($0.publisher, $0.subject, $0.measure, $0.measureCode) = ("A Bureau", "A convention", "Parties", "")
            ($0.period, $0.count) = (Period.year(2020), .notReported)
        }
        #expect(try ledger.reconciled("guide")?.statements.contains { $0.publisher == "A Bureau" } == false)
        // An indicator is a statement, too.
        var indicator = Indicator()
        (indicator.publisher, indicator.population, indicator.measure) = ("An Observatory", "a  Convention", "parties")
        (indicator.period, indicator.value) = (Period.year(2020), .exactly(148))
        let record = RecordID(kind: .indicator, id: "parties")
        try await ledger.say(event(.recorded, record, "2020-02-01", state: .indicator(indicator)))
        #expect(try ledger.reconciled("guide")?.statements.map(\.publisher).contains("An Observatory") == true)
        // Of another year it is another thing.
        try await ledger.figure("next", "149") {
            ($0.publisher, $0.subject, $0.measure, $0.measureCode) = ("A Register", "A convention", "Parties", "")
            ($0.period, $0.count) = (Period.year(2021), .exactly(149))
        }
        #expect(try ledger.reconciled("next")?.verdict == .nobodyElse)
    }
}
