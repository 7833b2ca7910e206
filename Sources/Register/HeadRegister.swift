package import Forms
package import MerkleLog
internal import Synchronization

/// The lock on a log's signed head: a register outside of all machines that could write the log, changed by compare-and-swap.
///
/// What is to be signed is put there first, and only by the ledger whose place it is, where it continues what is there. So of
/// two machines that both believe to be the origin at most one signs, and what all have signed together is one history
/// (`Tests/Models/moving-the-writer.pml`, with LOCK). The register is trusted to answer truly; it holds no key, and cannot sign.
package final class HeadRegister: Sendable {
    private let value: EtcdValue
    private let logID: String
    /// ``RegisteredHead/writer`` of this ledger, and what people call it.
    private let writer: String
    private let name: String
    /// What was there last, so that a swap needs no question before it.
    private let known = Mutex<Known?>(nil)

    private struct Known {
        var head: RegisteredHead?
        var revision: Int
    }

    /// - Parameters:
    ///   - addresses: of the servers of one cluster of etcd.
    ///   - name: of this ledger, for whoever is refused because of it.
    package init(at addresses: [String], ofLog logID: String, writer: String, name: String) {
        value = EtcdValue(addresses: addresses, key: "incident-ledger/\(logID)/head")
        (self.logID, self.writer, self.name) = (logID, writer, name)
    }

    /// What it holds of the log; nil: nothing.
    ///
    /// - Throws: `LedgerError` with `refused` where it does not answer.
    package func held() async throws(LedgerError) -> RegisteredHead? { try await look().head }

    /// Puts a head there that is to be signed.
    ///
    /// - Parameter root: the root of the log here at a size; nil where it is not as long.
    /// - Throws: `LedgerError`: `refused` where the register does not answer, or knows nothing of the log; `fork` where it is
    ///   another's place, or another head was signed than this log has: nothing is signed then.
    package func claim(_ head: TreeHead, root: (UInt64) throws -> TreeHash?) async throws {
        var now: Known
        if let last = known.withLock({ $0 }) { now = last } else { now = try await look() }
        // Each time round somebody else has changed it meanwhile.
        while true {
            guard let held = now.head else {
                throw LedgerError(
                    .refused,
                    "The register knows nothing of this log. Where it has lost its data, make sure that this is the only origin, and "
                        + "repeat `config register`.")
            }
            guard held.writer == writer else {
                known.withLock { $0 = nil }
                throw LedgerError(
                    .fork,
                    "This ledger is the origin no longer: the writer's place has \(held.holder), and \(held.size) events were signed. "
                        + "What is recorded here from now on is signed by nobody.")
            }
            guard try root(held.size)?.description == held.root else {
                known.withLock { $0 = nil }
                throw LedgerError(
                    .fork,
                    "This log does not continue what was signed last: \(held.size) events with root \(held.root), as the register has "
                        + "it. It was set back, or copied. Nothing is signed.")
            }
            // Another process of this ledger may have claimed more already: this head is the beginning of that.
            if held.size >= head.size { return }
            var next = held
            (next.size, next.root) = (head.size, head.root.description)
            let swapped = try await swap(now, to: next)
            if swapped.isMade { return }
            now = swapped.now
        }
    }

    /// Begins to lock a log of which the register knows nothing yet.
    ///
    /// - Throws: `LedgerError`: `conflict` where it knows of another writer of it.
    package func begin(_ head: TreeHead, at instant: String) async throws {
        let now = try await look()
        if let held = now.head {
            guard held.writer == writer else { throw Self.taken(by: held, "`promote` takes the place.") }
            return
        }
        let swapped = try await swap(
            now, to: RegisteredHead(head: head, writer: writer, name: name, since: instant, tookAt: nil))
        guard swapped.isMade || swapped.now.head?.writer == writer else {
            throw Self.taken(by: swapped.now.head, "`promote` takes the place.")
        }
    }

    /// Takes the writer's place, from a ledger that is gone.
    ///
    /// - Parameters:
    ///   - head: everything that is held here.
    ///   - replaced: the name of a writer that took the place itself and is gone before it signed anything; nil: the place of such
    ///     a one is not taken, so that of two who reach for it one has it.
    /// - Throws: `LedgerError`: `conflict` where somebody else was first, named in the sentence; `refused` where another head was
    ///   signed last.
    package func takePlace(_ head: TreeHead, at instant: String, replacing replaced: String?) async throws {
        let now = try await look()
        if let held = now.head {
            if held.writer == writer { return }
            guard !held.isNewlyTaken || held.name == replaced else {
                throw Self.taken(
                    by: held,
                    "Where that one is gone, too, and will not come back, repeat with --replacing \"\(held.name)\".")
            }
            guard held.isOf(head) else {
                throw LedgerError(
                    .refused,
                    "The register has \(held.size) signed events (\(held.holder)), root \(held.root), and here are \(head.size), root "
                        + "\(head.root): with this as the origin what was signed would not be continued. Follow first where all are "
                        + "published.")
            }
        }
        let next = RegisteredHead(head: head, writer: writer, name: name, since: instant, tookAt: head.size)
        let swapped = try await swap(now, to: next)
        guard swapped.isMade || swapped.now.head?.writer == writer else {
            throw Self.taken(by: swapped.now.head, "It was there first.")
        }
    }

    private static func taken(by held: RegisteredHead?, _ advice: String) -> LedgerError {
        LedgerError(.conflict, "The writer's place has \(held?.holder ?? "somebody else"). \(advice)")
    }

    private func look() async throws(LedgerError) -> Known { try keep(await value.read()) }

    private func swap(_ now: Known, to next: RegisteredHead) async throws(LedgerError) -> (isMade: Bool, now: Known) {
        do {
            let swapped = try await value.swap(at: now.revision, to: next.bytes)
            return (swapped.isMade, try keep(swapped.now))
        } catch {
            // It may be there now, or not.
            known.withLock { $0 = nil }
            throw error
        }
    }

    private func keep(_ held: EtcdValue.Held) throws(LedgerError) -> Known {
        let now = Known(
            head: held.revision == 0 ? nil : try RegisteredHead(held.bytes), revision: held.revision)
        known.withLock { $0 = now }
        return now
    }
}
