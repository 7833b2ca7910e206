// replica-test-child LEDGER KEY FEED COUNT [STEPS MICROSECONDS]: follows once, in steps of COUNT entries. It is killed so long after
// so many steps were verified: whoever starts it cannot time that where other tests take the processors.

import EventLog
import Foundation
import MerkleLog
import Replication
import Synchronization

let arguments = CommandLine.arguments
let (path, feed) = (arguments[1], arguments[3])
let key = try VerifierKey(arguments[2])
let log = try EventLog(openingAt: path + "/log", access: .copying)
var limits = StepLimits()
limits.count = Int(arguments[4]) ?? limits.count
let replica = try ReplicaLog(ofLedgerAt: path, log: log, key: key, origin: key.name)
let follower = try ReplicaFollower(
    replica, FeedPrefixes([try FeedAddress.feed(at: feed)]), mirror: nil, limits: limits)
let steps = arguments.count > 6 ? Int(arguments[5]) ?? 0 : .max
let delay = arguments.count > 6 ? UInt32(arguments[6]) ?? 0 : 0
print(try await follower.once(progress: Countdown.progress(steps: steps, delay: delay)).position)

/// Ends the process some time after so many steps.
final class Countdown: Sendable {
    private let left: Mutex<Int>
    private let delay: UInt32

    private init(_ steps: Int, _ delay: UInt32) {
        left = Mutex(steps)
        self.delay = delay
    }

    /// Called on any thread.
    static func progress(steps: Int, delay: UInt32) -> (UInt64) -> Void {
        let countdown = Countdown(steps, delay)
        return { _ in countdown.step() }
    }

    private func step() {
        let isOver = left.withLock { left in
            left -= 1
            return left == 0
        }
        guard isOver else { return }
        let delay = delay
        Thread.detachNewThread {
            usleep(delay)
            kill(getpid(), SIGKILL)
        }
    }
}
