import EventLog
import Finding
import Forms
import Incidents
import Timeline

/// Looks up what a request names, and says what was probably meant where there is no such thing.
struct FindNames {
    let store: FindStore
    let log: EventLog
    let datasets: [KnownDataset]

    func query(_ request: FindRequest, position: UInt64) throws -> FindQuery {
        var query = FindQuery(kind: request.kind, position: position, knownBy: request.moment.knownBy)
        query.regions = try request.regions.flatMap(regions)
        query.countries = try request.countries.map(country)
        (query.years, query.from, query.to) = (request.years, request.from, request.to)
        (query.text, query.source) = (request.text, request.source)
        query.publishers = try request.publisher.map(publishers)
        query.actor = try request.actor.map { try Self.known($0, "actor", among: store.actors()) }
        query.flags = try request.flags.map { flag in
            let codes = Set(FlagCode.allCases.map(\.rawValue) + DeskFlagCode.allCases.map(\.rawValue))
            return try Self.known(flag, "flag", among: codes.union(store.known(.flag)).sorted())
        }
        query.operation = try request.operation.map { try record(.operation, $0) }
        query.incident = try request.incident.map { try record(.incident, $0) }
        query.caseID = try request.caseID.map { try record(.courtCase, $0) }
        query.datasets = try request.datasets.map { id in
            if id == DatasetsInForce.desk { return "" }
            return try Self.known(id, "dataset", among: datasets.map(\.id) + [DatasetsInForce.desk])
        }
        (query.near, query.dead) = (request.near, request.dead)
        (query.isDisputed, query.isWithdrawn) = (request.isDisputed, request.isWithdrawn)
        query.changed = try request.changed.map(positions)
        query.recorded = try request.recorded.map(positions)
        return query
    }

    // MARK: What is named

    private func regions(_ text: String) throws -> [Region] {
        let known = try store.known(.region)
        if let region = known.first(where: { $0 == text }) { return [try Region(region)] }
        if text.contains(":") { return try RegionCatalog.members(of: Region(text)) }
        var found: [Region] = []
        for scheme in RegionCatalog.schemes {
            let codes = (try? scheme.members(of: text)) ?? []
            found += codes.map { Region(scheme: scheme.name, code: $0) }
        }
        let folded = FoldedText.of(text)
        for region in try known.map({ try Region($0) }) where FoldedText.of(region.code) == folded {
            if !found.contains(region) { found.append(region) }
        }
        guard found.isEmpty else { return found }
        let names = RegionCatalog.schemes.flatMap { scheme in
            scheme.regions.map(\.name) + scheme.groups.map(\.name)
        }
        throw Self.absence(text, "region", among: names + known)
    }

    private func country(_ text: String) throws -> String {
        if let code = Countries.code(named: text) ?? Countries.code(named: text.uppercased()) { return code }
        try Countries.check(text)
        return text
    }

    /// Those in whose names all words of a text stand, and their datasets.
    private func publishers(_ text: String) throws -> FindQuery.Publishers {
        let wanted = Self.words(text)
        let isMeant = { (name: String) in !wanted.isEmpty && wanted.isSubset(of: Self.words(name)) }
        let known = try store.known(.publisher)
        let published = datasets.compactMap { dataset in dataset.state.map { (dataset.id, $0.publisher) } }
        let names = known.filter(isMeant)
        let own = published.filter { isMeant($0.1) }.map(\.0)
        guard names.isEmpty, own.isEmpty else { return FindQuery.Publishers(names: names, datasets: own) }
        throw Self.absence(text, "publisher", among: published.map(\.1) + known)
    }

    private static func words(_ text: String) -> Set<String> {
        Set(FoldedText.of(text).split { !$0.isLetter && !$0.isNumber }.map(String.init))
    }

    private func record(_ kind: RecordKind, _ id: String) throws -> String {
        let stream = StreamID(kind: UInt8(kind.rawValue), id: id)
        guard try log.read({ try $0.version(of: stream) }) == 0 else { return id }
        // Operations are few; among all incidents nobody looks for a misspelt one.
        let others = kind == .operation ? try log.read { try $0.streams(ofKind: UInt8(kind.rawValue)) } : []
        throw Self.absence(id, kind.code, among: others)
    }

    static func known(_ text: String, _ what: String, among names: [String]) throws(LedgerError) -> String {
        guard names.contains(text) else { throw absence(text, what, among: names) }
        return text
    }

