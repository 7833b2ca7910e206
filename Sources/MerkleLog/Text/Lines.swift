/// Text handled by its bytes.
///
/// Swift compares strings by canonical equivalence and joins characters into clusters; a signature covers bytes, so
/// names and lines are compared and split as bytes.
enum Lines {
    static let newline = UInt8(ascii: "\n")

    /// The lines of a text that ends with a newline, without their newlines; nil when it does not end with one.
    static func split(_ text: ArraySlice<UInt8>) -> [ArraySlice<UInt8>]? {
        guard text.last == newline else { return nil }
        return text.dropLast().split(separator: newline, omittingEmptySubsequences: false)
    }

    /// A whole number in its one proper decimal form: no sign, no leading zeros.
    static func decimal(_ digits: some Collection<UInt8>) -> UInt64? {
        guard !digits.isEmpty, digits.count <= 20, digits.first != UInt8(ascii: "0") || digits.count == 1 else {
            return nil
        }
        var value: UInt64 = 0
        for digit in digits {
            guard UInt8(ascii: "0")...UInt8(ascii: "9") ~= digit else { return nil }
            let (product, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = product.addingReportingOverflow(UInt64(digit - UInt8(ascii: "0")))
            guard !overflow, !carry else { return nil }
            value = sum
        }
        return value
    }

    /// Whether a line can stand in a note: not empty, and without control characters (a newline is one).
    static func isLine(_ text: String) -> Bool {
        !text.isEmpty && text.utf8.allSatisfy { $0 >= 0x20 }
    }

    /// Whether two texts are the same bytes.
    static func same(_ left: String, _ right: String) -> Bool {
        left.utf8.elementsEqual(right.utf8)
    }
}
