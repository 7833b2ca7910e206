import Foundation
import LedgerTesting
import Testing

/// What people see at the pages at which they look, in a real browser.
@Suite(.serialized, .enabled(if: Browser.isPresent, "Debian's chromium and chromium-driver are not here"))
struct PageLookTests {
    /// A cut of two real exports, an operation of two publishers, a figure that was true for eight days, and a dispute.
    private static func ledger() async throws -> TestLedger {
        let ledger = try await TestLedger.make()
        try await take(0, into: ledger)
        // The publisher says otherwise six days later: 84.
        try await ledger.succeed([
            "correct", "deaths", disputed, "--dead", "77", "--reason", "a coroner counted them", "--known-at",
            "2020-01-10",
        ])
        try await take(1, into: ledger)
        try await ledger.succeed([
            "record", "operation", "--id", "andes", "--name", "Operation Andes", "--date", "2018-11-27..2018-11-30",
            "--lead", "INTERPOL", "--result", "UN guide/arrests=49", "--result", "INTERPOL/arrests@pre-operational=31",
            "--result", "INTERPOL/arrests@action=18", "--result", "INTERPOL/checks=<44000", "--source", "UN guide",
        ])
        try await ledger.succeed([
            "record", "arrests", "--id", "andes-action", "--operation", "andes", "--phase", "action", "--count", "18",
            "--date", "2018-11-29", "--source", "INTERPOL",
        ])
        return ledger
    }

    private static let disputed = "mmp-52664"

    private static func take(_ export: Int, into ledger: TestLedger) async throws {
        let day = CutExports.days[export]
        try await ledger.succeed(["import", "missing-migrants", CutExports.file(day).path, "--as-at", day])
    }

    /// The sum of a column of a view, as the command line prints it.
    private static func total(
        _ column: String, _ ledger: TestLedger, _ arguments: [String] = []
    ) async throws -> Int {
        try await ledger.view("year", arguments).compactMap { Int($0[column] ?? "") }.reduce(0, +)
    }

    private static func grouped(_ number: Int) -> String {
        number.formatted(.number.locale(Locale(identifier: "en")))
    }

    private static func signIn(_ browser: Browser, _ served: ServedLedger, as role: String) async throws {
        try await browser.open(served.url + "/")
        try await browser.wait("the form") { try await $0.has("#token") }
        try await browser.type(try #require(served.tokens[role]), into: "#token")
        try await browser.click("main button")
        try await browser.wait("the overview") { try await $0.has(".totals") }
    }

    @Test func `moving the day redraws the figures, says what changed, and leads to the records that did it`()
        async throws
    {
        let ledger = try await Self.ledger()
        let now = try await Self.total("dead_and_missing", ledger)
        let then = try await Self.total("dead_and_missing", ledger, ["--known-by", "2020-01-08"])
        #expect(now != then)
        try await ServedLedger.with(ledger) { served in
            try await Browser.with { browser in
                try await Self.signIn(browser, served, as: "analyst")
                #expect(try await browser.texts(".totals dd").last == Self.grouped(now))
                #expect(try await !browser.has("#difference"))
                try await browser.expectUsable("overview")
                let day = try Date("2020-01-08T00:00:00Z", strategy: .iso8601).timeIntervalSince1970 / 86_400
                _ = try await browser.run(
                    """
                    const slider = document.getElementById("slide-day");
                    slider.value = arguments[0];
                    slider.dispatchEvent(new Event("input"));
                    """, [day])
                try await browser.wait("the figures of that day") {
                    try await $0.texts(".totals dd").last == Self.grouped(then)
                }
                let address = try await browser.run("return location.search") as? String ?? ""
                #expect(address.contains("known-by=2020-01-08"))
                // The answer is pinned: it stays what it is while the log goes on.
                #expect(address.contains("as-of="))
                let changes = try await browser.texts(".difference li")
                #expect(
                    changes.contains { $0.contains("Dead and missing: +\(Self.grouped(now - then))") }, "\(changes)")
                try await browser.click(".difference a")
                try await browser.wait("the changes") { try await $0.text("h1") == "What changed" }
                #expect(try await browser.has("tbody a[href^='/records/']"))
                try await browser.expectUsable("changes")
            }
        }
    }

