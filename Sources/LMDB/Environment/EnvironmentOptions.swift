/// How an environment is opened.
public struct EnvironmentOptions: Hashable, Sendable {
    /// Whether a commit waits until its pages are on disk.
    public enum Synchronization: Hashable, Sendable {
        /// A commit that returns is on disk (LMDB's default).
        case full
        /// A commit may be lost, and the file damaged, when the machine stops: for what nobody keeps.
        case none
    }

    /// Opens for reading only; the environment must exist. Where this user may not write to its lock file, it is read
    /// without one, and only while no other process has it open. Default: false.
    public var readOnly: Bool
    /// Makes the directory (not its parents), the file and the databases that are missing, unless the environment is
    /// opened for reading only. Default: true.
    public var creates: Bool
    /// The number of read transactions open at once, over all processes; fixed by the first process that opens
    /// the environment. Default: 510.
    public var maxReaders: Int
    /// How many bytes of address space to ask for, once and for all: the file cannot become longer while it is open.
    /// It takes neither memory nor disk. Less is taken where the system grants less, and where the process has more than
    /// 16 environments open. Default: 1 TiB.
    public var mapSize: Int
    /// The permissions of new files (a new directory also gets search permission). Default: 0o644.
    public var fileMode: UInt32
    /// Whether a commit waits for the disk. Default: `.full`.
    public var synchronization: Synchronization
    /// Checks all pages when opening, also where the file was left by an orderly end. Default: false.
    public var checksPages: Bool

    public init(
        readOnly: Bool = false, creates: Bool = true, maxReaders: Int = 510, mapSize: Int = 1 << 40,
        fileMode: UInt32 = 0o644, synchronization: Synchronization = .full, checksPages: Bool = false
    ) {
        self.readOnly = readOnly
        self.creates = creates
        self.maxReaders = maxReaders
        self.mapSize = mapSize
        self.fileMode = fileMode
        self.synchronization = synchronization
        self.checksPages = checksPages
    }
}
