public import EventLog
public import Folding
internal import Forms
internal import Foundation
internal import LMDB

/// An answer, and what is to be said of how it was had.
public struct StandingAnswer: Sendable {
    public let answer: OwnedAnswer
    /// A sentence where the view's files were not used as they were found; nil where they were.
    public let remark: String?
}

extension StandingAnswer {
    /// Answers from a view's files, after carrying them on to the end of the log; also where they are damaged or cannot be
    /// written to: a view is a function of the log.
    ///
    /// - Parameter query: names a position.
    /// - Throws: ``ProjectionError``, `LMDBError`, `EventLogError`: what the log or the query is to blame for.
    public init(_ query: ViewQuery, of view: any View, directory: String, log: EventLog) throws {
        do {
            try self.init(carryingOn: view, query, directory, log)
        } catch  where Self.isDamage(error, in: directory) {
            let generations = ViewGenerations(view, in: directory)
            OpenEnvironment.remove(at: try generations.path(of: generations.pointer().live))
            let again = try Self(carryingOn: view, query, directory, log)
            self.init(
                answer: again.answer,
                remark: "The stored view \(view.name) was damaged; it was built anew from the log.")
        } catch {
            guard let reason = Self.refusal(error) else { throw error }
            // As it stands it may have come far enough.
            if let held = try? Self(asItStands: view, query, directory, log) {
                self = held
                return
            }
            self.init(
                answer: try Replay.ownedAnswer(query, of: view, from: log),
                remark: "The view \(view.name) could not be stored, and was built for this answer alone: \(reason)")
        }
    }

    private init(carryingOn view: any View, _ query: ViewQuery, _ directory: String, _ log: EventLog) throws {
        let store = try ViewStore(view: view, directory: directory, log: log)
        defer { store.close() }
        _ = try store.catchUp()
        self.init(
            answer: try store.ownedAnswer(query),
            remark: store.rebuilt.map {
                "The stored view \(view.name) \($0.explanation); it was built anew from the log."
            })
    }

    private init(asItStands view: any View, _ query: ViewQuery, _ directory: String, _ log: EventLog) throws {
        let store = try ViewStore(view: view, directory: directory, log: log, readOnly: true)
        defer { store.close() }
        self.init(answer: try store.ownedAnswer(query), remark: nil)
    }

    /// Whether an error says that a view's files contradict themselves, and not the log's.
    private static func isDamage(_ error: any Error, in directory: String) -> Bool {
        if let error = error as? LMDBError {
            // The directory's path may lead through links; the error's does not.
            let place = URL(filePath: directory).resolvingSymlinksInPath().path
            return error.code == .corrupted && error.path.hasPrefix(place + "/")
        }
        return (error as? ProjectionError)?.code == .damaged
    }

    /// Opens views to be compared with the log, carried on to its end. Those whose files cannot be written to are taken as
    /// they stand where they have come far enough, and else are built in another place.
    ///
    /// - Parameters:
    ///   - position: how far they have to have come.
    ///   - scratch: a folder for what is built.
    package static func opened(
        _ view: any View, directory: String, log: EventLog, through position: UInt64, scratch: String
    ) throws -> ViewStore {
        do {
            let store = try ViewStore(view: view, directory: directory, log: log)
            _ = try store.catchUp()
            return store
        } catch  where refusal(error) != nil {
            if let held = try? ViewStore(view: view, directory: directory, log: log, readOnly: true) {
                if held.view.version == view.version, try held.position() >= position { return held }
                held.close()
            }
            let built = try ViewStore(view: view, directory: scratch, log: log, durable: false)
            _ = try built.catchUp()
            return built
        }
    }

    /// Why a view's files cannot be written; nil where something else is wrong.
    private static func refusal(_ error: any Error) -> String? {
        switch error {
        case let error as LMDBError:
            [.diskFull, .permissionDenied, .readOnly].contains(error.code) ? error.description : nil
        case is CocoaError, is POSIXError: LedgerError.wrapping(error).description
        case let error as LedgerError: error.code == .refused ? error.description : nil
        default: nil
        }
    }
}
