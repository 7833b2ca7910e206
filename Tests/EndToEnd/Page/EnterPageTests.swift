import Foundation
import LedgerTesting
import Testing

/// Records are entered, corrected and withdrawn in a browser.
@Suite(.serialized, .enabled(if: Browser.isPresent, "Tools/prerequisites: need_browser"))
struct EnterPageTests {
    private func record(_ browser: Browser) async throws {
        try await browser.follow("button[value='check'].main")
        try await browser.wait("the page before it is recorded") { try await $0.has("button[value='record']") }
        try await browser.follow("button[value='record']")
        try await browser.wait("what was recorded") { try await $0.title.contains("It is recorded") }
    }

    @Test func `an incident is entered with its deaths and arrests, and the ledger has them`() async throws {
        let ledger = try await TestLedger.make()
        try await ServedLedger.with(ledger) { served in
            try await Browser.with { browser in
                try await browser.signIn(served, as: "investigator", to: "/enter")
                try await browser.expectUsable("enter")
                try await browser.follow("main a[href='/enter/incident']")
                try await browser.expectUsable("enter-incident")
                try await browser.type("2020-01-11", into: "#incident-date")
                try await browser.type("Off Paxos", into: "#incident-place")
                try await browser.type("mmp-2014:Mediterranean", into: "#incident-region")
                try await browser.choose("death-in-transit", in: "#incident-incident-kind")
                try await browser.type("SY", into: "#incident-from")
                // A row more of a list.
                try await browser.click("button[data-more='incident-from']")
                try await browser.type("AF", into: "#incident-from-2")
                try await browser.type("=IOM Greece", into: "#incident-source")
                try await browser.type("https://example.org/1", into: "#incident-url")
                try await browser.type("12..15", into: "#deaths-1-dead")
                try await browser.type("17", into: "#deaths-1-missing")
                try await browser.type("2", into: "#arrests-1-count")
                try await browser.choose("transporter", in: "#arrests-1-role")
                try await browser.follow("button[value='check'].main")
                try await browser.wait("the page before it is recorded") { try await $0.has("button[value='record']") }
                #expect(try await browser.text.contains("12 to 15"))
                try await browser.expectUsable("enter-check")
                #expect(try await ledger.head().position == 0, "nothing is recorded before it was looked at")
                try await browser.follow("button[value='record']")
                try await browser.wait("what was recorded") { try await $0.title.contains("It is recorded") }
                try await browser.expectUsable("enter-recorded")
            }
            let events = try await served.get("/v1/events", as: "analyst").text
            let incident = try #require(try await Self.state(of: "incident", served))
            #expect(incident["countriesOfOrigin"] as? [String] == ["SY", "AF"])
            let source = (incident["sources"] as? [[String: Any]])?.first
            #expect(source?["publisher"] as? String == "=IOM Greece", "a value is what was typed")
            #expect(source?["locator"] as? String == "https://example.org/1")
            let deaths = try #require(try await Self.state(of: "deaths", served))
            #expect(Self.count(deaths["dead"]) == [12, 15])
            let occurred = deaths["occurred"] as? [String: Any]
            #expect(occurred?["firstDay"] as? String == "2020-01-11", "taken of the incident")
            #expect(try await Self.state(of: "arrests", served)?["role"] as? String == "transporter")
            #expect(deaths["incident"] as? String != nil)
            #expect(events.split(separator: "\n").count == 4)
        }
    }

    @Test func `what is wrong is said at its field, and nothing that was typed is lost`() async throws {
        let ledger = try await TestLedger.make()
        try await ServedLedger.with(ledger) { served in
            try await Browser.with(expecting: ["422"]) { browser in
                try await browser.signIn(served, as: "investigator", to: "/enter/deaths")
                try await browser.type("yesterday", into: "#deaths-date")
                try await browser.type("many", into: "#deaths-dead")
                try await browser.type("Maria Gonzalez", into: "#deaths-source")
                try await browser.follow("button[value='check'].main")
                try await browser.wait("what is wrong") { try await $0.has("#deaths-dead-error") }
                #expect(try await browser.text("#deaths-date-error").contains("yesterday"))
                #expect(try await browser.text("#deaths-source-error").contains("looks like a person's name"))
                #expect(try await browser.value("#deaths-dead") == "many")
                let focus = try await browser.run("return document.activeElement.id")
                #expect(focus as? String == "faults", "whoever does not see is told first")
                #expect(!(try await browser.text.contains("--")), "the page has no flags")
                try await browser.expectUsable("enter-faults")
                try await browser.click("#faults a[href='#deaths-dead']")
                try await browser.type("3", into: "#deaths-dead")
                try await browser.type("2020-01-11", into: "#deaths-date")
                try await browser.click("#not-a-person")
                try await record(browser)
            }
            #expect(try await ledger.view("year").map { $0["dead"] } == ["3"])
        }
    }

