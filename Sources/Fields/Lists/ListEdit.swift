package import Forms
import Ledger

/// What one use of a flag says of a list: `--crime fraud`, `--crime +fraud`, `--crime -robbery`, `--crime =fraud`.
///
/// A value that itself begins with one of the signs is written after one: `--source '=+39 desk'`.
package enum ListEdit<Element: ListElement>: Sendable {
    /// Without a sign: the list of a record that has none yet.
    case bare(Element)
    /// `+`: in the place of the one that states the same thing, else after the others.
    case add(Element)
    /// `-`: what is named.
    case remove(String)
    /// `=`: this, and what other uses of the flag set, and nothing else; nil: nothing at all.
    case set(Element?)

    package init(_ text: String) throws {
        let rest = String(text.dropFirst())
        switch text.first {
        case "+": self = .add(try Element(flag: rest))
        case "-": self = .remove(rest)
        case "=": self = .set(rest.isEmpty ? nil : try Element(flag: rest))
        default: self = .bare(try Element(flag: text))
        }
    }

    /// What it states; nil where it removes, or clears the list.
    package var element: Element? {
        switch self {
        case .bare(let element), .add(let element): element
        case .set(let element): element
        case .remove: nil
        }
    }

    /// The same with another element in the place of the one that it states.
    package func map(_ transform: (Element) -> Element) -> ListEdit {
        switch self {
        case .bare(let element): .bare(transform(element))
        case .add(let element): .add(transform(element))
        case .set(let element): .set(element.map(transform))
        case .remove: self
        }
    }
}

/// What a list holds that a flag changes one by one.
package protocol ListElement: Equatable, Sendable {
    /// Reads what a flag states.
    init(flag text: String) throws

    /// As a flag states it.
    var flagText: String { get }

    /// Whether a flag that removes means this one.
    func isNamed(_ name: String) -> Bool

    /// Whether both state the same thing, so that a list has only one of them.
    func isAbout(theSameAs other: Self) -> Bool

    /// This one in the place of another that is about the same: with what it does not state itself.
    func replacing(_ other: Self) -> Self

    /// The list that values without a sign make of another; nil where something would be lost unseen.
    static func list(of bare: [Self], over list: [Self]) -> [Self]?
}

extension ListElement {
    package func isNamed(_ name: String) -> Bool { flagText == name }
    package func isAbout(theSameAs other: Self) -> Bool { self == other }
    package func replacing(_ other: Self) -> Self { self }

    package static func list(of bare: [Self], over list: [Self]) -> [Self]? {
        if list == bare { return list }
        return list.isEmpty ? list.adding(bare) : nil
    }
}

extension Array where Element: ListElement {
    /// The list with what the uses of one flag say of it.
    ///
    /// - Throws: `LedgerError` with `refused` where a value without a sign would replace others, where there is nothing of
    ///   the name to remove, and where some uses of the flag have a sign and others none.
    package func edited(by edits: [ListEdit<Element>], flag: String) throws(LedgerError) -> [Element] {
        let (bare, set, added, removed) = edits.parts()
        guard !edits.isEmpty else { return self }
        try Self.check((set ?? []) + bare + added, flag)
        guard bare.isEmpty || bare.count == edits.count else {
            throw LedgerError(
                .refused, "\(flag) is given with a sign and without one. " + Self.forms(flag, bare[0].flagText))
        }
        if !bare.isEmpty {
            if let list = Element.list(of: bare, over: self) { return list }
            throw LedgerError(
                .refused,
                "\(flag) \(bare[0].flagText) does not say what becomes of what the record has ("
                    + map(\.flagText).joined(separator: "; ") + "). " + Self.forms(flag, bare[0].flagText))
        }
        var list = (set.map { [].adding($0) } ?? self).adding(added)
        for name in removed {
            let left = list.filter { !$0.isNamed(name) }
            guard left.count < list.count else {
                throw LedgerError(
                    .refused,
                    "\(flag) -\(name): the record has none of that name to remove; it has "
                        + (list.isEmpty ? "none at all." : list.map(\.flagText).joined(separator: "; ") + "."))
            }
            list = left
        }
        return list
    }

    /// The list with others: each in the place of the one that states the same thing, else after the others.
    fileprivate func adding(_ others: [Element]) -> [Element] {
        var list = self
        for other in others {
            if let index = list.firstIndex(where: { other.isAbout(theSameAs: $0) }) {
                list[index] = other.replacing(list[index])
            } else {
                list.append(other)
            }
        }
        return list
    }

    /// Of two that state the same thing one would be lost.
    private static func check(_ given: [Element], _ flag: String) throws(LedgerError) {
        for (index, element) in given.enumerated() {
            guard let other = given[..<index].first(where: { element.isAbout(theSameAs: $0) }), other != element else {
                continue
            }
            throw LedgerError(
                .refused,
                "\(flag) \(other.flagText) and \(flag) \(element.flagText) state the same thing: give one of them.")
        }
    }

    private static func forms(_ flag: String, _ value: String) -> String {
        "Give every value a sign: \(flag) +\(value) adds it, \(flag) -NAME removes one, \(flag) =\(value) sets the whole "
            + "list."
    }
}

extension Array {
    /// The values of a flag by what they say; `set` is nil where none of them sets the list.
    fileprivate func parts<E>() -> (bare: [E], set: [E]?, added: [E], removed: [String]) where Element == ListEdit<E> {
        var parts: (bare: [E], set: [E]?, added: [E], removed: [String]) = ([], nil, [], [])
        for edit in self {
            switch edit {
            case .bare(let element): parts.bare.append(element)
            case .add(let element): parts.added.append(element)
            case .remove(let name): parts.removed.append(name)
            case .set(let element): parts.set = (parts.set ?? []) + (element.map { [$0] } ?? [])
            }
        }
        return parts
    }
}
