import Foundation

/// A table as the page shows it: with a caption, a heading for each column, and one for each row.
package struct PageTable: Sendable {
    package struct Column: Sendable {
        var title: String
        var isNumber: Bool
        /// It holds sentences, for which it needs room.
        var isWide: Bool

        package init(_ title: String, isNumber: Bool = false, isWide: Bool = false) {
            (self.title, self.isNumber, self.isWide) = (title, isNumber, isWide)
        }

        fileprivate var style: String? { isNumber ? "number" : isWide ? "wide" : nil }
    }

    package struct Cell: Sendable {
        var content: Markup

        package init(_ text: String) { content = .dated(text) }

        package init(_ content: Markup) { self.content = content }

        /// A text that leads somewhere; nil: nowhere.
        package init(_ text: String, to address: String?) {
            content = address.map { .element("a", ["href": $0], text) } ?? .text(text)
        }
    }

    /// What a person reads before the table.
    package var caption: String
    package var columns: [Column]
    package var rows: [[Cell]]
    /// What all rows come to, under a line.
    package var foot: [Cell]?
    /// The first cell of a row says what the row is.
    package var hasRowHeadings = true
    /// By which the page's own script finds it.
    package var id: String?

    package init(_ caption: String, _ columns: [Column], _ rows: [[Cell]] = []) {
        (self.caption, self.columns, self.rows) = (caption, columns, rows)
    }

    /// In a frame that scrolls by itself where the window is narrower: it takes the focus, so that keys scroll it, too.
    package var markup: Markup {
        let head = Markup.element(
            "thead", [:],
            [
                .element(
                    "tr", [:],
                    columns.map { .element("th", ["scope": "col", "class": $0.style], $0.title) })
            ])
        let body = Markup.element("tbody", [:], rows.map { row($0) })
        let foot = foot.map { Markup.element("tfoot", [:], [row($0)]) }
        return .element(
            "div", ["class": "table", "tabindex": "0", "role": "region", "aria-label": caption],
            [
                .element(
                    "table", ["id": id],
                    [.element("caption", [:], caption), head, body] + (foot.map { [$0] } ?? []))
            ])
    }

    private func row(_ cells: [Cell]) -> Markup {
        .element(
            "tr", [:],
            zip(cells, columns).enumerated().map { place, pair in
                let (cell, column) = pair
                let kind = column.style
                return place == 0 && hasRowHeadings
                    ? .element("th", ["scope": "row", "class": kind], [cell.content])
                    : .element("td", ["class": kind], [cell.content])
            })
    }
}
