internal import CLMDB
internal import Synchronization

/// An LMDB environment: a directory with a memory-mapped file of named, ordered databases of keys and values.
///
/// Any number of read transactions, in any number of processes, each see one unchanging snapshot; one write
/// transaction at a time, over all processes, makes the next. Readers never wait for the writer, nor it for them.
///
/// The map grows by itself. Growing moves it, so it waits until no transaction is open in this process; keep read
/// transactions short, or open the environment with an `initialMapSize` that the data will not outgrow (it is
/// address space, not disk).
@safe
public final class Environment: Sendable {
    /// The environment's directory, symbolic links resolved.
    public let path: String
    /// The options that it was opened with.
    public let options: EnvironmentOptions

    /// The C library's environment. Used only between the gate's `enter` and `leave`, or inside a move; so never
    /// after it was closed. Unsafe: a pointer, but one that the C library lets all threads use.
    nonisolated(unsafe) let native: OpaquePointer
    /// Tells this environment's database handles from those of others.
    let identity: UInt64
    let gate = Gate()
    let catalog = Mutex(Catalog())
    /// The databases in the catalog, to be compared with those in a snapshot.
    let catalogCount = Atomic<Int>(0)
    /// Whether a transaction that created a database was aborted.
    let hasAbortedCreations = Atomic<Bool>(false)
    /// Numbers the write transactions of this environment in this process, from 1.
    let lastWriter = Atomic<UInt64>(0)
    let currentMapSize = Atomic<Int>(0)
    /// Whether the map was lost when moving it failed.
    let mapIsLost = Atomic<Bool>(false)

    private static let lastIdentity = Atomic<UInt64>(0)

    /// Opens the environment in the directory at `path`, or creates it.
    ///
    /// Slots of readers in dead processes are cleared.
    ///
    /// - Throws: `.alreadyOpen` if this process has it open; `.noSuchPath`, `.invalidFile`, `.versionMismatch`,
    ///   `.permissionDenied`, `.readOnly` and what else the system refuses.
    public init(path: String, options: EnvironmentOptions = EnvironmentOptions()) throws(LMDBError) {
        let resolved = try Self.prepareDirectory(path, options)
        guard OpenPaths.claim(resolved) else {
            throw LMDBError(.alreadyOpen, path: resolved, operation: Self.opening)
        }
        do throws(LMDBError) {
            unsafe native = try Self.openNative(resolved, options)
        } catch {
            OpenPaths.release(resolved)
            throw error
        }
        self.path = resolved
        self.options = options
        identity = Self.lastIdentity.add(1, ordering: .relaxed).newValue
        do throws(LMDBError) {
            try clearStaleReaders()
            try reserveInitialMap()
            try refuseCutFile()
            try refreshCatalog()
        } catch {
            close()
            throw error
        }
    }

    deinit { close() }

    /// Closes the environment: at once, or when the last open transaction ends. New transactions are refused with
    /// `.closed`. Closing twice does nothing.
    public func close() {
        let path = path
        // Unsafe: the gate runs this once, when nothing uses the pointer and nothing will.
        nonisolated(unsafe) let native = unsafe native
        gate.close {
            unsafe mdb_env_close(native)
            OpenPaths.release(path)
        }
    }

    static let opening = "opening the environment"

    func error(_ code: LMDBError.Code, _ operation: String, _ detail: String = "") -> LMDBError {
        LMDBError(code, path: path, operation: operation, detail: detail)
    }

    /// Throws unless the C library's result is success.
    func check(_ result: Int32, _ operation: @autoclosure () -> String) throws(LMDBError) {
        if result != MDB_SUCCESS { throw LMDBError(native: result, path: path, operation: operation()) }
    }
}
