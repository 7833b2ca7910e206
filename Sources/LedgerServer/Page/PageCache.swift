import Incidents
import Page
import Synchronization

/// What pages show at one position, as they were made last: the log only grows, so that it never changes.
final class PageCache: Sendable {
    /// What a page depends on.
    struct Question: Hashable, Sendable {
        var route: String
        var path: [String: String]
        /// The query, in order.
        var items: [String]
        var position: UInt64
        /// Where the log ended: pages compare with that.
        var last: UInt64
        /// Sliders end today.
        var today: Day
        /// What the reader may see.
        var role: Role?

        /// The same at any end of the log.
        fileprivate var always: Question {
            var question = self
            (question.position, question.last, question.today) = (0, 0, Day(number: 0))
            return question
        }

        /// It shows what is known now.
        fileprivate var isPresent: Bool { position == last }

        /// Under what somebody is told what went wrong: where the log grows meanwhile, whoever asks next asks as of another
        /// position.
        fileprivate var asked: Question { isPresent ? always : self }
    }

    private struct Entry {
        var content: PageContent
        var used: UInt64
    }

    private struct State {
        var entries: [Question: Entry] = [:]
        /// Of pages that take long what was made last of what is known now, by the question at any end of the log.
        var latest: [Question: (content: PageContent, position: UInt64)] = [:]
        /// What is being made, and what went wrong with it until somebody is told.
        var making: Set<Question> = []
        var failed: [Question: Problem] = [:]
        /// Counts what was asked.
        var time: UInt64 = 0
    }

    /// Pages have at most some hundred kilobytes.
    private static let most = 256

    private let state = Mutex(State())

    private func content(for question: Question) -> PageContent? {
        state.withLock { state in
            state.time += 1
            state.entries[question]?.used = state.time
            return state.entries[question]?.content
        }
    }

    /// Whether whoever asks is to make a page that takes long: nobody else does. Of what is known now one is made at a time,
    /// however fast the log grows.
    func begins(_ question: Question) -> Bool {
        state.withLock { state in
            if question.isPresent, state.making.contains(where: { $0.isPresent && $0.always == question.always }) {
                return false
            }
            return state.entries[question] == nil && state.making.insert(question).inserted
        }
    }

    /// Takes over what was begun.
    func end(_ question: Question, _ made: Result<PageContent, Problem>) {
        if case .success(let content) = made { keep(content, for: question, isAwaited: true) }
        state.withLock { state in
            if case .success(let content) = made, question.isPresent {
                if state.latest.count >= Self.most { state.latest.removeAll() }
                state.latest[question.always] = (content, question.position)
            }
            state.making.remove(question)
            if case .failure(let problem) = made { state.failed[question.asked] = problem }
        }
    }

    /// What was made; nil: nothing yet. What something is missing from is handed over once.
    ///
    /// - Throws: ``Problem`` where it could not be made; the next who asks begins anew.
    func made(_ question: Question) throws -> PageContent? {
        if let problem = state.withLock({ $0.failed.removeValue(forKey: question.asked) }) { throw problem }
        guard let content = content(for: question) else { return nil }
        if !content.isComplete { state.withLock { $0.entries[question] = nil } }
        return content
    }

    /// What was made last of a page that shows what is known now, and as of which position; nil: nothing yet.
    func latest(_ question: Question) -> (content: PageContent, position: UInt64)? {
        state.withLock { $0.latest[question.always] }
    }

    /// - Parameter content: is kept where nothing is missing from it: what is missing may come.
    func keep(_ content: PageContent, for question: Question, isAwaited: Bool = false) {
        guard content.isComplete || isAwaited else { return }
        state.withLock { state in
            state.time += 1
            state.entries[question] = Entry(content: content, used: state.time)
            guard state.entries.count > Self.most else { return }
            // Half of them go at once, so that they are not gone through for every page.
            let oldest = state.entries.sorted { $0.value.used < $1.value.used }.prefix(Self.most / 2)
            for (question, _) in oldest { state.entries[question] = nil }
        }
    }
}