    @Test func `figures can be seen as published, without what the desk made of them`() async throws {
        let ledger = try await Self.ledger()
        let (held, published) = (
            try await Self.total("dead", ledger), try await Self.total("dead", ledger, ["--as-published"])
        )
        #expect(held != published)
        try await ServedLedger.with(ledger) { served in
            let page = try await served.get("/", as: "consumer").text
            #expect(page.contains("the desk&#39;s amendments are in it: dead -7"))
            #expect(page.contains("<dd>\(Self.grouped(held))</dd>"))
            let other = try await served.get("/?as-published=true", as: "consumer").text
            #expect(other.contains("<dd>\(Self.grouped(published))</dd>"))
            #expect(other.contains("/v1/views/year.json?as-of=") && other.contains("as-published=true"))
        }
    }

    @Test func `moving the position shows what the ledger held then`() async throws {
        let ledger = try await Self.ledger()
        let half = try await ledger.head().position / 2
        let then = try await Self.total("incidents", ledger, ["--as-of", "\(half)"])
        try await ServedLedger.with(ledger) { served in
            try await Browser.with { browser in
                try await Self.signIn(browser, served, as: "consumer")
                _ = try await browser.run(
                    """
                    const slider = document.getElementById("slide-place");
                    slider.value = arguments[0];
                    slider.dispatchEvent(new Event("input"));
                    """, [Int(half)])
                try await browser.wait("the figures of that position") {
                    try await $0.texts(".totals dd").first == Self.grouped(then)
                }
                // Who may not see records is not led to them.
                #expect(try await browser.has("#difference"))
                #expect(try await !browser.has(".difference a"))
                #expect(try await !browser.has("nav a[href^='/records']"))
            }
        }
    }

    @Test func `the map says what it shows, comes nearer by its buttons, and has its table`() async throws {
        try await ServedLedger.with(try await Self.ledger()) { served in
            try await Browser.with { browser in
                try await Self.signIn(browser, served, as: "analyst")
                #expect(
                    try await browser.text(".map figcaption").contains(
                        "The boundaries and names shown and the designations used on this map do not imply official "
                            + "endorsement or acceptance by the United Nations."))
                let before = try await browser.run("return document.querySelector('svg.world').getAttribute('viewBox')")
                try await browser.click(".map-buttons button")
                let after = try await browser.run("return document.querySelector('svg.world').getAttribute('viewBox')")
                #expect(before as? String != after as? String)
                try await browser.readLogs()
                #expect(browser.requests.contains { $0.hasPrefix(served.url) && $0.hasSuffix("world.svg") })
                // Each cell leads to its records.
                let link = try await browser.run(
                    "return document.querySelector(\"details table a[href*='near=']\").getAttribute('href')")
                let listed = try await served.get(
                    try #require(link as? String), as: "analyst", headers: [("Accept", "text/html")])
                #expect(listed.status == 200, "\(String(describing: link))")
                #expect(listed.text.contains("href=\"/records/deaths/"), "\(listed.text.prefix(2_000))")
            }
        }
    }

