import Forms

/// An XLSX workbook (ECMA-376): its sheets, and what their cells refer to.
final class Workbook {
    struct Sheet {
        var name: String
        var isHidden: Bool
        /// Of the archive.
        var part: String
    }

    private static let smallPart = 16 << 20
    private static let stringsPart = 1 << 30
    private static let sheetPart = 4 << 30

    let dateSystem: DateSystem
    /// Sheets of cells, in their order.
    let sheets: [Sheet]
    private let archive: ZipArchive
    private let file: InputFile
    private let stringsName: String?
    private let stylesName: String?
    private var strings: SharedStrings?
    private var styles: CellStyles?

    /// - Throws: ``TableError``: `anotherKind`, `macros`, `encrypted`, `zipBomb`, `tooLarge`, `damaged`, `documentType`.
    init(_ file: InputFile) throws(TableError) {
        self.file = file
        archive = try ZipArchive(file)
        let name = try Self.workbookPart(of: archive, file)
        let relations = try Self.relations(of: name, in: archive, file)
        stringsName = relations.values.first { $0.type == "sharedStrings" }?.target
        stylesName = relations.values.first { $0.type == "styles" }?.target
        var xml = try Self.xml(name, in: archive, file, limit: Self.smallPart)
        var sheets: [Sheet] = []
        var system = DateSystem.from1900
        while true {
            let event = try xml.next()
            if event == .finished { break }
            guard event == .start else { continue }
            switch String(decoding: xml.name, as: UTF8.self) {
            case "workbookPr":
                if let value = xml.string("date1904"), value == "1" || value == "true" { system = .from1904 }
            case "sheet":
                guard let relation = xml.string("id").flatMap({ relations[$0] }), relation.type == "worksheet" else {
                    continue
                }
                let state = xml.string("state") ?? "visible"
                sheets.append(
                    Sheet(name: xml.string("name") ?? "", isHidden: state != "visible", part: relation.target))
            default: break
            }
        }
        guard !sheets.isEmpty else {
            throw TableError(.noSheet, "\(file.name) is a workbook without a sheet of cells.")
        }
        self.sheets = sheets
        dateSystem = system
    }

    /// The rows of a sheet.
    func rows(of sheet: Sheet) throws(TableError) -> SheetReader {
        let strings: SharedStrings
        if let known = self.strings {
            strings = known
        } else if let name = stringsName, archive.has(name) {
            strings = try SharedStrings(try Self.xml(name, in: archive, file, limit: Self.stringsPart))
        } else {
            strings = SharedStrings()
        }
        self.strings = strings
        let styles: CellStyles
        if let known = self.styles {
            styles = known
        } else if let name = stylesName, archive.has(name) {
            styles = try CellStyles(try Self.xml(name, in: archive, file, limit: Self.smallPart))
        } else {
            styles = CellStyles()
        }
        self.styles = styles
        let xml = try Self.xml(sheet.part, in: archive, file, limit: Self.sheetPart)
        return SheetReader(xml, strings: strings, styles: styles, dates: dateSystem)
    }

    /// A sheet by its name, or by its number where none has the name.
    func sheet(named asked: String) throws(TableError) -> Sheet {
        if let sheet = sheets.first(where: { $0.name == asked })
            ?? sheets.first(where: {
                $0.name.lowercased() == asked.lowercased()
            })
        {
            return sheet
        }
        if let number = Int(asked), sheets.indices.contains(number - 1) { return sheets[number - 1] }
        let names = sheets.prefix(20).map { excerpt($0.name) }.joined(separator: ", ")
        throw TableError(.noSheet, "\(file.name) has no sheet \(excerpt(asked)). Its sheets are \(names).")
    }

    private static func xml(
        _ part: String, in archive: ZipArchive, _ file: InputFile, limit: Int
    ) throws(TableError) -> XMLReader {
        let subject = "The part \(part) of \(file.name)"
        let stream = try archive.part(part, limit: limit)
        return XMLReader(try TextStream(detecting: stream, subject: subject), part: subject)
    }

