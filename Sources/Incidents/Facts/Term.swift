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
