import ArgumentParser
import Files
import Foundation
import Ledger
import Signing

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
