import Forms
import LedgerTesting
import MerkleLog
import Register
import Testing

/// Who may sign which head, in a real etcd.
@Suite struct HeadRegisterTests {
    /// The log of all these ledgers, as it is where nobody has touched it.
    private static func root(_ size: UInt64) -> TreeHash {
        size == 0 ? .empty : .leaf(Array("\(size) events".utf8))
    }

    private static func head(_ size: UInt64) -> TreeHead { TreeHead(size: size, root: root(size)) }

    private let logID = "log-\(UInt64.random(in: 0...(.max)))"

    private func register(_ name: String, at addresses: [String]) -> HeadRegister {
        HeadRegister(at: addresses, ofLog: logID, writer: "writer of \(name)", name: name)
    }

    /// What is refused, and why; nil: nothing is.
    private func refusal(_ body: () async throws -> Void) async -> LedgerError? {
        do {
            try await body()
            return nil
        } catch {
            return LedgerError.wrapping(error)
        }
    }

    @Test func `a head is claimed by whoever has the place, where it continues what was signed`() async throws {
        let etcd = try await EtcdServer.start()
        let (origin, other) = (register("origin", at: [etcd.address]), register("other", at: [etcd.address]))
        let unknown = await refusal { try await origin.claim(Self.head(1), root: Self.root) }
        #expect(unknown?.code == .refused && unknown?.description.contains("knows nothing of this log") == true)
        try await origin.begin(.empty, at: "today")
        // Once more is as good as once; and no other ledger begins beside it.
        try await origin.begin(Self.head(3), at: "tomorrow")
        let begun = await refusal { try await other.begin(.empty, at: "today") }
        #expect(begun?.code == .conflict && begun?.description.contains("has origin, since today") == true)
        #expect(try await other.held()?.size == 0)

        try await origin.claim(Self.head(5), root: Self.root)
        // The beginning of what was claimed is claimed; what was claimed stays.
        try await origin.claim(Self.head(3), root: Self.root)
        #expect(try await other.held().map { "\($0.size) \($0.root)" } == "5 \(Self.root(5))")
        // A log that was set back, or that has other entries.
        for root in [{ $0 > 4 ? nil : Self.root($0) }, { _ in Self.root(99) }] as [(UInt64) -> TreeHash?] {
            let refused = await refusal { try await origin.claim(Self.head(6), root: root) }
            #expect(refused?.code == .fork && refused?.description.contains("does not continue") == true)
        }
        let stranger = await refusal { try await other.claim(Self.head(6), root: Self.root) }
        #expect(stranger?.code == .fork && stranger?.description.contains("the writer's place has origin") == true)
        #expect(try await other.held()?.size == 5)

        // Two processes of one ledger, each of which remembers what it saw last.
        let second = register("origin", at: [etcd.address])
        try await origin.claim(Self.head(6), root: Self.root)
        try await second.claim(Self.head(7), root: Self.root)
        try await origin.claim(Self.head(9), root: Self.root)
        try await second.claim(Self.head(8), root: Self.root)
        #expect(try await other.held()?.size == 9)
        await etcd.kill()
    }

