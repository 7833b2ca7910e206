import AsyncHTTPClient
import Foundation
import LedgerTesting
import NIOCore
import NIOHTTP1
import Testing

/// A service that is killed while people write.
@Suite(.serialized) struct KilledServiceTests {
    /// Clients write under keys while the service is killed; then each repeats all that it sent. What was acknowledged is
    /// answered alike, what was appended and not acknowledged gets its answer now, and nothing is there twice.
    @Test func `a request whose answer was lost with the service gets it under the same key, and is done once`()
        async throws
    {
        var random = SeededGenerator(for: "a request whose answer was lost")
        let ledger = try await TestLedger.make()
        var tokens: [String: String]?
        var (lost, sent) = (0, 0)
        for round in 0..<40 where lost == 0 || round < 4 {
            let served = try await ServedLedger.start(ledger, tokens: tokens)
            tokens = served.tokens
            let delay = UInt64.random(in: 5...120, using: &random)
            async let killed: Void = {
                try await Task.sleep(for: .milliseconds(delay))
                served.running.kill()
            }()
            let first = await Self.send(to: served, round: round)
            try await killed
            _ = await served.running.finished()

            let later = try await ServedLedger.start(ledger, tokens: tokens)
            let again = await Self.send(to: later, round: round)
            for (before, after) in zip(first, again) {
                let after = try #require(after)
                #expect(after.status == 201, "\(after.text)")
                guard let before else {
                    if after.header("Idempotency-Replayed") == "true" { lost += 1 }
                    continue
                }
                #expect(after.header("Idempotency-Replayed") == "true", "what was acknowledged was not on disk")
                #expect(before.body == after.body)
            }
            sent += again.count
            #expect(try await ledger.head().position == UInt64(sent), "something was appended twice, or not at all")
            await later.stop()
        }
        #expect(lost > 0, "no answer was lost between the append and the answer: nothing was tested")
    }

    /// Eight clients, each with requests one after the other until one is not answered; nil for that and those after it.
    private static func send(to served: ServedLedger, round: Int) async -> [Reply?] {
        await withTaskGroup(of: (Int, [Reply?]).self) { group in
            for client in 0..<8 {
                group.addTask {
                    var replies: [Reply?] = []
                    for number in 0..<4 where !replies.contains(where: { $0 == nil }) {
                        replies.append(try? await post("\(round)-\(client)-\(number)", dead: number + 1, to: served))
                    }
                    return (client, replies + [Reply?](repeating: nil, count: 4 - replies.count))
                }
            }
            var all: [Int: [Reply?]] = [:]
            for await (client, replies) in group { all[client] = replies }
            return (0..<8).flatMap { all[$0] ?? [] }
        }
    }

    /// The client itself would try for as long as it may to reach a service that is not there.
    private static func post(_ key: String, dead: Int, to served: ServedLedger) async throws -> Reply {
        var request = HTTPClientRequest(url: served.url + "/v1/deaths")
        request.method = .POST
        request.headers.add(name: "Authorization", value: "Bearer \(served.tokens["investigator"] ?? "")")
        request.headers.add(name: "Content-Type", value: "application/json")
        request.headers.add(name: "Idempotency-Key", value: key)
        let body = #"{"state":{"dead":\#(dead),"occurred":"2019-10-28","note":"\#(key)"}}"#
        request.body = .bytes(ByteBuffer(string: body))
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(10))
        let bytes = try await response.body.collect(upTo: 1 << 20)
        return Reply(
            status: Int(response.status.code), headers: response.headers, body: Data(bytes.readableBytesView))
    }
}
