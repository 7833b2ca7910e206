import EventLog
import Forms
public import Incidents
import Timeline

extension Ledger {
    /// Decides how two records belong together.
    ///
    /// Of two that are the same, the first counts and the second is left out; a part is left out beside the whole.
    ///
    /// - Parameters:
    ///   - first: of two that are the same the one that counts; of `partOf` the part.
    ///   - relation: `same`, `different` or `partOf`.
    /// - Throws: `LedgerError`: `refused` where one of them does not stand, they are of different kinds or of one that is
    ///   not linked, it has been decided so already, or each would be left out beside the other.
    public func decide(
        _ first: RecordID, _ second: RecordID, _ relation: LinkRelation, _ statement: Statement
    ) async throws -> Acknowledgement {
        precondition(relation.isDecided, "a suspicion is not decided, it is found")
        try Self.checkPair(first, second)
        let id = Link.id(first.kind, first.id, second.id)
        if let sent = try decidedBefore(id, relation, statement) { return sent }
        let day = try knownAt(statement)
        return try await LedgerError.wrappingAwaited {
            let (drafts, links) = try log.read { snapshot in
                try snapshot.checkStands(first, knownBy: day)
                try snapshot.checkStands(second, knownBy: day)
                let links = try snapshot.links(asOf: .max, knownBy: nil)
                let old = links.first { $0.id == id }?.link
                let (record, other) = relation == .same ? (second, first) : (first, second)
                let link = Link(
                    kind: first.kind, record: record.id, other: other.id, relation: relation, rules: old?.rules ?? [])
                if link.relation.part == .none { try Self.checkRing(links.filter { $0.id != id }, link) }
                var drafts = LinkDrafts(statement, knownAt: day)
                guard try drafts.say(link, as: id, reason: statement.reason, snapshot) else {
                    throw LedgerError(
                        .refused, "That \(first) is \(relation.words) \(second) has been decided already.")
                }
                return (drafts.drafts, snapshot.linkCount)
            }
            return try await appendLinks(drafts, of: id, seen: links, statement)
        }
    }

    /// Takes a decision back: what rules found is a suspicion again, and what somebody linked by hand is no link any more.
    ///
    /// - Throws: `LedgerError`: `notFound` where the two are not linked, `refused` where nobody has decided.
    public func undecide(
        _ first: RecordID, _ second: RecordID, _ statement: Statement
    ) async throws -> Acknowledgement {
        try Self.checkPair(first, second)
        let id = Link.id(first.kind, first.id, second.id)
        if let sent = try decidedBefore(id, nil, statement) { return sent }
        let day = try knownAt(statement)
        return try await LedgerError.wrappingAwaited {
            let (drafts, links) = try log.read { snapshot in
                guard let old = try snapshot.links(asOf: .max, knownBy: nil).first(where: { $0.id == id })?.link else {
                    throw LedgerError(.notFound, "Nobody has linked \(first) and \(second).")
                }
                guard old.relation.isDecided else {
                    throw LedgerError(.refused, "How \(first) and \(second) belong together has not been decided.")
                }
                var drafts = LinkDrafts(statement, knownAt: day)
                let suspicion = try old.rules.isEmpty ? nil : snapshot.suspicion(first, second, old.rules)
                try drafts.say(suspicion, as: id, reason: statement.reason, snapshot)
                return (drafts.drafts, snapshot.linkCount)
            }
            return try await appendLinks(drafts, of: id, seen: links, statement)
        }
    }

