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

    /// - Parameters:
    ///   - names: of the views to keep; all if empty.
    ///   - notify: is called on any thread.
    /// - Throws: `LedgerError` with `notFound` for a view that there is not.
    public init(
        of ledger: Ledger, views names: [String] = [], notify: @escaping @Sendable (Notice) -> Void
    ) throws(LedgerError) {
        self.ledger = ledger
        let asked = names.isEmpty ? allViews.map(\.name) : names
        var views: [any View] = []
        for name in asked {
            let view = try Ledger.registeredView(name)
            // Asked for twice, it is kept once.
            if !views.contains(where: { $0.name == name }) { views.append(view) }
        }
        group = KeeperGroup(views: views, directory: ledger.viewsDirectory, log: ledger.log) { notice in
            notify(Notice(view: notice.view, isProblem: notice.isProblem, text: notice.text))
        }
    }

    /// The views that it keeps.
    public var names: [String] { group.keepers.map(\.view.name) }

    /// Keeps the views until the task is cancelled; each has then stored the batch that it was at.
    public func run() async {
        await group.run()
    }

    /// How each view stands, in the order in which they are kept; nil for one that another worker keeps.
    public func status() -> [(name: String, kept: ViewState?)] {
        group.keepers.map { keeper in
            let kept = keeper.status().map { kept in
                ledger.state(
                    kept.status, of: keeper.view, report: kept.report, folder: nil, isLive: true, isKept: true)
            }
            return (keeper.view.name, kept)
        }
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
