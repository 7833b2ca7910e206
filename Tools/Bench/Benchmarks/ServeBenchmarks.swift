import Foundation
import Ledger
import LedgerServer

/// The service, by real connections from this process to its own: what it answers, against what the HTTP library does when
/// there is nothing to answer.
enum ServeBenchmarks {
    static let all: [Benchmark] = [
        Benchmark(name: "serve-append") { try await append($0) },
        Benchmark(name: "serve-view") { try await view($0) },
        Benchmark(name: "serve-export") { try await export($0) },
    ]

    /// Records that 64 connections send, each acknowledged when it is on disk, against those of one.
    private static func append(_ bench: Bench) async throws -> Measurement {
        let path = bench.newPath("served")
        try Ledger.create(at: path).close()
        let token = try TokenStore(ofLedgerAt: path).create(name: "bench", role: .investigator).text
        let server = try MeasuredServer(serving: path, ["--no-worker"])
        defer { server.stop() }
        let watch = MemoryWatch()
        let each = bench.isQuick ? 3 : 150
        func run(_ connections: Int, _ each: Int, _ round: Int) throws -> Load {
            try Load.run(port: server.port, connections: connections, each: each, expecting: 201) {
                connection, number in
                // Nearly all of other days and counts than any before, as what people enter is.
                let day = "20\(10 + round)-\(10 + connection % 3)-\(10 + number % 19)"
                let body =
                    #"{"id":"generated-\#(round)-\#(connections)-\#(connection)-\#(number)","#
                    + #""state":{"occurred":"\#(day)","dead":"\#(number + 1)","missing":"\#(connection)","#
                    + #""place":{"regions":["mmp-2014:Europe"]}}}"#
                return request("POST", "/v1/deaths", token, body)
            }
        }
        _ = try run(1, bench.isQuick ? 2 : 20, 0)
        var (many, one, ratios): ([Double], [Double], [Double]) = ([], [], [])
        for round in 1...3 {
            one.append(try run(1, each, round).perSecond)
            many.append(try run(64, each, round).perSecond)
            ratios.append(many[round - 1] / one[round - 1])
        }
        return Measurement(
            name: "serve-append", events: 3 * 65 * each, eventsPerSecond: median(many), floorPerSecond: median(one),
            ratio: median(ratios), privateMemoryBytes: watch.stop(), bytesPerEvent: nil,
            note: "durable appends of 64 connections; floor: of one connection to the same service")
    }

    /// Answers of a view, asked by 16 connections, against as many bytes that the library sends from memory.
    private static func view(_ bench: Bench) async throws -> Measurement {
        let (ledger, token) = try await served(bench)
        let server = try MeasuredServer(serving: ledger, [])
        defer { server.stop() }
        let ask = request("GET", "/v1/views/region-year?year=2019", token)
        // The first question carries the view on.
        let answer = try LoadConnection(port: server.port).ask(ask)
        guard answer.status == 200 else { throw BenchError("a view is answered with \(answer.status)") }
        let file = bench.newPath("constant")
        try Data(repeating: 0x20, count: answer.bytes).write(to: URL(filePath: file))
        let floor = try MeasuredServer(constant: file)
        defer { floor.stop() }
        let watch = MemoryWatch()
        let each = bench.isQuick ? 10 : 3_000
        let constant = request("GET", "/constant", token)
        var (ours, theirs): ([Load], [Load]) = ([], [])
        for _ in 0..<3 {
            ours.append(
                try Load.run(port: server.port, connections: 16, each: each, expecting: 200) { _, _ in ask })
            theirs.append(
                try Load.run(port: floor.port, connections: 16, each: each, expecting: 200) { _, _ in constant })
        }
        let ratio = median(zip(ours, theirs).map { $0.perSecond / $1.perSecond })
        let (p99, floorP99) = (median(ours.map(\.p99)), median(theirs.map(\.p99)))
        return Measurement(
            name: "serve-view", events: 6 * 16 * each, eventsPerSecond: median(ours.map(\.perSecond)),
            floorPerSecond: median(theirs.map(\.perSecond)), ratio: ratio, privateMemoryBytes: watch.stop(),
            bytesPerEvent: Double(answer.bytes),
            note:
                "answers of \(answer.bytes) bytes to 16 connections, p99 \(milliseconds(p99)); floor: a bare route with as "
                + "many bytes, p99 \(milliseconds(floorP99))")
    }

    /// All deaths records as NDJSON in one answer, against a file of as many bytes that the library reads and sends.
    private static func export(_ bench: Bench) async throws -> Measurement {
        let (ledger, token) = try await served(bench)
        let server = try MeasuredServer(serving: ledger, [])
        defer { server.stop() }
        let head = try LoadConnection(port: server.port).ask(request("GET", "/v1/deaths?limit=1", token))
        guard head.status == 200 else { throw BenchError("records are answered with \(head.status)") }
        let ask = request("GET", "/v1/deaths.ndjson", token)
        let watch = MemoryWatch()
        let first = try Load.run(port: server.port, connections: 1, each: 1, expecting: 200) { _, _ in ask }
        let file = bench.newPath("constant")
        try Data(repeating: 0x20, count: first.bytes).write(to: URL(filePath: file))
        let floor = try MeasuredServer(constant: file)
        defer { floor.stop() }
        let cat = request("GET", "/file", token)
        var (ours, theirs): ([Double], [Double]) = ([], [])
        for _ in 0..<3 {
            let load = try Load.run(port: server.port, connections: 1, each: 1, expecting: 200) { _, _ in ask }
            ours.append(Double(load.bytes) / load.seconds)
            let floorLoad = try Load.run(port: floor.port, connections: 1, each: 3, expecting: 200) { _, _ in cat }
            theirs.append(Double(floorLoad.bytes) / floorLoad.seconds)
        }
        let once = Double(first.bytes) / first.seconds
        return Measurement(
            name: "serve-export", events: first.bytes, eventsPerSecond: median(ours), floorPerSecond: median(theirs),
            ratio: median(zip(ours, theirs).map { $0 / $1 }), privateMemoryBytes: watch.stop(), bytesPerEvent: nil,
            note:
                "bytes of all deaths records as NDJSON in one answer; the first time \(Int(once / 1_000_000)) MB a second; "
                + "floor: a file of as many bytes through the same library")
    }

    /// A ledger that was filled by an import, with a token that reads its records.
    private static func served(_ bench: Bench) async throws -> (ledger: String, token: String) {
        let ledger = try await bench.importedLedger().path
        let tokens = TokenStore(ofLedgerAt: ledger)
        let name = "bench \(UUID().uuidString)"
        return (ledger, try tokens.create(name: name, role: .analyst).text)
    }

    private static func request(_ method: String, _ path: String, _ token: String, _ body: String = "") -> [UInt8] {
        var head = "\(method) \(path) HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer \(token)\r\n"
        if !body.isEmpty { head += "Content-Type: application/json\r\nContent-Length: \(body.utf8.count)\r\n" }
        return Array((head + "\r\n" + body).utf8)
    }

    private static func milliseconds(_ seconds: Double) -> String {
        "\((seconds * 100_000).rounded() / 100) ms"
    }
}
