import EventLog
import Forms
import Incidents
import Timeline

/// What the ledger finds implausible in what the desk states by looking at other records, beside what the validation of
/// every record finds (`Incidents.FlagCode`).
enum DeskFlagCode: String, CaseIterable, Sendable {
    /// Another record that stands says the same of the same days and place, or is called the same.
    case looksLike = "looks-like"
    /// The incident or operation that it names is not in the ledger, or is withdrawn.
    case noSuchRecord = "no-such-record"
}

extension Ledger {
    /// A state with the flags that other records earn it.
    ///
    /// A record is held against those of its kind when it is recorded; a flag that says what it looks like stays as long as
    /// what it was found by does. Links are looked up at every statement.
    ///
    /// - Parameters:
    ///   - old: the state that is replaced; nil: none is.
    ///   - records: those of its request, which may name each other.
    ///   - number: of the record among them, from 0.
    /// - Returns: the state, and the record of a dataset that it looks like, where it has just been found.
    func checkedBesideOthers(
        _ state: Record, of record: RecordID, replacing old: Record?, _ type: EventType, _ statement: Statement,
        with records: [NewRecord] = [], number: Int = 0
    ) throws(LedgerError) -> (state: Record, published: RecordID?) {
        try LedgerError.wrapping {
            try log.read { snapshot in
                var published: RecordID?
                var flags = state.notes.flags.filter { $0.code != DeskFlagCode.noSuchRecord.rawValue }
                // A request that is sent again must say what it said, whatever has been recorded meanwhile.
                if let key = statement.idempotencyKey, let sent = try snapshot.acknowledgement(forKey: key) {
                    let position = min(sent.firstPosition + UInt64(number), sent.lastPosition)
                    let earlier = try snapshot.event(at: position).event.state?.notes.flags ?? []
                    flags.removeAll { DeskFlagCode(rawValue: $0.code) != nil }
                    flags += earlier.filter { DeskFlagCode(rawValue: $0.code) != nil }
                } else {
                    let likeness = Likeness(state)
                    let same = likeness?.whatIsSame ?? ""
                    if let old, Likeness(old) != likeness {
                        flags.removeAll { $0.code == DeskFlagCode.looksLike.rawValue }
                    }
                    if type == .recorded, let likeness,
                        let other = try lookalikes.first(like: likeness, state.kind, except: record, in: snapshot)
                    {
                        let isPublished = try !(snapshot.stream(of: other, through: .max).timeline.dataset.isEmpty)
                        let suspicion =
                            "; it counts from 0 on until `duplicates decide` says whether the two are the same"
                        flags.append(
                            .desk(
                                .looksLike, "",
                                "\(other) \(same)\(isPublished && Link.kinds.contains(other.kind) ? suspicion : "")"))
                        if isPublished { published = other }
                    }
                    if let other = likeness?.first(among: records[..<min(number, records.count)]) {
                        flags.append(
                            .desk(.looksLike, "", "\(other) of the same request \(same)"))
                    }
                    flags += try snapshot.brokenLinks(of: state, beside: Set(records.map(\.record)))
                }
                var checked = state
                checked.notes.flags = flags
                return (checked, published)
            }
        }
    }
}

extension Likeness {
    /// The first of the records of a request that it resembles.
    fileprivate func first(among others: ArraySlice<NewRecord>) -> RecordID? {
        others.first { Likeness($0.state).map(resembles) ?? false }?.record
    }
}

extension Flag {
    static func desk(_ code: DeskFlagCode, _ field: String, _ detail: String) -> Flag {
        Flag(code: code.rawValue, field: field, detail: detail)
    }
}

extension LogSnapshot {
    /// A flag for each link to a record that does not stand.
    ///
    /// - Parameter new: what is recorded with it.
    fileprivate func brokenLinks(of state: Record, beside new: Set<RecordID>) throws -> [Flag] {
        var flags: [Flag] = []
        for (field, record) in state.links where !new.contains(record) {
            let known = try stream(of: record, through: .max).held()
            guard known?.state == nil else { continue }
            flags.append(
                .desk(
                    .noSuchRecord, field,
                    known == nil ? "there is no \(record) in this ledger" : "\(record) is withdrawn"))
        }
        return flags
    }
}
