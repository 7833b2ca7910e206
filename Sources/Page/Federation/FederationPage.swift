package import Federation
import Folding
import Forms
import Foundation
import Incidents
import Ledger
import Presentation

/// What the members of a federation know together: who they are and how their logs are held, by year, by region, by dataset.
package struct FederationPage: Sendable {
    var places: [FederationPlace]
    var hasPlaces = true
    var members: Markup
    var isEmpty: Bool
    var totals: [Overview.Total]
    var notes: AnswerNotes
    var yearPlot: Markup
    var yearTable: Markup
    var datasetTable: Markup
    var scheme: String?
    var regionPlots: [Markup]
    var regionTable: Markup
    var regionNotes: AnswerNotes?
    var hasRegions: Bool

    /// - Throws: `LedgerError`.
    package static func content(
        of federation: Federation, at moment: PoolMoment, recordsAreShown: Bool
    ) throws -> PageContent {
        let ask = { (name: String, sumBy: [String]) in
            try federation.view(ViewRequest(name: name, sumBy: sumBy), at: moment.moment)
        }
        let (years, regions) = (try ask("year", []), try ask("region-year", []))
        let datasets = try ask("dataset-year", ["dataset"])
        var page = PageContent(
            "What is known together", "federation",
            FederationPage(
                years, regions, datasets, try federation.datasets(at: moment.moment).datasets, federation.status(),
                at: moment, recordsAreShown: recordsAreShown),
            scripts: ["moments.js"], sliders: try MomentSliders(ofDays: federation.asAtDays(at: moment.moment)))
        page.isComplete = [years, regions, datasets].allSatisfy(\.provenance.isComplete)
        return page
    }

    private init(
        _ years: Answer, _ regions: Answer, _ datasets: Answer, _ held: [FederatedDataset], _ status: [MemberStatus],
        at moment: PoolMoment,
        recordsAreShown: Bool
    ) {
        places = FederationPlace.all(at: moment, current: .figures, recordsAreShown: recordsAreShown)
        members = Self.members(years.provenance.pool, status, own: moment.own).markup
        isEmpty = years.rows.isEmpty
        let toll = YearlyToll(years)
        totals = toll.totals
        notes = Self.notes(years, [], at: moment)
        (yearPlot, yearTable) = (toll.plot, toll.table)
        datasetTable = Self.table(of: datasets, held).markup
        let regional = RegionalToll(regions)
        scheme = regions.provenance.query.scheme
        (regionPlots, regionTable) = (regional.plots, regional.table)
        hasRegions = !regions.rows.isEmpty
        let items = [("scheme", scheme), ("pivot", "year"), ("measure", "dead_and_missing")]
        regionNotes = hasRegions ? Self.notes(regions, items, at: moment) : nil
    }

    private static func notes(
        _ answer: Answer, _ items: [(name: String, value: String?)], at moment: PoolMoment
    ) -> AnswerNotes {
        AnswerNotes(answer.provenance) { form in
            moment.pinned("/v1/federation/views/\(answer.provenance.query.view).\(form)", items)
        }
    }

    /// How each log was read for the answer, and what is wrong with it.
    private static func members(_ pool: Pool?, _ status: [MemberStatus], own: String) -> PageTable {
        let now = Date.now.timeIntervalSince1970
        let absent = Dictionary(status.map { ($0.name, $0.absent) }) { first, _ in first }
        return PageTable(
            "Members, and how their logs are held here",
            [
                .init("Member"), .init("Contributes", isWide: true), .init("Read up to event", isNumber: true),
                .init("Last event"), .init("What is missing", isWide: true),
            ],
            (pool?.members ?? []).map { member in
                let recorded = member.held?.recordedAt
                let age = recorded.map { Int64(now) - Int64(clamping: $0 / 1_000_000) }
                let last = recorded.map { instant in
                    let day = Instant.text(microseconds: instant).prefix(10)
                    return "\(day)" + (age.map { ", \(AgeText.of($0)) ago" } ?? "")
                }
                return [
                    .init(member.name + (member.name == own ? " (this ledger)" : "")),
                    .init(member.isContributor ? member.contributed.joined(separator: ", ") : "nothing: it reads"),
                    .init(member.held.map { FigureText.grouped(Int64(clamping: $0.position)) } ?? "–"),
                    .init(last ?? "–"), .init(missing(member, absent[member.name] ?? [])),
                ]
            })
    }

    private static func missing(_ member: Pool.Member, _ absent: [String]) -> Markup {
        guard member.isContributor else { return .nothing }
        if let problem = member.problem {
            return .all([.element("strong", [:], "Cannot be read: "), AnswerNotes.sentence(problem)])
        }
        var sentences: [String] = []
        if member.held?.fork != nil { sentences.append("Its log has forked: see above.") }
        if let unsigned = member.held?.unsigned, unsigned > 0 {
            sentences.append("\(FigureText.count(Int64(clamping: unsigned), "event")) not signed yet.")
        }
        if let asked = member.held?.asked { sentences.append("Event \(asked) was asked for.") }
        if !member.isComplete { sentences.append("\(FigureText.count(member.parked, "event")) could not be taken in.") }
        if !absent.isEmpty { sentences.append("Holds nothing of \(absent.joined(separator: ", ")).") }
        if !member.leftOut.isEmpty { sentences.append("Not in the pool: \(member.leftOut.joined(separator: ", ")).") }
        return sentences.isEmpty ? .text("nothing") : .text(sentences.joined(separator: " "))
    }

    /// - Parameter held: says which of them is counted from whom.
    private static func table(of datasets: Answer, _ held: [FederatedDataset]) -> PageTable {
        let measures = [
            ("incidents", "Incidents"), ("dead", "Dead"), ("missing", "Missing"),
            ("dead_and_missing", "Dead and missing"),
        ]
        let source = Dictionary(held.filter(\.reason.isEmpty).map { ($0.summary.id, $0.member) }) { first, _ in first }
        var table = PageTable(
            "Incidents, dead and missing, by who states them",
            [.init("Dataset"), .init("Of")] + measures.map { .init($0.1, isNumber: true) },
            datasets.rows.map { row in
                let id = row.key[0]
                let member = id.split(separator: "@").last.map(String.init) ?? ""
                let isDesk = id.hasPrefix("desk@")
                return [
                    .init(isDesk ? "recorded by hand" : id), .init(isDesk ? member : source[id] ?? ""),
                ] + measures.map { .init(FigureText.of(datasets.sum(of: $0.0, over: [row]))) }
            })
        table.foot =
            [.init("All"), .init("")]
            + measures.map { .init(FigureText.of(datasets.sum(of: $0.0, over: datasets.rows))) }
        return table
    }
}

/// One of the pages over a federation, in the list that stands on each of them.
package struct FederationPlace: Sendable {
    package enum Page: String, CaseIterable, Sendable {
        case figures, records, duplicates

        package var path: String { self == .figures ? "/federation" : "/federation/" + rawValue }

        fileprivate var title: String {
            switch self {
            case .figures: "Figures"
            case .records: "Records of all members"
            case .duplicates: "Pairs between members"
            }
        }
    }

    var title: String
    var address: String
    var isCurrent: Bool

    static func all(at moment: PoolMoment, current: Page, recordsAreShown: Bool) -> [FederationPlace] {
        Page.allCases.filter { $0 == .figures || recordsAreShown }.map { page in
            FederationPlace(title: page.title, address: moment.address(page.path), isCurrent: page == current)
        }
    }
}
