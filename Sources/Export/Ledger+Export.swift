import EventLog
import Files
import Folding
import Forms
import Foundation
public import Incidents
public import Ledger
import MerkleLog
import Synchronization
import Timeline

/// What is to be exported, and how.
public struct ExportRequest: Sendable {
    public var path: String
    public var format: ExportFormat
    /// Empty: all.
    public var kinds: Set<RecordKind> = []
    public var moment = Moment.present
    /// What the datasets said, without the desk and without links.
    public var isAsPublished = false
    /// The region scheme of the column `region`; nil: the one in which views answer.
    public var scheme: String?
    public var licence: Licence?
    /// An earlier export may be there.
    public var replaces = false
    /// Of tables: where they come from stands above their headings.
    public var hasComments = false

    public init(path: String, format: ExportFormat) {
        self.path = path
        self.format = format
    }
}

/// What was exported.
public struct ExportAnswer: Hashable, Sendable {
    public var path: String
    /// As of which position.
    public var position: UInt64
    public var knownBy: Day?
    public var account: ExportAccount
    public var files: [ExportFile]
    /// Kinds that the format has no place for.
    public var leftOut: [RecordKind]
}

extension Ledger {
    /// Writes the state of all records at a moment to files of which other programs make something.
    ///
    /// One record after another is read, written and forgotten. Under its name the export is there whole and on disk, or not
    /// at all.
    ///
    /// - Parameter progress: is called now and then with the number of records written.
    /// - Throws: `LedgerError`: `refused` where the place is taken or cannot be written, where what is asked for does not fit
    ///   the format, or for a position beyond the log's end; `usage` where the format has none of the kinds.
    public func export(_ request: ExportRequest, progress: ((Int) -> Void)? = nil) throws -> ExportAnswer {
        try LedgerError.wrapping {
            let kinds = try request.format.kinds(of: request.kinds)
            let position = try log.read { try $0.position(of: request.moment.asOf) }
            let known = try log.read { try $0.knownDatasets(asOf: position, knownBy: request.moment.knownBy) }
            let head = try head(of: request, kinds, position, known)
            let schema = ExportSchema(Set(kinds))
            let (account, files) = try request.format.place(request.path, replaces: request.replaces) { folder, name in
                let writer = try request.format.writer(
                    head, schema, name, in: folder, hasComments: request.hasComments)
                let account = try write(head, DatasetsInForce(known), to: writer, progress)
                let files = try writer.finish(account)
                let provenance = try HashedFile(request.format.provenanceName(name), in: folder)
                try provenance.write(head.provenance(account, files).formatted)
                return (account, files + [try provenance.finish()])
            }
            let left = KindTables.all.map(\.kind).filter { kind in
                !kinds.contains(kind) && (request.kinds.isEmpty || request.kinds.contains(kind))
            }
            return ExportAnswer(
                path: request.path, position: position, knownBy: request.moment.knownBy, account: account, files: files,
                leftOut: left)
        }
    }

    private func write(
        _ head: ExportHead, _ force: DatasetsInForce, to writer: any ExportWriter, _ progress: ((Int) -> Void)?
    ) throws -> ExportAccount {
        var account = ExportAccount(head.kinds)
        try log.read { snapshot in
            for kind in head.kinds {
                try snapshot.forEachRecord(ofKind: UInt8(kind.rawValue)) { id in
                    let record = RecordID(kind: kind, id: id)
                    let (stream, unreadable) = try snapshot.readableStream(of: record, through: head.position)
                    if !unreadable.isEmpty {
                        account.add(unreadable, isLost: stream.held(knownBy: head.knownBy) == nil)
                    }
                    let found = ExportedRecord(
                        stream, knownBy: head.knownBy, force, isAsPublished: head.isAsPublished)
                    guard let found else {
                        if head.isAsPublished, stream.held(knownBy: head.knownBy) != nil { account.leftToDesk += 1 }
                        return
                    }
                    account.add(found)
                    try writer.add(found)
                    if account.records.isMultiple(of: 1024) { progress?(account.records) }
                }
            }
        }
        return account
    }

    // MARK: What is known before

    private func head(
        of request: ExportRequest, _ kinds: [RecordKind], _ position: UInt64, _ known: [KnownDataset]
    ) throws -> ExportHead {
        var (views, scheme, spellings): ([ExportHead.ViewState], String?, [ShownSpellings]) = ([], nil, [])
        for view in Self.views {
            let isRegional = view.columns.contains("region")
            let asked = ViewRequest(
                name: view.name, scheme: isRegional ? request.scheme : nil, isAsPublished: request.isAsPublished,
                moment: Moment(asOf: .position(position), knownBy: request.moment.knownBy))
            do {
                let (answer, shown) = try self.shown(asked)
                if view.name == "region-year" { scheme = answer.provenance.query.scheme }
                spellings.append(shown)
                views.append(
                    .init(
                        name: view.name, version: view.version, digest: answer.provenance.digest,
                        notices: answer.provenance.notices))
            } catch let error as LedgerError where error.code == .refused {
                views.append(.init(name: view.name, version: view.version, digest: nil, notices: [error.description]))
            }
        }
        let recordedAt = try log.read { position == 0 ? nil : try $0.recordedAt(position: position) }
        return ExportHead(
            logID: logID, origin: origin, name: file.title, position: position,
            root: try log.read { try $0.root(at: position) }.description, recordedAt: recordedAt,
            knownBy: request.moment.knownBy, isAsPublished: request.isAsPublished, kinds: kinds,
            datasets: known.map {
                .init(
                    id: $0.id, publisher: $0.state?.publisher ?? "", title: $0.state?.title ?? "", asAt: $0.lastAsAt)
            }, views: views, licence: request.licence,
            context: ExportContext(scheme: scheme, spelling: Self.spelling(spellings)))
    }

    /// Each text is looked up once: few are different.
    private static func spelling(_ spellings: [ShownSpellings]) -> @Sendable (String, String) -> String {
        let known = KnownSpellings()
        return { column, text in
            known.text([column, text]) {
                spellings.lazy.map { $0.shown(text, in: column) }.first { $0 != text } ?? text
            }
        }
    }
}

/// Spellings that were looked up.
private final class KnownSpellings: Sendable {
    private let texts = Mutex<[[String]: String]>([:])

    func text(_ key: [String], _ find: () -> String) -> String {
        texts.withLock { texts in
            if let text = texts[key] { return text }
            let text = find()
            texts[key] = text
            return text
        }
    }
}
