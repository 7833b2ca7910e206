public import ArgumentParser
import Evidence
import Files
import Forms
import Foundation
import Ledger
import Presentation
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
    /// - Parameter signing: what the command line says of the key; nil where nothing is appended.
    func withLedger<R>(
        _ access: Ledger.Access, _ signing: SigningKeyOptions? = nil, _ body: (Ledger) async throws -> R
    ) async throws -> R {
        let key = access == .readWrite ? try SigningKeyOptions.key(at: signing?.signingKey, ofLedgerAt: path) : nil
        let ledger = try Ledger(
            openingAt: path, access: access, key: key, acceptsClock: signing?.acceptClock ?? false)
        defer { ledger.close() }
        if let status = try ledger.replicaStatus() { Output.remark(status.sentence) }
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
extension FindFormat: ExpressibleByArgument {}

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

    @ArgumentParser.Flag(
        help: "Append although the machine's clock is more than a year ahead of the last event: it was looked at.")
    var acceptClock = false

    static let variable = "INCIDENT_LEDGER_KEY"

    /// The place that is named, by the command line or the environment; nil: none is.
    static func namedPath(_ given: String?) -> String? {
        given ?? LedgerOptions.environment(variable)
    }

    /// The key; nil where none is named and none lies beside the ledger.
    static func key(at given: String?, ofLedgerAt path: String) throws -> LedgerKey? {
        let usual = LedgerKey.defaultPath(ofLedgerAt: path)
        guard let place = namedPath(given) ?? (FileManager.default.fileExists(atPath: usual) ? usual : nil) else {
            return nil
        }
        let key = try LedgerKey(readingFrom: place)
        if key.isExposed {
            Output.remark(
                "Others than its owner can read the signing key \(place), and sign in the ledger's name: chmod 600 it.")
        }
        return key
    }

    /// Waits until what was appended is signed, and says so where it is not: it is recorded all the same.
    ///
    /// - Parameter hasKey: with it, what is not signed was appended by others, who sign it.
    static func settle(_ ledger: Ledger, hasKey: Bool) async {
        do {
            try await ledger.settle()
            let count = hasKey || ledger.verifierKey == nil ? 0 : try ledger.unsignedCount()
            if count > 0 {
                Output.remark("The last \(count) events are not signed yet: the ledger's key was not found.")
            }
        } catch {
            Output.remark("What was recorded stays, but its checkpoint could not be signed: \(error)")
        }
    }
}
