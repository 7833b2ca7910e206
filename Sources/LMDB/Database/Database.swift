/// A handle of a named database inside an environment. Get one with `openDatabase` on a transaction.
///
/// It stays valid as long as its environment is open; only when the write transaction that created the database
/// was aborted is it refused with `.badDatabase`.
public struct Database: Hashable, Sendable {
    /// The C library's number of the handle.
    let index: UInt32
    /// Which environment of this process it belongs to.
    let environment: UInt64
    /// The write transaction in which the database was created, if by this process; else 0.
    let creator: UInt64
    /// The flags that the database was created with.
    public let flags: DatabaseFlags
}

/// How a database orders its keys and values. Fixed when it is created.
public struct DatabaseFlags: OptionSet, Hashable, Sendable {
    public let rawValue: UInt32

    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Keys are compared from their last byte.
    public static let reverseKeys = DatabaseFlags(rawValue: 0x02)
    /// A key can have many values, each at most 511 bytes, kept in order.
    public static let duplicateSort = DatabaseFlags(rawValue: 0x04)
    /// With `duplicateSort`: all values have one size.
    public static let duplicateFixed = DatabaseFlags(rawValue: 0x10)
}

/// How a value is put.
public struct PutFlags: OptionSet, Hashable, Sendable {
    public let rawValue: UInt32

    public init(rawValue: UInt32) { self.rawValue = rawValue }

    /// Refuses an existing key with `.keyExists`.
    public static let noOverwrite = PutFlags(rawValue: 0x10)
    /// With `duplicateSort`: refuses an existing pair of key and value with `.keyExists`.
    public static let noDuplicateData = PutFlags(rawValue: 0x20)
    /// The key is above every key in the database: faster and denser. Refused with `.keyExists` if it is not.
    public static let append = PutFlags(rawValue: 0x20000)
}
