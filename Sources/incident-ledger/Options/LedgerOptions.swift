public import ArgumentParser
import Forms
import Foundation
import Ledger
import Signing

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
    /// - Parameter signingKey: the path of the key that the command line names; nil: the usual places.
    func withLedger<R>(
        _ access: Ledger.Access, signingKey: String? = nil, _ body: (Ledger) async throws -> R
    ) async throws -> R {
        let key = access == .readWrite ? try SigningKeyOptions.key(at: signingKey, ofLedgerAt: path) : nil
        let ledger = try Ledger(openingAt: path, access: access, key: key)
        defer { ledger.close() }
        let result = try await body(ledger)
        if access == .readWrite { await SigningKeyOptions.settle(ledger) }
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

/// Where the key that signs the ledger's checkpoints lies: on every command that appends.
struct SigningKeyOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            The key that signs the ledger's checkpoints. Default: $INCIDENT_LEDGER_KEY, else the file beside the \
            ledger, NAME.ledger.key; without it, what is appended stays unsigned until the next command that has it.
            """, valueName: "path"))
    var signingKey: String?

    static let variable = "INCIDENT_LEDGER_KEY"

    /// The place that is named, by the command line or the environment; nil: none is.
    static func namedPath(_ given: String?) -> String? {
        given ?? LedgerOptions.environment(variable)
    }

    /// The key; nil where none is named and none lies beside the ledger.
    static func key(at given: String?, ofLedgerAt path: String) throws -> LedgerKey? {
        if let named = namedPath(given) { return try LedgerKey(readingFrom: named) }
        let usual = LedgerKey.defaultPath(ofLedgerAt: path)
        return FileManager.default.fileExists(atPath: usual) ? try LedgerKey(readingFrom: usual) : nil
    }

    /// Waits until what was appended is signed, and says so where it is not: it is recorded all the same.
    static func settle(_ ledger: Ledger) async {
        do {
            try await ledger.settle()
            let count = ledger.verifierKey == nil ? 0 : try ledger.unsignedCount()
            if count > 0 {
                Output.remark("The last \(count) events are not signed yet: the ledger's key was not found.")
            }
        } catch {
            Output.remark("What was recorded stays, but its checkpoint could not be signed: \(error)")
        }
    }
}
