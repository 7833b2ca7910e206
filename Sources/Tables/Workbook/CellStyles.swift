/// Which styles of a workbook show numbers as dates.
struct CellStyles {
    private static let builtIn: [ClosedRange<Int>] = [14...22, 27...36, 45...45, 47...47, 50...58]

    /// By the number of the style.
    private var isDate: [Bool] = []

    /// A workbook without styles.
    init() {}

    init(_ xml: consuming XMLReader) throws(TableError) {
        var codes: [Int: String] = [:]
        var isInFormats = false
        while true {
            let event = try xml.next()
            if event == .finished { return }
            guard event != .text else { continue }
            switch String(decoding: xml.name, as: UTF8.self) {
            case "cellXfs": isInFormats = event == .start
            case "numFmt" where event == .start:
                if let id = xml.integer("numFmtId"), let code = xml.string("formatCode") { codes[id] = code }
            case "xf" where event == .start && isInFormats:
                let id = xml.integer("numFmtId") ?? 0
                isDate.append(codes[id].map(Self.isDate) ?? Self.builtIn.contains { $0.contains(id) })
                guard isDate.count <= 1 << 16 else {
                    throw TableError(.tooLarge, "The workbook has more than 65,536 styles, more than any workbook.")
                }
            default: break
            }
        }
    }

    /// Whether numbers of a style are dates or times.
    func isDate(_ style: Int) -> Bool {
        isDate.indices.contains(style) && isDate[style]
    }

    /// Whether a format shows a day or a time of day: it has one of `d m y h s` outside of what it shows as it stands. A
    /// length of time (`[h]:mm`) is a number.
    static func isDate(_ format: String) -> Bool {
        var rest = Substring(format)
        var found = false
        while let character = rest.popFirst() {
            switch character {
            case "\"": rest = rest.drop { $0 != "\"" }.dropFirst()
            case "\\", "_", "*": _ = rest.popFirst()
            case "[":
                let inner = rest.prefix { $0 != "]" }.lowercased()
                if !inner.isEmpty, inner.allSatisfy({ $0 == inner.first }), "hms".contains(inner.prefix(1)) {
                    return false
                }
                rest = rest.drop { $0 != "]" }.dropFirst()
            case ";": return found
            case "d", "D", "m", "M", "y", "Y", "h", "H", "s", "S": found = true
            default: break
            }
        }
        return found
    }
}

extension XMLReader {
    func string(_ attribute: String) -> String? {
        self.attribute(Array(attribute.utf8)).map { String(decoding: $0, as: UTF8.self) }
    }

    func integer(_ attribute: String) -> Int? {
        string(attribute).flatMap { Int($0) }
    }
}
