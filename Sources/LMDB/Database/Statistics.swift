internal import CLMDB

/// The size of a database, or of an environment's main one (whose entries are the named databases).
public struct Statistics: Hashable, Sendable {
    /// Bytes a page.
    public let pageSize: Int
    /// Levels of the B-tree; 0 when empty.
    public let depth: Int
    /// Pages that only lead to other pages.
    public let branchPages: Int
    /// Pages with keys and values.
    public let leafPages: Int
    /// Pages with values too large for a leaf.
    public let overflowPages: Int
    /// Pairs of key and value.
    public let entries: Int

    init(_ native: MDB_stat) {
        pageSize = Int(native.ms_psize)
        depth = Int(native.ms_depth)
        branchPages = native.ms_branch_pages
        leafPages = native.ms_leaf_pages
        overflowPages = native.ms_overflow_pages
        entries = native.ms_entries
    }
}

/// The state of an environment.
public struct EnvironmentInformation: Hashable, Sendable {
    /// Bytes of address space.
    public let mapSize: Int
    /// Bytes of the map up to its last page in use, free pages below it included.
    public let usedSize: Int
    /// The number of the last committed write transaction.
    public let lastTransaction: Int
    /// Reader slots.
    public let maxReaders: Int
    /// Reader slots that have been in use.
    public let readers: Int
}
