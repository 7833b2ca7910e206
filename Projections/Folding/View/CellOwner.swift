package import Incidents
public import Timeline

/// In which voice a part of a sum is said.
public enum Voice: UInt8, CaseIterable, Hashable, Sendable, Comparable {
    /// What a dataset itself says.
    case said = 1
    /// What the desk's amendments add to that, or take from it: what the ledger holds less what the dataset says.
    case amended = 2
    /// What the desk says of a record that no dataset has spoken of.
    case desk = 3
    /// What links take away: records that they leave out or make only possible, less than nothing.
    case leftOut = 4
    /// What links leave of records that are only possible: their counts from 0 on.
    case possible = 5

    /// It is summed apart because of links, whoever says what of the record.
    public var isOfLinks: Bool { self == .leftOut || self == .possible }

    public var code: String {
        switch self {
        case .said: "said"
        case .amended: "amended"
        case .desk: "desk"
        case .leftOut: "left-out"
        case .possible: "possible"
        }
    }

    public static func < (left: Voice, right: Voice) -> Bool { left.rawValue < right.rawValue }
}

/// Whose part of a sum it is. Beside the key that a view gives it, every cell has one; no view's code knows of it.
public struct CellOwner: Hashable, Sendable {
    /// The dataset's identifier; empty: the desk on its own.
    public var dataset: String
    public var voice: Voice
    /// The year that the records count in; nil where it is not known, and for what the desk says on its own.
    public var year: Int32?
    /// Of the voices of links, beside which datasets they act.
    public var links: LinkedParts

    public init(dataset: String, voice: Voice, year: Int32?, links: LinkedParts = LinkedParts()) {
        self.dataset = dataset
        self.links = links
        self.voice = voice
        self.year = year
    }

    public static let desk = CellOwner(dataset: "", voice: .desk, year: nil)
}

extension CellOwner: CustomStringConvertible {
    /// For a person who looks for a difference: `said by missing-migrants-web-id of 2019`.
    public var description: String {
        let years = year.map { "of \($0)" } ?? "of no known year"
        return switch voice {
        case .said: "said by \(dataset) \(years)"
        case .amended: "amended by the desk in \(dataset) \(years)"
        case .desk: "said by the desk"
        case .leftOut: "left out by links of \(whose) \(years) beside \(others)"
        case .possible: "only possible by links of \(whose) \(years) beside \(others)"
        }
    }

    private var whose: String { dataset.isEmpty ? DatasetsInForce.desk : dataset }

    private var others: String {
        (links.leftOutBeside + links.possibleBeside).map { $0.isEmpty ? DatasetsInForce.desk : $0 }
            .joined(separator: ", ")
    }

    /// The dataset as one text, with the datasets beside which links act.
    package var datasetText: String { links.isEmpty ? dataset : links.text(after: dataset) }
}

/// A cell's owner in terms of a vocabulary, as one word.
package struct OwnerTerms: Hashable, Sendable {
    /// The year's term low, above it 29 bits of the dataset's term, and the voice. Of the voices of links the dataset's term
    /// is that of the text that also names the datasets beside which they act.
    package let word: UInt64

    private static let datasetBits: UInt32 = 29

    @inline(__always)
    private init(word: UInt64) { self.word = word }

    /// - Parameter dataset: ``Incidents/Term/none`` for the desk's own.
    /// - Precondition: the vocabulary has fewer than 2^29 texts, which would take more memory than there is.
    @inline(__always)
    package init(dataset: Term, voice: Voice, year: Term) {
        precondition(dataset.raw >> Self.datasetBits == 0, "the vocabulary has too many texts")
        let high = dataset.raw | UInt32(voice.rawValue) << Self.datasetBits
        word = UInt64(high) << 32 | UInt64(year.raw)
    }

    /// Of what the desk says on its own.
    @inline(__always)
    package static var desk: OwnerTerms { OwnerTerms(dataset: .none, voice: .desk, year: .none) }

    package var dataset: Term { Term(raw: UInt32(truncatingIfNeeded: word >> 32) & (1 << Self.datasetBits - 1)) }

    package var voice: Voice {
        // Always a voice's number: the word is made of voices only.
        Voice(rawValue: UInt8(word >> 61)) ?? .desk
    }

    package var year: Term { Term(raw: UInt32(truncatingIfNeeded: word)) }

    /// The same in the numbers of another vocabulary.
    package func translated(from words: Vocabulary, to own: Vocabulary) -> OwnerTerms {
        guard dataset != .none else { return self }
        return OwnerTerms(dataset: own.term(words.text(dataset)), voice: voice, year: year)
    }

    package func owner(in vocabulary: Vocabulary) -> CellOwner {
        let text = vocabulary.text(dataset)
        guard voice.isOfLinks else { return CellOwner(dataset: text, voice: voice, year: year.number) }
        let (own, links) = LinkedParts.read(text)
        return CellOwner(dataset: own, voice: voice, year: year.number, links: links)
    }
}

/// What a cell is found by: the key that a view gives it, and whose it is, of which no view knows.
package struct OwnedKey: Hashable, Sendable {
    package let key: CellKey
    package let owner: OwnerTerms

    @inline(__always)
    package init(_ key: CellKey, owner: OwnerTerms) {
        self.key = key
        self.owner = owner
    }

    /// The term of a column of the view's key.
    package subscript(column: Int) -> Term { key[column] }

    @inline(__always)
    package static func == (left: OwnedKey, right: OwnedKey) -> Bool {
        left.key == right.key && left.owner.word == right.owner.word
    }
}

extension OwnedKey {
    /// Spread over 64 bits; not kept anywhere, so it may change.
    @inline(__always)
    package var spread: UInt64 {
        let product = (key.spread ^ owner.word).multipliedFullWidth(by: 0x9E37_79B9_7F4A_7C15)
        return product.high ^ product.low
    }
}