    /// Says how a record and one of another log belong together, or takes that back: the caller has looked at both.
    ///
    /// It has its effect where both are counted, in an answer of both logs, and none in this ledger's own.
    ///
    /// - Parameters:
    ///   - link: with the name of the other log's record: its identifier, `@`, the origin of that log.
    ///   - isTakenBack: there is no link any more.
    /// - Throws: `LedgerError`: `refused` where that has been said already.
    package func decideAcross(
        _ link: Link, isTakenBack: Bool = false, _ statement: Statement
    ) async throws -> Acknowledgement {
        let id = Link.id(link.kind, link.record, link.other)
        if let sent = try decidedBefore(id, isTakenBack ? nil : link.relation, statement) { return sent }
        let day = try knownAt(statement)
        return try await LedgerError.wrappingAwaited {
            let (drafts, links) = try log.read { snapshot in
                var drafts = LinkDrafts(statement, knownAt: day)
                guard try drafts.sayAlone(isTakenBack ? nil : link, as: id, reason: statement.reason, snapshot) else {
                    throw LedgerError(
                        .refused,
                        isTakenBack
                            ? "Nobody has linked \(link.linked) and \(link.beside) in this ledger."
                            : "That \(link.linked) is \(link.relation.words) \(link.beside) has been decided already.")
                }
                return (drafts.drafts, snapshot.linkCount)
            }
            return try await appendLinks(drafts, of: id, seen: links, statement)
        }
    }

    /// Appends what is said of links, unless somebody else has said something of any link since.
    func appendLinks(
        _ drafts: [Draft], of id: String, seen count: UInt64, _ statement: Statement
    ) async throws -> Acknowledgement {
        let made = try await append(
            AppendRequest(
                drafts: drafts, idempotencyKey: statement.idempotencyKey,
                expectedCounts: [UInt8(RecordKind.link.rawValue): count]))
        return Acknowledgement(RecordID(kind: .link, id: id), made)
    }

    /// What was acknowledged under the key before; nil where the key is new.
    ///
    /// - Throws: `LedgerError` with `conflict` where it was for something else.
    private func decidedBefore(
        _ id: String, _ relation: LinkRelation?, _ statement: Statement
    ) throws -> Acknowledgement? {
        guard let key = statement.idempotencyKey else { return nil }
        return try LedgerError.wrapping {
            try log.read { snapshot in
                guard let sent = try snapshot.acknowledgement(forKey: key) else { return nil }
                let event = try snapshot.event(at: sent.firstPosition).event
                var said: LinkRelation?
                if case .link(let link)? = event.state { said = link.relation }
                let isSame = relation.map { said == $0 } ?? (said.map { !$0.isDecided } ?? true)
                guard event.record == RecordID(kind: .link, id: id), isSame, event.reason == statement.reason else {
                    throw LedgerError(.conflict, "The key \"\(key)\" was used for other content.")
                }
                var again = Acknowledgement(event.record, sent)
                again.isRepeat = true
                return again
            }
        }
    }

    private static func checkPair(_ first: RecordID, _ second: RecordID) throws(LedgerError) {
        guard first.kind == second.kind, Link.kinds.contains(first.kind) else {
            throw LedgerError(
                .refused,
                "\(first) and \(second) cannot be about the same people: linked are two records of one kind, of "
                    + Link.kinds.map(\.code).joined(separator: ", ") + ".")
        }
        guard first != second else { throw LedgerError(.refused, "\(first) is one record: it takes two to be linked.") }
    }

    /// Of records that are left out beside each other in a ring, none would count.
    private static func checkRing(_ links: [HeldLink], _ link: Link) throws(LedgerError) {
        guard LeftOutRecords(links).isLeftOut(link.beside, beside: link.linked) else { return }
        throw LedgerError(
            .refused,
            "\(link.beside) is itself left out beside \(link.linked), directly or by way of others: then neither would count. "
                + "Take one of these decisions back first.")
    }
}

extension LinkRelation {
    /// Completes "A is … B".
    package var words: String {
        switch self {
        case .suspected: "suspected to be the same as"
        case .same: "the same as"
        case .different: "different from"
        case .partOf: "a part of"
        case .searched: "compared with"
        }
    }
}

extension LogSnapshot {
    /// Events about links.
    var linkCount: UInt64 { head.counts[UInt8(RecordKind.link.rawValue)] ?? 0 }

    fileprivate func checkStands(_ record: RecordID, knownBy day: Day) throws {
        let held = try stream(of: record, through: .max).held(knownBy: day)
        guard held?.state == nil else { return }
        throw LedgerError(
            held == nil ? .notFound : .refused,
            held == nil ? "Nothing was known of \(record) by \(day)." : "\(record) is withdrawn.")
    }
}
