import Comparison
import Evidence
import Forms
import Incidents
import Ledger

/// What an audit found, in the order in which a person reads it.
struct AuditDocument {
    let audit: Audit
    let command: String

    init(_ audit: Audit, command: String) {
        self.audit = audit
        self.command = command
    }

    var report: Report {
        var parts = [identity]
        if let sound = audit.sound {
            parts += [checkpoint(sound), views(sound), differences(sound)]
            parts += contents(sound) + [withdrawn(sound)] + figures(sound)
        } else {
            parts.append(findings)
        }
        parts += [unchecked, repetition]
        return Report(
            title: "Audit of \(audit.verification.title ?? audit.verification.origin)", verdict: verdict,
            isSound: audit.sound?.replay.isSound ?? false, parts: parts)
    }

    // MARK: The verdict

    private var verdict: [String] {
        guard let sound = audit.sound else {
            return [
                "The ledger is DAMAGED, or is not what a kept checkpoint vouches for: "
                    + (audit.verification.findings.first?.description ?? ""),
                "What it seems to hold is no evidence and is not reported.",
            ]
        }
        let views = sound.replay.views
        let isWhole = !audit.isToPosition && audit.knownBy == nil
        let moment = "as of position \(audit.position)" + (audit.knownBy.map { ", known by \($0)" } ?? "")
        let differing = views.filter { !$0.agrees }.map(\.name)
        return [
            "The log is intact: each of its \(audit.verification.position) events was hashed again, and every hash, index "
                + "and checkpoint agrees with them.",
            differing.isEmpty
                ? "All \(views.count) views agree with the log."
                : "\(differing.count) of \(views.count) views DO NOT agree with the log: "
                    + differing.joined(separator: ", ") + ".",
        ] + sound.replay.incomplete.map(\.incompleteness) + figuresSentence(sound)
            + (isWhole ? [] : ["Views, contents and figures are those \(moment)."])
    }

    private func figuresSentence(_ sound: Audit.Sound) -> [String] {
        guard !sound.figures.isEmpty else { return [] }
        let counted = FigureVerdict.allCases.compactMap { verdict in
            let count = sound.figures.count { $0.verdict == verdict }
            return count == 0 ? nil : "of \(count) \(verdict.meaning)"
        }
        return ["Of \(sound.figures.count) published figures: \(counted.joined(separator: "; "))."]
    }

    // MARK: What was audited

    private var identity: ReportPart {
        let done = audit.verification
        var facts: [ReportPart.Fact] = [
            .init(name: "title", value: .string(done.title ?? done.origin)),
            .init(name: "log id", value: .string(done.logID), isCode: true),
            .init(name: "origin", value: .string(done.origin), isCode: true),
            .init(name: "verifier key", value: .optional(done.verifierKey), isCode: true),
            .init(name: "events in the log", value: .integer(done.position)),
            .init(name: "root", value: done.root.isEmpty ? .null : .string(done.root), isCode: true),
            .init(name: "audited up to position", value: .integer(audit.position)),
            .init(name: "known by", value: .optional(audit.knownBy?.description), absent: "whenever known"),
            .init(name: "signed up to", value: .integer(done.signedSize)),
            .init(
                name: "kept checkpoint up to", value: done.keptSize.map { .integer($0) } ?? .null,
                absent: "none was given"),
            .init(name: "checkpoints checked", value: .integer(done.checkpoints)),
            .init(name: "tiles compared", value: .integer(done.tiles)),
            .init(name: "streams compared", value: .integer(done.streams)),
            .init(name: "idempotency keys compared", value: .integer(done.idempotencyKeys)),
            .init(name: "intact", value: .bool(done.isIntact)),
        ]
        facts.append(.init(name: "program version", value: .string(ProgramVersion.current)))
        return ReportPart(
            key: "audited", heading: "What was audited",
            note: audit.isToPosition || audit.knownBy != nil
                ? "The log was verified whole; everything else is as it stood at the position and known by the day."
                : "",
            body: .facts(facts))
    }

    private func checkpoint(_ sound: Audit.Sound) -> ReportPart {
        ReportPart(
            key: "checkpoint", heading: "The latest checkpoint",
            note: sound.checkpoint == nil
                ? "Nothing of this ledger is signed."
                : "A signed note (C2SP tlog-checkpoint): origin, number of events, root, signature. Keep it elsewhere: the "
                    + "next audit can be held against it.",
            body: .verbatim(sound.checkpoint))
    }

    private var findings: ReportPart {
        ReportPart(
            key: "findings", heading: "What is wrong", note: "The first one is the first thing that is wrong.",
            body: .table(
                [
                    .init(name: "check", style: .term), .init(name: "position", style: .number),
                    .init(name: "description"),
                ],
                audit.verification.findings.map { finding in
                    [
                        .string(finding.check), finding.position.map { .integer($0) } ?? .null,
                        .string(finding.description),
                    ]
                }))
    }

    // MARK: What was not checked

    private var unchecked: ReportPart {
        var sentences = audit.verification.unchecked.filter {
            audit.sound == nil || $0 != Verification.viewsUnchecked
        }
        if let sound = audit.sound {
            if audit.isToPosition {
                sentences.append(
                    "The views as of other positions than \(audit.position): an audit without --to compares all of their "
                        + "history.")
            } else if sound.replay.position > audit.position {
                sentences.append("What was appended after position \(audit.position), while the audit ran.")
            }
            sentences += sound.replay.views.compactMap { view in
                view.rebuilt.map { "What view \(view.name) said before the audit: it \($0), and was built anew first." }
            }
            if sound.contents.unreadable > 0 {
                sentences.append(
                    "What \(sound.contents.unreadable) events say: this program cannot read them. They are hashed all "
                        + "the same.")
            }
        } else {
            sentences.append("The views, the contents and the figures: the log is damaged.")
        }
        if let title = audit.verification.title {
            sentences.append("Whether the ledger is called \"\(title)\": nothing that is signed states it.")
        }
        sentences.append("The program itself, and the machine that it ran on.")
        return ReportPart(key: "notChecked", heading: "What was not checked", body: .list(sentences))
    }

    private var repetition: ReportPart {
        ReportPart(
            key: "command", heading: "To have the same report again",
            note: "On the same ledger it gives the same bytes, wherever that lies, whoever runs it and whenever. "
                + "LEDGER is the ledger's folder, CHECKPOINT a file with a checkpoint that was kept.",
            body: .verbatim(command))
    }
}
