import Crypto
package import Forms
import Foundation

/// An answer of many rows in one form, a piece at a time, so that it can be sent while it is laid out.
package struct AnswerPieces: Sequence, Sendable {
    /// How many rows there are.
    package let count: Int
    private let head: String
    private let rows: @Sendable (Range<Int>) -> String
    private let end: @Sendable (_ digest: String) -> String

    /// - Parameters:
    ///   - head: what comes before the first row.
    ///   - rows: the text of some rows.
    ///   - end: what comes after the last row, with the SHA-256 of all that was before it, in lower-case hexadecimal.
    package init(
        count: Int, head: String = "", rows: @escaping @Sendable (Range<Int>) -> String,
        end: @escaping @Sendable (_ digest: String) -> String = { _ in "" }
    ) {
        self.count = count
        self.head = head
        self.rows = rows
        self.end = end
    }

    /// The whole of it.
    package var text: String { joined() }

    package func makeIterator() -> Iterator { Iterator(self) }

    package struct Iterator: IteratorProtocol {
        /// So many rows are laid out at a time.
        private static let most = 500

        private let pieces: AnswerPieces
        private var hash = SHA256()
        /// Nil: the head comes next.
        private var row: Int?
        private var isDone = false

        fileprivate init(_ pieces: AnswerPieces) { self.pieces = pieces }

        package mutating func next() -> String? {
            guard !isDone else { return nil }
            guard let first = row else {
                row = 0
                return hashed(pieces.head)
            }
            guard first < pieces.count else {
                isDone = true
                return pieces.end(Hex.encode(Array(hash.finalize())))
            }
            let last = Swift.min(first + Self.most, pieces.count)
            row = last
            return hashed(pieces.rows(first..<last))
        }

        private mutating func hashed(_ text: String) -> String {
            hash.update(data: Data(text.utf8))
            return text
        }
    }
}

extension AnswerPieces {
    /// An object a line, and a last line that says how many there were and what their SHA-256 is: a copy without it was cut.
    package static func lines(_ count: Int, _ object: @escaping @Sendable (Int) -> JSONValue) -> AnswerPieces {
        AnswerPieces(count: count) { range in
            range.map { object($0).text() + "\n" }.joined()
        } end: { digest in
            JSONValue.members([("rows", .integer(count)), ("digest", .string(digest))]).text() + "\n"
        }
    }

    /// One object, the last member of which is the list of rows.
    package static func object(
        _ members: [(String, JSONValue)], _ name: String, _ count: Int,
        _ element: @escaping @Sendable (Int) -> JSONValue
    ) -> AnswerPieces {
        let head = JSONValue.members(members).text().dropLast() + (members.isEmpty ? "" : ",")
        return AnswerPieces(count: count, head: head + JSONValue.string(name).text() + ":[\n") { range in
            range.map { element($0).text() + ($0 == count - 1 ? "\n" : ",\n") }.joined()
        } end: { _ in
            "]}\n"
        }
    }

    package static func csv(_ table: TextTable) -> AnswerPieces {
        AnswerPieces(count: table.rows.count, head: CSVText.table(header: table.columns.map(\.name), rows: [])) {
            range in
            range.map { CSVText.table(row: table.rows[$0]) }.joined()
        }
    }
}
