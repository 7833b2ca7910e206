/// How bytes stand for text.
package enum TextEncoding: String, Sendable, CaseIterable {
    case utf8 = "UTF-8"
    case utf16LittleEndian = "UTF-16LE"
    case utf16BigEndian = "UTF-16BE"
    /// What spreadsheets write where nobody asks for anything else; ISO 8859-1 and ASCII are read as it.
    case windows1252 = "Windows-1252"

    /// By one of its names, as a person gives it.
    package init(named name: String) throws(TableError) {
        switch name.lowercased().filter({ $0 != "-" && $0 != "_" && $0 != " " }) {
        case "utf8": self = .utf8
        case "utf16", "utf16le": self = .utf16LittleEndian
        case "utf16be": self = .utf16BigEndian
        case "windows1252", "cp1252", "1252", "latin1", "iso88591", "ascii": self = .windows1252
        default:
            throw TableError(
                .badRequest,
                "\(excerpt(name)) is no encoding that is read here: give utf-8, utf-16le, utf-16be or windows-1252.")
        }
    }

    /// What stands before a text and is no part of it.
    var mark: [UInt8] {
        switch self {
        case .utf8: [0xEF, 0xBB, 0xBF]
        case .utf16LittleEndian: [0xFF, 0xFE]
        case .utf16BigEndian: [0xFE, 0xFF]
        case .windows1252: []
        }
    }

    /// By the mark at the beginning of a file.
    init?(markOf beginning: [UInt8]) {
        let marked = TextEncoding.allCases.first { !$0.mark.isEmpty && beginning.starts(with: $0.mark) }
        guard let marked else { return nil }
        self = marked
    }
}

/// The characters 0x80 to 0x9F of Windows-1252; 0: none.
let windows1252Characters: [UInt16] = [
    0x20AC, 0, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0, 0x017D, 0,
    0, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0, 0x017E,
    0x0178,
]
