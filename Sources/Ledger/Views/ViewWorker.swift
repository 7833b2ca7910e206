import EventLog
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

    package let ledger: Ledger
    private let group: KeeperGroup

    /// - Parameters:
    ///   - names: of the views to keep, ``Ledger/finderName`` for the finder's store; all if empty.
    ///   - notify: is called on any thread.
    /// - Throws: `LedgerError` with `notFound` for a view that there is not.
    public init(
        of ledger: Ledger, views names: [String] = [], notify: @escaping @Sendable (Notice) -> Void
    ) throws(LedgerError) {
        self.ledger = ledger
        let asked = names.isEmpty ? Ledger.keepableNames : names
        var views: [String: any View] = [:]
        for name in asked where name != Ledger.finderName { views[name] = try Ledger.registeredView(name) }
        // Asked for twice, it is kept once; the finder's store comes last.
        let ordered = Ledger.keepableNames.filter(asked.contains)
        group = KeeperGroup(of: ledger.log, keeping: ordered) { [views] name in
            guard let view = views[name] else {
                return FindKeeper(directory: ledger.viewsDirectory, log: ledger.log) { text, isProblem in
                    notify(Notice(view: Ledger.finderName, isProblem: isProblem, text: text))
                }
            }
            return ViewKeeper(view: view, directory: ledger.viewsDirectory, log: ledger.log) { notice in
                notify(Notice(view: notice.view, isProblem: notice.isProblem, text: notice.text))
            }
        }
    }

    /// The views that it was asked to keep.
    public var names: [String] { group.names }

    /// From now on it keeps these of them and no others.
    public func keep(only names: Set<String>) { group.keep(only: names) }

    /// Keeps the views until the task is cancelled; each has then stored the batch that it was at.
    public func run() async { await group.run() }

    /// How each view stands, in the order in which they are kept; nil for one that this worker does not keep now.
    public func status() -> [(name: String, kept: ViewState?)] {
        names.map { ($0, state(of: $0)) }
    }

    private func state(of name: String) -> ViewState? {
        switch group.keeper(of: name) {
        case let keeper as ViewKeeper:
            keeper.status().map { kept in
                ledger.state(
                    kept.status, of: keeper.view, report: kept.report, folder: nil, isLive: true, isKept: true)
            }
        case let keeper as FindKeeper: keeper.status().flatMap { try? ledger.finderState($0, isKept: true) }
        default: nil
        }
    }
}

extension Ledger {
    /// All that a worker may keep: the views, and after them the finder's store.
    public static var keepableNames: [String] { allViews.map(\.name) + [finderName] }
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
