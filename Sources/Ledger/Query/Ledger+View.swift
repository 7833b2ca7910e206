import EventLog
public import Folding
package import Forms
import Foundation
package import Incidents
import ProjectionEngine
import Timeline
import Views

/// A view that can be asked.
public struct ViewDescription: Hashable, Sendable {
    public var name: String
    public var version: Int
    /// What a row says, in one sentence.
    public var summary: String
    /// Its key and its measures.
    public var columns: [String]
    /// The measure that is shown where one is asked for and none is named.
    public var mainMeasure: String
}

extension Ledger {
    /// Every view, in the order in which the documentation names them.
    public static var views: [ViewDescription] {
        allViews.map { view in
            ViewDescription(
                name: view.name, version: Int(view.version), summary: view.summary,
                columns: view.shownKeys.map(\.name) + view.shownMeasures, mainMeasure: view.mainMeasure)
        }
    }

    /// Answers a question to a view; the view is first carried on to the end of the log.
    ///
    /// - Throws: `LedgerError`: `notFound` for an unknown view, region, group, scheme or dataset, `usage` where the view has
    ///   not what is asked for, `refused` for a position beyond the log's end.
    public func view(_ request: ViewRequest) throws -> Answer {
        try LedgerError.wrapping {
            let (query, view, owned) = try asked(request)
            return try answer(query, of: view, owned)
        }
    }

    /// The same, with the spellings in which it shows what is published in several.
    package func shown(_ request: ViewRequest) throws -> (answer: Answer, spellings: ShownSpellings) {
        try LedgerError.wrapping {
            let (query, view, owned) = try asked(request)
            let known = try log.read { try $0.knownDatasets(asOf: query.position, knownBy: query.knownBy) }
            let force = DatasetsInForce(known, chosen: query.datasets.map { Set($0) })
            return (try answer(query, of: view, owned), ShownSpellings(query, of: view, owned, force))
        }
    }

    /// Answers a question that leaves nothing open, from a view's files.
    package func view(_ query: Query) throws -> Answer {
        try answer(query) { view, asked in
            try stored(view, position: query.position, knownBy: asked.knownBy)
        }
    }

    /// A question with nothing left open, the view that answers it, and what that holds.
    private func asked(_ request: ViewRequest) throws -> (query: Query, view: any View, owned: OwnedAnswer) {
        let view = try Self.answeringView(request)
        try request.check(against: view)
        let position = try log.read { try $0.position(of: request.moment.asOf) }
        let owned = try stored(view, position: position, knownBy: request.moment.knownBy)
        return (try resolved(request, position: position, of: view, owned), view, owned)
    }

    /// Where the cells of a view are had from: its files, or the log alone.
    package typealias CellSource = (_ view: any View, _ query: ViewQuery) throws -> OwnedAnswer

    /// Answers a question that leaves nothing open.
    ///
    /// - Throws: `LedgerError`, and what `source` throws.
    package func answer(_ query: Query, from source: CellSource) throws -> Answer {
        let view = try Self.answeringView(query)
        return try answer(query, of: view, source(view, ViewQuery(asOf: query.position, knownBy: query.knownBy)))
    }

    private func answer(_ query: Query, of view: any View, _ owned: OwnedAnswer) throws -> Answer {
        let known = try log.read { try $0.knownDatasets(asOf: query.position, knownBy: query.knownBy) }
        let force = DatasetsInForce(known, chosen: query.datasets.map { Set($0) })
        let links =
            try owned.restsOnLinks
            ? log.read { try $0.knownLinks(asOf: query.position, knownBy: query.knownBy) } : KnownLinks()
        let asked = ViewVersion(of: try Self.registeredView(query.view))
        do {
            return try Answer(query, of: view, owned, force, links, asked: asked)
        } catch {
            throw LedgerError(.refused, error.description)
        }
    }

    /// What a view's files say, after it was carried on to the end of the log.
    package func stored(_ view: any View, position: UInt64, knownBy: Day?) throws -> OwnedAnswer {
        let query = ViewQuery(asOf: position, knownBy: knownBy)
        let standing = try StandingAnswer(query, of: view, directory: viewsDirectory, log: log)
        if let remark = standing.remark { say(remark) }
        return standing.answer
    }

    /// The view whose cells a question is answered from.
    package static func answeringView(_ request: ViewRequest) throws(LedgerError) -> any View {
        try answeringView(request.name, isRegional: request.isRegional)
    }

    package static func answeringView(_ query: Query) throws(LedgerError) -> any View {
        try answeringView(query.view, isRegional: query.scheme != nil)
    }

    private static func answeringView(_ name: String, isRegional: Bool) throws(LedgerError) -> any View {
        let asked = try registeredView(name)
        // The years of some regions are the sums of what the view by region says of them.
        return asked.name == "year" && isRegional ? RegionYear() : asked
    }
}

extension ViewVersion {
    package init(of view: any View) {
        self.init(name: view.name, version: Int(view.version))
    }
}
