internal import Folding
public import Incidents

/// What a replay found of one view.
public struct ReplayedView: Hashable, Sendable {
    public var view: String
    public var version: UInt32
    /// The position as of which both were compared.
    public var position: UInt64
    /// The day by which the rows are known that the digests are of; nil: whenever known.
    public var knownBy: Day?
    /// Of the rows as of `position`, by owner: SHA-256 in hexadecimal digits; empty where they cannot be read.
    public var liveDigest: String
    public var replayedDigest: String
    /// Events that the view could not take in and that decide what is said of their records: its answers lack them.
    public var parked: Int
    /// The first ones, at most ``maximumDifferences``.
    public var differences: [ViewDifference]
    /// All of them.
    public var differenceCount: Int

    public static let maximumDifferences = 100

    /// The stored view is what the log says, in all that was compared.
    public var agrees: Bool { differenceCount == 0 && liveDigest == replayedDigest }

    init(_ replayed: OwnedAnswer, liveDigest: String, differences: [ViewDifference], differenceCount: Int) {
        view = replayed.view
        version = replayed.version
        position = replayed.position
        knownBy = replayed.knownBy
        replayedDigest = replayed.digest
        parked = replayed.parked.count
        self.liveDigest = liveDigest
        self.differences = differences
        self.differenceCount = differenceCount
    }
}

/// A value of a stored view that is not what the log says.
public struct ViewDifference: Hashable, Sendable, CustomStringConvertible {
    public var view: String
    /// The cell, as `column=value` with commas between; or which part of the view's files.
    public var cell: String
    /// Empty for the present; else as of which position and known when the value is stored for.
    public var moment: String
    /// The measure, or what else differs.
    public var measure: String
    public var live: String
    public var replayed: String

    /// The name of a cell, with whose it is where it is not the desk's own.
    static func cell(_ key: String, of owner: CellOwner) -> String {
        owner == .desk ? key : "\(key) (\(owner))"
    }

    /// Two sums that differ, in full where they are written alike.
    static func texts(_ left: Sum, _ right: Sum) -> (String, String) {
        if left.description != right.description { return (left.description, right.description) }
        let full = { (sum: Sum) in
            "\(sum.low)..\(sum.high), \(sum.reported) reported, \(sum.unbounded) without an upper bound, "
                + "\(sum.approximate) approximate"
        }
        return (full(left), full(right))
    }

    public var description: String {
        let place = moment.isEmpty ? "" : " \(moment)"
        return "\(view), \(cell)\(place): \(measure) is \(live), but the log says \(replayed)"
    }
}
