import Foundation
import LedgerTesting
import Testing

/// A file that an import must refuse, and words that its refusal must have.
struct BadFile: Sendable, CustomTestStringConvertible {
    var name: String
    var bytes: Data
    var words: [String] = []

    var testDescription: String { name }

    static let header = """
        Web ID,Region of Incident,Reported Date,Reported Year,Reported Month,Number Dead,\
        Minimum Estimated Number of Missing,Total Dead and Missing,Number of Survivors,Number of Females,\
        Number of Males,Number of Children,Cause of Death,Location Description,Information Source,\
        Location Coordinates,Migration Route,URL,UNSD Geographical Grouping,Source Quality

        """
    static let row =
        #"1,Europe,"January 05, 2020",2020,Jan,1,,1,,,,,Drowning,A river,IOM,"48.2, 16.3",,,Western Europe,4"#

    static let all = [
        BadFile(name: "an empty file", bytes: Data(), words: ["empty"]),
        BadFile(name: "another CSV", bytes: Data("name,height\nEverest,8849\n".utf8), words: ["column"]),
        BadFile(
            name: "a binary file", bytes: Data([0x7F, 0x45, 0x4C, 0x46, 0, 0, 0, 1] + (0...255).map { UInt8($0) })),
        BadFile(
            name: "a file cut in the middle of a quoted field",
            bytes: Data((header + row + "\n" + #"2,Europe,"January 06, 20"#).utf8), words: ["quot"]),
        BadFile(
            name: "a file of which a row is newer than its as-at day",
            bytes: Data((header + row.replacing("January 05, 2020", with: "March 01, 2020") + "\n").utf8),
            words: ["2020-03-01"]),
    ]
}
