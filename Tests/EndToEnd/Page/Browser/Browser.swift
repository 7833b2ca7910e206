import Foundation
import LedgerTesting
import Testing

/// A person at a page: Debian's Chromium without a screen, with a profile of its own, driven by its driver.
///
/// Everything that it asks for is kept, and so is what it complains of.
final class Browser {
    let driver: WebDriver
    /// The addresses of all requests that it made, but for those of its driver.
    private(set) var requests: [String] = []
    private(set) var complaints: [String] = []

    private init(_ driver: WebDriver) { self.driver = driver }

    static var isPresent: Bool {
        [program.url, chromium].allSatisfy { FileManager.default.isExecutableFile(atPath: $0.path) }
    }

    private static let program = Program(url: URL(filePath: "/usr/bin/chromedriver"))
    private static let chromium = URL(filePath: "/usr/bin/chromium")

    /// Runs with a browser, and ends it after. It is expected to have asked no host but this machine, and to have had
    /// nothing to complain of.
    ///
    /// - Parameter expecting: what it may complain of, as a part of the text.
    static func with(
        expecting complaints: [String] = [], sourceLocation: SourceLocation = #_sourceLocation,
        _ body: (Browser) async throws -> Void
    ) async throws {
        let (running, port) = try await started()
        defer { running.terminate() }
        let browser = Browser(try await session(at: port))
        do {
            try await body(browser)
            try await browser.readLogs()
        } catch {
            if let page = try? await browser.text { print("the page when it failed:\n\(page.prefix(4_000))") }
            try? await browser.readLogs()
            print("complaints: \(browser.complaints)")
            _ = try? await browser.driver.ask("DELETE", "")
            throw error
        }
        try await browser.driver.ask("DELETE", "")
        let strange = browser.requests.filter { !$0.hasPrefix("http://127.0.0.1:") && !$0.hasPrefix("data:") }
        #expect(strange == [], "it asked other hosts", sourceLocation: sourceLocation)
        let unexpected = browser.complaints.filter { text in !complaints.contains { text.contains($0) } }
        #expect(unexpected == [], sourceLocation: sourceLocation)
    }

    /// The driver, and the port that it listens on. Now and then one says nothing when it begins, and is begun again.
    private static func started() async throws -> (Running, port: Substring) {
        for _ in 0..<4 {
            let running = try program.start(["--port=0"])
            for _ in 0..<600 {
                if let port = running.output.firstMatch(of: /started successfully on port ([0-9]+)/)?.output.1 {
                    return (running, port)
                }
                try await Task.sleep(for: .milliseconds(25))
            }
            print("a driver did not say its port: \(running.output)")
            running.terminate()
        }
        throw WebDriver.Failure(code: "not started", message: "four drivers did not say their port")
    }

    private static func session(at port: Substring) async throws -> WebDriver {
        let url = "http://127.0.0.1:\(port)"
        let options: [String: Any] = [
            "binary": chromium.path,
            "args": [
                // It runs as root in containers, where its own sandbox cannot be made.
                "--headless=new", "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--window-size=1280,900",
                "--disable-background-networking", "--disable-component-update", "--no-first-run",
                "--disable-search-engine-choice-screen", "--force-prefers-reduced-motion", "--lang=en",
            ],
            "perfLoggingPrefs": ["enableNetwork": true, "enablePage": false],
        ]
        let wanted: [String: Any] = [
            "browserName": "chrome", "goog:chromeOptions": options,
            "goog:loggingPrefs": ["browser": "ALL", "performance": "ALL"], "timeouts": ["script": 60_000],
        ]
        let made = try await WebDriver.ask(
            "POST", url + "/session", ["capabilities": ["alwaysMatch": wanted]])
        let id = try #require((made as? [String: Any])?["sessionId"] as? String)
        return WebDriver(url: "\(url)/session/\(id)")
    }

    /// Takes over what the browser has logged since it was last asked.
    func readLogs() async throws {
        for line in try await driver.log("performance") {
            guard let text = line["message"] as? String,
                let json = try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any],
                let message = json["message"] as? [String: Any],
                message["method"] as? String == "Network.requestWillBeSent",
                let request = (message["params"] as? [String: Any])?["request"] as? [String: Any],
                let url = request["url"] as? String
            else { continue }
            requests.append(url)
        }
        for line in try await driver.log("browser") where line["level"] as? String == "SEVERE" {
            complaints.append(line["message"] as? String ?? "")
        }
    }
}
