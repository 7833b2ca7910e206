import Federation
import Forms
import HTTPTypes
import Hummingbird
import Ledger

extension Route {
    /// A question that somebody put, once it is understood: what several logs answer to it.
    typealias PooledQuestion =
        @Sendable (_ federation: Federation, _ moment: FederatedMoment) throws -> LaidAnswer

    /// A route that answers a question to the federation whose file the service was started with. Like one to the ledger it is put to one
    /// position, which is that of every log: at its address the answer is the same for ever.
    ///
    /// - Parameters:
    ///   - forms: in which the answer goes out, the usual one first.
    ///   - schema: of JSON.
    ///   - question: reads what is asked.
    static func pooling(
        id: String, path: PathTemplate, summary: String, permission: Permission, parameters: [Parameter],
        forms: [AnswerForm] = [.json, .csv, .ndjson], schema: Schema,
        _ question: @escaping @Sendable (Call) throws -> PooledQuestion
    ) -> Route {
        answering(
            id: id, path: path, summary: summary, group: .federation, permission: permission,
            parameters: parameters + Parameter.federatedMoment, forms: forms, schema: schema, takesEnding: true
        ) { call in
            let kept = try call.keptFederation()
            let form = try call.form()
            let moment = try call.federatedMoment(of: kept.file)
            let question = try inTheirWords { try question(call) }
            let cache = call.service.answers
            let sent = try await call.asking { _ in
                try inTheirWords {
                    let federation = kept.now()
                    try call.checkReads(federation, of: kept.own)
                    let position = try federation.position(at: moment)
                    let pinned = PinnedQuestion(
                        call, form, at: .federation(positions: position.text, file: kept.file.digest),
                        audience: call.audience)
                    if position.isSettled, let held = cache.answer(to: pinned) { return held }
                    let laid = try call.answered(by: federation, position) { try question($0, moment) }
                    let sent = try SentAnswer(laid, to: pinned, from: .federation(kept.file.name))
                    if sent.isComplete, position.isSettled { cache.keep(sent, to: pinned) }
                    return sent
                }
            }
            return sent.response(to: call)
        }
    }
}

extension Call {
    /// The federation of this service.
    ///
    /// - Throws: ``Problem``: 404 where it has none.
    func keptFederation() throws -> KeptFederation {
        guard let federation = service.federation else {
            throw Problem(
                .notFound, .notFound,
                "This service answers for one ledger: whoever runs it names a federation's file with serve --federation."
            )
        }
        return federation
    }

    /// - Parameter kept: of which whoever asks wants to read what all contribute.
    /// - Throws: ``Problem``: 403 with what would let them.
    func checkReads(_ federation: Federation, of own: FederationFile.Member) throws {
        guard let refusal = federation.refusal(toReader: try writer().datasets, of: own) else { return }
        throw Problem(.forbidden, .forbidden, refusal)
    }

    /// Asks a federation.
    ///
    /// - Throws: ``Problem``: 503 where no member that contributes can be read: this ledger is not damaged.
    func answered<Answered>(
        by federation: Federation, _ position: FederatedPosition, _ question: (Federation) throws -> Answered
    ) throws -> Answered {
        do {
            return try question(federation)
        } catch let error as LedgerError where error.code == .damaged && position.text.isEmpty {
            throw Problem(.serviceUnavailable, .notReady, error.description)
        }
    }

    /// Where the question is put.
    ///
    /// - Throws: ``Problem``: 404 where the file is another by now; 422 where it is named, and not the position of every member.
    func federatedMoment(of file: FederationFile) throws -> FederatedMoment {
        let positions = try query.value("at", "member=position, divided by commas", FederatedMoment.positions) ?? [:]
        let moment = FederatedMoment(positions: positions, knownBy: try query.day("known-by"))
        guard let digest = query.text("file") else { return moment }
        guard digest == file.digest else {
            throw Problem(
                .notFound, .notFound,
                "The federation's file says something else by now, and so this answer cannot be given again: leave file out."
            )
        }
        guard file.isPinned(moment) else {
            throw Problem(
                together: "at", given: query.text("at"),
                allowed: file.members.filter { $0.role == .contributor }.map { $0.name + "=…" }.joined(separator: ","),
                "file goes with at, which then names the position of every member that contributes.")
        }
        return moment
    }
}

extension Parameter {
    /// What every question to a federation can say of time.
    static let federatedMoment: [Parameter] = [
        .query(
            "at",
            "The position at which each member's log is read: a=120,b=44. One that is not named is read as far as it is signed.",
            .text(pattern: "^[a-z0-9-]+=[0-9]{1,18}(,[a-z0-9-]+=[0-9]{1,18})*$", longest: 4_000)),
        .query(
            "file",
            "What the federation's file said when an answer was given, as its Content-Location has it: 404 where it says "
                + "something else. With at of every member, the answer is the same for ever.",
            .text(pattern: "^[0-9a-f]{16}$")),
        .query("known-by", "What the sources had said by the end of this day.", .day, example: "2020-01-08"),
    ]
}
