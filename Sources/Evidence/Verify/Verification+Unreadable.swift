public import Forms
import Foundation
import Ledger

extension Verification {
    /// Of a ledger that is so damaged that it cannot be gone through: only what its own file says of it is known.
    ///
    /// - Parameter damage: what `Ledger.verify` threw.
    /// - Throws: `LedgerError` where even that file cannot be read.
    public init(ofLedgerAt path: String, thatCannotBeRead damage: LedgerError) throws(LedgerError) {
        let file = try LedgerFile.read(at: URL(filePath: path).standardizedFileURL)
        self.init(
            logID: file.logID, origin: file.origin, title: file.title, verifierKey: file.publicKey, position: 0,
            root: "",
            findings: [Finding(check: "reading", position: nil, description: damage.description)],
            unchecked: ["Everything else: the log cannot be gone through."])
    }
}
