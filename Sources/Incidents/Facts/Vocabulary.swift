/// The distinct texts that were met so far, each with a small number, so that comparing two of them costs nothing.
///
/// It grows with the number of distinct texts, not of events: looking up a text that is known allocates nothing. The
/// numbers mean nothing outside one vocabulary and are never stored. One thread at a time uses it.
public final class Vocabulary {
    // Unsafe in what follows: accesses are not checked for exclusivity, which would cost as much as the look-ups. No method
    // calls another one, or anything that it was given, while it changes one of these.
    @exclusivity(unchecked) private var words = Words()
    /// `Region` messages as they lie in entries, of which a log has few different ones.
    @exclusivity(unchecked) private var regionMessages = Words()
    /// What a list of regions becomes by one more: by the term of the list, and below it the number of the message.
    @exclusivity(unchecked) private var longerLists: [UInt64: Term] = [:]

    /// What ``repeatedTerm(_:)`` gave last.
    @exclusivity(unchecked) private var last = Term.none

    public init() {}

    /// The number of distinct texts, the empty one included.
    public var count: Int { unsafe words.count }

    /// The number of a text.
    public func term(_ text: String) -> Term {
        // Unsafe only for types with padding; a byte has none.
        let bytes = unsafe text.utf8Span.span.bytes
        return unsafe words.find(bytes) ?? words.add(bytes)
    }

    /// What a list of regions becomes by a `Region` message, where it has become that before.
    @inline(__always)
    func regions(_ list: Term, and message: RawSpan) -> Term? {
        guard let number = unsafe regionMessages.find(message) else { return nil }
        return unsafe longerLists[UInt64(list.raw) << 32 | UInt64(number.raw)]
    }

    /// Remembers what a list becomes by a message.
    func remember(_ longer: Term, as list: Term, and message: RawSpan) {
        let number = unsafe regionMessages.find(message) ?? regionMessages.add(message)
        unsafe longerLists[UInt64(list.raw) << 32 | UInt64(number.raw)] = longer
    }

    /// The text of a number that this vocabulary gave; the empty text for one that it did not.
    public func text(_ term: Term) -> String { unsafe words.text(term) }

    /// As ``term(_:)``, for a text that most entries have in common with the one before.
    ///
    /// - Throws: `notText` if it is new and not UTF-8.
    @inline(__always)
    func repeatedTerm(_ bytes: RawSpan) throws(FactsError) -> Term {
        if bytes.byteCount == 0 { return .none }
        if unsafe last != .none, unsafe words.equals(bytes, Int(last.raw)) { return unsafe last }
        let term = try term(bytes)
        unsafe last = term
        return term
    }

    /// The number of a text that lies in an entry, or in a row.
    ///
    /// - Throws: `notText` if it is new and not UTF-8.
    @inline(__always)
    package func term(_ bytes: RawSpan) throws(FactsError) -> Term {
        if bytes.byteCount == 0 { return .none }
        if let known = unsafe words.find(bytes) { return known }
        // The pointer is used only inside the closure, while the span is borrowed.
        let isText = unsafe bytes.withUnsafeBytes { unsafe String(validating: $0, as: UTF8.self) != nil }
        guard isText else { throw FactsError(.notText, "holds a text that is not UTF-8") }
        return unsafe words.add(bytes)
    }
}

/// The texts of a vocabulary, and how they are found.
private struct Words {
    /// All texts, one after another.
    private var texts: [UInt8] = []
    /// Where each text ends; the text of number 0 is empty.
    private var ends: [Int] = [0]
    private var hashes: [UInt64] = [0]
    /// Open addressing with linear probing: the number of a text, or 0 for a free place; the length is a power of two.
    private var places = [UInt32](repeating: 0, count: 256)

    var count: Int { ends.count }

    func text(_ term: Term) -> String {
        let number = Int(term.raw)
        guard number > 0, number < ends.count else { return "" }
        return String(decoding: texts[ends[number - 1]..<ends[number]], as: UTF8.self)
    }

