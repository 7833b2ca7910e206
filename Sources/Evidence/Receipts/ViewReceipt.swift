public import Folding
public import Forms
import Incidents
import Ledger

/// An answer of a view as it was given, with all that it takes to have it again from the log alone.
public struct ViewReceipt: Sendable {
    public static let currentFormat = 1

    /// What the question left open, and the ledger decided when it answered.
    public enum Default: String, Hashable, Sendable {
        /// The log's end at that time.
        case asOf
        /// Everything, whenever it was known.
        case knownBy
        /// The ledger's own scheme, or the one that most records used.
        case scheme
        /// The datasets in force.
        case datasets
    }

    /// 16 bytes in lower-case hexadecimal.
    public var logID: String
    /// The name under which the log's checkpoints are signed.
    public var origin: String
    /// The view that was asked.
    public var view: ViewVersion
    /// The view whose cells were added up: another one for the years of some regions.
    public var source: ViewVersion
    /// With nothing left open.
    public var question: Query
    public var defaults: [Default]
    /// The root of the tree over the events up to the position, in lower-case hexadecimal.
    public var root: String
    /// SHA-256 of the answer as CSV, in lower-case hexadecimal.
    public var digest: String
    /// The view had taken in every event up to the position.
    public var isComplete: Bool
    /// Events that it could not take in.
    public var parked: UInt64
    public var format: OutputFormat
    /// What was printed, byte for byte.
    public var answer: String

    /// The position up to which the log was asked.
    public var position: UInt64 { question.position }
}

/// What came of having an answer again from the log alone.
public struct ReceiptComparison: Hashable, Sendable {
    /// SHA-256 of the answer as CSV, as the log gives it.
    public var digest: String
    /// The first ones, in sentences.
    public var differences: [String]
    /// All of them.
    public var differenceCount: Int

    /// The answer is what the log says, byte for byte.
    public var isSame: Bool { differenceCount == 0 }
}

extension ReceiptComparison {
    private static let maximumDifferences = 10

    /// Compares an answer as it was given with the one that the log gives.
    init(_ receipt: ViewReceipt, _ table: Answer) {
        let provenance = table.provenance
        var differences: [String] = []
        func compare(_ name: String, _ given: String, _ logged: String) {
            if given != logged { differences.append("\(name): the receipt has \(given), but the log says \(logged)") }
        }
        compare("digest of the rows", receipt.digest, provenance.digest)
        compare("complete", "\(receipt.isComplete)", "\(provenance.isComplete)")
        compare("events not taken in", "\(receipt.parked)", "\(provenance.parked)")
        let lines = Self.lines(receipt.answer, table.text(in: receipt.format))
        let count = differences.count + lines.count
        differences += lines.prefix(Self.maximumDifferences).map { line in
            "line \(line.number): the receipt has \(Self.shown(line.given)), but the log says \(Self.shown(line.logged))"
        }
        self.init(digest: provenance.digest, differences: differences, differenceCount: count)
    }

    /// The lines that are not the same bytes, counted from 1; nil where one of the texts has ended.
    private static func lines(
        _ given: String, _ logged: String
    ) -> [(number: Int, given: Substring.UTF8View?, logged: Substring.UTF8View?)] {
        let split = { (text: String) in
            text.utf8.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { Substring($0).utf8 }
        }
        let (left, right) = (split(given), split(logged))
        return (0..<max(left.count, right.count)).compactMap { index in
            let pair = (
                left.indices.contains(index) ? left[index] : nil, right.indices.contains(index) ? right[index] : nil
            )
            if let a = pair.0, let b = pair.1, a.elementsEqual(b) { return nil }
            return (index + 1, pair.0, pair.1)
        }
    }

    /// In quotes, control characters as JSON writes them.
    private static func shown(_ line: Substring.UTF8View?) -> String {
        line.map { DisplayWidth.onOneLine(JSONValue.string(String(Substring($0))).text()) } ?? "no such line"
    }
}
