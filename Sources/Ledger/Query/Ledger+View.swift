import EventLog
import Foundation
import Incidents
public import ProjectionEngine
import Views

/// A view that can be asked.
public struct ViewDescription: Hashable, Sendable {
    public var name: String
    public var version: Int
    /// What a row says, in one sentence.
    public var summary: String
    public var columns: [ViewColumn]
}

extension Ledger {
    /// Every view, in the order in which the documentation names them.
    public static var views: [ViewDescription] {
        allViews.map { view in
            ViewDescription(
                name: view.name, version: Int(view.version), summary: view.summary,
                columns: ViewStore.columns(of: view))
        }
    }

    /// Answers a question to a view; the view is first carried on to the end of the log.
    ///
    /// - Throws: `LedgerError`: `notFound` for an unknown view, region, group or scheme, `usage` where the view has not
    ///   what is asked for, `refused` for a position beyond the log's end.
    public func view(_ request: ViewRequest) throws -> ViewTable {
        try LedgerError.wrapping {
            try table(request) { view, query in
                let store = try ViewStore(view: view, directory: viewsDirectory, log: log)
                defer { store.close() }
                _ = try store.catchUp()
                return try store.answer(query)
            }
        }
    }

    /// Where a view's answer is had from: its files, or the log alone.
    typealias AnswerSource = (_ view: any View, _ query: ViewQuery) throws -> ViewAnswer

    /// Puts the answer to a question together from what a view answers.
    func table(_ request: ViewRequest, from source: AnswerSource) throws -> ViewTable {
        if let ranking = request.ranking { return try ranked(request, ranking, from: source) }
        let asked = try Self.registeredView(request.name)
        let answering = try Self.answeringView(request)
        let isYearByRegion = answering.name != asked.name
        let answer = try self.answer(of: answering, request, from: source)
        let scheme = try Self.check(request, against: answer)
        let rows = try Self.select(request, scheme: scheme, from: answer)
        return try Self.table(
            answer, rows, scheme: scheme, name: asked.name,
            version: Int(isYearByRegion ? asked.version : answer.version),
            dropping: isYearByRegion ? ["scheme", "region"] : ["scheme"])
    }

    /// The view whose cells a question is answered from.
    static func answeringView(_ request: ViewRequest) throws(LedgerError) -> any View {
        let asked = try registeredView(request.name)
        // The years of some regions are the sums of what the view by region says of them.
        return asked.name == "year" && request.isRegional ? RegionYear() : asked
    }

    /// All of a view's rows at a moment.
    func answer(of view: any View, _ request: ViewRequest, from source: AnswerSource) throws -> ViewAnswer {
        let position = try log.read { try $0.position(of: request.moment.asOf) }
        var query = ViewQuery(asOf: request.moment.asOf == nil ? nil : position, knownBy: request.moment.knownBy)
        if view.keys.contains(.number("year")), !request.years.isEmpty {
            query.filters["year"] = Set(request.years.map(String.init))
        }
        return try source(view, query)
    }

    /// Whether the view has what is asked for, and the scheme that the answer is given in.
    static func check(_ request: ViewRequest, against answer: ViewAnswer) throws(LedgerError) -> String? {
        let names = answer.columns.map(\.name)
        if !request.years.isEmpty, !names.contains("year") {
            throw LedgerError(.usage, "View \(request.name) has no years: leave --year out.")
        }
        guard let column = names.firstIndex(of: "scheme") else {
            guard !request.isRegional else {
                throw LedgerError(
                    .usage, "View \(request.name) has no regions: leave --scheme, --region and --group out.")
            }
            return nil
        }
        var records: [String: Int64] = [:]
        for row in answer.rows {
            records[row.key[column], default: 0] += row.records
        }
        if let scheme = request.scheme {
            guard records[scheme] != nil || RegionCatalog.schemes.contains(where: { $0.name == scheme }) else {
                throw LedgerError(
                    .notFound,
                    "There is no region scheme \"\(scheme)\"; there are: "
                        + RegionCatalog.schemes.map(\.name).joined(separator: ", ") + ".")
            }
            return scheme
        }
        let used = records.filter { !$0.key.isEmpty }
        return used.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? RegionCatalog.schemes[0].name
    }

    /// The rows that are asked for, in one scheme.
    static func select(
        _ request: ViewRequest, scheme: String?, from answer: ViewAnswer
    ) throws(LedgerError) -> [ViewRow] {
        let names = answer.columns.map(\.name)
        guard let scheme, let schemeColumn = names.firstIndex(of: "scheme"),
            let regionColumn = names.firstIndex(of: "region")
        else { return answer.rows }
        let rows = answer.rows.filter { $0.key[schemeColumn] == scheme }
        let filter = try RegionFilter(request, scheme: scheme, inUse: Set(rows.map { $0.key[regionColumn] }))
        guard let regions = filter.regions else { return rows }
        return rows.filter { regions.contains($0.key[regionColumn]) }
    }

    /// Leaves key columns out, and adds up the rows that then have the same key.
    ///
    /// - Throws: `SumError` where 64 bits cannot hold a sum.
    private static func table(
        _ answer: ViewAnswer, _ rows: [ViewRow], scheme: String?, name: String, version: Int, dropping: Set<String>
    ) throws(SumError) -> ViewTable {
        let kept = answer.columns.indices.filter { !dropping.contains(answer.columns[$0].name) }
        let keyWidth = answer.columns.count { !$0.isMeasure }
        var order: [[String]] = []
        var sums: [[String]: [Sum]] = [:]
        for row in rows {
            let key = kept.filter { $0 < keyWidth }.map { row.key[$0] }
            if var present = sums[key] {
                for (measure, sum) in row.sums.enumerated() { try present[measure].add(sum) }
                sums[key] = present
            } else {
                order.append(key)
                sums[key] = row.sums
            }
        }
        if dropping.contains("region") {
            order.sort { (Int($0[0]) ?? 0) < (Int($1[0]) ?? 0) }
        }
        var table = ViewTable(
            columns: kept.map { answer.columns[$0] },
            rows: order.map { key in key + (sums[key] ?? []).map(\.description) },
            provenance: Provenance(
                logID: answer.logID, position: answer.position, knownBy: answer.knownBy, view: name, version: version,
                source: ViewVersion(name: answer.view, version: Int(answer.version)), scheme: scheme, digest: "",
                isComplete: answer.isComplete, parked: UInt64(answer.parked)))
        table.provenance.digest = CanonicalCSV.digest(table.csv)
        return table
    }
}