    /// Where the workbook itself is; or else what the archive seems to be.
    private static func workbookPart(of archive: ZipArchive, _ file: InputFile) throws(TableError) -> String {
        if archive.has("xl/workbook.bin") {
            throw TableError(
                .anotherKind, "\(file.name) is a binary workbook (.xlsb). Save it as an Excel workbook (.xlsx) or CSV.")
        }
        if archive.names.contains(where: { $0.hasSuffix("vbaproject.bin") }) {
            throw TableError(
                .macros,
                "\(file.name) holds macros (.xlsm), programs that a table does not need. Save it as an Excel workbook"
                    + " without macros (.xlsx).")
        }
        let kinds = [
            ("word/document.xml", "a Word document"), ("ppt/presentation.xml", "a presentation"),
            ("meta-inf/manifest.xml", "an OpenDocument file or a Java archive"), ("doc.kml", "a map (.kmz)"),
        ]
        if let kind = kinds.first(where: { archive.has($0.0) }) {
            throw TableError(
                .anotherKind, "\(file.name) is \(kind.1). Save its table as an Excel workbook (.xlsx) or CSV.")
        }
        guard archive.has("_rels/.rels"),
            let relation = try relations(at: "_rels/.rels", folder: "", archive, file).values.first(where: {
                $0.type == "officeDocument"
            }), archive.has(relation.target)
        else {
            let names = archive.names.sorted().prefix(3).map { excerpt($0) }.joined(separator: ", ")
            throw TableError(
                .anotherKind,
                "\(file.name) is a ZIP archive that is no workbook"
                    + (names.isEmpty ? " and has nothing in it." : " (it has \(names)). Unpack it and give its table."))
        }
        return relation.target
    }

    private struct Relation {
        /// The last word of its type.
        var type: String
        /// The part that it names.
        var target: String
    }

    private static func relations(
        of part: String, in archive: ZipArchive, _ file: InputFile
    ) throws(TableError) -> [String: Relation] {
        let folder = part.lastIndex(of: "/").map { String(part[...$0]) } ?? ""
        return try relations(at: "\(folder)_rels/\(part.dropFirst(folder.count)).rels", folder: folder, archive, file)
    }

    /// The relations of a part, by their identifiers.
    private static func relations(
        at name: String, folder: String, _ archive: ZipArchive, _ file: InputFile
    ) throws(TableError) -> [String: Relation] {
        var xml = try xml(name, in: archive, file, limit: smallPart)
        var relations: [String: Relation] = [:]
        while true {
            let event = try xml.next()
            if event == .finished { return relations }
            guard event == .start, xml.string("TargetMode") != "External", let id = xml.string("Id"),
                let type = xml.string("Type")?.split(separator: "/").last, let target = xml.string("Target")
            else { continue }
            relations[id] = Relation(type: String(type), target: resolved(target, folder))
        }
    }

    /// A part's name from a reference to it: from the root, or from a folder.
    private static func resolved(_ target: String, _ folder: String) -> String {
        if target.hasPrefix("/") { return String(target.dropFirst()) }
        var path: [Substring] = []
        for step in (folder + target).split(separator: "/") where step != "." {
            if step == ".." { _ = path.popLast() } else { path.append(step) }
        }
        return path.joined(separator: "/")
    }
}

extension TextStream {
    /// Text whose encoding is UTF-8 or stated by a byte order mark, as in every part of a workbook.
    convenience init(detecting stream: any ByteStream, subject: String) throws(TableError) {
        var first: [UInt8] = []
        _ = try stream.read(into: &first)
        self.init(
            PrefixedStream(first, then: stream), TextEncoding(markOf: Array(first.prefix(4))) ?? .utf8, subject: subject
        )
    }
}
