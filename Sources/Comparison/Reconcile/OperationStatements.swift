import Folding
import Incidents

/// What the ledger holds of operations: what each publisher states, and arrests records.
struct OperationStatements {
    private let operations: [String: Operation]
    private let arrests: [Arrests]

    init(_ operations: [(record: RecordID, state: Record)], _ arrests: [(record: RecordID, state: Record)]) {
        var byID: [String: Operation] = [:]
        for case (let record, .operation(let operation)) in operations { byID[record.id] = operation }
        self.operations = byID
        self.arrests = arrests.compactMap { _, state in
            if case .arrests(let arrests) = state { arrests } else { nil }
        }
    }

    func reconcile(_ record: RecordID, _ figure: PublishedFigure) -> Reconciliation {
        func unanswered(_ reason: String) -> Reconciliation {
            Reconciliation(record: record, figure: figure, scope: "No record answers it: " + reason, isAnswered: false)
        }
        guard !figure.measureCode.isEmpty else {
            return unanswered("operations have no \"\(figure.measure)\".")
        }
        guard let operation = operations[figure.operation] else {
            return unanswered("there is no operation/\(figure.operation) in this ledger.")
        }
        let statements = statements(of: operation, figure)
        guard !statements.isEmpty else {
            return unanswered("operation/\(figure.operation) states no \(figure.measureCode).")
        }
        var result = Reconciliation(
            record: record, figure: figure, scope: "\(figure.measureCode) of \(operation.name)", isAnswered: true)
        result.statements = statements
        return result
    }

    private func statements(of operation: Operation, _ figure: PublishedFigure) -> [FigureStatement] {
        var statements = published(operation, figure)
        if figure.measureCode == "countries" {
            let named = Count.exactly(Int64(operation.countries.count))
            let stated = operation.countriesStated.isReported ? operation.countriesStated : named
            if stated.low > 0 || stated.isReported && stated != .exactly(0) {
                statements.append(
                    FigureStatement(
                        publisher: "the operation's record", text: stated.text,
                        agrees: figure.count.agrees(with: stated),
                        isOwn: Self.isOwn([operation.notes], of: figure)))
            }
        }
        let records = arrests.filter { $0.operation == figure.operation && $0.count.isReported }
        if figure.measureCode == "arrests", !records.isEmpty {
            let parts = records.map { "\($0.count.text)\($0.phase.map { " (\($0.code))" } ?? "")" }
            var sum = Self.sum(of: records.map(\.count), parts, by: "arrests records", figure)
            sum.isOwn = Self.isOwn(records.map(\.notes), of: figure)
            statements.append(sum)
        }
        return statements
    }

    /// Whether records rest on the word of a figure's own publisher alone.
    private static func isOwn(_ notes: [Notes], of figure: PublishedFigure) -> Bool {
        let sources = notes.map(\.sources)
        return sources.allSatisfy { sources in
            !sources.isEmpty && sources.allSatisfy { isSamePublisher($0.publisher, figure.publisher) }
        }
    }

    /// What each publisher states; where it states phases only, their sum.
    private func published(_ operation: Operation, _ figure: PublishedFigure) -> [FigureStatement] {
        let results = operation.results.filter { $0.measure == figure.measureCode }
        var publishers: [String] = []
        for result in results where !publishers.contains(result.publisher) { publishers.append(result.publisher) }
        return publishers.map { publisher in
            let own = results.filter { $0.publisher == publisher }
            var statement = statement(of: own, by: publisher, figure)
            statement.isOwn = isSamePublisher(publisher, figure.publisher)
            return statement
        }
    }

    /// What one publisher states.
    private func statement(
        of own: [OperationResult], by publisher: String, _ figure: PublishedFigure
    ) -> FigureStatement {
        if let whole = own.first(where: { $0.phase == nil }) {
            return FigureStatement(
                publisher: publisher, text: whole.count.text, agrees: figure.count.agrees(with: whole.count))
        }
        let parts = own.map { "\($0.count.text) (\($0.phase?.code ?? ""))" }
        return Self.sum(of: own.map(\.count), parts, by: publisher, figure)
    }

    /// What parts add up to, beside the parts; the parts alone where they cannot be added up.
    private static func sum(
        of counts: [Count], _ parts: [String], by publisher: String, _ figure: PublishedFigure
    ) -> FigureStatement {
        let text = parts.joined(separator: " + ")
        do throws(SumError) {
            let sum = try counts.sum()
            return FigureStatement(
                publisher: publisher, text: parts.count > 1 ? "\(sum) = \(text)" : text,
                agrees: figure.count.agrees(with: sum))
        } catch {
            return FigureStatement(
                publisher: publisher, text: "\(text), not added up: \(error.description)", agrees: false)
        }
    }
}
