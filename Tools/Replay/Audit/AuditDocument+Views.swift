import Evidence
import Forms
import Incidents

extension AuditDocument {
    /// Each view, live and built again from the log alone.
    func views(_ sound: Audit.Sound) -> ReportPart {
        let compared =
            audit.isToPosition
            ? "The log was folded from position 1 to \(audit.position), and each row of the view's answer as of there was "
                + "compared."
            : "The log was folded from position 1, and every cell of the view and all of its history were compared."
        let digest =
            " The SHA-256 is that of all rows that the log gives" + (audit.knownBy.map { ", known by \($0)." } ?? ".")
        return ReportPart(
            key: "views", heading: "Views compared with the log", note: compared + digest,
            body: .table(
                [
                    .init(name: "view", style: .term), .init(name: "version", style: .number),
                    .init(name: "position", style: .number),
                    .init(name: "result", style: .term), .init(name: "differences", style: .number),
                    .init(name: "not taken in", style: .number), .init(name: "sha256", style: .code),
                ],
                sound.replay.views.map { view in
                    [
                        .string(view.name), .integer(view.version), .integer(view.position),
                        .string(view.agrees ? "agrees" : "DIFFERS"), .integer(view.differenceCount),
                        .integer(view.parked), .string(view.digestReplayed),
                    ]
                }))
    }

    func differences(_ sound: Audit.Sound) -> ReportPart {
        ReportPart(
            key: "differences", heading: "Where views differ",
            note: "At most the first hundred of each view.",
            body: .list(sound.replay.views.flatMap(differences(of:))))
    }

    private func differences(of view: ReplayReport.ReplayedView) -> [String] {
        guard !view.agrees else { return [] }
        let rows =
            view.digestLive.isEmpty
            ? "\(view.name): its rows cannot be read, but the log gives rows with SHA-256 \(view.digestReplayed)"
            : "\(view.name): all rows have SHA-256 \(view.digestLive), but the log gives \(view.digestReplayed)"
        let others = view.differenceCount - view.differences.count
        return (view.digestLive == view.digestReplayed ? [] : [rows]) + view.differences
            + (others > 0 ? ["\(view.name): and \(others) more"] : [])
    }
}
