/// How an environment is opened.
public struct EnvironmentOptions: Hashable, Sendable {
    /// Whether a commit waits until its pages are on disk.
    public enum Synchronization: Hashable, Sendable {
        /// A commit that returns is on disk (LMDB's default).
        case full
        /// A commit may be lost, and the file damaged, when the machine stops: for what nobody keeps. Changes need no
        /// memory of the process's own, and the file is as long as the map, all of it on disk.
        case none
    }

    /// Opens for reading only; the environment must exist. Default: false.
    public var readOnly: Bool
    /// The number of named databases that can be open. Default: 32.
    public var maxDatabases: Int
    /// The number of read transactions open at once, over all processes; fixed by the first process that opens
    /// the environment. Default: 510.
    public var maxReaders: Int
    /// The least size of the memory map in bytes. It is address space, not disk: the file is only as long as the
    /// data needs, except with `Synchronization.none`. Default: 64 MiB.
    public var initialMapSize: Int
    /// The size in bytes over which the map does not grow by itself. Default: 1 TiB.
    public var maximumMapSize: Int
    /// The permissions of new files (a new directory also gets search permission). Default: 0o644.
    public var fileMode: UInt32
    /// Creates the directory (not its parents) if it is missing and the environment is not read-only.
    /// Default: true.
    public var createsDirectory: Bool
    /// Whether a commit waits for the disk. Default: `.full`.
    public var synchronization: Synchronization
    /// How long growing the map waits for this process's open transactions before it gives up with
    /// `.wouldDeadlock`. Default: 30 seconds.
    public var remapPatience: Duration

    public init(
        readOnly: Bool = false, maxDatabases: Int = 32, maxReaders: Int = 510, initialMapSize: Int = 64 << 20,
        maximumMapSize: Int = 1 << 40, fileMode: UInt32 = 0o644, createsDirectory: Bool = true,
        synchronization: Synchronization = .full, remapPatience: Duration = .seconds(30)
    ) {
        self.readOnly = readOnly
        self.maxDatabases = maxDatabases
        self.maxReaders = maxReaders
        self.initialMapSize = initialMapSize
        self.maximumMapSize = maximumMapSize
        self.fileMode = fileMode
        self.createsDirectory = createsDirectory
        self.synchronization = synchronization
        self.remapPatience = remapPatience
    }
}
