/// What a file seems to be, by its first bytes; a file's name says nothing of it.
enum FileKind {
    case workbook, json, text

    /// - Throws: ``TableError``: `emptyFile`, `encrypted`, `anotherKind`: a sentence that says what it seems to be.
    init(_ file: InputFile) throws(TableError) {
        let beginning = try file.beginning(4_096)
        guard !beginning.isEmpty else { throw TableError(.emptyFile, "\(file.name) is empty: it has no header row.") }
        if beginning.starts(with: [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
            throw try Self.compoundFile(file, beginning)
        }
        if let kind = Self.magic.first(where: { beginning.starts(with: $0.bytes) }) {
            throw TableError(.anotherKind, "\(file.name) is \(kind.name), no table. \(kind.advice)")
        }
        if beginning.starts(with: [0x50, 0x4B, 0x03, 0x04]) || beginning.starts(with: [0x50, 0x4B, 0x05, 0x06]) {
            self = .workbook
            return
        }
        let text = Self.start(of: beginning)
        if let markup = Self.markup(text) {
            throw TableError(
                .anotherKind, "\(file.name) is \(markup), no table. Save it as CSV or an Excel workbook (.xlsx).")
        }
        self = Self.isJSON(text) ? .json : .text
    }

    private static let save = "Save its table as an Excel workbook (.xlsx) or CSV."
    private static let unpack = "Unpack it and give what is in it."
    private static let magic: [(bytes: [UInt8], name: String, advice: String)] = [
        (Array("%PDF-".utf8), "a PDF document", save),
        ([0x1F, 0x8B], "an archive of gzip", unpack),
        (Array("BZh".utf8), "an archive of bzip2", unpack),
        ([0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], "an archive of xz", unpack),
        ([0x28, 0xB5, 0x2F, 0xFD], "an archive of zstd", unpack),
        ([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "an archive of 7-Zip", unpack),
        (Array("Rar!\u{1A}\u{07}".utf8), "a RAR archive", unpack),
        (Array("SQLite format 3\0".utf8), "a database of SQLite", save),
        (Array("PAR1".utf8), "a Parquet file", save),
        (Array("{\\rtf".utf8), "a document of rich text", save),
        ([0x89, 0x50, 0x4E, 0x47], "a picture (PNG)", save),
        ([0xFF, 0xD8, 0xFF], "a picture (JPEG)", save),
        (Array("GIF8".utf8), "a picture (GIF)", save),
        ([0x7F, 0x45, 0x4C, 0x46], "a program", "Give a CSV, XLSX or JSON file."),
        (Array("$FL2@(#)".utf8), "a file of SPSS", save),
        (Array("<stata_dta>".utf8), "a file of Stata", save),
        ([0x09, 0x08], "an old Excel workbook (.xls)", "Save it as an Excel workbook (.xlsx) or CSV."),
    ]

    /// A container of older Office files; a workbook that is protected by a password is one, too.
    private static func compoundFile(_ file: InputFile, _ beginning: [UInt8]) throws(TableError) -> TableError {
        func number(_ offset: Int, _ bytes: Int) -> Int {
            guard offset + bytes <= beginning.count else { return 0 }
            return (0..<bytes).reduce(0) { $0 | Int(beginning[offset + $1]) << (8 * $1) }
        }
        // The directory names what the container holds (MS-CFB 2.2: its first sector at byte 48, their size at 30).
        let size = number(30, 2) == 12 ? 4_096 : 512
        var directory: [UInt8] = []
        try file.read(at: (number(48, 4) + 1) * size, count: 4_096, into: &directory)
        func names(_ word: String) -> Bool {
            var wide: [UInt8] = []
            for byte in word.utf8 { wide += [byte, 0] }
            return directory.indices.contains { directory[$0...].starts(with: wide) }
        }
        if names("EncryptedPackage") || names("EncryptionInfo") {
            return TableError(
                .encrypted, "\(file.name) is a workbook that is protected by a password. Save it without one.")
        }
        if names("WordDocument") { return TableError(.anotherKind, "\(file.name) is a Word document (.doc). \(save)") }
        if names("Workbook") || names("Book") {
            return TableError(
                .anotherKind,
                "\(file.name) is an old Excel workbook (.xls). Save it as an Excel workbook (.xlsx) or CSV.")
        }
        return TableError(.anotherKind, "\(file.name) is an older Office file, no table that is read here. \(save)")
    }

    /// The first text of a file in any encoding, as far as ASCII tells.
    private static func start(of beginning: [UInt8]) -> [UInt8] {
        var text = beginning[...]
        if let mark = TextEncoding(markOf: beginning)?.mark { text = text.dropFirst(mark.count) }
        // Of UTF-16 the lower bytes.
        return Array(text.filter { $0 != 0 }.drop { $0 == 0x20 || 0x09...0x0D ~= $0 }.prefix(512))
    }

    private static func markup(_ text: [UInt8]) -> String? {
        guard text.first == Byte.less else { return nil }
        let words = String(decoding: text, as: UTF8.self).lowercased()
        if words.hasPrefix("<?xml") {
            if words.contains("schemas-microsoft-com:office:spreadsheet") { return "an old workbook in XML" }
            if words.contains("<html") { return "a web page" }
            return "an XML document"
        }
        let tags = ["<!doctype html", "<html", "<head", "<body", "<table", "<meta", "<script", "<div", "<!--"]
        return tags.contains { words.hasPrefix($0) } ? "a web page" : nil
    }

    /// Whether the text begins with an object or with a list of values that no CSV begins with.
    private static func isJSON(_ text: [UInt8]) -> Bool {
        let next = text.dropFirst().first { !($0 == 0x20 || 0x09...0x0D ~= $0) }
        switch text.first {
        case UInt8(ascii: "{"): return next == nil || next == Byte.quote || next == UInt8(ascii: "}")
        case UInt8(ascii: "["):
            guard let next else { return true }
            return [UInt8(ascii: "{"), UInt8(ascii: "["), UInt8(ascii: "]"), Byte.quote].contains(next)
        default: return false
        }
    }
}
