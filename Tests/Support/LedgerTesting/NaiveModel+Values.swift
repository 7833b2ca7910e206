import LedgerSchema

/// A part of a cell's key in the model.
enum ModelPart: Hashable, Comparable {
    case nothing
    case number(Int32)
    case text(String)

    var text: String {
        switch self {
        case .nothing: ""
        case .number(let value): String(value)
        case .text(let value): value
        }
    }

    static func < (left: ModelPart, right: ModelPart) -> Bool {
        switch (left, right) {
        case (.nothing, .number): true
        case (.number(let a), .number(let b)): a < b
        case (.text(let a), .text(let b)): Array(a.utf8).lexicographicallyPrecedes(Array(b.utf8))
        default: false
        }
    }

    // Texts are the same only if their bytes are.
    static func == (left: ModelPart, right: ModelPart) -> Bool {
        switch (left, right) {
        case (.nothing, .nothing): true
        case (.number(let a), .number(let b)): a == b
        case (.text(let a), .text(let b)): Array(a.utf8) == Array(b.utf8)
        default: false
        }
    }

    func hash(into hasher: inout Hasher) {
        hasher.combine(Array(text.utf8))
    }
}

struct ModelKey: Hashable, Comparable {
    var parts: [ModelPart]

    init(_ parts: [ModelPart]) { self.parts = parts }

    static func < (left: ModelKey, right: ModelKey) -> Bool { left.parts.lexicographicallyPrecedes(right.parts) }
}

/// A sum in the model: of the five things that are known of its parts.
struct ModelSum {
    /// Low, high, unbounded parts, approximate parts, reported parts.
    var parts: [Int64] = [0, 0, 0, 0, 0]

    init() {}

    init(_ value: Int64) { parts = [value, value, 0, 0, 1] }

    init(_ count: WireCount, _ isPresent: Bool) {
        guard isPresent else { return }
        switch count.qualifier {
        case .exact: parts = [count.low, count.low, 0, 0, 1]
        case .approximately: parts = [count.low, count.low, 0, 1, 1]
        case .atLeast, .moreThan: parts = [count.low, count.low, 1, 0, 1]
        case .between, .nearly, .upTo: parts = [count.low, count.high, 0, 0, 1]
        default: break
        }
    }

    static func + (left: ModelSum, right: ModelSum) -> ModelSum {
        var sum = ModelSum()
        sum.parts = zip(left.parts, right.parts).map { $0 + $1 }
        return sum
    }

    static func * (sum: ModelSum, sign: Int64) -> ModelSum {
        var product = ModelSum()
        product.parts = sum.parts.map { $0 * sign }
        return product
    }

    /// Of what may count or not.
    var possible: ModelSum {
        var sum = self
        (sum.parts[0], sum.parts[1]) = (min(0, parts[0]), max(0, parts[1]))
        return sum
    }

    /// The sum of two counts of one record: the record reports it once.
    func joined(to other: ModelSum) -> ModelSum {
        var sum = self + other
        sum.parts[4] = min(1, sum.parts[4])
        return sum
    }

    var text: String {
        let (low, high, isUnbounded, isApproximate) = (parts[0], parts[1], parts[2] != 0, parts[3] != 0)
        if parts == [0, 0, 0, 0, 0] { return "" }
        let range = isUnbounded ? "\(low).." : low == high ? "\(low)" : "\(low)..\(high)"
        return isApproximate ? "~" + range : range
    }
}
