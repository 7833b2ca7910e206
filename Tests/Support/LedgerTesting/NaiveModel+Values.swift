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

/// A sum in the model: of the four things that are known of its parts.
struct ModelSum {
    var low: Int64 = 0
    var high: Int64 = 0
    var isUnbounded = false
    var isApproximate = false

    init() {}

    init(_ value: Int64) { (low, high) = (value, value) }

    init(_ count: WireCount, _ isPresent: Bool) {
        guard isPresent else { return }
        switch count.qualifier {
        case .exact: (low, high) = (count.low, count.low)
        case .approximately: (low, high, isApproximate) = (count.low, count.low, true)
        case .atLeast, .moreThan: (low, high, isUnbounded) = (count.low, count.low, true)
        case .between, .nearly, .upTo: (low, high) = (count.low, count.high)
        default: break
        }
    }

    static func + (left: ModelSum, right: ModelSum) -> ModelSum {
        var sum = ModelSum()
        (sum.low, sum.high) = (left.low + right.low, left.high + right.high)
        sum.isUnbounded = left.isUnbounded || right.isUnbounded
        sum.isApproximate = left.isApproximate || right.isApproximate
        return sum
    }

    var text: String {
        let range = isUnbounded ? "\(low).." : low == high ? "\(low)" : "\(low)..\(high)"
        return isApproximate ? "~" + range : range
    }
}
