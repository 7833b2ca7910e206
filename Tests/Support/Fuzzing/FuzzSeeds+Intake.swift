import Intake
import LedgerTesting

/// Tables, workbooks and mappings.
extension FuzzSeeds {
    static let tables = [
        "Title\n\na,b,c\n#x,#y+z,#w\n\"1,5\",\"say \"\"hi\"\"\",Río\r\n2,,\n", "sep=;\na;b\nMelilla;España\n",
        "[{\"a\":1.5e3,\"b\":\"\\u00e9\\n\"},{\"c\":[1,{\"d\":null}],\"a\":true}]", "{\"a\":\"x\"}\n{\"a\":-0.5}\n",
        "a\tb\n1\t2\n",
    ]

    // MARK: Workbooks

    private static let workbook: TestArchive = {
        var workbook = TestWorkbook(
            "<row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c r=\"B1\" t=\"inlineStr\"><is><t>b &amp; c</t></is></c></row>"
                + "<row r=\"2\"><c r=\"A2\" s=\"1\"><v>44702.5</v></c><c r=\"B2\" t=\"b\"><v>1</v></c></row>"
                + "<row r=\"5\"><c r=\"A5\" t=\"e\"><v>#N/A</v></c><c r=\"D5\" t=\"str\"><f>1</f><v>x_x000A_</v></c></row>"
        )
        workbook.strings = "<si><r><t>a</t></r><rPh><t>x</t></rPh></si><si><t>&#233;</t></si>"
        workbook.styles =
            "<numFmts><numFmt numFmtId=\"170\" formatCode=\"yyyy\"/></numFmts><cellXfs><xf/><xf numFmtId=\"170\"/></cellXfs>"
        workbook.sheets.append(("Other", "hidden", "<row><c><v>1</v></c></row>"))
        return workbook.archive
    }()

    /// Of the parts whose texts an input holds, in their order.
    static let partNames = workbook.parts.map(\.name)

    /// The texts of the parts; an archive that stores them; and one with a part in blocks of DEFLATE.
    static let workbooks: [[UInt8]] = {
        var deflated = workbook
        for index in deflated.parts.indices {
            let size = UInt16(clamping: deflated.parts[index].stored.count)
            // One stored block, the last (RFC 1951, 3.2.4).
            let header = [1, UInt8(size & 0xFF), UInt8(size >> 8), UInt8(~size & 0xFF), UInt8(~size >> 8)]
            deflated.parts[index].stored.insert(contentsOf: header, at: 0)
            deflated.parts[index].method = 8
        }
        return [Array(workbook.parts.map(\.stored).joined(separator: [0])), workbook.bytes, deflated.bytes]
    }()

    // MARK: Mappings

    /// Rows for every reader: whole, sparse, and wrong in every cell.
    static let mappedTable = Array(
        """
        Web ID,Main ID,Incident ID,Region of Incident,Reported Date,Website Date,Number Dead,Low,High,Cause of Death,\
        Location Coordinates,Latitude,Longitude,Country,Information Source,URL,Source Quality,Role,Operation,\
        Number of Females,Number of Males,Number of Children,Minimum Estimated Number of Missing,Total Dead and Missing
        1,2020.MMP1,2020.MMP1.1,Mediterranean,"January 05, 2020",2020-01-05,2,1,3,Drowning,"38.61, 26.65","38,61",26.65,Türkiye,\
        IOM Turkey,"https://a.b, https://c.d",4,skipper,Sophia,1,1,0,5,7
        2,2020.MMP2,"2020.MMP2.1,2020.MMP2.2",Caribbean,05/11/2015,43000,"1,022",,,Mixed or unknown,POINT (-71.5 18.2),18,-71,HT,\
        ,,,,,,,,,
        3,x,,nowhere,99/99/2020,-1,some,9,3,?,"200, 999",N/A,x,Atlantis,a;b|c,not an address,99,!,,-3,1e9,9999999999,~,<5

        """.utf8)

    static let mappings: [[UInt8]] =
        BuiltInMappings.names.compactMap { BuiltInMappings.text(of: $0).map { Array($0.utf8) } } + [
            Array(
                """
                {"format":1,"name":"own","version":1,
                "dataset":{"id":"own","publisher":"P","title":"T","prefix":"own-","identifierScheme":"s","regionScheme":"m49"},
                "row":{"identifier":["Main ID"],"incident":["Incident ID"],"form":"9*","nothing":["-"],"keep":["URL"]},
                "shared":{"occurred":{"date":["Website Date"],"order":"auto"},
                "place.point":{"latitude":["Latitude"],"longitude":["Longitude"]},"place.country":{"country":["Country"]},
                "sources":{"sources":["Information Source"],"addresses":["URL"]}},
                "records":{"incident":{},"deaths":[{"part":"a","dead":{"count":["Number Dead"],"low":["Low"],"high":["High"]},
                "causes":{"code":["Cause of Death"],"table":{"Drowning":"drowning"},"else":"keep"}}],
                "arrests":{"if":["Role"],"count":{"constant":"1"},"role":{"text":["Role"]}},
                "operation":{"if":["Operation"],"name":{"text":["Operation"],"required":true}}}}
                """.utf8),
            Array(
                "{\"format\":1,\"name\":\"b\",\"version\":2,\"basedOn\":\"\(BuiltInMappings.names[0])\",\"row\":null}"
                    .utf8),
        ]
}
