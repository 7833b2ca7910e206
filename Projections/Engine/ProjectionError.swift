internal import Folding
public import Forms

/// Why a view cannot answer or be kept.
public struct ProjectionError: ExplainedError, Hashable, CustomStringConvertible {
    public enum Code: Hashable, Sendable {
        /// A view that cannot be stored: too many columns, or a name that cannot be a folder's.
        case badView
        /// A filter names a column that the view does not have.
        case unknownColumn
        /// The view has not come as far as it is asked for.
        case notCaughtUp
        /// The view's files are of another log, of a log that was cut back, or of another format, and it is open for
        /// reading only, so that it cannot be rebuilt.
        case refused
        /// The view's files cannot be read.
        case damaged
        /// The log's entries are not those that its tree was computed over.
        case logAltered
    }

    public let code: Code
    public let description: String

    public init(_ code: Code, _ description: String) {
        self.code = code
        self.description = description
    }

    public var failure: LedgerError.Code {
        switch code {
        case .damaged, .logAltered: .damaged
        default: .refused
        }
    }

    static func damaged(_ view: any View, _ what: String) -> ProjectionError {
        ProjectionError(
            .damaged,
            "The files of view \(view.name) are damaged (\(what)). Remove its folder: it is rebuilt from the log.")
    }
}
