public import Incidents

/// What a ledger holds at a moment, counted.
public struct LedgerContents: Hashable, Sendable {
    /// The last position that was counted.
    public var position: UInt64
    /// Those kinds of which there are events, in the order of their numbers.
    public var kinds: [KindCount] = []
    /// Who said how much, in the order of the names' bytes.
    public var actors: [ActorCount] = []
    /// Which import appended how much, in the order of the identifiers' bytes.
    public var imports: [ImportCount] = []
    /// What standing records carry as implausible and kept, in the order of the codes' bytes.
    public var flags: [FlagCount] = []
    /// Events that this program cannot read, such as those of a newer one.
    public var unreadable: UInt64 = 0

    public struct KindCount: Hashable, Sendable {
        public var kind: RecordKind
        public var recorded: UInt64 = 0
        public var corrected: UInt64 = 0
        public var withdrawn: UInt64 = 0
        public var reinstated: UInt64 = 0
        public var confirmed: UInt64 = 0
        /// Of links: what they say of how a record counts.
        public var linked: UInt64 = 0
        /// Records that stand.
        public var standingRecords: UInt64 = 0
        /// Records that are withdrawn.
        public var withdrawnRecords: UInt64 = 0

        public var events: UInt64 { recorded + corrected + withdrawn + reinstated + confirmed + linked }
    }

    public struct ActorCount: Hashable, Sendable {
        public var actor: String
        public var events: UInt64
    }

    public struct ImportCount: Hashable, Sendable {
        public var id: String
        /// The import's own record, as it stands or last stood; nil where it is not known at the moment.
        public var record: Import?
        /// The record no longer stands; what the import appended is no less there.
        public var isWithdrawn = false
        public var events: UInt64
    }

    public struct FlagCount: Hashable, Sendable {
        public var code: String
        /// Records that carry it.
        public var records: UInt64
        /// The first of them, by kind and identifier.
        public var first: RecordID
    }
}
