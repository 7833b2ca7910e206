import Forms
import Testing

/// Tables and charts in a terminal of some width.
@Suite struct FittedTableTests {
    private let table = TextTable(
        columns: [.init(name: "place"), .init(name: "dead", isNumber: true), .init(name: "note")],
        rows: [
            ["off Zuwara, forty kilometres out", "12", "the boat was seen by a fisherman"],
            ["Melilla", "3..5", "said by two NGOs"],
        ])

    private func width(_ text: String) -> Int {
        text.split(separator: "\n").map { DisplayWidth.of(String($0)) }.max() ?? 0
    }

    /// Each word of what is shown is there whole.
    private func words(_ text: String) -> Set<String> { Set(text.split { $0 == " " || $0 == "\n" }.map(String.init)) }

    @Test(arguments: 30...80) func `a table is as wide as the terminal, and no word is broken`(width: Int) {
        let text = table.table(width: width)
        #expect(self.width(text.split(separator: "\n").filter { !$0.hasPrefix("…") }.joined(separator: "\n")) <= width)
        let all = Set(
            (table.rows.flatMap { $0 } + ["place", "dead", "note"]).flatMap { $0.split(separator: " ") }.map(
                String.init))
        let shown = words(
            text.split(separator: "\n").filter { !$0.hasPrefix("…") && !$0.contains("─") }.joined(separator: " "))
        #expect(shown.isSubset(of: all), "\(shown.subtracting(all))")
        #expect(shown == all || text.contains("… and note: there is no room"), "\(text)")
    }

    @Test func `what has room is laid out as without a width`() {
        #expect(table.table(width: 200) == table.table(width: nil))
        let grouped = table.table(width: nil, groups: 1).split(separator: "\n", omittingEmptySubsequences: false)
        // Between groups, and after the last line's end.
        #expect(grouped.count { $0.isEmpty } == table.rows.count)
    }

    @Test func `columns that have no room are named, and the first one always stays`() {
        let text = table.table(width: 12)
        #expect(text.contains("off") && text.contains("kilometres") && !text.contains("fisherman"))
        let remark = "… and dead, note: there is no room for them here; --format csv has them."
        #expect(text.replacing("\n", with: " ").hasSuffix(remark + " "), "\(text)")
    }

    @Test func `bars are as long as their numbers, the open part of a range lighter`() {
        let chart = TextChart.bars(
            [
                ("a", .init(low: 10, high: 10, text: "10")), ("bc", .init(low: 5, high: 10, text: "5..10")), ("d", nil),
                ("e", .init(low: 0, high: 0, text: "0")),
            ], width: 31)
        #expect(
            chart == """
                a   ████████████████████  10
                bc  ██████████░░░░░░░░░░  5..10
                d   –
                e   0

                """)
        #expect(TextChart.bars([], width: 80) == "")
    }

    @Test func `lines are to one scale, and say their largest`() {
        let chart = TextChart.lines(
            [
                ("Africa", [.init(low: 1, high: 1, text: "1"), nil, .init(low: 80, high: 80, text: "80")]),
                ("Asia", [.init(low: 40, high: 40, text: "40"), .init(low: 20, high: 30, text: "20..30"), nil]),
                ("none", [nil, nil, nil]),
            ], across: ["2017", "2018", "2019"], width: 33)
        #expect(
            chart == """
                Africa  ▁ █  80 (2019)
                Asia    ▅▄   40 (2017)
                none         –
                from left to right 2017 to 2019; each line's largest at its end

                """)
    }
}
