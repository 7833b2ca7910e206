import Crypto
import EventLog
import Files
public import Forms
import Foundation
public import Incidents
import Synchronization

/// The tokens of one ledger, in `tokens.json` in its folder.
///
/// No record and no part of the log: a token says who may ask, not what happened. Whoever serves the ledger reads the file
/// again when it has changed, so that a token is good, and a revoked one no longer, at once. An entry stays when its token is
/// revoked: events name their actor, and the entry says by which token that was.
public final class TokenStore: Sendable {
    static let fileName = "tokens.json"

    private struct Held {
        var stamp: FileStamp?
        var tokens: [AccessToken] = []
        var byDigest: [String: AccessToken] = [:]
        /// Those that were shown since the file was read, by what was shown: hashed once, and no more than there are.
        var shown: [String: AccessToken] = [:]
    }

    private let path: String
    private let held = Mutex(Held())

    /// - Parameter path: of the ledger.
    public init(ofLedgerAt path: String) {
        self.path = URL(filePath: path).appending(path: Self.fileName).path
    }

    /// All that were ever made, in the order in which they were.
    ///
    /// - Throws: `LedgerError` with `damaged` where the file is not what was written.
    public func tokens() throws(LedgerError) -> [AccessToken] {
        try refreshed { $0.tokens }
    }

    /// Makes a token. Its text is nowhere but in the answer.
    ///
    /// - Parameters:
    ///   - name: what events say who said it: a role or an organisation, 1 to 200 bytes.
    ///   - datasets: that may be written with it, `desk` for what people record on their own; empty: all.
    ///   - expires: the last day on which it is good; nil: until it is revoked.
    /// - Throws: `LedgerError`: `refused` where it would be good for nothing, `conflict` where its name is taken by one that is.
    public func create(
        name: String, role: Role, datasets: [String] = [], expires: Day? = nil
    ) throws(LedgerError) -> (text: String, token: AccessToken) {
        guard (1...200).contains(name.utf8.count),
            !name.unicodeScalars.contains(where: { $0.properties.generalCategory == .control })
        else {
            throw LedgerError(.refused, "A token's name is one line of 1 to 200 bytes, without control characters.")
        }
        if let expires, expires < Self.today {
            throw LedgerError(.refused, "\(expires) is over: a token that expires then is good for nothing.")
        }
        guard datasets.isEmpty || role == .investigator else {
            throw LedgerError(
                .refused,
                "A token of role \(role.rawValue) writes nothing: leave the datasets out, or make it an investigator's."
            )
        }
        let text = AccessToken.newText()
        let token = try changing { tokens throws(LedgerError) in
            guard !tokens.contains(where: { $0.name == name && $0.refusal(on: Self.today) == nil }) else {
                throw LedgerError(
                    .conflict,
                    "There is a token named \"\(name)\" already: events could not be told apart. Revoke it, or take another name."
                )
            }
            let token = AccessToken(
                id: Self.newID(besides: tokens), name: name, role: role, datasets: datasets.sorted(),
                digest: AccessToken.digest(of: text), created: Self.today, expires: expires)
            tokens.append(token)
            return token
        }
        return (text, token)
    }

    /// Ends a token for good. One that is revoked already stays as it is.
    ///
    /// - Parameter id: its identifier, or its name where that is one token's alone.
    /// - Throws: `LedgerError` with `notFound`, naming the nearest.
    public func revoke(_ id: String) throws(LedgerError) -> AccessToken {
        try changing { tokens throws(LedgerError) in
            let named = tokens.indices.filter { tokens[$0].name == id && tokens[$0].revoked == nil }
            guard let index = tokens.firstIndex(where: { $0.id == id }) ?? (named.count == 1 ? named[0] : nil) else {
                let known = tokens.flatMap { [$0.id, $0.name] }
                let near = suggestions(for: id, among: known)
                throw LedgerError(
                    .notFound,
                    "There is no token \"\(id)\"" + (near.isEmpty ? "." : "; there is \(alternatives(near))."))
            }
            if tokens[index].revoked == nil { tokens[index].revoked = Self.today }
            return tokens[index]
        }
    }

    /// What is kept of a token that somebody shows; nil where it is none of this ledger's.
    func token(of text: String) throws(LedgerError) -> AccessToken? {
        guard text.hasPrefix(AccessToken.prefix) else { return nil }
        return try refreshed { held in
            if let token = held.shown[text] { return token }
            let token = held.byDigest[AccessToken.digest(of: text)]
            held.shown[text] = token
            return token
        }
    }

    /// The day that it is in universal time.
    static var today: Day { Instant.day(microseconds: EventLogOptions.systemClock()) }

    private static func newID(besides tokens: [AccessToken]) -> String {
        var id: String
        repeat {
            id = "t" + Hex.encode(SymmetricKey(size: .bits128).withUnsafeBytes { Array($0.prefix(4)) })
        } while tokens.contains { $0.id == id }
        return id
    }

    private func refreshed<Result>(_ body: (inout Held) -> Result) throws(LedgerError) -> Result {
        // What is read for it is then at least as new.
        let stamp = FileStamp(of: path)
        return try held.withLock { held throws(LedgerError) in
            if stamp != held.stamp || stamp == nil {
                let tokens = stamp == nil ? [] : try read()
                held = Held(
                    stamp: stamp, tokens: tokens,
                    byDigest: Dictionary(tokens.map { ($0.digest, $0) }, uniquingKeysWith: { first, _ in first }))
            }
            return body(&held)
        }
    }

    private func changing<Result>(
        _ body: (inout [AccessToken]) throws(LedgerError) -> Result
    ) throws(LedgerError) -> Result {
        let lock = try FileLock(waitingFor: path + ".lock")
        defer { withExtendedLifetime(lock) {} }
        var tokens = FileStamp(of: path) == nil ? [] : try read()
        let result = try body(&tokens)
        let file = JSONValue.object([.init("tokens", .array(tokens.map(\.stored)))])
        try DurableFile.replace(path, with: file.text(isPretty: true) + "\n")
        return result
    }

    private func read() throws(LedgerError) -> [AccessToken] {
        let damaged = LedgerError(
            .damaged, "\(path) is not what was written: nobody is let in until it is put back or removed.")
        guard let json = try? JSONValue(parsing: try DurableFile.bytes(of: path)),
            case .array(let elements)? = json["tokens"]
        else { throw damaged }
        let tokens = elements.compactMap(AccessToken.init(stored:))
        guard tokens.count == elements.count else { throw damaged }
        return tokens
    }
}

/// By what it is told that a file has been replaced.
struct FileStamp: Hashable {
    private var inode: UInt64
    private var size: Int64
    private var seconds: Int
    private var nanoseconds: Int

    /// Nil where there is no file.
    init?(of path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        inode = UInt64(status.st_ino)
        size = Int64(status.st_size)
        seconds = status.st_mtim.tv_sec
        nanoseconds = status.st_mtim.tv_nsec
    }
}
