import LedgerSchema

/// What views of cases, laws and proceedings have, told apart from how views are written.
extension NaiveModel {
    func caseCells(_ view: String, _ entry: WireEntry) -> [(ModelKey, [ModelSum])] {
        switch view {
        case "cases-jurisdiction-year": cases(entry)
        case "laws-article-country": laws(entry)
        case "enforcement-funnel": funnel(entry)
        default: preconditionFailure("the model does not know the view \(view)")
        }
    }

    private func cases(_ entry: WireEntry) -> [(ModelKey, [ModelSum])] {
        guard entry.kind == .case else { return [] }
        let record = entry.courtCase
        let acts = Set(record.conduct).sorted { $0.rawValue < $1.rawValue }
            .map { [.art61ASmuggling: "6.1.a", .art62COrganizingOrDirecting: "6.2.c"][$0] ?? "?" }
        let outcomes: [WireCaseOutcome: String] = [
            .unspecified: "", .pending: "pending", .convicted: "convicted", .partlyConvicted: "partly-convicted",
        ]
        let key: [ModelPart] = [
            .text(record.jurisdiction), .text(acts.joined(separator: " + ")), .text(outcomes[record.outcome] ?? "?"),
            record.hasOpened ? .number(record.opened.year) : .nothing,
        ]
        return [
            (
                ModelKey(key),
                [
                    ModelSum(1), ModelSum(record.defendantCount, record.hasDefendantCount),
                    ModelSum(record.migrantCount, record.hasMigrantCount),
                ]
            )
        ]
    }

    private func laws(_ entry: WireEntry) -> [(ModelKey, [ModelSum])] {
        guard entry.kind == .provision else { return [] }
        let record = entry.provision
        let words: [WireProtocolArticle: String] = [
            .protocolArticle61ASmuggling: "6.1.a", .protocolArticle61CEnablingStay: "6.1.c",
            .protocolArticle5LiabilityOfMigrants: "5",
        ]
        let said = Set(record.implements.map { words[$0.article] ?? "?" })
        return (said.isEmpty ? [""] : said).map { article in
            let benefits: [WireBenefitElement] = [.required, .absent, .aggravating]
            return (
                ModelKey([.text(article), .text(record.jurisdiction)]),
                [ModelSum(1), record.hasInForceTo ? ModelSum(1) : ModelSum()]
                    + benefits.map { $0 == record.benefit ? ModelSum(1) : ModelSum() }
            )
        }
    }

    private func funnel(_ entry: WireEntry) -> [(ModelKey, [ModelSum])] {
        var sums = Array(repeating: ModelSum(), count: 14)
        let jurisdiction: String
        switch entry.kind {
        case .arrests:
            jurisdiction = entry.arrests.jurisdiction
            sums[0] = ModelSum(1)
            sums[1] = ModelSum(entry.arrests.count, entry.arrests.hasCount)
        case .case:
            jurisdiction = entry.courtCase.jurisdiction
            sums[2] = ModelSum(1)
            sums[3] = ModelSum(entry.courtCase.defendantCount, entry.courtCase.hasDefendantCount)
        case .proceeding:
            let record = entry.proceeding
            jurisdiction = record.jurisdiction
            let places: [WireProceedingStage: Int] = [.firstInstance: 4, .appeal: 7, .finalAppeal: 10]
            if let place = places[record.stage] {
                sums[place] = ModelSum(1)
                sums[place + 1] = ModelSum(record.convicted, record.hasConvicted)
                sums[place + 2] = ModelSum(record.acquitted, record.hasAcquitted)
            } else {
                sums[13] = ModelSum(1)
            }
        default: return []
        }
        return [(ModelKey([.text(jurisdiction)]), sums)]
    }
}
