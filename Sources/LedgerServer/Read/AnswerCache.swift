import Synchronization

/// Answers at a position, as they went out: the log only grows, so that they never change. What was asked last stays.
final class AnswerCache: Sendable {
    private struct Entry {
        var answer: SentAnswer
        var used: UInt64
    }

    private struct State {
        var entries: [PinnedQuestion: Entry] = [:]
        var byteCount = 0
        /// Counts what was asked.
        var time: UInt64 = 0
    }

    private let state = Mutex(State())
    private let limit: Int

    /// - Parameter limit: bytes of all answers that are held.
    init(limit: Int = 64 << 20) { self.limit = limit }

    func answer(to question: PinnedQuestion) -> SentAnswer? {
        state.withLock { state in
            state.time += 1
            state.entries[question]?.used = state.time
            return state.entries[question]?.answer
        }
    }

    /// - Parameter answer: is complete, and short beside the limit.
    func keep(_ answer: SentAnswer, to question: PinnedQuestion) {
        let size = answer.byteCount
        guard size <= limit / 16 else { return }
        state.withLock { state in
            if let old = state.entries.removeValue(forKey: question) { state.byteCount -= old.answer.byteCount }
            state.time += 1
            state.entries[question] = Entry(answer: answer, used: state.time)
            state.byteCount += size
            guard state.byteCount > limit else { return }
            // Half of it goes at once, so that it is not gone through for every answer.
            for (question, entry) in state.entries.sorted(by: { $0.value.used < $1.value.used }) {
                guard state.byteCount > limit / 2 else { break }
                state.entries.removeValue(forKey: question)
                state.byteCount -= entry.answer.byteCount
            }
        }
    }
}
