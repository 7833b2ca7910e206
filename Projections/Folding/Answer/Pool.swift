internal import Forms

/// The logs of several agencies whose cells an answer adds up, each at its own position: nothing is merged but sums.
public struct Pool: Hashable, Sendable {
    /// One agency's log in an answer.
    public struct Member: Hashable, Sendable {
        public var name: String
        /// The name under which its checkpoints are signed.
        public var origin: String
        /// It contributes to sums; else it only reads them.
        public var isContributor: Bool
        /// Where its log was read; nil: it could not be.
        public var held: Held?
        /// Why it could not be read; nil: it was.
        public var problem: String?
        /// Its datasets whose records sums may count, `desk` for what its desk recorded on its own.
        public var contributed: [String]
        /// Other datasets of its log, which are in no sum, `desk` for what its desk recorded on its own.
        public var leftOut: [String]
        /// Nothing of what it contributes is missing at its position.
        public var isComplete: Bool
        /// Events of it that the view could not take in, and that decide something in the answer.
        public var parked: Int

        public init(
            name: String, origin: String, isContributor: Bool, held: Held? = nil, problem: String? = nil,
            contributed: [String] = [], leftOut: [String] = [], isComplete: Bool = true, parked: Int = 0
        ) {
            self.name = name
            self.origin = origin
            self.isContributor = isContributor
            self.held = held
            self.problem = problem
            self.contributed = contributed
            self.leftOut = leftOut
            self.isComplete = isComplete
            self.parked = parked
        }
    }

    /// A log at a position that a signed checkpoint covers.
    public struct Held: Hashable, Sendable {
        /// 16 bytes in lower-case hexadecimal.
        public var logID: String
        public var position: UInt64
        /// Of the tree over the entries up to the position, in lower-case hexadecimal.
        public var root: String
        /// When the event at the position was recorded, in microseconds since 1970-01-01T00:00:00Z; nil: there is none.
        public var recordedAt: UInt64?
        /// How many events at the end of the log no checkpoint covers yet: they are not in the answer.
        public var unsigned: UInt64
        /// The position that was asked for, where less is held; nil: it was not.
        public var asked: UInt64?
        /// What shows that its key has signed two histories of it, in a sentence; nil: nothing was seen.
        public var fork: String?

        public init(
            logID: String, position: UInt64, root: String, recordedAt: UInt64?, unsigned: UInt64, asked: UInt64? = nil,
            fork: String? = nil
        ) {
            self.fork = fork
            self.logID = logID
            self.position = position
            self.root = root
            self.recordedAt = recordedAt
            self.unsigned = unsigned
            self.asked = asked
        }
    }

    /// Of the federation.
    public var name: String
    /// In the order of the federation's file.
    public var members: [Member]
    /// Sentences: what is counted from one member although several hold it, what members decided differently, which of what
    /// was recorded by hand nobody has compared.
    public var remarks: [String]

    public init(name: String, members: [Member], remarks: [String] = []) {
        self.name = name
        self.members = members
        self.remarks = remarks
    }

    /// Every member that contributes could be read as far as was asked, and nothing of it is missing.
    public var isComplete: Bool {
        members.allSatisfy { !$0.isContributor || $0.problem == nil && $0.isComplete && $0.held?.asked == nil }
    }

    /// The position of an answer, as CSV: of each contributor that was read its log, position and root. It stands behind the
    /// rows in what the answer's digest is of.
    public var vector: String {
        CSVText.table(
            header: ["member", "log", "position", "root"],
            rows: members.compactMap { member in
                guard member.isContributor, let held = member.held else { return nil }
                return [member.name, held.logID, "\(held.position)", held.root]
            })
    }

    /// The same as it is asked for: `a=120,b=44`.
    public var position: String {
        members.compactMap { member in
            member.isContributor ? member.held.map { "\(member.name)=\($0.position)" } : nil
        }.joined(separator: ",")
    }
}
