public import Forms
public import MerkleLog

/// A place where the files of a log are published (C2SP tlog-tiles). Nobody needs to trust it: what it says counts once it
/// is held against a signature.
public protocol LogFeed: Sendable {
    /// What people call it: its address.
    var place: String { get }

    /// The bytes of its checkpoint.
    ///
    /// - Throws: ``FeedError``.
    func checkpoint() async throws -> [UInt8]

    /// The bytes of a published file.
    ///
    /// - Parameter maximum: a longer one is refused, and not read to its end.
    /// - Throws: ``FeedError``; `.absent` where there is none.
    func file(_ path: TilePath, maximum: Int) async throws -> [UInt8]
}

/// Why a place did not give what was asked of it.
public struct FeedError: ExplainedError, CustomStringConvertible {
    public enum Code: Sendable {
        /// It has no such file.
        case absent
        /// It does not answer, or with an error, or too slowly.
        case unreachable
        /// What it gives is not what it should be: too long, cut short, or not what the log has signed.
        case wrong
    }

    public let code: Code
    public let description: String

    init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }

    public var failure: LedgerError.Code { code == .absent ? .notFound : .refused }
}

/// What is read at most of each file.
enum FeedLimits {
    /// A checkpoint, with the signatures of many witnesses.
    static let checkpoint = 65_535

    static func maximum(of path: TilePath, width: Int) -> Int {
        switch path {
        case .hashes: width * TreeHash.byteCount
        case .entries: width * (2 + EntryBundle.maximumEntryLength)
        }
    }
}

/// The feed at an address: `http:`, `https:` or `file:`.
public enum FeedAddress {
    /// - Parameter token: is shown to a service that does not publish for everybody; nil: none.
    /// - Throws: `LedgerError` with `refused` for any other address.
    public static func feed(at address: String, token: String? = nil) throws(LedgerError) -> any LogFeed {
        if address.hasPrefix("http://") || address.hasPrefix("https://") {
            return HTTPFeed(address, token: token)
        }
        if address.hasPrefix("file:") {
            var path = address.dropFirst("file:".count)
            if path.hasPrefix("//") { path = path.dropFirst(2) }
            return FolderFeed(String(path), place: address)
        }
        throw LedgerError(
            .refused, "\(address) is no address of a published log: one begins with https://, http:// or file:.")
    }
}
