import Forms
import Foundation
import HTTPTypes
import Intake
import Ledger
import Presentation
import Synchronization

/// An import that somebody has sent: what it would do, and, once that is confirmed, what it did.
final class PlannedImport: Sendable {
    enum Stage: String, CaseIterable, Sendable {
        case planning, planned, importing, done, failed
    }

    private struct State {
        var stage = Stage.planning
        var progress: ImportProgress?
        /// Of the plan that can be confirmed.
        var digest: [UInt8] = []
        /// What the plan says, and then what came of it.
        var plan: JSONValue?
        var result: JSONValue?
        var problem: Problem?
        var touched = ContinuousClock.now
        /// What runs: whoever confirms twice waits for the same.
        var work: Task<Void, Never>?
    }

    let id: String
    /// The name of the token that sent it: what it imports, that one says.
    let owner: String
    private let file: UploadedFile
    private let mappings: [Mapping]
    private let request: ImportRequest
    private let state = Mutex(State())

    init(id: String, owner: String, file: UploadedFile, mappings: [Mapping], _ request: ImportRequest) {
        self.id = id
        self.owner = owner
        self.file = file
        self.mappings = mappings
        self.request = request
    }

    /// Minutes for which it is kept after something was last done with it.
    static let lifetime = Duration.seconds(3_600)

    var isExpired: Bool {
        state.withLock { state in
            state.stage != .planning && state.stage != .importing && state.touched.duration(to: .now) > Self.lifetime
        }
    }

    var stage: Stage { state.withLock { $0.stage } }
    var problem: Problem? { state.withLock { $0.problem } }

    /// Begins to plan, on a thread of its own.
    func plan(in ledger: Ledger, _ executor: LedgerThreads) {
        state.withLock { state in
            state.work = Task(executorPreference: executor) { self.makePlan(in: ledger) }
        }
    }

    private func makePlan(in ledger: Ledger) {
        let made = Result { () throws -> (digest: [UInt8], json: JSONValue) in
            let plan = try ledger.planTable(
                file: file.path, mappings: mappings, request, progress: { [weak self] in self?.note($0) })
            return (try plan.digest, try ImportPlanLayout(plan).json)
        }
        state.withLock { state in
            state.touched = .now
            state.progress = nil
            switch made {
            case .success(let plan): (state.stage, state.digest, state.plan) = (.planned, plan.digest, plan.json)
            case .failure(let error): (state.stage, state.problem) = (.failed, Problem(error))
            }
        }
    }

    /// Does what was planned, once: whoever confirms again gets what came of it.
    ///
    /// - Parameter withdrawals: the number that somebody has looked at.
    /// - Returns: false where it has not been planned yet, or cannot be.
    func confirm(withdrawals: Int?, in ledger: Ledger, _ executor: LedgerThreads) -> Bool {
        state.withLock { state in
            switch state.stage {
            case .importing, .done: return true
            case .planning, .failed: return false
            case .planned:
                state.stage = .importing
                state.problem = nil
                state.touched = .now
                let digest = state.digest
                state.work = Task(executorPreference: executor) {
                    await self.makeImport(of: digest, withdrawals, in: ledger)
                }
                return true
            }
        }
    }

    private func makeImport(of digest: [UInt8], _ withdrawals: Int?, in ledger: Ledger) async {
        var request = request
        request.confirmedWithdrawals = withdrawals ?? request.confirmedWithdrawals
        do {
            let report = try await ledger.importTable(
                file: file.path, mappings: mappings, request, confirmed: digest,
                progress: { [weak self] in self?.note($0) })
            let json = try ImportReportLayout(report).json
            state.withLock { ($0.stage, $0.result, $0.progress, $0.touched) = (.done, json, nil, .now) }
        } catch {
            // What it would do now is planned again: that can be looked at, and confirmed.
            makePlan(in: ledger)
            state.withLock { $0.problem = $0.problem ?? Problem(error) }
        }
    }

    private func note(_ progress: ImportProgress) { state.withLock { $0.progress = progress } }

    /// Returns once nothing is being done with it.
    func wait() async {
        while let work = state.withLock({ $0.stage == .planning || $0.stage == .importing ? $0.work : nil }) {
            await work.value
        }
    }

    var json: JSONValue {
        let state = state.withLock { $0 }
        return .object(stating: [
            ("plan", .string(id)), ("stage", .string(state.stage.rawValue)),
            ("progress", state.progress.map(Self.json)), ("would", state.plan), ("did", state.result),
            ("problem", state.problem?.json),
        ])
    }

    /// How far it is, for who follows.
    var progressJSON: JSONValue {
        let state = state.withLock { $0 }
        return .object(stating: [
            ("stage", .string(state.stage.rawValue)), ("progress", state.progress.map(Self.json)),
            ("problem", state.stage == .failed ? state.problem?.json : nil),
        ])
    }

    private static func json(_ progress: ImportProgress) -> JSONValue {
        .object([
            .init("phase", .string(progress.phase.rawValue)), .init("done", .integer(progress.done)),
            .init("total", .integer(progress.total)),
        ])
    }
}

/// The imports that were sent and not forgotten yet.
final class PlannedImports: Sendable {
    /// So many of one token are kept: each holds a file.
    static let mostOfOne = 8

    /// Threads of their own: an import takes long, and nobody else is to wait for it.
    let threads = LedgerThreads(count: ProcessInfo.processInfo.activeProcessorCount)
    private let held = Mutex<[String: PlannedImport]>([:])

    /// - Throws: ``Problem`` where the token has too many.
    func add(_ planned: PlannedImport) throws {
        let isAdded = held.withLock { held in
            held = held.filter { !$0.value.isExpired }
            guard held.values.count(where: { $0.owner == planned.owner }) < Self.mostOfOne else { return false }
            held[planned.id] = planned
            return true
        }
        guard isAdded else {
            throw Problem(
                .tooManyRequests, .tooMany,
                "This token has \(Self.mostOfOne) imports that are neither forgotten nor an hour old: DELETE one of them.",
                headers: [.retryAfter: "60"])
        }
    }

    /// - Throws: ``Problem``: 404 where there is none of this token.
    func planned(_ id: String, of owner: String) throws -> PlannedImport {
        let found = held.withLock { held in
            held = held.filter { !$0.value.isExpired }
            return held[id]
        }
        guard let found, found.owner == owner else {
            throw Problem(
                .notFound, .notFound,
                "This token has no plan \"\(id)\". Plans are kept for an hour, and not over a restart: send the table again; what "
                    + "was imported already appends nothing.")
        }
        return found
    }

    func remove(_ id: String) { held.withLock { _ = $0.removeValue(forKey: id) } }
}
