import Forms
import Incidents
import Page
import Testing

@testable import LedgerServer

/// Pages that take long are made once for whoever asks, and what went wrong with one is told and forgotten.
@Suite struct PageCacheTests {
    private let cache = PageCache()
    private let problem = Problem(LedgerError(.damaged, "The log cannot be read."))

    private func question(
        _ route: String = "audit", at position: UInt64 = 5, of last: UInt64 = 5
    ) -> PageCache.Question {
        PageCache.Question(
            route: route, path: [:], items: [], position: position, last: last, today: Day(number: 18_000), role: nil)
    }

    private func page(_ title: String, isComplete: Bool = true) -> PageContent {
        var page = PageContent(title, "audit", 0)
        page.isComplete = isComplete
        return page
    }

    @Test func `a page that could not be made is told to who waits, kept for nobody, and made anew for who asks next`()
        throws
    {
        #expect(cache.begins(question()))
        #expect(!cache.begins(question()), "one is being made")
        #expect(try cache.made(question()) == nil, "whoever waits is not told before it has ended")
        cache.end(question(), .failure(problem))
        let told = #expect(throws: Problem.self) { try cache.made(question()) }
        #expect(told?.detail == problem.detail && told?.kind == problem.kind)
        // Whoever asks next is told nothing of it, and begins.
        #expect(try cache.made(question()) == nil && cache.latest(question()) == nil)
        #expect(cache.begins(question()))
        cache.end(question(), .success(page("made")))
        #expect(try cache.made(question())?.title == "made")
        #expect(cache.latest(question())?.content.title == "made" && !cache.begins(question()))
    }

    @Test func `what went wrong as of one event is told to who asks as of a later one, where both ask for the present`()
        throws
    {
        let (before, now) = (question(), question(at: 9, of: 9))
        #expect(cache.begins(before) && !cache.begins(now))
        cache.end(before, .failure(problem))
        #expect(throws: Problem.self) { try cache.made(now) }
        #expect(try cache.made(before) == nil && cache.begins(now))
    }

    @Test func `what went wrong with one page is told of no other page and of no other moment`() throws {
        let past = question(at: 3)
        #expect(cache.begins(past))
        cache.end(past, .failure(problem))
        for other in [question(), question(at: 4), question("contents", at: 3)] {
            #expect(try cache.made(other) == nil && cache.begins(other))
        }
        #expect(throws: Problem.self) { try cache.made(past) }
    }

    @Test func `the last page that was made stays beside one that could not be`() throws {
        #expect(cache.begins(question()))
        cache.end(question(), .success(page("first")))
        let now = question(at: 6, of: 6)
        #expect(cache.begins(now))
        cache.end(now, .failure(problem))
        #expect(throws: Problem.self) { try cache.made(now) }
        #expect(cache.latest(now)?.content.title == "first" && cache.latest(now)?.position == 5)
        #expect(try cache.made(question())?.title == "first")
    }

    @Test func `a page from which something is missing is handed over once`() throws {
        #expect(cache.begins(question()))
        cache.end(question(), .success(page("lacking", isComplete: false)))
        #expect(try cache.made(question())?.title == "lacking")
        #expect(try cache.made(question()) == nil && cache.begins(question()))
        cache.keep(page("lacking", isComplete: false), for: question("contents"))
        #expect(try cache.made(question("contents")) == nil)
    }
}
