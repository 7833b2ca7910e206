internal import Folding
internal import LMDB

extension AnswerCells {
    /// Reads a view's cells; their sums as of the checkpoint over all days only if asked for, else zeros.
    init(
        _ view: any View, _ databases: ViewDatabases, _ transaction: borrowing ReadTransaction,
        filters: [String: Set<String>], withSums: Bool
    ) throws {
        var cells = AnswerCells(view, filters: try Self.columns(of: filters, view))
        try ViewStore.forEachCell(view, databases, cells.vocabulary, transaction) { key, sums in
            cells.append(key, withSums ? sums : nil)
        }
        self = cells
    }

    private static func columns(
        of filters: [String: Set<String>], _ view: any View
    ) throws(ProjectionError) -> [(column: Int, values: Set<String>)] {
        var wanted: [(Int, Set<String>)] = []
        for (name, values) in filters {
            guard let column = view.keys.firstIndex(where: { $0.name == name }) else {
                let names = view.keys.map(\.name).joined(separator: ", ")
                throw ProjectionError(.unknownColumn, "View \(view.name) has no column \"\(name)\", only \(names).")
            }
            wanted.append((column, values))
        }
        return wanted
    }
}
