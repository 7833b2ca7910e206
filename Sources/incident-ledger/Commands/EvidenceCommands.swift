import ArgumentParser
import Evidence
import Fields
import Files
import Forms
import Incidents
import Ledger
import Presentation

/// `checkpoint`
struct CheckpointCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "checkpoint", abstract: "Print the latest signed checkpoint: keep it elsewhere.",
        discussion: """
            The checkpoint is a signed note (C2SP tlog-checkpoint): the log's name, its size and the root over all its \
            events. Events that are not signed yet are signed first, where the key is. Without a checkpoint kept \
            outside, whoever holds the key can rewrite history unseen; with it, `verify --against` shows it.

            Example:
              incident-ledger checkpoint > 2026-01-31.checkpoint
            """)

    @OptionGroup var signing: SigningKeyOptions
    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        let hasKey =
            try !Ledger.isReplica(at: ledger.path)
            && SigningKeyOptions.key(at: signing.signingKey, ofLedgerAt: ledger.path) != nil
        let note = try await ledger.withLedger(hasKey ? .readWrite : .readOnly, signing) { open in
            if hasKey { try await open.settle() }
            let count = hasKey ? 0 : try open.unsignedCount()
            if count > 0 {
                Output.remark("The last \(count) events are not signed yet: the ledger's key was not found.")
            }
            return try open.publishedCheckpoint()
        }
        try Output.answer(note)
    }
}

/// `verify`
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check the whole log: nothing was changed, removed, reordered or inserted.",
        discussion: """
            Every event is hashed again; every tile, root, index and stored checkpoint is compared with them. With \
            --against, it is also checked that the log continues checkpoints that you kept. What was not checked is \
            said. Where something is wrong, the first position and the check that failed are named, and the exit \
            status is 5.

            Example:
              incident-ledger verify --against 2026-01-31.checkpoint
            """)

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Files with checkpoints that you kept.", valueName: "file"), completion: .file())
    var against: [String] = []

    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        defer { ProgressBar.clear() }
        let verification = try Ledger.verify(
            at: ledger.path, against: against, progress: ProgressBar.counter("verified"))
        ProgressBar.clear()
        try Answers.show(VerificationLayout(verification), format.format)
        if let first = verification.findings.first { throw LedgerError(.damaged, first.sentence) }
    }
}

/// `prove`
struct ProveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "prove", abstract: "Print a proof that can be checked without the ledger, or check one.",
        subcommands: [ProveInclusionCommand.self, ProveConsistencyCommand.self, ProveVerifyCommand.self])
}

/// `prove inclusion KIND ID [VERSION]`, `prove inclusion POSITION`
struct ProveInclusionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inclusion", abstract: "Prove that an event is in the log that is signed.",
        discussion: """
            The proof stands alone (C2SP tlog-proof): it holds the event's entry as its extra data, the event's \
            index, which is its position less one, the hashes and the signed checkpoint.

            Examples:
              incident-ledger prove inclusion deaths 4f1c2a9be07d3358
              incident-ledger prove inclusion deaths 4f1c2a9be07d3358 1
              incident-ledger prove inclusion 120 > 120.tlog-proof
            """)

    @Argument(
        help: ArgumentHelp(
            "A position, or kind, identifier and, for another version than the last, its number.",
            valueName: "position | kind id [version]"))
    var event: [String]

    @OptionGroup var ledger: LedgerOptions

    /// What the arguments name.
    private enum Named {
        case position(UInt64)
        case version(RecordID, UInt32?)
    }

    private func named() throws -> Named {
        if event.count == 1, let position = UInt64(event[0]) { return .position(position) }
        let version = event.count == 3 ? UInt32(event[2]) : nil
        guard event.count == 2 || version != nil else {
            throw ArgumentParser.ValidationError("Name the event by position, or by kind, identifier and version.")
        }
        return .version(RecordID(kind: try Reading.code(event[0]), id: event[1]), version)
    }

    func validate() throws {
        _ = try named()
    }

    func run() async throws {
        let named = try named()
        let proof = try await ledger.withLedger(.readOnly) { open in
            switch named {
            case .position(let position): try open.inclusionProof(ofPosition: position)
            case .version(let record, let version):
                try open.inclusionProof(ofPosition: try open.position(of: record, version: version))
            }
        }
        try Output.answer(proof)
    }
}

/// `prove consistency --from CHECKPOINT`
struct ProveConsistencyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "consistency", abstract: "Prove that the latest checkpoint continues an earlier one.",
        discussion: """
            The proof has the form in which a witness is asked (C2SP tlog-witness): the earlier size, the hashes and \
            the latest checkpoint.

            Example:
              incident-ledger prove consistency --from 2026-01-31.checkpoint
            """)

    @Option(
        help: ArgumentHelp("A file with the earlier checkpoint.", valueName: "file"), completion: .file())
    var from: String

    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        let proof = try await ledger.withLedger(.readOnly) { try $0.consistencyProof(fromCheckpointIn: from) }
        try Output.answer(proof)
    }
}

/// `prove verify FILE`
struct ProveVerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify", abstract: "Check a proof, without the log: what it proves, and by which checkpoint.",
        discussion: """
            The file holds what `prove inclusion` or `prove consistency` printed. Nothing is read beside it but the key: \
            the one that is given, had from the log's owner, else the one in the ledger.json of --ledger. Where the proof \
            does not hold, the exit status is 5.

            Examples:
              incident-ledger prove verify 120.tlog-proof --key VERIFIER-KEY
              incident-ledger prove verify request --from 2026-01-31.checkpoint --key VERIFIER-KEY
            """)

    @Argument(help: "A file with the proof.", completion: .file())
    var file: String

    @Option(help: ArgumentHelp("The verifier key of the log, had from its owner.", valueName: "verifier-key"))
    var key: String?

    @Option(
        help: ArgumentHelp(
            "Of a proof of consistency: a file with the earlier checkpoint.", valueName: "file"), completion: .file())
    var from: String?

    @OptionGroup var format: FormatOptions
    @OptionGroup var ledger: LedgerOptions

    func run() async throws {
        let checked = try CheckedProof(of: file, key: key, ledger: ledger.path, earlier: from)
        try Answers.show(NamedValues(checked), format.format)
        if let source = checked.keySource {
            Output.remark("Not checked: whether the key that \(source) states is the log's: its owner knows.")
        }
    }
}