    private func positions(_ span: LogSpan) throws -> ClosedRange<UInt64> {
        try log.read { snapshot in
            let (first, last): (UInt64, UInt64)
            switch span.from {
            case .position(let position): first = position
            case .instant(let instant):
                first = try instant == 0 ? 1 : snapshot.lastPosition(recordedAtOrBefore: instant - 1) + 1
            }
            switch span.through {
            case .position(let position): last = position
            case .instant(let instant): last = try snapshot.lastPosition(recordedAtOrBefore: instant)
            }
            // No event is at position 0.
            return first <= last ? first...last : 0...0
        }
    }

    // MARK: What is to be shown

    /// - Throws: `LedgerError` with `usage` for a column that the kind has not.
    static func selection(_ request: FindRequest) throws(LedgerError) -> FindSelection {
        guard FindField.kinds.contains(request.kind) else {
            throw LedgerError(
                .usage,
                "Records of the kind \(request.kind.code) are not looked for; there are: "
                    + FindField.kinds.map(\.code).joined(separator: ", ") + ".")
        }
        try check(request)
        var fields: [FindField] = []
        for name in request.columns { fields.append(try field(name, of: request.kind)) }
        if fields.isEmpty {
            fields = FindField.usual(of: request.kind)
            if request.near != nil { fields.append(.distance) }
            if request.isDisputed { fields.append(.disputed) }
            if request.isWithdrawn || request.changed != nil { fields += [.eventType, .knownAt, .actor, .reason] }
        }
        var order: FindOrder?
        if let text = request.order {
            let isDescending = text.hasPrefix("-")
            let name = isDescending ? String(text.dropFirst()) : text
            order = FindOrder(field: try field(name, of: request.kind), isDescending: isDescending)
        }
        return FindSelection(
            fields: fields, order: order, limit: request.limit, after: request.after, isMerged: request.isMerged)
    }

    /// A question for what records of the kind do not have would find nothing, and not say why.
    private static func check(_ request: FindRequest) throws(LedgerError) {
        let asked: [(Bool, FindField, String)] = [
            (!request.regions.isEmpty && request.kind != .publishedFigure, .regions, "--region"),
            (!request.countries.isEmpty && !FindField.jurisdiction.belongs(to: request.kind), .country, "--country"),
            (request.near != nil, .place, "--near"),
            (request.years != nil, .year, "--year"),
            (request.from != nil || request.to != nil, .date, "--from and --to"),
            (request.dead != nil, .dead, "--dead"),
            (request.operation != nil && request.kind != .courtCase, .operation, "--operation"),
            (request.incident != nil && request.kind != .courtCase, .incident, "--incident"),
            (request.caseID != nil, .caseID, "--case"),
        ]
        for (isAsked, field, option) in asked where isAsked && !field.belongs(to: request.kind) {
            throw LedgerError(
                .usage, "Records of the kind \(request.kind.code) have no \(field.name): leave \(option) out.")
        }
    }

    private static func field(_ name: String, of kind: RecordKind) throws(LedgerError) -> FindField {
        let all = FindField.all(of: kind)
        if let field = all.first(where: { $0.name == name }) { return field }
        let near = nearest(name, among: all.map(\.name))
        throw LedgerError(
            .usage,
            "\(kind.code) has no column \"\(name)\""
                + (near.isEmpty ? "; it has: \(all.map(\.name).joined(separator: ", "))." : near))
    }

    private static func absence(_ text: String, _ what: String, among names: [String]) -> LedgerError {
        let near = nearest(text, among: names)
        let few = names.isEmpty ? "." : "; there are: \(names.prefix(20).joined(separator: ", "))."
        let rest = near.isEmpty ? (names.count <= 20 ? few : ".") : near
        return LedgerError(.notFound, "There is no \(what) \"\(text)\" in this ledger\(rest)")
    }

    /// The end of a sentence that names what was probably meant; empty where nothing is near.
    private static func nearest(_ text: String, among names: [String]) -> String {
        let folded = FoldedText.of(text)
        let near = Set(names).compactMap { name -> (name: String, distance: Int)? in
            let candidate = FoldedText.of(name)
            if folded.count >= 3, candidate.contains(folded) { return (name, candidate.count - folded.count) }
            let distance = editDistance(candidate, folded)
            if distance <= max(2, candidate.count / 3) { return (name, distance) }
            // One word of a long name.
            let words = candidate.split { !$0.isLetter }.map { editDistance(String($0), folded) }
            guard folded.count >= 3, let nearest = words.min(), nearest <= max(1, folded.count / 4) else { return nil }
            return (name, nearest + 1)
        }
        let best = near.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
        return best.isEmpty ? "" : "; perhaps you mean \(best.joined(separator: ", or "))."
    }
}
