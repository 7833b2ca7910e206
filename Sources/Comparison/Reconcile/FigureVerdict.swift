/// What came of holding a published figure against what others say: one word of a short list, the same in every answer.
///
/// A figure that records can answer is judged by them. Any other is held against what other publishers state, and never
/// against its own publisher's word.
public enum FigureVerdict: String, CaseIterable, Sendable {
    /// The records say the same now.
    case holds
    /// The records said the same on an earlier day, and say something else now.
    case heldThen = "held-then"
    /// The records said the same on no day of which something is known.
    case differs
    /// Another publisher states the same, and none something else.
    case confirmed
    /// Other publishers state something else, and none the same.
    case contradicted
    /// Of other publishers some state the same, and some do not.
    case disputed
    /// No record answers it, and no other publisher has stated it.
    case nobodyElse = "nobody-else"
    /// Records answer it, and cannot tell: nothing is known up to its day, or of its region.
    case notJudged = "not-judged"

    /// For people.
    public var meaning: String {
        switch self {
        case .holds: "the records agree"
        case .heldThen: "the records agreed once, and do no longer"
        case .differs: "the records never agreed"
        case .confirmed: "another publisher states the same"
        case .contradicted: "other publishers state something else"
        case .disputed: "other publishers disagree about it"
        case .nobodyElse: "nobody else has stated this"
        case .notJudged: "it cannot be judged"
        }
    }

    /// Whether what is known agrees with it; nil where nobody can tell.
    public var agrees: Bool? {
        switch self {
        case .holds, .confirmed: true
        case .heldThen, .differs, .contradicted: false
        case .disputed, .nobodyElse, .notJudged: nil
        }
    }
}
