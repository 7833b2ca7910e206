import Foundation
import LedgerTesting
import Testing

/// Events and views as they come.
struct FollowTests {
    @Test func `what is followed goes on exactly where it is told`() async throws {
        let ledger = try await TestLedger.make()
        var seen: [UInt64] = []
        for round in 1...4 {
            let follower = try Program.ledger.start(
                ["follow", "--from", "\(seen.count + 1)", "--ledger", ledger.path])
            for number in 1...3 {
                try await ledger.succeed(
                    [
                        "record", number == 2 ? "arrests" : "deaths", "--id", "\(round)-\(number)", "--date", "2019",
                    ] + (number == 2 ? ["--count", "3"] : ["--dead", "3"]))
            }
            let expected = seen.count + 3
            try await ledger.wait("the events") { _ in
                positions(in: follower.output).last == UInt64(expected)
            }
            follower.kill()
            seen += positions(in: await follower.finished().output)
        }
        #expect(seen == Array(1...12))
        let arrests = try Program.ledger.start(["follow", "--kind", "arrests", "--ledger", ledger.path])
        try await ledger.wait("the arrests") { _ in positions(in: arrests.output).count == 4 }
        arrests.kill()
        let lines = await arrests.finished().output
        #expect(positions(in: lines) == [2, 5, 8, 11])
        #expect(lines.contains("\"id\":\"1-2\"") && lines.contains("\"state\":{"))
    }

    @Test func `an entry that cannot be read is shown as such, and not left out`() async throws {
        let ledger = try await TestLedger.make()
        try await ledger.succeed(["record", "deaths", "--date", "2019", "--dead", "3"])
        #expect(try await Program.viewChild.run(["poison", ledger.path]).status == 0)
        let follower = try Program.ledger.start(["follow", "--kind", "arrests", "--ledger", ledger.path])
        try await ledger.wait("the entry") { _ in follower.output.hasSuffix("\n") }
        follower.kill()
        let output = await follower.finished().output
        #expect(positions(in: output) == [2] && output.contains("\"unreadable\":"), "\(output)")
    }

    @Test func `a view that is watched is printed again when its rows change`() async throws {
        let ledger = try await TestLedger.make()
        try await ledger.succeed(["record", "deaths", "--date", "2019", "--dead", "3"])
        let watcher = try Program.ledger.start(["view", "year", "--watch", "--format", "csv", "--ledger", ledger.path])
        defer { watcher.kill() }
        try await ledger.wait("the first answer") { _ in tables(in: watcher.output) == 1 }
        try await ledger.succeed(["record", "operation", "--name", "Andes", "--date", "2019"])
        try await ledger.succeed(["record", "deaths", "--date", "2020", "--dead", "4"])
        try await ledger.wait("the second answer") { _ in watcher.output.contains("\n2020,") }
        // The operation changed no row, and so nothing was printed for it.
        #expect(tables(in: watcher.output) == 2)
        watcher.kill()
        _ = await watcher.finished()
    }

    private func positions(in output: String) -> [UInt64] {
        struct Line: Decodable { var position: UInt64 }
        // The last line may be under way.
        return output.split(separator: "\n").compactMap {
            (try? JSONDecoder().decode(Line.self, from: Data($0.utf8)))?.position
        }
    }

    private func tables(in output: String) -> Int {
        output.split(separator: "\n").count { $0.hasPrefix("year,") }
    }
}
