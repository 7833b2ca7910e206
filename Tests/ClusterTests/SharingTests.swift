import LedgerTesting
import Testing

@testable import Cluster

/// Who is to keep what.
@Suite struct SharingTests {
    private static let views = (0..<10).map { "view-\($0)" }

    @Test func `views that nobody has are shared so that no worker has more than its part`() {
        for workers in 1...12 {
            let asked = Self.workers(workers)
            let sharing = Sharing(asked: asked, holders: [:])
            #expect(Set(sharing.assigned.keys) == Set(Self.views))
            let counts = asked.keys.map { sharing.views(of: $0).count }
            #expect(counts.max() == (Self.views.count + workers - 1) / workers && counts.max()! - counts.min()! <= 1)
        }
    }

    @Test func `of what is held as little as possible changes hands`() {
        let two = Sharing(asked: Self.workers(2), holders: [:]).assigned
        #expect(Sharing(asked: Self.workers(2), holders: two).assigned == two)
        let three = Sharing(asked: Self.workers(3), holders: two)
        #expect(two.filter { three.assigned[$0.key] != $0.value }.count == 3 && three.views(of: "w2").count == 3)
    }

    @Test func `what a worker has that is not heard of is not reached for`() {
        let sharing = Sharing(asked: Self.workers(2), holders: ["view-3": "silent", "view-4": "silent"])
        #expect(sharing.views(of: "silent") == ["view-3", "view-4"])
        #expect(sharing.views(of: "w0").count == 4 && sharing.views(of: "w1").count == 4)
    }

    @Test func `in the end every view has a keeper that was asked for it, whoever comes and goes`() {
        var random = SeededGenerator(for: "workers come and go")
        var asked: [String: Set<String>] = [:]
        var holders: [String: String] = [:]
        for round in 0..<300 {
            let name = "w\(Int.random(in: 0..<6, using: &random))"
            if asked[name] == nil {
                asked[name] = Set(Self.views.filter { _ in random.chance(60) })
            } else {
                asked[name] = nil
                holders = holders.filter { $0.value != name }
            }
            holders = Sharing(asked: asked, holders: holders).assigned
            let wanted = Set(asked.values.joined())
            #expect(Set(holders.keys) == wanted, "round \(round), seed \(random.seed)")
            for (view, worker) in holders { #expect(asked[worker]?.contains(view) == true, "seed \(random.seed)") }
            // Nobody could be helped by a worker that has two less and was asked for the same.
            for (view, worker) in holders {
                let more = holders.values.count { $0 == worker }
                for other in asked.keys where asked[other]?.contains(view) == true {
                    #expect(holders.values.count { $0 == other } + 2 > more, "round \(round), seed \(random.seed)")
                }
            }
            #expect(Sharing(asked: asked, holders: holders).assigned == holders, "seed \(random.seed)")
        }
    }

    private static func workers(_ count: Int) -> [String: Set<String>] {
        Dictionary(uniqueKeysWithValues: (0..<count).map { ("w\($0)", Set(views)) })
    }
}
