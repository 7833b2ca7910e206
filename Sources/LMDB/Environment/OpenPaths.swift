internal import Synchronization

/// The environments that this process has open, by resolved path.
///
/// LMDB's locks belong to the process and fall with the first of two handles that is closed (lmdb.h, "Caveats"),
/// so one path is never opened twice.
enum OpenPaths {
    private static let paths = Mutex<Set<String>>([])

    /// Reserves `path`; false if it is taken.
    static func claim(_ path: String) -> Bool {
        paths.withLock { $0.insert(path).inserted }
    }

    static func release(_ path: String) {
        paths.withLock { _ = $0.remove(path) }
    }

    /// How many there are.
    static var count: Int { paths.withLock { $0.count } }
}
