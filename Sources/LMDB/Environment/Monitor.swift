internal import Glibc

/// A mutex with a condition whose waiting can end at a deadline.
@safe
final class Monitor: @unchecked Sendable {
    // @unchecked: both are written only by pthread functions, which are made for use from many threads.
    // On the heap, because a pthread mutex must not move.
    private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
    private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

    init() {
        // Unsafe: the memory was allocated above and is initialised here, once, before anyone else sees it.
        unsafe pthread_mutex_init(mutex, nil)
        var attributes = pthread_condattr_t()
        unsafe pthread_condattr_init(&attributes)
        unsafe pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
        unsafe pthread_cond_init(condition, &attributes)
        unsafe pthread_condattr_destroy(&attributes)
    }

    deinit {
        // Unsafe: nobody holds a reference any more, so nobody waits or holds the lock.
        unsafe pthread_cond_destroy(condition)
        unsafe pthread_mutex_destroy(mutex)
        unsafe condition.deallocate()
        unsafe mutex.deallocate()
    }

    // Unsafe in what follows: the pointers live as long as this object.
    func lock() { unsafe pthread_mutex_lock(mutex) }
    func unlock() { unsafe pthread_mutex_unlock(mutex) }
    func wakeAll() { unsafe pthread_cond_broadcast(condition) }

    /// Waits, with the lock held, for a wake-up.
    func wait() { unsafe pthread_cond_wait(condition, mutex) }

    /// Waits, with the lock held, for a wake-up or the deadline; false when the deadline has passed.
    func wait(until deadline: timespec) -> Bool {
        var deadline = deadline
        return unsafe pthread_cond_timedwait(condition, mutex, &deadline) != ETIMEDOUT
    }

    /// The monotonic clock's time after `patience`.
    static func deadline(after patience: Duration) -> timespec {
        var now = timespec()
        unsafe clock_gettime(CLOCK_MONOTONIC, &now)
        let (seconds, attoseconds) = patience.components
        let nanoseconds = now.tv_nsec + Int(attoseconds / 1_000_000_000)
        return timespec(
            tv_sec: now.tv_sec + Int(seconds) + nanoseconds / 1_000_000_000, tv_nsec: nanoseconds % 1_000_000_000)
    }
}

/// Which thread this is; compared only with threads that are still in the middle of something.
struct ThreadIdentity: Hashable, Sendable {
    private let value: UInt

    static var current: ThreadIdentity { ThreadIdentity(value: UInt(pthread_self())) }
}