    @Test func `a correction changes what was changed in the form, says why, and is refused to the second of two`()
        async throws
    {
        let ledger = try await TestLedger.make()
        try await ledger.succeed([
            "record", "deaths", "--id", "a", "--date", "2020", "--dead", "3", "--missing", "4", "--source", "IOM",
            "--source-quality", "4", "--point", "35.5, 12.6", "--counted-in", "2019",
        ])
        let before = try await ledger.succeed(["show", "deaths", "a", "--format", "json"])
        try await ServedLedger.with(ledger) { served in
            try await Browser.with(expecting: ["422"]) { browser in
                try await browser.signIn(served, as: "investigator", to: "/records/deaths/a")
                try await browser.follow(".actions a[href='/enter/correct/deaths/a']")
                #expect(try await browser.value("#deaths-counted-in") == "2019")
                try await browser.follow("button[value='check'].main")
                try await browser.wait("what is wrong") { try await $0.has("#reason-error") }
                #expect(try await browser.text.contains("Nothing is changed"))
                try await browser.type("5", into: "#deaths-missing")
                try await browser.type("One more is missed", into: "#reason")
                try await browser.follow("button[value='check'].main")
                try await browser.wait("what would change") { try await $0.has("button[value='record']") }
                #expect(try await browser.texts("tbody tr").count == 1)
                try await browser.expectUsable("correct-check")
                // Meanwhile somebody else speaks.
                try await ledger.succeed(["correct", "deaths", "a", "--missing", "6", "--reason", "Another source"])
                try await browser.follow("button[value='record']")
                try await browser.wait("the conflict") { try await $0.text.contains("meanwhile") }
                try await browser.open(served.url + "/enter/correct/deaths/a")
                try await browser.type("5", into: "#deaths-missing")
                try await browser.type("One more is missed", into: "#reason")
                try await record(browser)
                #expect(try await browser.text.contains("corrected"))
            }
            let after = try await ledger.succeed(["show", "deaths", "a", "--format", "json"])
            let old = try #require(Self.object(before)["state"] as? [String: Any])
            var new = try #require(Self.object(after)["state"] as? [String: Any])
            #expect(Self.count(new["missing"]) == [5])
            new["missing"] = old["missing"]
            #expect(NSDictionary(dictionary: new) == NSDictionary(dictionary: old), "all else stays as it was")
            #expect(Self.object(after)["event"].map { "\($0)" }?.contains("One more is missed") == true)
        }
    }

