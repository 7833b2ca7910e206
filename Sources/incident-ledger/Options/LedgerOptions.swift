import ArgumentParser
import Foundation
import Ledger

/// Which ledger a command is about.
struct LedgerOptions: ParsableArguments {
    @Option(
        name: .customLong("ledger"),
        help: ArgumentHelp(
            "The ledger's folder. Default: $INCIDENT_LEDGER, else ./incidents.ledger.", valueName: "path"))
    var givenPath: String?

    var path: String {
        givenPath ?? Self.environment("INCIDENT_LEDGER") ?? "incidents.ledger"
    }

    /// Opens the ledger for one command and closes it after it.
    func withLedger<R>(_ access: Ledger.Access, _ body: (Ledger) async throws -> R) async throws -> R {
        let ledger = try Ledger(openingAt: path, access: access)
        defer { ledger.close() }
        return try await body(ledger)
    }

    /// An environment variable that is set to something.
    static func environment(_ name: String) -> String? {
        guard let value = ProcessInfo.processInfo.environment[name], !value.isEmpty else { return nil }
        return value
    }
}

/// How an answer is written.
enum OutputFormat: String, CaseIterable, ExpressibleByArgument {
    /// For people.
    case table
    /// For programs and spreadsheets: stable columns, nothing but rows on standard output.
    case csv
    /// For programs: keys in lowerCamelCase.
    case json
}

/// How the answer is written.
struct FormatOptions: ParsableArguments {
    @Option(help: "How the answer is written.")
    var format: OutputFormat = .table
}
