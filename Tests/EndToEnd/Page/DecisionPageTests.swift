import Foundation
import LedgerTesting
import Testing

/// Pairs and disputes are decided in a browser.
@Suite(.serialized, .enabled(if: Browser.isPresent, "Tools/prerequisites: need_browser"))
struct DecisionPageTests {
    private func send(_ browser: Browser) async throws {
        try await browser.follow(".decide .main")
        try await browser.wait("what was recorded") { try await $0.title.contains("It is recorded") }
    }

    @Test func `a suspected pair stands side by side, and counts once when somebody has decided`() async throws {
        let ledger = try await TestLedger.make()
        for (id, prefix, dead) in [("boats", "boat-", "3"), ("ships", "ship-", "4")] {
            try await ledger.succeed([
                "record", "dataset", "--id", id, "--publisher", id, "--title", id, "--prefix", prefix,
            ])
            try await ledger.succeed([
                "record", "deaths", "--id", prefix + "1", "--date", "2020-01-11", "--dead", dead, "--point",
                "35.5, 12.6", "--place", "Off Lampedusa",
            ])
        }
        try await ledger.succeed([
            "duplicates", "decide", "deaths/boat-1", "deaths/ship-1", "different", "--reason", "Two boats",
        ])
        try await ServedLedger.with(ledger) { served in
            try await Browser.with(expecting: ["422"]) { browser in
                try await browser.signIn(served, as: "investigator", to: "/duplicates?relation=all")
                let text = try await browser.text
                #expect(text.contains("Two boats") && text.contains("1 pair"), "\(text)")
                #expect(try await browser.texts("mark").contains("4"), "what differs is marked")
                try await browser.expectUsable("duplicates")
                try await browser.choose("same-second", in: ".decide select")
                try await browser.type("One boat, says the coast guard", into: ".decide input[name='reason']")
                try await send(browser)
                #expect(try await ledger.view("year").map { $0["dead"] } == ["4"], "the second counts")
                try await browser.open(served.url + "/duplicates?relation=all")
                try await browser.choose("undecide", in: ".decide select")
                try await browser.type("Not sure any longer", into: ".decide input[name='reason']")
                try await send(browser)
                #expect(try await ledger.view("year").map { $0["dead"] } == ["7"])
            }
            // Who only reads is not asked.
            let page = try await served.get("/duplicates?relation=all", as: "analyst").text
            #expect(!page.contains("class=\"entry"))
        }
    }

    /// The publisher changed what the desk had changed: exports of two days, and a correction between them.
    @Test func `a disputed field stands as somebody decides, and is disputed no more`() async throws {
        let ledger = try await TestLedger.make()
        try await take(ledger, dead: 10, "2020-01-01")
        try await ledger.succeed([
            "correct", "deaths", "mmp-1", "--dead", "77", "--known-at", "2020-01-12", "--reason", "court file",
        ])
        try await take(ledger, dead: 12, "2020-02-01")
        #expect(try await ledger.view("year").map { $0["dead"] } == ["77"])
        try await ServedLedger.with(ledger) { served in
            try await Browser.with { browser in
                try await browser.signIn(served, as: "investigator", to: "/disputes")
                try await browser.expectUsable("disputes")
                let text = try await browser.text
                #expect(text.contains("77") && text.contains("12"))
                try await browser.click("input[name='take.dead'][value='publisher']")
                try await browser.type("They counted again", into: ".decide input[name='reason']")
                try await send(browser)
                try await browser.open(served.url + "/disputes")
                #expect(try await browser.text.contains("0 records"))
            }
        }
        #expect(try await ledger.view("year").map { $0["dead"] } == ["12"])
        #expect(try await ledger.succeed(["disputes", "--format", "csv"]).split(separator: "\n").count == 1)
    }

    private func take(_ ledger: TestLedger, dead: Int, _ asAt: String) async throws {
        let table = """
            Web ID,Region of Incident,Reported Date,Reported Year,Number Dead,Minimum Estimated Number of Missing,\
            Location Description,Information Source
            1,Mediterranean,"January 05, 2019",2019,\(dead),,Off Izmir,IOM

            """
        let file = try ledger.scratch.file("rows.csv", holding: table)
        try await ledger.succeed(["import", "missing-migrants", file, "--as-at", asAt])
    }
}
