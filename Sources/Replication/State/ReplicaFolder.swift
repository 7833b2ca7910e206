package import Files
public import Forms
internal import Foundation
public import MerkleLog

/// What a replica knows of the log that it copies, beside what it holds of it: `replica/` in the ledger's folder.
public struct ReplicaFolder: Sendable {
    public static let name = "replica"
    private let path: URL

    public init(ofLedgerAt ledger: String) {
        path = URL(filePath: ledger).appending(path: Self.name)
    }

    /// - Throws: `LedgerError` with `refused`.
    func make() throws(LedgerError) {
        do {
            try FileManager.default.createDirectory(at: path, withIntermediateDirectories: true)
        } catch {
            throw LedgerError.wrapping(error, doing: "make \(path.path)")
        }
    }

    /// One process follows at a time.
    ///
    /// - Throws: `LedgerError` with `conflict` where another one does.
    package func lock() throws(LedgerError) -> FileLock {
        let file = path.appending(path: "follow.lock").path
        guard let lock = try FileLock(file) else {
            let holder = FileLock.holder(of: file).map { " (process \($0))" } ?? ""
            throw LedgerError(.conflict, "Another process\(holder) follows the log for this replica already.")
        }
        return lock
    }

    /// What was verified last; nil: nothing yet, or a power cut has spoilt it.
    public func state() -> ReplicaState? {
        guard let bytes = try? DurableFile.bytes(of: file("state.json")) else { return nil }
        return try? JSONDecoder().decode(ReplicaState.self, from: Data(bytes))
    }

    func keep(_ state: ReplicaState) throws(LedgerError) { try keep(state, "state.json") }

    /// The evidence that the log has forked; nil: it has not, as far as this replica has seen.
    ///
    /// - Throws: `LedgerError` with `damaged` where it is not readable: that is no reason to go on.
    public func fork() throws(LedgerError) -> ForkEvidence? {
        let file = file("fork.json")
        guard FileManager.default.fileExists(atPath: file) else { return nil }
        let bytes = try DurableFile.bytes(of: file)
        do {
            return try JSONDecoder().decode(ForkEvidence.self, from: Data(bytes))
        } catch {
            throw LedgerError(.damaged, "\(file), which holds the evidence of a fork, is not readable.")
        }
    }

    /// What the evidence of a fork shows, in a sentence; nil: there is none.
    ///
    /// - Throws: `LedgerError` as ``fork()``.
    public func forkSentence(key: VerifierKey, origin: String) throws(LedgerError) -> String? {
        guard let evidence = try fork() else { return nil }
        do {
            return try evidence.shown(key: key, origin: origin).sentence
        } catch {
            return "Evidence of a fork is kept that does not show one: \(LedgerError.wrapping(error).description)"
        }
    }

    func keep(_ fork: ForkEvidence) throws(LedgerError) { try keep(fork, "fork.json") }

    /// The checkpoint of what is held, with the replica's cosignature; nil where it makes none.
    public func cosigned() -> SignedNote? {
        guard let bytes = try? DurableFile.bytes(of: file("cosigned")) else { return nil }
        return try? SignedNote(bytes: bytes)
    }

    func keep(cosigned note: SignedNote) throws(LedgerError) {
        try DurableFile.replace(file("cosigned"), with: note.description)
    }

    private func file(_ name: String) -> String { path.appending(path: name).path }

    private func keep(_ value: some Encodable, _ name: String) throws(LedgerError) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            try DurableFile.replace(file(name), with: String(decoding: try encoder.encode(value), as: UTF8.self) + "\n")
        } catch {
            throw LedgerError.wrapping(error, doing: "write \(file(name))")
        }
    }
}

/// The last that a replica has verified of the log that it copies.
public struct ReplicaState: Codable, Hashable, Sendable {
    /// The largest checkpoint that was seen: the origin's note. It may be of more than is held.
    public var checkpoint: String
    /// When the origin's signature was last seen and verified, whether the log had grown or not: microseconds since
    /// 1970-01-01T00:00:00Z.
    public var verifiedAt: UInt64
    /// Where.
    public var place: String
    /// What went wrong since; nil: nothing.
    public var problem: String?

    /// The number of events that the origin had then.
    public var size: UInt64 {
        guard let note = try? SignedNote(checkpoint), let checkpoint = try? Checkpoint(text: note.text) else {
            return 0
        }
        return checkpoint.size
    }
}
