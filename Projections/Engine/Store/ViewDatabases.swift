internal import Folding
internal import Incidents
internal import LMDB

/// The databases of one view version, and the form of their rows.
///
/// - `cells`: cell number u32be → key ‖ running sums over all days, where the view stands.
/// - `history`: cell number u32be ‖ node u32be ‖ block u32be → running sums at the end of the block (of the current
///   block: where the view stands). A row is there only if something changed in the block.
/// - `parked`: position u64be → why the event there could not be processed.
/// - `meta`: `view` → name ‖ 00 ‖ version in decimal; `columns` → as ``StoredView`` says; `progress` →
///   ``Progress``; `checked` → the position u64be after which every entry was held against the log's tree as it was
///   folded: alone of all rows no function of the log, but of how it was folded.
struct ViewDatabases: Sendable {
    static let progressKey = Array("progress".utf8)
    static let checkedKey = Array("checked".utf8)
    static let viewKey = Array("view".utf8)

    let cells: Database
    let history: Database
    let parked: Database
    let meta: Database

    /// What a view's environment declares.
    static let names = ["cells", "history", "parked", "meta"]

    init(_ environment: Environment) throws(LMDBError) {
        cells = try environment.database("cells")
        history = try environment.database("history")
        parked = try environment.database("parked")
        meta = try environment.database("meta")
    }

    func clear(_ transaction: inout WriteTransaction) throws(LMDBError) {
        for database in [cells, history, parked, meta] { try transaction.clear(database) }
    }

    static func cellKey(_ cell: Int) -> [UInt8] {
        var key: [UInt8] = []
        RowCoding.appendBigEndian(UInt32(cell), to: &key)
        return key
    }

    /// The key of a row of `history`, without any memory of its own.
    typealias HistoryKey = InlineArray<12, UInt8>

    static func historyKey(cell: Int, node: UInt32, block: UInt32) -> HistoryKey {
        let start = UInt64(UInt32(cell)) << 32 | UInt64(node)
        return HistoryKey { index in
            index < 8
                ? UInt8(truncatingIfNeeded: start >> UInt64(56 - 8 * index))
                : UInt8(truncatingIfNeeded: block >> UInt32(88 - 8 * index))
        }
    }

    /// The stored form of a cell's key: for each column a text as `length varint ‖ UTF-8`, or a number as u32be, which
    /// is 0 for nothing and otherwise the number with its highest bit flipped; then its owner: the voice as u8, the dataset
    /// as such a text and the year as such a number.
    static func appendKey(_ key: OwnedKey, of view: any View, _ vocabulary: Vocabulary, to bytes: inout [UInt8]) {
        for (index, column) in view.keys.enumerated() {
            switch column.kind {
            case .number: RowCoding.appendBigEndian(key[index].raw, to: &bytes)
            case .text, .regions, .dataset, .amount:
                let text = vocabulary.text(key[index])
                RowCoding.appendVarint(UInt64(text.utf8.count), to: &bytes)
                bytes += text.utf8
            }
        }
        bytes.append(key.owner.voice.rawValue)
        let dataset = vocabulary.text(key.owner.dataset)
        RowCoding.appendVarint(UInt64(dataset.utf8.count), to: &bytes)
        bytes += dataset.utf8
        RowCoding.appendBigEndian(key.owner.year.raw, to: &bytes)
    }

    /// Reads what ``appendKey(_:of:_:to:)`` wrote; nil where the bytes are something else.
    static func readKey(_ reader: inout ByteReader, of view: any View, _ vocabulary: Vocabulary) -> OwnedKey? {
        var terms = [Term](repeating: .none, count: CellKey.maximumColumns)
        for (index, column) in view.keys.enumerated() {
            switch column.kind {
            case .number:
                guard let raw: UInt32 = reader.bigEndian() else { return nil }
                terms[index] = Term(raw: raw)
            case .text, .regions, .dataset, .amount:
                // Most are known: no text is made of their bytes.
                guard let text = reader.textBytes(), let term = try? vocabulary.term(text) else { return nil }
                terms[index] = term
            }
        }
        guard let number: UInt8 = reader.bigEndian(), let voice = Voice(rawValue: number),
            let text = reader.textBytes(), let dataset = try? vocabulary.term(text),
            let year: UInt32 = reader.bigEndian()
        else { return nil }
        let owner = OwnerTerms(dataset: dataset, voice: voice, year: Term(raw: year))
        return OwnedKey(CellKey(terms), owner: owner)
    }
}
