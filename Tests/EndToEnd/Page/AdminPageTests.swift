import Foundation
import LedgerTesting
import Testing

/// What the operator does in a browser.
@Suite(.serialized, .enabled(if: Browser.isPresent, "Tools/prerequisites: need_browser"))
struct AdminPageTests {
    @Test func `a token is made, shown once, good at once, and revoked`() async throws {
        let ledger = try await TestLedger.makeCut(order: [0])
        try await ServedLedger.with(ledger) { served in
            try await Browser.with(expecting: ["422"]) { browser in
                try await browser.signIn(served, as: "administrator", to: "/admin")
                #expect(try await browser.text.contains("missing-migrants"))
                try await browser.expectUsable("admin")
                try await browser.type("Maria Gonzalez", into: "#name")
                try await browser.follow("button[value='create']")
                try await browser.wait("what is wrong") { try await $0.has("#faults") }
                #expect(try await browser.text("#faults").contains("looks like a person's name"))
                try await browser.type("Coast guard desk", into: "#name")
                try await browser.choose("investigator", in: "#role")
                try await browser.type("desk", into: "#datasets")
                try await browser.follow("button[value='create']")
                try await browser.wait("the token") { try await $0.has("#made") }
                let token = try await browser.text("#made")
                try await browser.expectUsable("admin-made")
                #expect(try await served.get("/v1/status", as: token).status == 200)
                try await browser.open(served.url + "/admin")
                #expect(!(try await browser.text.contains(token)), "it is shown once")
                #expect(!(try await browser.has("button[aria-label='Revoke the token Test administrator']")))
                try await browser.click("button[aria-label='Revoke the token Coast guard desk']")
                try await browser.wait("its end") { try await $0.text.contains("revoked on") }
                #expect(try await served.get("/v1/status", as: token).status == 401)
            }
        }
    }
}
