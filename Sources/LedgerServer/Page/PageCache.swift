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
    }

    private struct Entry {
        var content: PageContent
        var used: UInt64
    }

    private struct State {
        var entries: [Question: Entry] = [:]
        /// Counts what was asked.
        var time: UInt64 = 0
    }

    /// Pages have at most some hundred kilobytes.
    private static let most = 256

    private let state = Mutex(State())

    func content(for question: Question) -> PageContent? {
        state.withLock { state in
            state.time += 1
            state.entries[question]?.used = state.time
            return state.entries[question]?.content
        }
    }

    /// - Parameter content: is kept where nothing is missing from it: what is missing may come.
    func keep(_ content: PageContent, for question: Question) {
        guard content.isComplete else { return }
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
