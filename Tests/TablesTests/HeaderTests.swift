import Testing

@testable import Tables

@Suite struct HeaderTests {
    @Test func `titles and headings of groups above the header are passed over and kept`() throws {
        let text = "Incidents of 2024,,,\n\nplace,,persons,\nRegion,Location,Dead,Missing\na,b,1,2\n"
        let read = try ReadTable(text, known: ["Region", "Dead", "Missing"])
        #expect(read.cells == [["Region", "Location", "Dead", "Missing"], ["a", "b", "1", "2"]])
        #expect(read.file.above.map { $0.filter { !$0.isEmpty } } == [["Incidents of 2024"], ["place", "persons"]])
        #expect(read.sentences.contains("The header is on line 4. 2 rows above it are not part of the table"))
        #expect(read.sentences.contains("\"Incidents of 2024\" …"))
    }

    @Test func `headings of cells that are merged over two rows are taken from the upper one`() throws {
        let text = "Our list,,,,\nRegion,Date,Persons,,Note\n,,Males,Females,\na,b,1,2,x\n"
        let known: Set<String> = ["Region", "Date", "Males", "Females"]
        let read = try ReadTable(text, known: known)
        #expect(read.cells == [["Region", "Date", "Males", "Females", "Note"], ["a", "b", "1", "2", "x"]])
        #expect(read.sentences.contains("The header is on line 3 and the one above it. 1 row above it is not part"))
        // A row that has all of them is the header alone.
        let whole = try ReadTable("Region,x,y,z\nRegion,Date,Males,\na,b,1,2\n", known: known)
        #expect(whole.header == ["Region", "Date", "Males", ""])
    }

    @Test func `a title is passed over where no heading is known`() throws {
        #expect(try ReadTable("Our incidents\na,b,c\n1,2,3\n").cells == [["a", "b", "c"], ["1", "2", "3"]])
        #expect(try ReadTable("Our incidents,,\na,b,c\n1,2,3\n").cells == [["a", "b", "c"], ["1", "2", "3"]])
    }

    @Test func `the header that somebody gives is taken, by the row of a spreadsheet`() throws {
        let text = "x,y,z\n\na,b,c\n1,2,3\n"
        #expect(try ReadTable(text, TableRequest(headerRow: 3)).cells == [["a", "b", "c"], ["1", "2", "3"]])
        expectRefusal(refusal(text, TableRequest(headerRow: 2)), .noHeader, "Row 2 is given as the header")
        expectRefusal(refusal(text, TableRequest(headerRow: 99)), .noHeader, "Row 99")
    }

    @Test func `HXL tags after the header are no row, and what they tag is known`() throws {
        let read = try ReadTable("Region,Dead\n#adm1+name,#affected +killed\na,1\n")
        #expect(read.cells == [["Region", "Dead"], ["a", "1"]])
        #expect(read.file.tags == ["#adm1+name", "#affected +killed"])
        #expect(read.sentences.contains("HXL tags follow the header."))
    }

    @Test func `HXL tags may be the only header`() throws {
        let read = try ReadTable("#adm1+name,#affected+killed,\na,1,\n")
        #expect(read.header == ["#adm1+name", "#affected+killed", ""])
        #expect(read.rows == [["a", "1", ""]])
        #expect(read.sentences.contains("The only header is HXL tags, on line 1."))
        let titled = try ReadTable("Deaths\n#adm1+name,#affected+killed\na,1\n")
        #expect(titled.header == ["#adm1+name", "#affected+killed"])
    }

    @Test func `cells that a spreadsheet could not calculate are no tags`() throws {
        let read = try ReadTable("a,b\n#NAME?,#N/A\n#REF!,#DIV/0!\n")
        #expect(read.rows.count == 2)
        #expect(read.file.tags.isEmpty)
    }

    @Test func `a table without rows is a table, and nothing to store`() throws {
        let file = try TableFile(Array("a,b\n".utf8), name: "the file")
        let error = #expect(throws: TableError.self) { try StoredTable(file) }
        #expect(error?.code == .noRows)
    }
}
