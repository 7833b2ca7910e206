import Forms

/// A report, part by part, whatever it is written as.
struct Report {
    var title: String
    /// What came of it, in sentences: the first thing that is read.
    var verdict: [String]
    /// Nothing is wrong.
    var isSound: Bool
    var parts: [ReportPart]
}

/// A part of a report, under a heading of its own.
struct ReportPart {
    /// Its key in JSON.
    var key: String
    var heading: String
    /// What a reader has to know of it; empty: nothing.
    var note = ""
    var body: Body

    enum Body {
        case facts([Fact])
        /// Sentences.
        case list([String])
        /// A text whose every byte counts; nil: there is none.
        case verbatim(String?)
        /// Rows are handed over one by one when they are written, so that long tables need no memory.
        case table([Column], rows: ((_ row: ([JSONValue]) throws -> Void) throws -> Void))
    }

    /// A name and its value.
    struct Fact {
        var name: String
        /// Null where there is none.
        var value: JSONValue
        /// What people read where there is none.
        var absent = "none"
        /// A key, a hash or a command, rather than words.
        var isCode = false
    }

    struct Column {
        enum Style {
            /// Broken anywhere, where it has to be.
            case words
            /// A few words, broken between them.
            case phrase
            /// Short, and never broken: a name of this program's or a day.
            case term
            case number
            /// Long, and broken anywhere: a hash.
            case code
        }

        /// In words; the key in JSON is the same in lowerCamelCase.
        var name: String
        var style = Style.words
    }
}

extension ReportPart.Body {
    /// A table whose rows are at hand.
    static func table(_ columns: [ReportPart.Column], _ rows: [[JSONValue]]) -> Self {
        .table(columns) { row in try rows.forEach(row) }
    }
}
