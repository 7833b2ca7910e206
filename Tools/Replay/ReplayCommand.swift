import ArgumentParser
import Evidence
import Files
import Forms
import Ledger

/// `ledger-replay PATH`, the subcommand that need not be named.
struct ReplayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "replay",
        abstract: "Rebuild every view, or one answer, from the log alone and compare it.",
        discussion: """
            The log is read from position 1 into scratch views, which are removed afterwards. For each view the \
            SHA-256 of all its rows is compared with that of the live view; where they differ, each cell that \
            differs is named with both values.

            With --receipt, one answer that `incident-ledger view --receipt` kept is had again instead, and compared \
            byte for byte. No view of the ledger is read for it; a bundle will do, which is verified first.

            Exit status: 0 all views agree and lack nothing, or the answer is the same; 1 a view or the answer differs, a \
            view lacks events that it could not take in, or the ledger or the receipt cannot be read; 2 the command was not \
            understood; 3 there is no ledger; 5 the ledger is damaged, or its log is not the one, or no longer the one, that \
            the answer was given from.

            Examples:
              ledger-replay my.ledger
              ledger-replay --receipt deaths-2019.receipt my.ledger
              ledger-replay --receipt deaths-2019.receipt 2026-01-31.bundle
            """)

    @Option(
        help: ArgumentHelp("Have this answer again, and say whether it is the same.", valueName: "file"),
        completion: .file())
    var receipt: String?

    @Argument(help: "The ledger's folder; for --receipt a bundle's will do.", completion: .directory)
    var path: String

    func run() throws {
        let agrees = try AuditBundle.isThere(at: path) ? ofBundle() : ofLedger()
        if !agrees { throw ExitCode(LedgerError.Code.refused.rawValue) }
    }

    private func ofLedger() throws -> Bool {
        let ledger = try Ledger(openingAt: path, access: .readOnly)
        defer { ledger.close() }
        if let remark = ledger.clockRemark() { Output.remark(remark) }
        guard let file = receipt else { return try replay(ledger) }
        let receipt = try ViewReceipt(readingFrom: file)
        let comparison = try ledger.compare(
            receipt, progress: ProgressLine.bar("hashed and folded", of: 2 * receipt.position))
        return try tell(comparison, receipt, file)
    }

    private func ofBundle() throws -> Bool {
        guard let file = receipt else {
            throw LedgerError(
                .refused,
                "\(path) is a bundle, which has no views to compare: `ledger-replay verify-bundle` checks it, and --receipt has "
                    + "an answer again from it.")
        }
        let receipt = try ViewReceipt(readingFrom: file)
        let comparison = try Ledger.compare(
            receipt, withBundleAt: path, progress: ProgressLine.bar("read", of: nil))
        return try tell(comparison, receipt, file)
    }

    private func replay(_ ledger: Ledger) throws -> Bool {
        let report = try ledger.replay(progress: ProgressLine.bar("replayed", of: ledger.head().position))
        ProgressLine.clear()
        try Output.tell(ReplayText.of(report) + "\n")
        return report.isSound
    }

    private func tell(_ comparison: ReceiptComparison, _ receipt: ViewReceipt, _ file: String) throws -> Bool {
        ProgressLine.clear()
        try Output.tell(ReceiptText.of(comparison, receipt, in: file) + "\n")
        return comparison.isSame
    }
}
