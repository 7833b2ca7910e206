package import Comparison
package import Federation
import Forms
package import Incidents
import Ledger
import Presentation

/// Pairs of records that may be of the same people, side by side, and what becomes of them.
package struct DuplicatesPage {
    /// A page of the list has so many pairs.
    private static let most = 20

    /// Where the page stands: over one ledger, or over the members of a federation.
    private struct Setting {
        var title: String
        /// What the pairs are, and what may be done about them.
        var intro: String
        /// The path of the page.
        var path: String
        /// A place of this service at the same moment.
        var address: (_ path: String, _ items: [(name: String, value: String?)]) -> String
        /// A record's page; nil: it has none here.
        var record: (RecordID) -> String?
        /// Where programs have the same.
        var pinned: String
        /// What is shown is how it stands now, and may be decided.
        var isPresent: Bool
        /// Sentences that must not be overlooked.
        var notices: [Markup] = []
        var places: [FederationPlace] = []
    }

    private let pairs: [DuplicatePair]
    private let relation: LinkRelation?
    private let number: Int
    private let setting: Setting

    /// - Parameters:
    ///   - relation: only those that are linked so; nil: all.
    ///   - number: of the page of the list, from 1.
    package init(_ pairs: [DuplicatePair], _ relation: LinkRelation?, page number: Int, at moment: PageMoment) {
        (self.pairs, self.relation, self.number) = (pairs, relation, number)
        setting = Setting(
            title: "Duplicates",
            intro:
                "Two records may be of the same people. While nobody has decided, the smaller counts from nothing up to its number, "
                + "and answers say so. Rules find pairs (`incident-ledger duplicates find`); people decide.",
            path: "/duplicates",
            address: moment.address, record: moment.address(of:),
            pinned: moment.pinned("/v1/duplicates", [("relation", relation?.code)]), isPresent: moment.isPresent)
    }

    /// Pairs of records of different members, which were looked for now: those that nobody has decided count as suspected.
    package init(_ search: FederatedSearch, _ relation: LinkRelation?, page number: Int, at moment: PoolMoment) {
        pairs = search.search.pairs.filter { pair in
            relation == nil || (pair.link?.relation ?? .suspected) == relation
        }
        (self.relation, self.number) = (relation, number)
        setting = Setting(
            title: "Pairs between members",
            intro:
                "Two members may have recorded the same people. Until that is decided both count in full, and sums of the "
                + "federation may have the same people twice. Rules found these pairs just now; what is decided here is an event in the log of "
                + "\(moment.own), and acts wherever both records are counted.",
            path: FederationPlace.Page.duplicates.path, address: moment.address, record: moment.address(of:),
            pinned: moment.pinned("/v1/federation/duplicates"), isPresent: moment.isPresent,
            notices: search.pool.notices.map(AnswerNotes.sentence),
            places: FederationPlace.all(at: moment, current: .duplicates, recordsAreShown: true))
    }

    private struct Model {
        struct Pair {
            var title: String
            var remark: String?
            var table: Markup
            var form: Form?
            var anchor: String
        }
        /// What is sent to decide.
        struct Form {
            var key: String
            var first: String
            var second: String
            var isDecided: Bool
            var anchor: String
            var firstText: String
            var secondText: String
        }
        struct Choice {
            var title: String
            var address: String
            var isCurrent: Bool
        }

        var summary: Markup
        var intro: Markup
        var action: String
        var notices: [Markup]
        var places: [FederationPlace]
        var hasPlaces: Bool
        var choices: [Choice]
        var count: String
        var pairs: [Pair]
        var previous: String?
        var next: String?
        var pinned: String
    }

    /// - Parameters:
    ///   - newKey: makes what tells a form from others; nil: who reads does not decide.
    ///   - fields: what was wrong with a decision that was sent.
    package func content(newKey: (() -> String)?, _ fields: StatementFields = StatementFields()) -> PageContent {
        let shown = pairs.dropFirst((number - 1) * Self.most).prefix(Self.most)
        let relations: [LinkRelation?] = [.suspected, .same, .partOf, .different, nil]
        let model = Model(
            summary: fields.summary, intro: AnswerNotes.sentence(setting.intro), action: setting.path,
            notices: setting.notices, places: setting.places, hasPlaces: !setting.places.isEmpty,
            choices: relations.map { one in
                .init(
                    title: one?.code ?? "all", address: address(one, 1), isCurrent: one == relation)
            },
            count: FigureText.count(pairs.count, "pair"),
            pairs: shown.enumerated().map { place, pair in
                self.pair(pair, place, setting.isPresent ? newKey?() : nil)
            },
            previous: number > 1 ? address(relation, number - 1) : nil,
            next: pairs.count > number * Self.most ? address(relation, number + 1) : nil,
            pinned: setting.pinned)
        return PageContent(setting.title, "duplicates", model, scripts: ["enter.js"])
    }

    private func address(_ relation: LinkRelation?, _ number: Int) -> String {
        setting.address(
            setting.path, [("relation", relation?.code ?? "all"), ("page", number == 1 ? nil : "\(number)")])
    }

    private func pair(_ pair: DuplicatePair, _ place: Int, _ key: String?) -> Model.Pair {
        let link = pair.link
        let rules = pair.rules.isEmpty ? "" : " by \(pair.rules.joined(separator: ", "))"
        let isDecided = link?.relation.isDecided ?? false
        let form = key.map { key in
            Model.Form(
                key: key, first: pair.first.record.description, second: pair.second.record.description,
                isDecided: isDecided, anchor: "pair-\(place + 1)", firstText: name(pair.first),
                secondText: name(pair.second))
        }
        return Model.Pair(
            title: "\(link?.relation.code ?? "found")\(rules)" + (link?.isAdrift == true ? ", adrift" : ""),
            remark: isDecided ? link.map { "Decided by \($0.actor), known at \($0.knownAt): \($0.reason)" } : nil,
            table: table(pair).markup, form: form, anchor: "pair-\(place + 1)")
    }

    private func name(_ side: DuplicatePair.Side) -> String {
        side.record.id + (side.dataset.isEmpty ? " (desk)" : " (\(side.dataset))")
    }

    /// Both, field by field; what they say alike stands once in each.
    private func table(_ pair: DuplicatePair) -> PageTable {
        let fields = [pair.first, pair.second].map { side in
            Dictionary(
                RecordText.fields(of: side.state).map { ($0.field, $0.value) }, uniquingKeysWith: { first, _ in first })
        }
        let order = [pair.first, pair.second].flatMap { RecordText.fields(of: $0.state).map(\.field) }
        var seen: Set<String> = []
        let names = order.filter { seen.insert($0).inserted && $0 != "rawCells" && $0 != "flags" }
        let head: [[PageTable.Cell]] = [
            [
                .init("record"), .init(pair.first.record.id, to: setting.record(pair.first.record)),
                .init(pair.second.record.id, to: setting.record(pair.second.record)),
            ],
            [
                .init("said by"), .init(pair.first.dataset.isEmpty ? "desk" : pair.first.dataset),
                .init(pair.second.dataset.isEmpty ? "desk" : pair.second.dataset),
            ],
        ]
        let rows = names.map { name -> [PageTable.Cell] in
            let (first, second) = (fields[0][name] ?? "", fields[1][name] ?? "")
            let title = FieldWords.of(name)
            guard first != second else { return [.init(title), .init(first), .init(second)] }
            return [.init(title)] + [first, second].map { .init(.element("mark", [:], $0.isEmpty ? "–" : $0)) }
        }
        return PageTable(
            "\(pair.first.record.kind.code), side by side; what differs is marked",
            [.init("field"), .init("first"), .init("second")], head + rows)
    }
}
