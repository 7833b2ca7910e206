import Foundation
import Testing

/// What a person does at a page, and sees of it. Elements are named by CSS selectors.
extension Browser {
    func open(_ url: String) async throws { try await driver.ask("POST", "/url", ["url": url]) }

    func reload() async throws { try await driver.ask("POST", "/refresh", [:]) }

    var url: String { get async throws { try await driver.ask("GET", "/url") as? String ?? "" } }

    var title: String { get async throws { try await driver.ask("GET", "/title") as? String ?? "" } }

    /// All that can be read on the page.
    var text: String { get async throws { try await text("body") } }

    func text(_ selector: String) async throws -> String {
        try await driver.ask("GET", "/element/\(try await element(selector))/text") as? String ?? ""
    }

    /// The texts of all elements that a selector names, as they are in the document.
    func texts(_ selector: String) async throws -> [String] {
        try await run(
            "return [...document.querySelectorAll(arguments[0])].map((found) => found.textContent.trim())", [selector])
            as? [String] ?? []
    }

    func has(_ selector: String) async throws -> Bool {
        try await run("return document.querySelector(arguments[0]) !== null", [selector]) as? Bool ?? false
    }

    func value(_ selector: String) async throws -> String {
        try await run("return document.querySelector(arguments[0]).value", [selector]) as? String ?? ""
    }

    func click(_ selector: String) async throws {
        try await driver.ask("POST", "/element/\(try await element(selector))/click", [:])
    }

    /// Clicks on what leads to another page, and waits until that one is whole: what is asked next is asked of it, even where
    /// the page before looked alike.
    func follow(_ selector: String, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        try await run("document.documentElement.dataset.left = ''")
        try await click(selector)
        try await wait("the page behind \(selector)", sourceLocation: sourceLocation) {
            guard try await !$0.has("html[data-left]") else { return false }
            return try await $0.isWhole
        }
    }

    /// Whether everything of the page has come, and its scripts have run.
    private var isWhole: Bool {
        get async throws { try await run("return document.readyState === 'complete'") as? Bool ?? false }
    }

    /// Types into a field, in the place of what it holds.
    func type(_ text: String, into selector: String) async throws {
        let element = try await element(selector)
        try await driver.ask("POST", "/element/\(element)/clear", [:])
        try await driver.ask("POST", "/element/\(element)/value", ["text": text])
    }

    /// Presses keys where the focus is; WebDriver names those that type nothing (`\u{E004}` is the tabulator).
    func press(_ keys: String) async throws {
        let actions = keys.map { String($0) }.flatMap { key in
            [["type": "keyDown", "value": key], ["type": "keyUp", "value": key]]
        }
        try await driver.ask(
            "POST", "/actions", ["actions": [["type": "key", "id": "keyboard", "actions": actions]]])
    }

    func choose(_ value: String, in selector: String) async throws {
        try await click("\(selector) option[value='\(value)']")
    }

    /// The path of a file, as if it were chosen in the browser's dialogue.
    func attach(_ path: String, to selector: String) async throws {
        try await driver.ask("POST", "/element/\(try await element(selector))/value", ["text": path])
    }

    /// Runs JavaScript, which may `return` a value.
    @discardableResult
    func run(_ script: String, _ arguments: [Any] = []) async throws -> Any {
        try await driver.ask("POST", "/execute/sync", ["script": script, "args": arguments])
    }

    /// Waits until something is true of the page.
    func wait(
        _ what: String, sourceLocation: SourceLocation = #_sourceLocation, until isSo: (Browser) async throws -> Bool
    ) async throws {
        for _ in 0..<800 {
            if (try? await isSo(self)) == true { return }
            try await Task.sleep(for: .milliseconds(25))
        }
        let page = (try? await text) ?? ""
        Issue.record("\(what) did not come:\n\(page.prefix(4_000))", sourceLocation: sourceLocation)
        throw CancellationError()
    }

    private func element(_ selector: String) async throws -> String {
        let found = try await driver.ask("POST", "/element", ["using": "css selector", "value": selector])
        return try #require((found as? [String: String])?.values.first)
    }
}

extension Browser {
    /// Signs in as people do, and goes on to a page.
    ///
    /// - Parameter url: of the service, where it is reached otherwise than directly.
    func signIn(_ served: ServedLedger, as role: String, to page: String = "/", at url: String? = nil) async throws {
        let to = page.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        try await open((url ?? served.url) + "/sign-in?to=" + to)
        try await type(served.tokens[role] ?? role, into: "#token")
        try await click("main form button")
        try await wait("the page after signing in") { try await !$0.url.contains("/sign-in") }
    }
}
