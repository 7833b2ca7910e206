import EventLog
import Folding
import Forms
import Ledger
import Timeline

extension Federation {
    /// **The rule of contributors: who contributes reads what all contribute, and who does not, does not.**
    ///
    /// The people of an agency read where its own member contributes. Whoever is bound to datasets reads where a member contributes one
    /// of them and its log, as far as it is held, has a record or an import of it; `desk` is what the agency's own desk records, and
    /// `desk@NAME` what that of another member does.
    ///
    /// - Parameters:
    ///   - datasets: to which whoever reads is bound; empty: to none, as the agency's own people.
    ///   - own: the member that is asked.
    /// - Returns: what would let them read, in sentences; nil: they read.
    public func refusal(toReader datasets: Set<String>, of own: FederationFile.Member) -> String? {
        guard !datasets.isEmpty else {
            guard own.role != .contributor else { return nil }
            return
                "\(own.name) contributes nothing to the federation \(file.name), and who does not contribute does not read what "
                + "the others do: once its file lists \(own.name) as a contributor, its people read."
        }
        var reasons: [String] = []
        for dataset in datasets.sorted() {
            for member in contributors(of: dataset, own) {
                guard let reason = lack(of: dataset, in: member) else { return nil }
                reasons.append(reason)
            }
        }
        guard reasons.isEmpty else { return reasons.joined(separator: " ") }
        let names = datasets.sorted().joined(separator: ", ")
        return
            "This token is bound to \(names), and no member contributes that to the federation \(file.name): who does not "
            + "contribute does not read what the others do. Once a member lists it in the federation's file, and its log has a record "
            + "of it, the token reads."
    }

    /// Those whose contributions a dataset is among.
    private func contributors(of dataset: String, _ own: FederationFile.Member) -> [FederationFile.Member] {
        guard DatasetsInForce.isDesk(dataset) else { return file.members.filter { $0.datasets.contains(dataset) } }
        return file.members.filter { member in
            member.datasets.contains(DatasetsInForce.desk)
                && (dataset == DatasetsInForce.desk(of: member.name)
                    || member == own && dataset == DatasetsInForce.desk)
        }
    }

    /// Why a member's log has nothing of a dataset; nil: it has something.
    private func lack(of dataset: String, in member: FederationFile.Member) -> String? {
        let position: UInt64
        do {
            guard let open = open.first(where: { $0.member == member }) else {
                throw LedgerError(.refused, problem(of: member) ?? "it cannot be opened")
            }
            let log = try PooledLog(open, at: FederatedMoment())
            guard try !log.holds(dataset) else { return nil }
            position = log.position
        } catch {
            return "\(member.name) contributes \(dataset), and whether its log has a record of it cannot be read: "
                + LedgerError.wrapping(error).description
        }
        return
            "\(member.name) is to contribute \(dataset), and its log, as it is held here up to position \(position), has no record "
            + "and no import of it: once it has one that is signed, the token reads."
    }

    private func problem(of member: FederationFile.Member) -> String? {
        for case .unreadable(member, let problem) in states { return problem }
        return nil
    }
}

extension PooledLog {
    /// Whether something of a dataset stands in the log at the moment: an import of it, or an incident, deaths or arrests.
    ///
    /// - Parameter dataset: `desk`, or `desk@NAME`: what the log's desk recorded.
    fileprivate func holds(_ dataset: String) throws -> Bool {
        if known.contains(where: { $0.id == dataset && !$0.imports.isEmpty }) { return true }
        let id = DatasetsInForce.isDesk(dataset) ? "" : dataset
        let view = try Ledger.answeringView(ViewRequest(name: "dataset-year"))
        let rows = try open.ledger.stored(view, position: position, knownBy: knownBy).rows
        return rows.contains { row in
            row.owner.dataset == id && (id.isEmpty || row.owner.voice == .said) && row.records != 0
        }
    }
}
