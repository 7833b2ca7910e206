import Foundation
import LedgerTesting
import Testing

/// A page goes on showing what is known, without being asked for again.
@Suite(.serialized, .enabled(if: Browser.isPresent, "Tools/prerequisites: need_browser"))
struct LivePageTests {
    @Test(arguments: ["analyst", "consumer"])
    func `a toll that is entered and corrected in one session is seen in another`(_ role: String) async throws {
        let ledger = try await TestLedger.make()
        try await ledger.succeed(["record", "deaths", "--id", "a", "--date", "2019", "--dead", "3"])
        try await ServedLedger.with(ledger) { served in
            try await Browser.with { reader in
                try await reader.signIn(served, as: role, to: "/")
                try await reader.wait("the toll") { try await $0.texts(".totals dd").contains("3") }
                try await reader.run("window.wasLoaded = true")
                try await Browser.with { writer in
                    try await writer.signIn(served, as: "investigator", to: "/enter/deaths")
                    try await writer.type("2020-01-11", into: "#deaths-date")
                    try await writer.type("40", into: "#deaths-dead")
                    try await record(writer)
                    try await reader.wait("the new toll") { try await $0.texts(".totals dd").contains("43") }
                    let address =
                        try await writer.run(
                            "return document.querySelector('tbody a').getAttribute('href')") as? String
                    let id = try #require(address?.split(separator: "/").last)
                    try await writer.open(served.url + "/enter/correct/deaths/\(id)")
                    try await writer.type("41", into: "#deaths-dead")
                    try await writer.type("One more was found", into: "#reason")
                    try await record(writer)
                    try await reader.wait("the corrected toll") { try await $0.texts(".totals dd").contains("44") }
                }
                #expect(try await reader.run("return window.wasLoaded") as? Bool == true, "without loading it again")
                let said = try await reader.text(".live")
                #expect(role == "consumer" ? said.contains("figures") : said.contains("corrected"), "\(said)")
                try await reader.expectUsable("overview-live")
                // A moment that was asked for stays what it was.
                try await reader.open(served.url + "/?as-of=1")
                #expect(!(try await reader.has("main[data-live]")))
                #expect(try await reader.texts(".totals dd").contains("3"))
            }
        }
    }

    private func record(_ browser: Browser) async throws {
        try await browser.follow("button[value='check'].main")
        try await browser.wait("the page before it is recorded") { try await $0.has("button[value='record']") }
        try await browser.follow("button[value='record']")
        try await browser.wait("what was recorded") { try await $0.title.contains("It is recorded") }
    }
}
