package import EventLog
import Files
import Forms
import Foundation
import Incidents
public import Signing
import Synchronization

/// One ledger on disk, open for the use cases that its users have.
///
/// `NAME.ledger/` holds `ledger.json`, `log/` (the evidence), `checkpoint` (a copy of the last one that was signed) and
/// `views/` (disposable, rebuilt from the log). The key that signs lies elsewhere.
public final class Ledger: Sendable {
    /// How a ledger is opened.
    public enum Access: Sendable {
        case readWrite
        /// A replica, which takes in what its origin has signed, and appends nothing of its own.
        case following
        /// Never appends, and leaves the views as they are where they are already true.
        case readOnly
    }

    public let path: String
    package let file: LedgerFile
    package let log: EventLog
    let lookalikes: Lookalikes
    private let remarks = Mutex<[String]>([])
    let problems = Mutex(SigningProblems())

    /// Makes an empty ledger.
    ///
    /// - Parameters:
    ///   - path: where; nothing may be there yet except an empty directory.
    ///   - title: what people call it, one line of at most 200 bytes; nil: it has no name but the origin.
    ///   - origin: the name under which its checkpoints are signed; nil: `incident-ledger/` and the log's identifier.
    ///   - keyPath: where its new signing key is put, outside the ledger; nil: it has none, and is never signed.
    ///   - regionScheme: in which answers are given unless another is asked for; nil: the one that most records use.
    /// - Throws: `LedgerError`: `refused` where something is there already or the place cannot be written.
    public static func create(
        at path: String, title: String? = nil, origin: String? = nil, keyPath: String? = nil,
        regionScheme: String? = nil
    ) throws -> Ledger {
        guard title.map(LedgerFile.isTitle) ?? true else {
            throw LedgerError(.refused, "A title is one line of 1 to 200 bytes of UTF-8, without control characters.")
        }
        let url = URL(filePath: path).standardizedFileURL
        if FileManager.default.fileExists(atPath: url.appending(path: LedgerFile.name).path),
            !NewPlace.isUnfinished(url.path)
        {
            throw LedgerError(.refused, "There is a ledger at \(url.path) already.")
        }
        if let regionScheme { try checkScheme(regionScheme) }
        try keyPath.map { try LedgerKey.checkKeyPlace($0, ledger: url.path) }
        var key: LedgerKey?
        do {
            return try NewPlace.fill(path, with: "a ledger", doing: "make a ledger at") { place in
                let log = try EventLog.create(at: place.appending(path: "log").path)
                do {
                    let logID = log.logID.description
                    let origin = origin ?? defaultOrigin(of: logID)
                    key = try keyPath.map { try LedgerKey(makingAt: $0, name: origin) }
                    let file = LedgerFile(
                        logID: logID, origin: origin, title: title, publicKey: key?.verifierKey,
                        regionScheme: regionScheme)
                    // Last: without it the place is no ledger, so that one cut short is not taken for one.
                    try file.write(at: place)
                    let ledger = Ledger(path: place.path, file: file, log: log)
                    if let key { try ledger.beginSigning(with: key) }
                    return ledger
                } catch {
                    log.close()
                    throw error
                }
            }
        } catch {
            key?.remove()
            throw error
        }
    }

    static func checkScheme(_ name: String) throws(LedgerError) {
        guard !RegionCatalog.schemes.contains(where: { $0.name == name }) else { return }
        throw LedgerError(
            .notFound,
            "There is no region scheme \"\(name)\"; there are: "
                + RegionCatalog.schemes.map(\.name).joined(separator: ", ") + ".")
    }

    /// The name under which checkpoints of a log are signed unless another is given.
    package static func defaultOrigin(of logID: String) -> String { "incident-ledger/" + logID }

    /// Opens a ledger.
    ///
    /// For writing, it is also checked that the log continues what was last signed of it.
    ///
    /// - Parameters:
    ///   - key: signs what is appended; nil: it stays unsigned until the ledger is opened with its key. Only for
    ///     `readWrite`.
    ///   - acceptsClock: writes also where the machine's clock is more than a year ahead of the last event.
    /// - Throws: `LedgerError`: `notFound` where nothing is, `refused` where it is no ledger or of a newer format or
    ///   the key is another ledger's, `damaged` where what is on disk contradicts itself or what was signed.
    public convenience init(
        openingAt path: String, access: Access = .readWrite, key: LedgerKey? = nil, acceptsClock: Bool = false
    ) throws {
        let url = URL(filePath: path).standardizedFileURL
        let file = try LedgerFile.read(at: url)
        try file.check(access, at: url.path)
        let log: EventLog
        do {
            log = try EventLog(openingAt: url.appending(path: "log").path, access: access.ofLog)
        } catch {
            throw LedgerError.wrapping(error, doing: "open the log of \(url.path)")
        }
        guard log.logID.description == file.logID else {
            throw LedgerError(
                .damaged,
                "\(url.path) is put together from two ledgers: \(LedgerFile.name) names log \(file.logID), "
                    + "and log/ is \(log.logID).")
        }
        self.init(path: url.path, file: file, log: log)
        guard access != .readOnly else { return }
        try signing.checkContinuity()
        guard access == .readWrite else { return }
        if !acceptsClock { try checkClock() }
        if let key { try beginSigning(with: key) }
    }

    private func beginSigning(with key: LedgerKey) throws {
        try signing.begin(
            with: key, register: file.headRegister, kept: { [weak self] in self?.noteSigned() },
            failed: { [weak self] error in self?.noteSigning(problem: error.description) })
    }

    init(path: String, file: LedgerFile, log: EventLog) {
        self.path = path
        self.file = file
        self.log = log
        lookalikes = Lookalikes(in: URL(filePath: path).appending(path: "views").path, log: log)
    }

    /// The log's identifier: 16 bytes in lower-case hexadecimal.
    public var logID: String { file.logID }

    /// The name under which the log's checkpoints are signed.
    public var origin: String { file.origin }

    /// What is to be said of how the answers since the last call were had, such as that a damaged view was built anew.
    public func takeRemarks() -> [String] {
        remarks.withLock { remarks in
            defer { remarks = [] }
            return remarks
        }
    }

    func say(_ remark: String) {
        remarks.withLock { remarks in
            if !remarks.contains(remark) { remarks.append(remark) }
        }
    }

    package var viewsDirectory: String {
        URL(filePath: path).appending(path: "views").path
    }

    /// Ends all work on the ledger; appends that were accepted are finished first.
    public func close() {
        lookalikes.close()
        log.close()
    }
}
