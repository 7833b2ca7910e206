import Incidents
import Ledger
import Page

/// What anybody with a token may look at: what is known in all, operations, published figures; and what changed, for those
/// who may see records.
enum LookPages {
    static let all = [overview, operations, reconcile, changes]

    private static let overview = Route.page(
        id: "overviewPage", path: "/", summary: "What is known in all, by year and region.", section: .overview,
        parameters: [
            .query("as-published", "What the datasets said, without what the desk amended and recorded.", .truthText)
        ]
    ) { call in
        let (mayRead, files) = (call.mayReadRecords, call.service.pageFiles)
        let asPublished = try call.query.truth("as-published")
        return { ledger, moment in
            try Overview.content(
                of: ledger, at: moment, asPublished: asPublished, recordsAreShown: mayRead, files: files)
        }
    }

    private static let operations = Route.page(
        id: "operationsPage", path: "/operations", summary: "Operations, their publishers side by side.",
        section: .operations
    ) { call in
        let mayRead = call.mayReadRecords
        return { ledger, moment in
            try OperationsPage.content(of: ledger, at: moment, recordsAreShown: mayRead)
        }
    }

    private static let reconcile = Route.page(
        id: "reconcilePage", path: "/reconcile", summary: "Published figures, and what became of each.",
        section: .reconcile,
        parameters: [
            .query("figure", "Only the figure of this number, with these words or of this identifier.", .said)
        ], isSlow: true
    ) { call in
        let (figure, mayRead) = (call.query.text("figure"), call.mayReadRecords)
        return { ledger, moment in
            try FiguresPage.content(of: ledger, named: figure, at: moment, namesRecords: mayRead)
        }
    }

    private static let changes = Route.page(
        id: "changesPage", path: "/changes", summary: "What changed since a moment, record by record.",
        section: .overview, permission: .records,
        parameters: [
            .query("from", "The first moment: a day, a position or an instant.", .bound, isRequired: true)
        ], isSlow: true
    ) { call in
        let from = try call.query.value("from", MomentText.forms, MomentText.read) ?? .present
        return { ledger, moment in
            try ChangesPage.content(of: ledger, from: from, at: moment)
        }
    }
}

extension Call {
    /// Whoever asks may see records, and not only what they add up to.
    var mayReadRecords: Bool { caller.map { $0.role.permissions.contains(.records) } ?? false }
}
