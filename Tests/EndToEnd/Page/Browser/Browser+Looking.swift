import Foundation
import LedgerTesting
import Testing

/// What is asked of a page as a whole.
extension Browser {
    /// What axe (Deque; `Tools/prerequisites` puts it beside the build) finds serious or critical for people who do not see,
    /// hear or point: `rule: element`.
    func accessibilityFaults() async throws -> [String] {
        let axe = try String(contentsOf: Self.axe, encoding: .utf8)
        try await run(axe)
        let found = try await driver.ask(
            "POST", "/execute/async",
            [
                "script": """
                const done = arguments[arguments.length - 1];
                axe.run(document, { resultTypes: ["violations"] }).then((result) => done(
                    result.violations.filter((fault) => ["serious", "critical"].includes(fault.impact))
                        .flatMap((fault) => fault.nodes.map((node) => fault.id + ": " + node.html))),
                    (error) => done(["axe failed: " + error]));
                """, "args": [],
            ])
        return try #require(found as? [String])
    }

    private static let axe = Repository.root.appending(path: ".build/axe/axe_playwright_python/axe.min.js")

    /// Makes the page so wide, as on a phone or a desk.
    func resize(width: Int, height: Int = 900) async throws {
        try await driver.devTools(
            "Emulation.setDeviceMetricsOverride",
            ["width": width, "height": height, "deviceScaleFactor": 1, "mobile": false])
    }

    /// Whether nothing reaches out of the page to the side.
    func fitsItsWidth() async throws -> Bool {
        try await run("return document.documentElement.scrollWidth <= document.documentElement.clientWidth") as? Bool
            ?? false
    }

    /// Cuts the connection, or brings it back.
    func setOffline(_ isOffline: Bool) async throws {
        try await driver.devTools("Network.enable")
        try await driver.devTools(
            "Network.emulateNetworkConditions",
            ["offline": isOffline, "latency": 0, "downloadThroughput": -1, "uploadThroughput": -1])
    }

    /// Expects that people of all kinds can use the page, wide and narrow; and keeps pictures of it where
    /// `INCIDENT_LEDGER_SCREENSHOTS` names a folder.
    func expectUsable(_ name: String, sourceLocation: SourceLocation = #_sourceLocation) async throws {
        for width in [1280, 360] {
            try await resize(width: width)
            #expect(
                try await accessibilityFaults() == [], "\(name) at \(width) pixels", sourceLocation: sourceLocation)
            #expect(
                try await fitsItsWidth(), "\(name) is wider than \(width) pixels", sourceLocation: sourceLocation)
            try await keepPicture("\(name)-\(width)")
        }
        try await resize(width: 1280)
    }

    private func keepPicture(_ name: String) async throws {
        guard let folder = ProcessInfo.processInfo.environment["INCIDENT_LEDGER_SCREENSHOTS"] else { return }
        let sizes = try await driver.devTools("Page.getLayoutMetrics") as? [String: Any]
        let size = try #require(sizes?["cssContentSize"] as? [String: Double])
        let clip = ["x": 0, "y": 0, "width": size["width"] ?? 0, "height": size["height"] ?? 0, "scale": 1]
        let taken = try await driver.devTools(
            "Page.captureScreenshot", ["format": "png", "captureBeyondViewport": true, "clip": clip])
        let picture = try #require((taken as? [String: String])?["data"].flatMap { Data(base64Encoded: $0) })
        try picture.write(to: URL(filePath: folder).appending(path: name + ".png"))
    }
}