    @Test func `the place is taken with the head that was signed last, and given back by name`() async throws {
        let etcd = try await EtcdServer.start()
        let names = ["origin", "first", "second"]
        let ledgers = names.map { register($0, at: [etcd.address]) }
        let (origin, first, second) = (ledgers[0], ledgers[1], ledgers[2])
        try await origin.begin(Self.head(5), at: "Monday")
        for head in [Self.head(4), Self.head(6), TreeHead(size: 5, root: Self.root(1))] {
            let refused = await refusal { try await first.takePlace(head, at: "Tuesday", replacing: nil) }
            #expect(refused?.code == .refused && refused?.description.contains("would not be continued") == true)
        }
        try await first.takePlace(Self.head(5), at: "Tuesday", replacing: nil)
        // Whoever is cut short and begins again has it already.
        try await first.takePlace(Self.head(5), at: "Wednesday", replacing: nil)
        #expect(try await origin.held().map { "\($0.name) \($0.since) \($0.size)" } == "first Tuesday 5")
        // The old origin, which remembers what it had signed, and believes that it goes on.
        let lost = await refusal { try await origin.claim(Self.head(6), root: Self.root) }
        #expect(lost?.code == .fork && lost?.description.contains("is the origin no longer") == true)

        // Nobody knows whether who has just taken it will sign.
        for replaced in [nil, "origin", "second"] {
            let refused = await refusal { try await second.takePlace(Self.head(5), at: "Friday", replacing: replaced) }
            #expect(refused?.code == .conflict && refused?.description.contains("--replacing \"first\"") == true)
        }
        try await second.takePlace(Self.head(5), at: "Friday", replacing: "first")
        #expect(try await first.held()?.name == "second")
        // By another process the origin's ledger has the place again, and this one goes on without being started anew.
        try await register("origin", at: [etcd.address]).takePlace(Self.head(5), at: "Sunday", replacing: "second")
        try await origin.claim(Self.head(6), root: Self.root)
        // Who has signed since is replaced by whoever has all of it.
        try await first.takePlace(Self.head(6), at: "Monday", replacing: nil)
        #expect(try await origin.held()?.name == "first")
        await etcd.kill()
    }

    enum Reach: CaseIterable {
        case beginning, takingWhatNobodyHas, takingFromOneThatIsGone
    }

    @Test(arguments: Reach.allCases)
    func `of many that reach for the place at once exactly one has it`(reach: Reach) async throws {
        let etcd = try await EtcdServer.start()
        for round in 0..<10 {
            let ledgers = ["gone"] + (0..<5).map { "\($0)" }
            let registers = ledgers.map {
                HeadRegister(at: [etcd.address], ofLog: "\(logID)-\(round)", writer: "writer of \($0)", name: $0)
            }
            if reach == .takingFromOneThatIsGone { try await registers[0].begin(Self.head(5), at: "before") }
            let winners = await withTaskGroup(of: String?.self) { group in
                for (name, register) in zip(ledgers, registers).dropFirst() {
                    group.addTask {
                        let lost = await refusal {
                            if reach == .beginning {
                                try await register.begin(Self.head(5), at: "now")
                            } else {
                                try await register.takePlace(Self.head(5), at: "now", replacing: nil)
                            }
                        }
                        if let lost { #expect(lost.code == .conflict, "\(lost.description)") }
                        return lost == nil ? name : nil
                    }
                }
                return await group.reduce(into: [String]()) { if let name = $1 { $0.append(name) } }
            }
            let holder = try await registers[0].held()?.name
            #expect(winners.count == 1 && winners.first == holder, "round \(round)")
        }
        await etcd.kill()
    }

    @Test func `a register that does not answer, or holds something else, is no leave to sign`() async throws {
        let etcd = try await EtcdServer.start()
        // Something that is not etcd's gateway, and nobody at all: the next address is asked.
        let wrong = etcd.address + "/nowhere"
        let origin = register("origin", at: ["http://127.0.0.1:9", wrong, etcd.address])
        try await origin.begin(.empty, at: "today")
        try await origin.claim(Self.head(2), root: Self.root)
        let lost = await refusal { try await register("origin", at: [wrong]).begin(.empty, at: "today") }
        #expect(lost?.code == .refused && lost?.description.contains("answers 404") == true)
        await etcd.kill()
        let away = await refusal { try await origin.claim(Self.head(3), root: Self.root) }
        #expect(away?.code == .refused && away?.description.contains("The register does not answer") == true)
        try await etcd.start()
        try await origin.claim(Self.head(3), root: Self.root)
        #expect(try await origin.held()?.size == 3)
        let key = Base64.encode(Array("incident-ledger/\(logID)/head".utf8))
        _ = try await etcd.ask("put", #"{"key":"\#(key)","value":"\#(Base64.encode(Array("a head".utf8)))"}"#)
        let garbled = await refusal { try await register("origin", at: [etcd.address]).begin(.empty, at: "today") }
        #expect(garbled?.code == .refused && garbled?.description.contains("is no head") == true)
        await etcd.kill()
    }
}
