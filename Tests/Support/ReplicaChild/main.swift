// replica-test-child LEDGER KEY FEED COUNT: follows once, in steps of COUNT entries, so that tests can kill it between them.

import EventLog
import Foundation
import MerkleLog
import Replication

let arguments = CommandLine.arguments
let (path, feed) = (arguments[1], arguments[3])
let key = try VerifierKey(arguments[2])
let log = try EventLog(openingAt: path + "/log", access: .copying)
var limits = StepLimits()
limits.count = Int(arguments[4]) ?? limits.count
let replica = try ReplicaLog(ofLedgerAt: path, log: log, key: key, origin: key.name)
let follower = try ReplicaFollower(
    replica, FeedPrefixes([try FeedAddress.feed(at: feed)]), mirror: nil, limits: limits)
print(try await follower.once().position)
