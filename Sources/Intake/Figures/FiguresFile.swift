public import Incidents

/// Published figures in the JSON form of `import figures FILE`, read as records.
///
/// Every figure has a publisher and a citation. The file is an array of figures that each state them, or an object that
/// says them once:
/// ```json
/// { "publisher": "…", "citation": "…", "published_on": "2020-02-24", "figures": [ … ] }
/// ```
/// A figure is an object of these fields, all others being refused:
///
/// | field | meaning |
/// |---|---|
/// | `id` | names the record, `published-figure/ID`; must be there |
/// | `measure` | what is counted, as published; must be there |
/// | `unit` | persons, checks, percent …; must be there |
/// | `value`, or `low` and `high` | whole numbers; one of both forms must be there |
/// | `qualifier` | `exact` (also where it is absent, for a `value`), `at least`, `more than`, `nearly`, `approximately`, `up to`, `between` (also where it is absent, for `low` and `high`; also `ranged`); what follows in brackets or after a semicolon is kept as a note |
/// | `publisher`, `citation`, `published_on` | who published it, in what, when; where the file does not say so once |
/// | `measure_code` | what of the ledger answers it: `dead`, `missing`, `dead-and-missing`, `survivors`, `arrests`, `checks`, `migrants-identified`, `nationalities`, `countries`; absent: the `measure`, where that is such a code |
/// | `region` | `scheme:code`, a region or a named group such as `mmp-2014:Americas`; absent with `geography`: the world |
/// | `operation` | the identifier of the operation that it is about |
/// | `dataset` | the dataset that it is a sum of; absent: those of its publisher |
/// | `para` | the paragraph, a number or a text |
/// | `subject` | what the figure is about, as published |
/// | `period` | `2016`, `2018-2019`, `2016/2017`, `2020 to date` (to the day `as_at`), a day, a month or a range of days; anything else is kept as text |
/// | `as_at` | the day to which it refers; anything else, such as `2020-02`, is kept as text |
/// | `geography` | as published |
/// | `source` | whom the publisher cites |
/// | `note` | a remark |
///
/// Which records answer a figure that states neither `measure_code` nor `region`, `operation` or `dataset` follows from its
/// words: see `FigureMeaning`.
public struct FiguresFile: Sendable {
    /// One figure and the name of its record.
    public struct Figure: Hashable, Sendable {
        public var record: RecordID
        public var state: PublishedFigure
    }

    /// In the order of the file.
    public let figures: [Figure]

    /// Reads a file.
    ///
    /// - Parameters:
    ///   - publisher: who published the figures of a file that does not say.
    ///   - citation: where they are printed, for a file that does not say.
    /// - Throws: ``ImportError``: `emptyFile`, `notFigures`, `unknownFigureField`, `missingFigureField`,
    ///   `badFigureField`, `repeatedFigure`; each names the figure.
    public init(_ bytes: [UInt8], publisher: String = "", citation: String = "") throws(ImportError) {
        guard !bytes.isEmpty else { throw ImportError(.emptyFile, "The file of figures is empty.") }
        var document = try FigureDocument(bytes)
        if document.publisher.isEmpty { document.publisher = publisher }
        if document.citation.isEmpty { document.citation = citation }
        var seen: Set<RecordID> = []
        var figures: [Figure] = []
        for (index, fields) in document.figures.enumerated() {
            let figure = try FigureReader(fields, number: index + 1, document: document).figure()
            guard seen.insert(figure.record).inserted else {
                throw ImportError(
                    .repeatedFigure, "Two figures of the file have the id \"\(figure.record.id)\"; give each its own.")
            }
            figures.append(figure)
        }
        self.figures = figures
    }
}
