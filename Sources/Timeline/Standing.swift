public import Incidents

/// What desk and dataset say of a record at a moment, and what comes of it.
public struct Standing: Hashable, Sendable {
    /// The dataset that has spoken of the record; empty: none.
    public var dataset: String
    /// What the dataset says; nil: nothing.
    public var said: Said?
    /// What the desk says; nil: nothing.
    public var desk: Said?
    /// What the dataset said when the desk last spoke.
    public var base: Said?
    /// What links make of the record's part in sums; nobody has spoken of it by them.
    public var links: LinkedParts

    public init(
        dataset: String = "", said: Said? = nil, desk: Said? = nil, base: Said? = nil,
        links: LinkedParts = LinkedParts()
    ) {
        self.links = links
        self.dataset = dataset
        self.said = said
        self.desk = desk
        self.base = base
    }

    /// What comes of it.
    public enum Outcome: Hashable, Sendable {
        /// There is no such record, or nobody has spoken of it.
        case absent
        /// The state that the event at the position carries.
        case state(UInt64)
        /// Desk and dataset have both spoken since the base: the three states must be looked at.
        case merge(base: UInt64?, desk: UInt64?, dataset: UInt64?)
    }

    /// What desk and dataset together say: what the ledger holds.
    public var merged: Outcome {
        guard let desk else { return Self.outcome(of: said) }
        guard let said else { return Self.outcome(of: desk) }
        // A publisher that merely repeats itself undoes nothing.
        if let base, base.state == said.state { return Self.outcome(of: desk) }
        return .merge(base: base?.state, desk: desk.state, dataset: said.state)
    }

    /// What the dataset alone says.
    public var published: Outcome { Self.outcome(of: said) }

    private static func outcome(of said: Said?) -> Outcome {
        said?.state.map(Outcome.state) ?? .absent
    }

    /// Nobody has spoken of the record.
    public var isUnspoken: Bool { said == nil && desk == nil }
}

extension Standing.Outcome {
    /// The state, with what is disputed in it.
    ///
    /// - Parameter read: gives the state that the event at a position carries.
    /// - Throws: what `read` throws.
    public func resolved(_ read: (UInt64) throws -> Record?) rethrows -> MergedState {
        switch self {
        case .absent: MergedState(state: nil)
        case .state(let position): MergedState(state: try read(position))
        case .merge(let base, let desk, let dataset):
            Record.merged(
                base: try base.flatMap(read), desk: try desk.flatMap(read), dataset: try dataset.flatMap(read))
        }
    }
}
