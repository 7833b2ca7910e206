import Foundation
import LedgerTesting
import Testing

/// A ledger in a temporary directory, used only through the executables.
struct TestLedger {
    let scratch: TemporaryFolder
    let path: String

    init(scratch: TemporaryFolder) {
        self.init(scratch: scratch, path: scratch.path("a.ledger"))
    }

    init(scratch: TemporaryFolder, path: String) {
        self.scratch = scratch
        self.path = path
    }

    /// Makes an empty ledger.
    static func make() async throws -> TestLedger {
        let ledger = TestLedger(scratch: try TemporaryFolder())
        try await ledger.succeed(["init"])
        return ledger
    }

    /// A ledger that holds real exports, imported in this order: ledgers that begin with the same exports are copies of
    /// one that holds those.
    static func make(holding exports: [RealExport]) async throws -> TestLedger {
        guard let last = exports.last else { return try await make() }
        return try await PreparedLedgers.shared.copy(of: "exports \(exports.map(\.asAt))") {
            let ledger = try await make(holding: Array(exports.dropLast()))
            try await ledger.take(last)
            return ledger
        }
    }

    /// A ledger that holds the cut of two exports that is in the repository.
    ///
    /// - Parameter order: of the two.
    static func makeCut(order: [Int] = [0, 1]) async throws -> TestLedger {
        try await PreparedLedgers.shared.copy(of: "cut \(order)") {
            let ledger = try await make()
            for day in order.map({ CutExports.days[$0] }) {
                try await ledger.succeed(["import", "missing-migrants", CutExports.file(day).path, "--as-at", day])
            }
            return ledger
        }
    }

    /// Where a ledger that holds real exports ended after each of them.
    static func heads(holding exports: [RealExport]) async throws -> [UInt64] {
        var heads: [UInt64] = []
        for count in 1...exports.count {
            heads.append(try await make(holding: Array(exports.prefix(count))).head().position)
        }
        return heads
    }

    /// Runs a command on this ledger.
    func run(_ arguments: [String], input: String? = nil) async throws -> Program.Run {
        try await Program.ledger.run(arguments + ["--ledger", path], input: input)
    }

    /// Runs a command that must succeed.
    @discardableResult
    func succeed(
        _ arguments: [String], input: String? = nil, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws -> String {
        let run = try await run(arguments, input: input)
        try #require(run.status == 0, "\(arguments): \(run.errors)", sourceLocation: sourceLocation)
        return run.output
    }

    @discardableResult
    func take(_ export: RealExport) async throws -> String {
        try await succeed(["import", "missing-migrants", export.file, "--as-at", export.asAt])
    }

    /// A view as rows of named cells.
    func view(_ name: String, _ arguments: [String] = []) async throws -> [[String: String]] {
        CSVReader.rows(of: try await succeed(["view", name, "--format", "csv"] + arguments))
    }

    /// The head, as `--format json` gives it.
    func head() async throws -> Head {
        try JSONDecoder().decode(Head.self, from: Data(try await succeed(["head", "--format", "json"]).utf8))
    }

    struct Head: Decodable, Equatable {
        var logId: String
        var position: UInt64
        var root: String
    }

    /// The key that its checkpoints are verified with, as its `ledger.json` states it.
    var verifierKey: String {
        get throws {
            struct File: Decodable { var publicKey: String }
            let file = Data(scratch.text(of: "a.ledger/ledger.json").utf8)
            return try JSONDecoder().decode(File.self, from: file).publicKey
        }
    }

    /// Every view, in one text: what must be equal where two ledgers say the same. Of one process: thirty would take longer than
    /// what most tests test.
    func everyView() async throws -> String {
        let run = try await Program.viewChild.run(["views", path])
        try #require(run.status == 0, "\(run.output) \(run.errors)")
        return run.output
    }

    static let views = [
        "region-year", "year", "route-year", "cause-year", "origin-year", "quality-year", "month", "grid-year",
        "arrests-region-year", "arrests-operation", "operations", "country-year", "country-of-origin-year",
        "corridor-year", "mode-year", "people", "children-women-year", "crime-year", "article-year", "exemption-year",
        "document-fraud-year", "arrests-nationality-year", "arrests-role-country", "arrests-offence-stage",
        "operations-year", "flags", "dataset-year", "fee", "cases-jurisdiction-year", "laws-article-country",
        "enforcement-funnel",
    ]
}