    func find(_ bytes: RawSpan) -> Term? {
        if bytes.byteCount == 0 { return Term.none }
        let hash = hash(bytes)
        let mask = places.count - 1
        var place = Int(truncatingIfNeeded: hash) & mask
        while places[place] != 0 {
            let number = Int(places[place])
            if hashes[number] == hash, equals(bytes, number) { return Term(raw: places[place]) }
            place = (place + 1) & mask
        }
        return nil
    }

    mutating func add(_ bytes: RawSpan) -> Term {
        // The pointer is used only inside the closure, while the span is borrowed.
        unsafe bytes.withUnsafeBytes { unsafe texts.append(contentsOf: $0) }
        ends.append(texts.count)
        hashes.append(hash(bytes))
        let number = UInt32(ends.count - 1)
        if ends.count * 2 > places.count { grow() } else { place(number) }
        return Term(raw: number)
    }

    private mutating func grow() {
        places = [UInt32](repeating: 0, count: places.count * 2)
        for number in 1..<ends.count { place(UInt32(number)) }
    }

    private mutating func place(_ number: UInt32) {
        let mask = places.count - 1
        var place = Int(truncatingIfNeeded: hashes[Int(number)]) & mask
        while places[place] != 0 { place = (place + 1) & mask }
        places[place] = number
    }

    @inline(__always)
    func equals(_ bytes: RawSpan, _ number: Int) -> Bool {
        let start = ends[number - 1]
        guard ends[number] - start == bytes.byteCount else { return false }
        // Unsafe only for types with padding; a byte has none.
        let text = unsafe texts.span.bytes
        var offset = 0
        while offset + 8 <= bytes.byteCount {
            if text.word(at: start + offset) as UInt64 != bytes.word(at: offset) { return false }
            offset += 8
        }
        if offset == bytes.byteCount { return true }
        if let tail = bytes.tail { return text.word(at: start + bytes.byteCount - 8) as UInt64 == tail }
        while offset < bytes.byteCount {
            if text.byte(at: start + offset) != bytes.byte(at: offset) { return false }
            offset += 1
        }
        return true
    }

    @inline(__always)
    private func hash(_ bytes: RawSpan) -> UInt64 {
        var state = UInt64(bytes.byteCount) &* 0x9E37_79B9_7F4A_7C15
        var offset = 0
        while offset + 8 <= bytes.byteCount {
            state = mix(state ^ bytes.word(at: offset))
            offset += 8
        }
        if offset == bytes.byteCount { return state }
        if let tail = bytes.tail { return mix(state ^ tail) }
        var rest: UInt64 = 0
        while offset < bytes.byteCount {
            rest = rest << 8 | UInt64(bytes.byte(at: offset))
            offset += 1
        }
        return mix(state ^ rest)
    }

    @inline(__always)
    private func mix(_ value: UInt64) -> UInt64 {
        let product = value.multipliedFullWidth(by: 0x9FB2_1C65_1E98_DF25)
        return product.high ^ product.low
    }
}

extension RawSpan {
    /// The last eight bytes; nil where there are fewer.
    @inline(__always)
    fileprivate var tail: UInt64? { byteCount >= 8 ? word(at: byteCount - 8) : nil }
}

/// One part of the key of a view's cell: a text as a small number of a ``Vocabulary``, a whole number, or nothing.
///
/// Which of them it is, the view's key column says; a term by itself does not know.
public struct Term: Hashable, Sendable {
    /// 0 is nothing, which is also the empty text.
    public let raw: UInt32

    @inline(__always)
    public init(raw: UInt32) {
        self.raw = raw
    }

    /// Not stated: sorts before everything, prints as nothing.
    @inline(__always)
    public static var none: Term { Term(raw: 0) }

    /// A whole number; `Int32.min` cannot be told from ``none``.
    @inline(__always)
    public static func number(_ value: Int32) -> Term {
        Term(raw: UInt32(bitPattern: value) ^ 0x8000_0000)
    }

    /// A whole number, or nothing.
    @inline(__always)
    public static func number(_ value: Int32?) -> Term {
        value.map(Term.number) ?? .none
    }

    /// The number, in a key column of numbers; nil for ``none``.
    public var number: Int32? {
        raw == 0 ? nil : Int32(bitPattern: raw ^ 0x8000_0000)
    }
}
