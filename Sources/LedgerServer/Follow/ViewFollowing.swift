import Folding
import Forms
import Ledger

/// Where somebody who follows a view is: at which answer, and what has changed up to it. The rows themselves are not kept:
/// a view knows what it answered at any position.
struct ViewFollowing: Sendable {
    private let request: ViewRequest
    /// Up to which position the answer is known.
    private(set) var position: UInt64
    /// Of the answer that was told last.
    private var told: (position: UInt64, digest: String, isComplete: Bool)
    /// What is to be told; nil: the answer is the one that was told.
    private(set) var change: JSONValue?

    /// - Parameter seen: the position of the answer that is known already; 0: none is.
    /// - Throws: `LedgerError`, as the view does; `refused` for a position that the log does not have.
    init(_ request: ViewRequest, since seen: UInt64, in ledger: Ledger) throws {
        self.request = request
        let answer = try ledger.view(request)
        position = answer.provenance.query.position
        told = (position, answer.provenance.digest, answer.provenance.isComplete)
        guard seen > 0 else {
            change = Self.json(answer, whole: true, changed: answer.rows, gone: [])
            return
        }
        let old = try ledger.view(request.at(seen))
        change = Self.difference(from: old, to: answer)
    }

    /// Where it is now.
    func next(in ledger: Ledger) throws -> ViewFollowing {
        var next = self
        next.change = nil
        let answer = try ledger.view(request)
        let provenance = answer.provenance
        next.position = provenance.query.position
        guard (provenance.digest, provenance.isComplete) != (told.digest, told.isComplete) else { return next }
        next.change = Self.difference(from: try ledger.view(request.at(told.position)), to: answer)
        next.told = (next.position, provenance.digest, provenance.isComplete)
        return next
    }

    /// Nil where both say the same.
    private static func difference(from old: Answer, to new: Answer) -> JSONValue? {
        guard old.columns == new.columns else { return json(new, whole: true, changed: new.rows, gone: []) }
        let before = Dictionary(old.rows.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        let after = Set(new.rows.map(\.key))
        let changed = new.rows.filter { before[$0.key] != $0 }
        let gone = old.rows.filter { !after.contains($0.key) }
        guard !changed.isEmpty || !gone.isEmpty || old.provenance.isComplete != new.provenance.isComplete else {
            return nil
        }
        return json(new, whole: false, changed: changed, gone: gone)
    }

    private static func json(_ answer: Answer, whole: Bool, changed: [Answer.Row], gone: [Answer.Row]) -> JSONValue {
        let columns = answer.columns.map { TextTable.Column(name: $0.name, isNumber: $0.isNumber) }
        let query = answer.provenance.query
        let rows = TextTable(columns: columns, rows: changed.map { answer.cells(of: $0) }).json
        return .object(stating: [
            ("view", .string(query.view)), ("version", .integer(answer.provenance.version)),
            ("position", .integer(query.position)), ("digest", .string(answer.provenance.digest)),
            ("isComplete", .bool(answer.provenance.isComplete)), ("isWhole", .bool(whole)),
            (whole ? "rows" : "changed", rows),
            ("gone", whole ? nil : TextTable(columns: columns, rows: gone.map(\.key)).json),
        ])
    }
}

extension ViewRequest {
    fileprivate func at(_ position: UInt64) -> ViewRequest {
        var request = self
        request.moment.asOf = .position(position)
        return request
    }
}

extension ViewFollowing {
    static let parameters =
        ViewRoutes.parameters + [
            .query("known-by", "What the sources had said by the end of this day.", .day)
        ]

    static func request(_ call: Call) throws -> ViewRequest {
        var request = try ViewRoutes.request(call)
        request.moment = Moment(knownBy: try call.query.day("known-by"))
        return request
    }
}
