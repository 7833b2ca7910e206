internal import Folding
internal import Foundation

/// Which event a view is at, kept where the end of the process does not take it along: the file `attempt` in the folder
/// of the build, mapped into memory. Marking an event costs one store of eight bytes.
///
/// Four words u64le: the position that is being tried, 0 between two commits; the position at which a process ended;
/// how many times one did; the last position of a stretch that several threads fold together, 0 for none. A process that
/// ends in such a stretch does not tell at which event: one thread folds it again, and does. Only the holder of the build's write transaction uses it. A machine that stops may lose the
/// first word: then no view ended the process.
///
/// Unchecked because only that holder, on one thread, follows the pointer.
@safe
final class AttemptFile: @unchecked Sendable {
    /// An event is parked when so many processes in a row have ended at it.
    static let maximumAttempts: UInt64 = 3

    private static let size = 4_096
    private let words: UnsafeMutablePointer<UInt64>

    init(in folder: String) throws {
        let path = folder + "/attempt"
        // Unsafe: Swift lends the string's bytes to the call.
        let descriptor = unsafe open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o644)
        guard descriptor >= 0 else { throw Self.failure(path) }
        defer { close(descriptor) }
        if lseek(descriptor, 0, SEEK_END) < Self.size {
            // Written, not cut to size, so that a full disk is met here and not in the mapped memory.
            let zeros = [UInt8](repeating: 0, count: Self.size)
            // Unsafe: Swift lends the array's bytes to the call.
            guard unsafe pwrite(descriptor, zeros, Self.size, 0) == Self.size else { throw Self.failure(path) }
        }
        // Unsafe in what follows: a new mapping of a file that is as long as it, which is this object's own.
        let address = unsafe mmap(nil, Self.size, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0)
        guard let address = unsafe address, unsafe address != MAP_FAILED else { throw Self.failure(path) }
        unsafe words = address.bindMemory(to: UInt64.self, capacity: 4)
    }

    deinit {
        // Unsafe: nobody has a reference to this object any more.
        unsafe munmap(words, Self.size)
    }

    /// The position that is being tried; 0 for none.
    @inline(__always)
    var trying: UInt64 {
        get { self[0] }
        set { self[0] = newValue }
    }

    /// The end of a stretch that several threads fold; 0 for none.
    var together: UInt64 {
        get { self[3] }
        set { self[3] = newValue }
    }

    /// Whether one thread is to fold what follows, because a process ended while several folded it.
    func mustBeAlone(from position: UInt64) -> Bool {
        if together < position { together = 0 }
        return together != 0
    }

    /// The last position at which a process ended, and how many did one after another.
    private(set) var suspect: (position: UInt64, attempts: UInt64) {
        get { (self[1], self[2]) }
        set { (self[1], self[2]) = (newValue.position, newValue.attempts) }
    }

    /// Counts the attempt of a process that ended at an event; on disk when this returns.
    func countEndedAttempt() throws {
        let ended = trying
        guard ended != 0 else { return }
        suspect = (ended, suspect.position == ended ? suspect.attempts + 1 : 1)
        trying = 0
        // Unsafe: the mapping is this object's own.
        guard unsafe msync(words, Self.size, MS_SYNC) == 0 else { throw Self.failure("attempt") }
    }

    /// Forgets everything: the files were begun anew.
    func clear() {
        trying = 0
        suspect = (0, 0)
        together = 0
    }

    /// The words lie within the mapping, which lives as long as this object: so the accesses are safe.
    private subscript(index: Int) -> UInt64 {
        @inline(__always) get { UInt64(littleEndian: unsafe words[index]) }
        @inline(__always) set { unsafe words[index] = newValue.littleEndian }
    }

    private static func failure(_ path: String) -> any Error {
        POSIXError(POSIXErrorCode(rawValue: errno) ?? .EIO, userInfo: [NSFilePathErrorKey: path])
    }
}

extension ViewStore {
    /// How far a commit may go, so that an event at which a process has ended is tried alone: what comes before it is
    /// then on disk, and the attempt is counted on disk before it is made again.
    ///
    /// - Parameters:
    ///   - last: how far it would go else.
    ///   - fold: is told to set the event aside after ``AttemptFile/maximumAttempts``.
    func limit(_ last: UInt64, from first: UInt64, _ attempts: AttemptFile, _ fold: inout Fold) throws -> UInt64 {
        try attempts.countEndedAttempt()
        let suspect = attempts.suspect
        guard suspect.position >= first, suspect.position <= last else { return last }
        guard suspect.position == first else { return suspect.position - 1 }
        if suspect.attempts >= AttemptFile.maximumAttempts {
            fold.setAside[first] = ParkedEvent.crash(attempts: suspect.attempts)
        }
        return first
    }
}

extension ParkedEvent {
    private static let crashed = "the program ended while it processed the event"

    static func crash(attempts: UInt64) -> String { "\(crashed), \(attempts) times" }

    /// It was parked because the program ended at it, several times, and not because the view refused it.
    public var isCrash: Bool { error.hasPrefix(Self.crashed) }
}

extension Sequence<ParkedEvent> {
    /// The events at which the program ended: what another build of the view need not try again.
    var crashes: [UInt64: String] {
        Dictionary(lazy.filter(\.isCrash).map { ($0.position, $0.error) }, uniquingKeysWith: { $1 })
    }
}
