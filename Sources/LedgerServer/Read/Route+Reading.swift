import Forms
import HTTPTypes
import Hummingbird
import Ledger

extension Route {
    /// A question that somebody put, once it is understood: what it answers at a moment.
    typealias Question = @Sendable (_ ledger: Ledger, _ moment: Moment) throws -> LaidAnswer

    /// A route that answers a question to the ledger. The question is put to one position of the log; so its answer has an
    /// address at which it is the same for ever, and need not be given twice.
    ///
    /// - Parameters:
    ///   - forms: in which the answer goes out, the usual one first.
    ///   - schema: of JSON.
    ///   - takesEnding: the form may stand at the end of the path, and not in Accept. Not where the path ends with an
    ///     identifier, which may have such an ending itself.
    ///   - question: reads what is asked.
    static func reading(
        id: String, path: PathTemplate, summary: String, permission: Permission, parameters: [Parameter],
        forms: [AnswerForm], schema: Schema, takesEnding: Bool = true,
        _ question: @escaping @Sendable (Call) throws -> Question
    ) -> Route {
        answering(
            id: id, path: path, summary: summary, group: .read, permission: permission, parameters: parameters,
            forms: forms, schema: schema, takesEnding: takesEnding
        ) { call in
            let form = try call.form()
            let asked = try call.query.moment()
            let cache = call.service.answers
            // Where the log ends is known at once, and what was answered there, too: no thread is asked for it. What was
            // answered was understood then.
            if asked.asOf == nil {
                let now = PinnedQuestion(
                    call, form, at: .position(try call.service.ledger.position(of: nil)), audience: call.audience)
                if let held = cache.answer(to: now) { return held.response(to: call) }
            }
            let question = try inTheirWords { try question(call) }
            let sent = try await call.asking { ledger in
                try inTheirWords {
                    let position = try ledger.position(of: asked.asOf)
                    let pinned = PinnedQuestion(call, form, at: .position(position), audience: call.audience)
                    if let held = cache.answer(to: pinned) { return held }
                    let laid = try question(ledger, Moment(asOf: .position(position), knownBy: asked.knownBy))
                    let sent = try SentAnswer(laid, to: pinned, from: .log(ledger.logID))
                    if sent.isComplete { cache.keep(sent, to: pinned) }
                    return sent
                }
            }
            return sent.response(to: call)
        }
    }

    /// A route whose answer goes out in several forms, and has an address of its own.
    static func answering(
        id: String, path: PathTemplate, summary: String, group: Group, permission: Permission, parameters: [Parameter],
        forms: [AnswerForm], schema: Schema, takesEnding: Bool,
        handle: @escaping @Sendable (Call) async throws -> Response
    ) -> Route {
        let endings = forms.map { "." + $0.rawValue }
        return Route(
            id: id, method: .get, path: path,
            summary: summary
                + (takesEnding
                    ? " The path may end with \(alternatives(endings)), which comes before Accept." : ""),
            group: group, permission: permission, parameters: parameters + [.ifNoneMatch],
            answers: [
                .init(
                    summary: "The answer, at the position that Content-Location has.",
                    content: forms.map { ($0.mediaType, $0.schema(ofJSON: schema)) }),
                .init(status: .notModified, summary: "If-None-Match has it already.", content: []),
            ], forms: forms, takesEnding: takesEnding, handle: handle)
    }

    /// What the ledger says to people at a terminal, to those who are not at one: an option has the name of a parameter, and
    /// what does not go together was understood.
    static func inTheirWords<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as LedgerError where error.code == .usage {
            throw Problem(.unprocessableContent, .refused, withoutHyphens(error.description))
        } catch let error as LedgerError {
            throw LedgerError(error.code, withoutHyphens(error.description))
        }
    }

    private static func withoutHyphens(_ sentence: String) -> String {
        sentence.replacing(/(^|[ (])--([a-z][a-z-]+)/) { "\($0.output.1)\($0.output.2)" }
    }
}

extension Problem {
    /// Parameters that were each understood, and do not go together.
    ///
    /// - Parameter field: the one that would have to be another.
    init(together field: String, given: String?, allowed: String?, _ message: String) {
        self.init(
            .unprocessableContent, .refused, message,
            [Fault(field: field, given: given, allowed: allowed, message: message)])
    }
}

extension AnswerForm {
    /// - Parameter schema: of the answer in JSON.
    fileprivate func schema(ofJSON schema: Schema) -> Schema {
        switch self {
        case .json: schema
        case .geojson: .named("FeatureCollection")
        case .csv, .ndjson, .xlsx, .zip: .text()
        }
    }
}

extension Parameter {
    fileprivate static let ifNoneMatch = Parameter.header(
        "If-None-Match", "The ETag of an answer that you have: 304 where it is still the answer.")
}
