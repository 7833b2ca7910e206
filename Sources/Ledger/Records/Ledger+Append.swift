package import EventLog
package import Forms
import Incidents

extension Ledger {
    /// Appends a request. What the log refuses is told in the words of people who keep records: who changed what, when, and
    /// what to do.
    ///
    /// - Throws: `LedgerError`.
    package func append(_ request: AppendRequest) async throws(LedgerError) -> AppendAcknowledgement {
        do throws(EventLogError) {
            return try await log.append(request)
        } catch {
            switch error.code {
            case .conflict(let stream, let expected, _): throw conflict(in: stream, expected, or: error)
            case .keyReused(let key): throw reuse(of: key, or: error)
            case .entryTooLarge(let draft, let byteCount):
                let which = request.drafts.count == 1 ? "The record" : "Record \(draft + 1) of the request"
                throw LedgerError(
                    .refused,
                    "\(which) would be an entry of \(byteCount) bytes; an entry has at most 65,535. Shorten its texts or "
                        + "split it into several records.")
            default: throw LedgerError.wrapping(error)
            }
        }
    }

    private func conflict(
        in stream: StreamID, _ expected: ExpectedVersion, or error: EventLogError
    ) -> LedgerError {
        guard let kind = RecordKind(rawValue: Int32(stream.kind)) else { return LedgerError.wrapping(error) }
        let record = RecordID(kind: kind, id: stream.id)
        guard let events = try? self.stream(of: record).events, let last = events.last else {
            return LedgerError(.conflict, "There is no \(record) in this ledger; nothing was recorded.")
        }
        let look = "look at it (`incident-ledger show \(kind.code) \(stream.id)`)"
        if expected == .absent {
            return LedgerError(
                .conflict,
                "\(record) is in the ledger already: \(last.event.actor.asSpeaker.lowered) \(last.verb) it \(last.moment) (version "
                    + "\(last.version)). Nothing was recorded: \(look), and `correct` it where it should say something else."
            )
        }
        let seen = if case .exact(let version) = expected { ", and you had seen version \(version)" } else { "" }
        return LedgerError(
            .conflict,
            "\(last.event.actor.asSpeaker) \(last.verb) \(record) \(last.moment) (version \(last.version))\(seen). Nothing was "
                + "changed: \(look) and repeat.")
    }

    private func reuse(of key: String, or error: EventLogError) -> LedgerError {
        let first = try? log.read { snapshot in
            try snapshot.acknowledgement(forKey: key).map { try snapshot.event(at: $0.firstPosition) }
        }
        guard let first = first ?? nil else { return LedgerError.wrapping(error) }
        return LedgerError(
            .conflict,
            "The key \"\(key)\" was used before, for other content: with it \(first.event.actor.asSpeaker.lowered) \(first.verb) "
                + "\(first.event.record) \(first.moment) (position \(first.position)). Repeat exactly that to get its answer "
                + "again, or use a new key.")
    }
}

extension String {
    /// The actor at the beginning of a sentence: nobody's name is none.
    fileprivate var asSpeaker: String { isEmpty || self == "unstated" ? "Somebody" : self }

    /// A speaker within a sentence.
    fileprivate var lowered: String { self == "Somebody" ? "somebody" : self }
}

extension RecordedEvent {
    fileprivate var verb: String {
        switch event.type {
        case .recorded: "recorded"
        case .corrected: "changed"
        case .withdrawn: "withdrew"
        case .reinstated: "reinstated"
        case .confirmed: "confirmed"
        case .linked: "linked"
        }
    }

    /// `on 2026-01-31 at 14:02 UTC`
    fileprivate var moment: String {
        let text = Instant.text(microseconds: recordedAt)
        return "on \(text.prefix(10)) at \(text.dropFirst(11).prefix(5)) UTC"
    }
}
