import Finding
package import Folding
public import Forms
import ProjectionEngine
import Views

/// Keeps views of a ledger true while it grows, beside whoever else uses the ledger.
public final class ViewWorker: Sendable {
    /// Something that whoever runs the worker should read.
    public struct Notice: Hashable, Sendable {
        public var view: String
        public var isProblem: Bool
        /// A sentence.
        public var text: String
    }

    private let ledger: Ledger
    private let group: KeeperGroup
    /// Keeps the finder's store; nil where it is not asked for.
    private let finder: FindKeeper?

    /// - Parameters:
    ///   - names: of the views to keep, ``Ledger/finderName`` for the finder's store; all if empty.
    ///   - notify: is called on any thread.
    /// - Throws: `LedgerError` with `notFound` for a view that there is not.
    public init(
        of ledger: Ledger, views names: [String] = [], notify: @escaping @Sendable (Notice) -> Void
    ) throws(LedgerError) {
        self.ledger = ledger
        let asked = names.isEmpty ? allViews.map(\.name) + [Ledger.finderName] : names
        var views: [any View] = []
        for name in asked where name != Ledger.finderName {
            let view = try Ledger.registeredView(name)
            // Asked for twice, it is kept once.
            if !views.contains(where: { $0.name == name }) { views.append(view) }
        }
        group = KeeperGroup(views: views, directory: ledger.viewsDirectory, log: ledger.log) { notice in
            notify(Notice(view: notice.view, isProblem: notice.isProblem, text: notice.text))
        }
        finder =
            asked.contains(Ledger.finderName)
            ? FindKeeper(directory: ledger.viewsDirectory, log: ledger.log) { text, isProblem in
                notify(Notice(view: Ledger.finderName, isProblem: isProblem, text: text))
            } : nil
    }

    /// The views that it keeps.
    public var names: [String] { group.keepers.map(\.view.name) + (finder == nil ? [] : [Ledger.finderName]) }

    /// Keeps the views until the task is cancelled; each has then stored the batch that it was at.
    public func run() async {
        await withTaskGroup(of: Void.self) { tasks in
            tasks.addTask { await self.group.run() }
            if let finder { tasks.addTask { await finder.run() } }
        }
    }

    /// How each view stands, in the order in which they are kept; nil for one that another worker keeps.
    public func status() -> [(name: String, kept: ViewState?)] {
        group.keepers.map { keeper in
            let kept = keeper.status().map { kept in
                ledger.state(
                    kept.status, of: keeper.view, report: kept.report, folder: nil, isLive: true, isKept: true)
            }
            return (keeper.view.name, kept)
        } + finderStatus
    }
}

extension ViewWorker {
    private var finderStatus: [(name: String, kept: ViewState?)] {
        guard let finder else { return [] }
        let kept = finder.status().flatMap { try? ledger.finderState($0, isKept: true) }
        return [(Ledger.finderName, kept)]
    }
}

extension Ledger {
    /// A view by its name.
    ///
    /// - Throws: `LedgerError` with `notFound`, naming those that there are.
    package static func registeredView(_ name: String) throws(LedgerError) -> any View {
        guard let view = allViews.first(where: { $0.name == name }) else {
            throw LedgerError(
                .notFound,
                "There is no view \"\(name)\"; there are: " + allViews.map(\.name).joined(separator: ", ") + ".")
        }
        return view
    }
}
