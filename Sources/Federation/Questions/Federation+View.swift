public import Folding
import Forms
import Incidents
public import Ledger
import Timeline

extension Federation {
    /// The contributors that can be read at a moment, and every member as answers state it.
    package func pooled(at moment: FederatedMoment) throws -> (logs: [PooledLog], pool: Pool) {
        try check(moment)
        var logs: [PooledLog] = []
        var members: [Pool.Member] = []
        for state in states {
            switch state {
            case .unreadable(let member, let problem):
                // Who only reads is not read.
                members.append(Pool.Member(member, problem: member.role == .contributor ? problem : nil))
            case .open(let open):
                guard open.member.role == .contributor else {
                    members.append(Pool.Member(open.member, problem: nil))
                    continue
                }
                do {
                    let log = try PooledLog(open, at: moment)
                    logs.append(log)
                    members.append(Pool.Member(log))
                } catch {
                    members.append(Pool.Member(open.member, problem: LedgerError.wrapping(error).description))
                }
            }
        }
        guard !logs.isEmpty else {
            let problems = members.compactMap { member in member.problem.map { "\(member.name): \($0)" } }
            throw LedgerError(
                .damaged,
                "No member of \(file.name) that contributes could be read."
                    + problems.map { "\n" + $0 }.joined())
        }
        return (logs, Pool(name: file.name, members: members))
    }

    /// Answers a question to a view from the logs of all contributors, each at its own position: their cells are added up before
    /// the one rule of answers is asked.
    ///
    /// A member that cannot be read is never waited for: the answer says what it lacks, and is not complete.
    ///
    /// - Parameter request: its moment says nothing.
    /// - Throws: `LedgerError` as `Ledger.view`; `damaged` where no contributor can be read.
    public func view(_ request: ViewRequest, at moment: FederatedMoment = FederatedMoment()) throws -> Answer {
        try LedgerError.wrapping {
            var request = request
            request.moment = Moment(knownBy: moment.knownBy)
            let view = try Ledger.answeringView(request)
            try request.check(against: view)
            var (logs, pool) = try pooled(at: moment)
            let read = read(view, &logs, &pool)
            let datasets = PooledDatasets(logs)
            let links = try PooledLinks(logs, file.members, datasets)
            var owned = OwnedAnswer(
                view: view.name, version: view.version, logID: "", position: 0, knownBy: moment.knownBy,
                columns: ViewColumn.all(of: view), rows: [], isComplete: pool.isComplete, parked: [])
            for log in logs {
                guard let answer = read[log.name] else { continue }
                owned.rows += datasets.rows(answer.rows, of: log.name)
                for acting in links.acting where acting.record.member == log.name {
                    owned.rows += try acting.rows(of: view, in: log, without: answer.parked)
                }
                owned.parked += answer.parked
            }
            request.datasets = Self.withDesks(request.datasets, owned.rows)
            let query = try request.resolved(
                position: 0, of: view, owned, datasets.known, ownScheme: file.scheme)
            let force = DatasetsInForce(datasets.known, chosen: query.datasets.map { Set($0) })
            pool.remarks = datasets.remarks
            // What was published knows of no links and of no desk.
            if !query.isAsPublished { pool.remarks += links.remarks + Self.uncompared(owned.rows, force, logs) }
            let asked = ViewVersion(of: try Ledger.registeredView(query.view))
            do throws(AnswerError) {
                return try Answer(query, of: view, owned, force, links.known, asked: asked, in: pool)
            } catch {
                throw LedgerError(.refused, error.description)
            }
        }
    }

    /// What the view's files of each member say. A member whose view cannot be had is left out, and says so.
    private func read(_ view: any View, _ logs: inout [PooledLog], _ pool: inout Pool) -> [String: OwnedAnswer] {
        var read: [String: OwnedAnswer] = [:]
        for index in pool.members.indices {
            guard let log = logs.first(where: { $0.name == pool.members[index].name }) else { continue }
            do {
                let answer = try log.open.ledger.stored(view, position: log.position, knownBy: log.knownBy)
                read[log.name] = answer
                pool.members[index].isComplete = answer.isComplete
                pool.members[index].parked = answer.parked.count
                let own = Set(answer.rows.map(\.owner.dataset)).union(log.known.map(\.id))
                    .map { $0.isEmpty ? DatasetsInForce.desk : $0 }
                pool.members[index].leftOut = Set(own).subtracting(log.open.member.datasets)
                    .sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
            } catch {
                logs.removeAll { $0.name == log.name }
                pool.lose(log.name, error)
            }
        }
        return read
    }

    /// `desk` means the desks of all.
    private static func withDesks(_ asked: [String], _ rows: [OwnedRow]) -> [String] {
        guard asked.contains(DatasetsInForce.desk) else { return asked }
        let desks = Set(rows.map(\.owner.dataset).filter(DatasetsInForce.isDesk))
        return asked.filter { $0 != DatasetsInForce.desk } + (desks.isEmpty ? [DatasetsInForce.desk] : desks.sorted())
    }

    /// What people recorded by hand in one log nobody has held against another log when it was recorded.
    private static func uncompared(
        _ rows: [OwnedRow], _ force: DatasetsInForce, _ logs: [PooledLog]
    ) -> [String] {
        let counted = rows.filter {
            $0.owner.voice == .desk && $0.records != 0 && force.isCounted($0.owner.dataset, year: nil)
        }
        let desks = Set(counted.map(\.owner.dataset)).sorted()
        guard logs.count > 1, !desks.isEmpty else { return [] }
        return desks.map { desk in
            "NOT COMPARED: what \(desk) recorded by hand was not held against what other members hold when it was recorded, "
                + "and the same people may be in both: `incident-ledger federation duplicates find` looks for them."
        }
    }
}

extension Pool {
    /// A member turned out not to be readable while the answer was made.
    mutating func lose(_ member: String, _ error: any Error) {
        guard let index = members.firstIndex(where: { $0.name == member }) else { return }
        members[index].held = nil
        members[index].problem = LedgerError.wrapping(error).description
    }
}

extension Pool.Member {
    fileprivate init(_ member: FederationFile.Member, problem: String?) {
        self.init(
            name: member.name, origin: member.origin, isContributor: member.role == .contributor, problem: problem,
            contributed: member.datasets)
    }

    fileprivate init(_ log: PooledLog) {
        self.init(
            name: log.name, origin: log.open.member.origin, isContributor: true, held: log.held,
            contributed: log.open.member.datasets)
    }
}
