/// A field to which the desk and a dataset now give different values, after both changed it.
public struct Dispute: Hashable, Sendable {
    /// The field's path in lowerCamelCase, for example `place.point`; `existence` where one of them says that there is no
    /// such record.
    public var field: String
    /// As a person would write it; empty where nothing is stated.
    public var desk: String
    public var dataset: String

    public init(field: String, desk: String, dataset: String) {
        self.field = field
        self.desk = desk
        self.dataset = dataset
    }
}

/// The state of a record that both the desk and a dataset have spoken of.
public struct MergedState: Hashable, Sendable {
    /// Nil: there is no such record.
    public var state: Record?
    /// In the order of the record's fields.
    public var disputes: [Dispute]

    public init(state: Record?, disputes: [Dispute] = []) {
        self.state = state
        self.disputes = disputes
    }
}

extension Record {
    /// Puts together what the desk and a dataset say of one record, as version control merges two branches.
    ///
    /// A field that only one of them has changed since `base` takes that one's value. Existence counts as a field. Where
    /// both changed a field to different values, the desk's stands and the field is disputed.
    ///
    /// - Parameters:
    ///   - base: what the dataset said when the desk last spoke; nil: that there is no such record, or nothing.
    ///   - desk: what the desk says; nil: that there is no such record.
    ///   - dataset: what the dataset says now; nil: that there is no such record.
    public static func merged(base: Record?, desk: Record?, dataset: Record?) -> MergedState {
        switch (desk, dataset) {
        case (nil, nil):
            return MergedState(state: nil)
        case (let desk?, nil):
            if base == nil { return MergedState(state: desk) }
            // The dataset has withdrawn it since: that decides, unless the desk had said something of its own.
            guard base != desk else { return MergedState(state: nil) }
            return MergedState(
                state: desk, disputes: [Dispute(field: "existence", desk: "stands", dataset: "withdrawn")])
        case (nil, let dataset?):
            // What the desk withdrew was its own record: the dataset has spoken of it only since.
            guard let base else { return MergedState(state: dataset) }
            guard base != dataset else { return MergedState(state: nil) }
            return MergedState(
                state: nil, disputes: [Dispute(field: "existence", desk: "withdrawn", dataset: "stands")])
        case (let desk?, let dataset?):
            return merged(base: base ?? .blank(desk.kind), desk, dataset)
        }
    }

    private static func merged(base: Record, _ desk: Record, _ dataset: Record) -> MergedState {
        var disputes: [Dispute] = []
        // A stream holds one kind.
        let state = desk.state.merged(base: base, dataset: dataset, &disputes) ?? desk
        // Remarks on a row and its unread cells go with the state; nobody needs to decide about them.
        return MergedState(state: state, disputes: disputes.filter { !["flags", "rawCells"].contains($0.field) })
    }
}

extension FieldRecord {
    /// What the desk says, merged; nil where the others are of another kind.
    fileprivate func merged(base: Record, dataset: Record, _ disputes: inout [Dispute]) -> Record? {
        guard let base = Self(base), let dataset = Self(dataset) else { return nil }
        return Self.mergedState(base: base, desk: self, dataset: dataset, disputes: &disputes).asRecord
    }

    static func mergedState(base: Self, desk: Self, dataset: Self, disputes: inout [Dispute]) -> Self {
        merged(base: base, desk: desk, dataset: dataset, at: "", disputes: &disputes)
    }
}

extension Deaths {
    /// Dead, missing and a stated total hang together: a total of one side beside the other side's parts would be a
    /// number that nobody has said.
    static func mergedState(base: Deaths, desk: Deaths, dataset: Deaths, disputes: inout [Dispute]) -> Deaths {
        var merged = merged(base: base, desk: desk, dataset: dataset, at: "", disputes: &disputes)
        let changedByDesk = desk.toll != base.toll
        guard changedByDesk, dataset.toll != base.toll, merged.statedTotal != desk.statedTotal else { return merged }
        merged.statedTotal = desk.statedTotal
        disputes.append(
            Dispute(field: "statedTotal", desk: desk.statedTotal.fieldText, dataset: dataset.statedTotal.fieldText))
        return merged
    }

    private var toll: [Count] { [dead, missing, statedTotal] }
}
