import Foundation
import Ledger
import LedgerServer

/// The pages that people look at, each asked for after something has been recorded, so that none of them has been made
/// before.
enum PageBenchmarks {
    static let all: [Benchmark] = [Benchmark(name: "serve-page") { try await pages($0) }]

    /// What a page may take, in seconds.
    private static let bar = 0.1

    /// By who opens them.
    private static let addresses: [(role: Role, path: String)] = [
        (.analyst, "/"), (.analyst, "/?known-by=2019-06-30"), (.analyst, "/records"),
        (.analyst, "/records?kind=deaths&year=2019"), (.analyst, "/records/deaths/generated-record"),
        (.analyst, "/operations"), (.analyst, "/reconcile"), (.analyst, "/duplicates"), (.analyst, "/disputes"),
        (.auditor, "/audit"),
        (.investigator, "/enter"), (.investigator, "/enter/incident"), (.administrator, "/admin"),
    ]

    /// The slowest of all pages, by its median.
    private static func pages(_ bench: Bench) async throws -> Measurement {
        let ledger = try await bench.importedLedger().path
        try bench.runLedger(["import", "figures", "Tools/sample/figures.json", "--ledger", ledger])
        let tokens = TokenStore(ofLedgerAt: ledger)
        let run = UUID().uuidString
        var shown: [Role: String] = [:]
        for role in Set(addresses.map(\.role)) {
            shown[role] = try tokens.create(name: "pages \(role.rawValue) \(run)", role: role).text
        }
        let server = try MeasuredServer(serving: ledger, [])
        defer { server.stop() }
        let watch = MemoryWatch()
        let connection = try LoadConnection(port: server.port)
        func record(_ id: String) throws {
            let body =
                #"{"id":"\#(id)","state":{"occurred":"2019-03-04","dead":"1","place":{"regions":["mmp-2014:Europe"]}}}"#
            let head =
                "POST /v1/deaths HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer \(shown[.investigator] ?? "")\r\n"
                + "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n\r\n"
            let answer = try connection.ask(Array((head + body).utf8))
            guard [201, 409].contains(answer.status) else {
                throw BenchError("an append is answered with \(answer.status)")
            }
        }
        func look(_ role: Role, _ path: String) throws -> (seconds: Double, status: Int) {
            let request =
                "GET \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer \(shown[role] ?? "")\r\n"
                + "Accept: text/html\r\nAccept-Encoding: gzip\r\n\r\n"
            let begin = ContinuousClock.now
            let answer = try connection.ask(Array(request.utf8))
            // Accepted: it is being made, which the page says.
            guard [200, 202].contains(answer.status) else {
                throw BenchError("\(path) is answered with \(answer.status)")
            }
            return (begin.duration(to: .now) / .seconds(1), answer.status)
        }
        try record("generated-record")
        // The first look carries views and the finder's store on.
        for (role, path) in addresses { _ = try look(role, path) }
        // Published figures are made in the background once; after that the last ones are shown while newer ones are made.
        let begin = ContinuousClock.now
        while try look(.analyst, "/reconcile").status == 202 { try await Task.sleep(for: .milliseconds(100)) }
        let figures = begin.duration(to: .now) / .seconds(1)
        var times = [[Double]](repeating: [], count: addresses.count)
        for round in 0..<(bench.isQuick ? 1 : 7) {
            try record("generated-\(run)-\(round)")
            for (index, page) in addresses.enumerated() { times[index].append(try look(page.role, page.path).seconds) }
        }
        let medians = times.map { $0.sorted()[$0.count / 2] }
        let slowest = medians.max() ?? 0
        let note = zip(addresses, medians).map { "\($0.path) \(Int(($1 * 1_000).rounded(.up))) ms" }
        return Measurement(
            name: "serve-page", events: times.joined().count, eventsPerSecond: 1 / slowest, floorPerSecond: 1 / bar,
            ratio: bar / slowest, privateMemoryBytes: watch.stop(), bytesPerEvent: nil,
            note: "the slowest page, each newly made; floor: 100 ms; " + note.joined(separator: ", ")
                + "; the first figures after \(Int(figures.rounded(.up))) s")
    }
}
