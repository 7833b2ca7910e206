public import ArgumentParser
import Files
import Forms
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

    /// Opens the ledger for one command and closes it after it. What the command appends is signed where the key can
    /// be found.
    ///
    /// - Parameter signing: what the command line says of the key; nil where nothing is appended.
    func withLedger<R>(
        _ access: Ledger.Access, _ signing: SigningKeyOptions? = nil, _ body: (Ledger) async throws -> R
    ) async throws -> R {
        let key = access == .readWrite ? try SigningKeyOptions.key(at: signing?.signingKey, ofLedgerAt: path) : nil
        let ledger = try Ledger(
            openingAt: path, access: access, key: key, acceptsClock: signing?.acceptClock ?? false)
        defer { ledger.close() }
        let result = try await body(ledger)
        for remark in ledger.takeRemarks() { Output.remark(remark) }
        if access == .readWrite, let remark = ledger.clockRemark() { Output.remark(remark) }
        if access == .readWrite { await SigningKeyOptions.settle(ledger, hasKey: key != nil) }
        return result
    }

    /// An environment variable that is set to something.
    static func environment(_ name: String) -> String? {
        guard let value = ProcessInfo.processInfo.environment[name], !value.isEmpty else { return nil }
        return value
    }
}

extension OutputFormat: ExpressibleByArgument {}

/// How the answer is written.
struct FormatOptions: ParsableArguments {
    @Option(help: "How the answer is written.")
    var format: OutputFormat = .table
}
