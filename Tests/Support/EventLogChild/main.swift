// The other process in the tests of the log. Usage: log-test-child append PATH SEED REQUESTS CALLERS
//                                            or: log-test-child end-at PATH STEP DRAFTS
//
// The second appends one request and ends, as a kill does, before a step of its commit, or of keeping the note of it: it
// signs, and keeps its notes in PATH.note. Before the step `stage` it ends when it comes to it for the third time.
//
// It appends random requests and says on standard output, a line each, what it was promised:
// FIRST COUNT RECORDED-AT LEAF-HASH-OF-THE-FIRST. A line is written only once its acknowledgement is there.
import EventLog
import Glibc
import MerkleLog
import Synchronization

let arguments = CommandLine.arguments
if arguments.count == 5, arguments[1] == "end-at" { await endAt(arguments[3], Int(arguments[4]) ?? 0) }
guard arguments.count == 6, arguments[1] == "append", let seed = UInt64(arguments[3]),
    let requests = Int(arguments[4]), let callers = Int(arguments[5])
else {
    print("usage: log-test-child append PATH SEED REQUESTS CALLERS")
    exit(2)
}

/// Writes a line in one call, so that lines of several callers do not mix and a kill cuts none.
func say(_ line: String) {
    let bytes = Array((line + "\n").utf8)
    _ = write(1, bytes, bytes.count)
}

struct Random: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}

/// Puts a note in a file, whole or not at all.
@Sendable func keep(_ note: String, _ path: String) {
    guard let file = fopen(path + ".new", "w") else { return }
    fputs(note, file)
    fclose(file)
    rename(path + ".new", path)
}

/// Appends a request of drafts to fifty records, and ends before a step of its commit.
func endAt(_ step: String, _ count: Int) async -> Never {
    do {
        var options = EventLogOptions()
        options.stagedCount = 1_000
        let left = Atomic(step == EventLogOptions.CommitStep.stage.rawValue ? 3 : 1)
        options.atStep = { now in
            if now.rawValue == step, left.subtract(1, ordering: .relaxed).newValue == 0 { _exit(9) }
        }
        let log = try EventLog(openingAt: arguments[2], access: .readWrite, options: options)
        let outside = arguments[2] + ".note"
        let key = try SignerKey(generating: "test")
        try log.beginSigning(
            CheckpointSigning(
                sign: { try Checkpoint(origin: "test", head: $0).signed(by: key).description },
                keep: { note, _ in keep(note, outside) }))
        let drafts = (0..<count).map { number in
            let (id, text) = (Array("r\(number % 50)".utf8), Array("text \(number)".utf8))
            let part = [0x20, 1, 0x2A, UInt8(id.count)] + id + [0x4A, UInt8(text.count)] + text
            return Draft(callerPart: part, expected: .any)
        }
        _ = try await log.append(
            LongRequest(count: drafts.count, idempotencyKey: "faulty") { take in
                for start in stride(from: 0, to: drafts.count, by: 300) {
                    try take(Array(drafts[start..<min(start + 300, drafts.count)]))
                }
            })
        say("appended")
        log.close()
        say("the step was never reached")
    } catch {
        say("failed: \(error)")
    }
    exit(1)
}

func draft(_ random: inout Random) -> Draft {
    let id = Array("r\(Int.random(in: 0..<50, using: &random))".utf8)
    let text = [UInt8](
        repeating: UInt8.random(in: 97...122, using: &random), count: Int.random(in: 0...100, using: &random))
    let part =
        [0x20, UInt8.random(in: 1...6, using: &random), 0x2A, UInt8(id.count)] + id + [0x4A, UInt8(text.count)] + text
    return Draft(callerPart: part, expected: .any)
}

do {
    let log = try EventLog(openingAt: arguments[2], access: .readWrite)
    say("open")
    try await withThrowingTaskGroup(of: Void.self) { group in
        for caller in 0..<callers {
            group.addTask {
                var random = Random(state: seed &+ UInt64(caller) &* 1_000_003)
                for number in 0..<requests {
                    let drafts = (0..<Int.random(in: 1...4, using: &random)).map { _ in draft(&random) }
                    let key = Bool.random(using: &random) ? "\(seed)/\(caller)/\(number)" : nil
                    let acknowledgement = try await log.append(AppendRequest(drafts: drafts, idempotencyKey: key))
                    say(
                        "\(acknowledgement.firstPosition) \(drafts.count) \(acknowledgement.recordedAt) \(acknowledgement.leafHashes[0])"
                    )
                }
            }
        }
        try await group.waitForAll()
    }
    log.close()
    say("done")
} catch {
    say("failed: \(error)")
    exit(1)
}
