import Foundation
import LedgerTesting
import Testing

/// A table is taken in from a browser.
@Suite(.serialized, .enabled(if: Browser.isPresent, "Tools/prerequisites: need_browser"))
struct ImportPageTests {
    private func send(_ browser: Browser, _ day: String, scope: String) async throws {
        try await browser.attach(CutExports.file(day).path, to: "#file")
        // A browser writes days as its reader's country does; the field holds them as ISO 8601 has them.
        try await browser.run("document.querySelector('#as-at').value = arguments[0]", [day])
        try await browser.choose(scope, in: "#scope")
        try await browser.follow("main .main")
        try await browser.wait("the plan") { try await $0.has("button[value='confirm']") }
    }

    @Test func `a table is planned, looked at, and taken in when that is confirmed`() async throws {
        let ledger = try await TestLedger.make()
        try await ServedLedger.with(ledger) { served in
            try await Browser.with { browser in
                try await browser.signIn(served, as: "investigator", to: "/enter/import")
                try await browser.expectUsable("import")
                try await send(browser, CutExports.days[0], scope: "complete")
                try await browser.expectUsable("import-plan")
                #expect(try await ledger.head().position == 0, "nothing is taken in before it is confirmed")
                try await browser.follow("button[value='confirm']")
                try await browser.wait("what was done") { try await $0.title.contains("taken in") }
                try await browser.expectUsable("import-done")
                #expect(try await ledger.head().position > 0)
                let years = try await ledger.view("year")

                try await browser.open(served.url + "/enter/import")
                try await send(browser, CutExports.days[1], scope: "partial")
                try await browser.follow("button[value='forget']")
                try await browser.wait("the form") { try await $0.url.hasSuffix("/enter/import") }
                #expect(try await ledger.view("year") == years, "what is forgotten is not taken in")
            }
        }
        let whole = try await TestLedger.makeCut(order: [0])
        #expect(try await whole.view("year") == (try await ledger.view("year")))
    }
}
