internal import Folding

extension RowCoding {
    /// Adds a row of a view's history.
    ///
    /// - Throws: ``ProjectionError`` `damaged` where it is not one.
    static func add(
        history key: RawSpan, _ value: RawSpan, of view: any View, cell: Int, to rows: inout SumRows, row: Int
    ) throws {
        var reader = ByteReader(value)
        guard key.byteCount == 12, add(&reader, to: &rows, row: row) else {
            throw ProjectionError.damaged(view, "the history of cell \(cell) cannot be read")
        }
    }
}
