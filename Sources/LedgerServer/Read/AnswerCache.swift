import Synchronization

/// Answers at a position, as they went out: the log only grows, so that they never change. What was asked last stays: short
/// answers in memory, long ones in files.
final class AnswerCache: Sendable {
    private struct Entry {
        var answer: SentAnswer
        var used: UInt64
    }

    private struct State {
        var entries: [PinnedQuestion: Entry] = [:]
        var memory = 0
        var disk = 0
        /// Counts what was asked.
        var time: UInt64 = 0
    }

    /// Of one answer in a file.
    static let longestFile = 256 << 20

    private let state = Mutex(State())
    private let memoryLimit: Int
    private let diskLimit: Int

    /// - Parameters:
    ///   - memoryLimit: bytes of all answers that are held in memory.
    ///   - diskLimit: bytes of all that lie in files.
    init(memoryLimit: Int = 64 << 20, diskLimit: Int = 1 << 30) {
        self.memoryLimit = memoryLimit
        self.diskLimit = diskLimit
    }

    func answer(to question: PinnedQuestion) -> SentAnswer? {
        state.withLock { state in
            state.time += 1
            guard let index = state.entries.index(forKey: question) else { return nil }
            state.entries.values[index].used = state.time
            return state.entries.values[index].answer
        }
    }

    /// - Parameter answer: is complete; it is held where it is short beside the limits.
    func keep(_ answer: SentAnswer, to question: PinnedQuestion) {
        switch answer.size {
        case .memory(let size) where size <= memoryLimit / 16: break
        case .disk(let size) where size <= Self.longestFile: break
        case .memory, .disk, .unknown: return
        }
        state.withLock { state in
            Self.remove(question, from: &state)
            state.time += 1
            state.entries[question] = Entry(answer: answer, used: state.time)
            Self.count(answer, 1, &state)
            guard state.memory > memoryLimit || state.disk > diskLimit else { return }
            // Half of it goes at once, so that it is not gone through for every answer.
            for (question, _) in state.entries.sorted(by: { $0.value.used < $1.value.used }) {
                guard state.memory > memoryLimit / 2 || state.disk > diskLimit / 2 else { break }
                Self.remove(question, from: &state)
            }
        }
    }

    private static func remove(_ question: PinnedQuestion, from state: inout State) {
        guard let old = state.entries.removeValue(forKey: question) else { return }
        count(old.answer, -1, &state)
    }

    private static func count(_ answer: SentAnswer, _ sign: Int, _ state: inout State) {
        switch answer.size {
        case .memory(let size): state.memory += sign * size
        case .disk(let size): state.disk += sign * size
        case .unknown: break
        }
    }
}
