/// Why an entry cannot be read in place. A view parks such an event and says so.
public struct FactsError: Error, Hashable, Sendable, CustomStringConvertible {
    public enum Code: Hashable, Sendable {
        /// The bytes are not protobuf wire form, or a field is cut short.
        case notWireForm
        /// A field has another wire type than the schema gives it, or one that occurs once occurs twice.
        case badField
        /// A kind, a type or a code that this version does not know.
        case unknownCode
        /// The record is missing where the event must carry one, is of another kind, or is there where it must not be.
        case badRecord
        /// A count contradicts its qualifier or is too large to be summed.
        case badCount
        /// A text is not UTF-8.
        case notText
    }

    public let code: Code
    /// Completes the sentence "The event … ".
    public let description: String

    public init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }

    static func badField(_ number: UInt32, of message: StaticString) -> FactsError {
        FactsError(.badField, "holds field \(number) of \(message) twice or in a form that the schema does not allow")
    }

    static func unknownCode(_ value: UInt64, for name: StaticString) -> FactsError {
        FactsError(.unknownCode, "gives \(name) as \(value), which this version does not know")
    }
}