    @Test func `a record is withdrawn with a reason, and stands again`() async throws {
        let ledger = try await TestLedger.make()
        try await ledger.succeed(["record", "incident", "--id", "boat", "--date", "2020", "--incident-kind", "other"])
        try await ledger.succeed(["record", "deaths", "--date", "2020", "--dead", "3", "--incident", "boat"])
        try await ServedLedger.with(ledger) { served in
            try await Browser.with(expecting: ["422"]) { browser in
                try await browser.signIn(served, as: "investigator", to: "/enter/withdraw/incident/boat")
                try await browser.expectUsable("withdraw")
                try await browser.type("It never was", into: "#reason")
                try await browser.follow("main .main")
                try await browser.wait("that others name it") { try await $0.has("#faults") }
                try await browser.click("#linked-withdraw")
                try await browser.follow("main .main")
                try await browser.wait("what was recorded") { try await $0.title.contains("It is recorded") }
                #expect(try await browser.texts("tbody tr").count == 2)
                try await browser.open(served.url + "/enter/reinstate/incident/boat")
                try await browser.type("It was", into: "#reason")
                try await browser.follow("main .main")
                try await browser.wait("what was recorded") { try await $0.title.contains("It is recorded") }
            }
            #expect(
                try await ledger.view("year").allSatisfy { $0["deaths_records"] == "0" }, "the toll stays withdrawn")
        }
    }

    @Test func `the draft is kept while the connection is away, and gone once it is recorded`() async throws {
        let ledger = try await TestLedger.make()
        try await ServedLedger.with(ledger) { served in
            try await Browser.with(expecting: ["ERR_INTERNET_DISCONNECTED"]) { browser in
                try await browser.signIn(served, as: "investigator", to: "/enter/deaths")
                try await browser.type("3", into: "#deaths-dead")
                try await browser.type("2020-01-11", into: "#deaths-date")
                try await browser.type("IOM", into: "#deaths-source")
                try await browser.click("button[data-more='deaths-source']")
                try await browser.type("UNHCR", into: "#deaths-source-2")
                try await browser.setOffline(true)
                try await browser.click("button[value='check'].main")
                try await browser.wait("that nothing was sent") { try await $0.text.contains("nothing was sent") }
                #expect(try await browser.value("#deaths-dead") == "3")
                try await browser.setOffline(false)
                // The window is closed, and opened again.
                try await browser.open(served.url + "/enter/deaths")
                #expect(try await browser.value("#deaths-dead") == "")
                try await browser.click("[data-draft-note] button")
                try await browser.wait("the draft") { try await $0.value("#deaths-dead") == "3" }
                #expect(try await browser.value("#deaths-source-2") == "UNHCR")
                try await record(browser)
                try await browser.open(served.url + "/enter/deaths")
                #expect(
                    try await browser.run("return document.querySelector('[data-draft-note]').hidden") as? Bool == true)
            }
            #expect(try await ledger.view("year").map { $0["dead"] } == ["3"])
        }
    }

    /// Without JavaScript forms are what they are: what a browser sends is what this sends.
    @Test func `forms do the same without a script, once, however often they are sent`() async throws {
        let ledger = try await TestLedger.make()
        try await ServedLedger.with(ledger) { served in
            let page = try await served.get("/enter/deaths", as: "investigator").text
            let key = try #require(page.firstMatch(of: /name="key" value="([0-9a-f]{32})"/)?.output.1)
            #expect(!page.contains("<script>") && !page.contains("onclick"))
            let body = "key=\(key)&part=deaths&deaths.date=2020&deaths.dead=3&step=record"
            for _ in 0..<2 {
                let reply = try await served.form("/enter/deaths", as: "investigator", body)
                #expect(reply.status == 303, "\(reply.text)")
                #expect(reply.header("Location")?.hasPrefix("/enter/recorded?from=1&through=1") == true)
            }
            #expect(try await ledger.head().position == 1)
            let other = try await served.form(
                "/enter/deaths", as: "investigator", body.replacing("dead=3", with: "dead=4"))
            #expect(other.status == 422 && other.text.contains("was sent before"), "\(other.text)")
            let longer = try await served.form(
                "/enter/deaths", as: "investigator", body.replacing("step=record", with: "step=longer+deaths.source"))
            #expect(longer.text.contains("id=\"deaths-source-2\""))
            #expect(try await served.form("/enter/deaths", as: "analyst", body).status == 403)
            #expect(try await served.form("/enter/nothing", as: "investigator", body).status == 404)
            #expect(try await served.form("/enter/deaths", as: "investigator", "step=record").status == 400)
        }
    }

    private static func count(_ json: Any?) -> [Int] {
        let count = json as? [String: Any]
        return ["low", "high"].compactMap { count?[$0] as? Int }
    }

    private static func object(_ text: String) -> [String: Any] {
        (try? JSONSerialization.jsonObject(with: Data(text.utf8))) as? [String: Any] ?? [:]
    }

    /// Of the one record of a kind.
    private static func state(of kind: String, _ served: ServedLedger) async throws -> [String: Any]? {
        let events = try await served.get("/v1/events?kind=\(kind)", as: "analyst").text
        let id = events.split(separator: "\n").first.flatMap { object(String($0))["id"] as? String }
        return try await served.get("/v1/\(kind)/\(#require(id))", as: "analyst")["state"] as? [String: Any]
    }
}

extension ServedLedger {
    /// Sends a form of the page as a browser does, and does not go on to where it leads.
    func form(_ path: String, as role: String, _ body: String) async throws -> Reply {
        try await unredirected(
            "POST", path,
            [
                ("Content-Type", "application/x-www-form-urlencoded"), ("Sec-Fetch-Site", "same-origin"),
                ("Accept", "text/html"), ("Cookie", "ledger_session=\(tokens[role] ?? role)"),
            ], body: Data(body.utf8))
    }
}