    @Test func `a record is found by the form, and tells who said what, and both values of a dispute`() async throws {
        try await ServedLedger.with(try await Self.ledger()) { served in
            try await Browser.with { browser in
                try await Self.signIn(browser, served, as: "analyst")
                try await browser.open(served.url + "/records")
                try await browser.click(".find summary")
                try await browser.type("missing-migrants-web-id", into: "#find-dataset")
                try await browser.click("#find-disputed")
                try await browser.follow(".find button")
                #expect(try await browser.texts("tbody th a") == [Self.disputed])
                try await browser.expectUsable("records")
                try await browser.follow("tbody th a")
                let story = try await browser.texts(".story > li")
                #expect(story.count == 3)
                #expect(story[1].contains("2020-01-10") && story[1].contains("The desk"))
                #expect(story[1].contains("a coroner counted them"))
                #expect(story[2].contains("missing-migrants-web-id corrected it"))
                #expect(story[2].contains("Dead is disputed: the desk says 77, the dataset says 84"))
                let dispute = try await browser.texts(".table")
                #expect(dispute.first?.contains("The desk says") == true)
                #expect(dispute.first?.contains("77") == true, "\(dispute)")
                try await browser.expectUsable("record")
            }
        }
    }

    @Test func `an operation's publishers stand side by side, and are never added up`() async throws {
        try await ServedLedger.with(try await Self.ledger()) { served in
            try await Browser.with { browser in
                try await Self.signIn(browser, served, as: "analyst")
                try await browser.open(served.url + "/operations")
                let rows = try await browser.texts("tbody tr")
                #expect(rows.contains { $0.contains("Arrests") && $0.contains("49") && $0.contains("18 action") })
                #expect(rows.contains { $0.contains("nearly 44,000") && $0.contains("–") })
                #expect(try await browser.text("main").contains("never added up"))
                try await browser.expectUsable("operations")
            }
        }
    }

    @Test func `a figure's life is drawn, with the day on which it ceased to hold and the records that did it`()
        async throws
    {
        let ledger = try await Self.ledger()
        let then = try await Self.total("dead_and_missing", ledger, ["--known-by", "2020-01-08", "--year", "2019"])
        try await ledger.succeed([
            "record", "published-figure", "--id", "f1", "--publisher", "IOM Missing Migrants Project", "--subject",
            "Deaths of migrants", "--measure", "dead and missing", "--measure-code", "dead-and-missing", "--count",
            "\(then)",
            "--unit", "persons", "--date", "2019", "--citation", "a report",
        ])
        try await ServedLedger.with(ledger) { served in
            try await Browser.with { browser in
                try await Self.signIn(browser, served, as: "analyst")
                try await browser.open(served.url + "/reconcile")
                try await browser.wait("the figures") { try await $0.has("svg.life .held") }
                try await browser.expectUsable("reconcile")
                try await browser.follow("tbody th a")
                try await browser.wait("the figure") { try await $0.has(".fate") }
                #expect(try await browser.text(".fate") == "Held until 2020-01-08, no longer on 2020-01-16.")
                #expect(try await browser.has("#account ~ .table a[href^='/records/deaths/']"))
                try await browser.expectUsable("figure")
            }
            var consumer = try await served.get("/reconcile?figure=f1", as: "consumer")
            for _ in 0..<400 where consumer.status == 202 {
                #expect(consumer.header("Refresh") == "1")
                try await Task.sleep(for: .milliseconds(25))
                consumer = try await served.get("/reconcile?figure=f1", as: "consumer")
            }
            #expect(consumer.text.contains("no longer on 2020-01-16"))
            #expect(!consumer.text.contains("/records/deaths/"))
        }
    }

    @Test func `without scripts everything is there to read`() async throws {
        try await ServedLedger.with(try await Self.ledger()) { served in
            for path in ["/", "/?known-by=2020-01-08", "/records", "/operations"] {
                let page = try await served.get(path, as: "analyst").text
                #expect(page.matches(of: /<h1>/).count == 1, "\(path)")
                #expect(page.contains("<caption>"), "\(path)")
                // The moment can be chosen by links and fields.
                #expect(page.contains("name=\"known-by\""), "\(path)")
                #expect(!page.contains("onclick") && !page.contains("<script>"), "\(path)")
            }
            let overview = try await served.get("/?as-of=3&known-by=2020-01-08", as: "analyst").text
            // Links keep the moment.
            #expect(overview.contains("href=\"/records?as-of=3&amp;known-by=2020-01-08\""))
        }
    }
}
