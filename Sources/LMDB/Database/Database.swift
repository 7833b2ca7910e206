/// A handle of a database inside an environment; see `Environment.database(_:)`. It stays valid as long as its
/// environment is open.
///
/// Keys are ordered by their bytes, and each has one value.
public struct Database: Hashable, Sendable {
    /// The C library's number of the handle.
    let index: UInt32
    /// Which environment of this process it belongs to.
    let environment: UInt64
}

/// How a value is put.
public struct PutFlags: OptionSet, Hashable, Sendable {
    public let rawValue: UInt32

    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Refuses an existing key with `.keyExists`.
    public static let noOverwrite = PutFlags(rawValue: 0x10)
    /// The key is above every key in the database: faster and denser. Refused with `.keyExists` if it is not.
    public static let append = PutFlags(rawValue: 0x20000)
}
