public import LedgerSchema
internal import SwiftProtobuf

/// Random cases, proceedings and provisions, as views read them.
extension RandomRecords {
    public mutating func courtCase() -> WireCourtCase {
        var record = WireCourtCase()
        if !random.chance(10) { record.opened = period() }
        record.jurisdiction = random.pick(["", "IT", "GR", "TN"])
        record.conduct = random.pick([[], [.art61ASmuggling], [.art62COrganizingOrDirecting, .art61ASmuggling]])
        record.outcome = random.pick([.unspecified, .pending, .convicted, .partlyConvicted])
        if random.chance(80) { record.defendantCount = count() }
        if random.chance(60) { record.migrantCount = count() }
        record.title = random.pick(["Case of the boat", "Case of the lorry"])
        record.flags = flagList()
        return record
    }

    public mutating func proceeding() -> WireProceeding {
        var record = WireProceeding()
        if !random.chance(10) { record.decided = period() }
        record.caseID = "case-\(Int.random(in: 0...20, using: &random))"
        record.jurisdiction = random.pick(["", "IT", "GR", "TN"])
        record.stage = random.pick([
            .unspecified, .preTrial, .firstInstance, .firstInstance, .appeal, .finalAppeal, .retrial,
        ])
        if random.chance(80) { record.defendants = count() }
        if random.chance(80) { record.convicted = count() }
        if random.chance(60) { record.acquitted = count() }
        record.charges = [.with { $0.verdict = .convicted }, .with { $0.verdict = .acquitted }]
        record.flags = flagList()
        return record
    }

    public mutating func provision() -> WireProvision {
        var record = WireProvision()
        record.law = random.pick(["tui", "code"])
        record.jurisdiction = random.pick(["IT", "GR", "TN"])
        record.number = "art. \(Int.random(in: 1...30, using: &random))"
        if random.chance(30) { record.inForceTo = 18_000 }
        record.benefit = random.pick([.unspecified, .required, .absent, .aggravating, .unclear])
        let articles: [WireProtocolArticle] = random.pick([
            [], [.protocolArticle61ASmuggling], [.protocolArticle61ASmuggling, .protocolArticle61ASmuggling],
            [.protocolArticle61CEnablingStay, .protocolArticle5LiabilityOfMigrants],
        ])
        record.implements = articles.map { article in .with { ($0.article, $0.saidBy) = (article, "UNODC") } }
        record.flags = flagList()
        return record
    }
}
