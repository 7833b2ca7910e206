/// A rule that takes two records of one kind for the same people, and what it is worth.
///
/// Publishers move points between exports (the median is 14.6 km) and days as well, so that narrow windows find nothing;
/// wide ones take different people for the same. What each rule is worth was measured on two exports of one publisher whose
/// identifiers have nothing in common, its rows of 2014 as they stood in January 2020 and in April 2024: 247 and 535.
/// A pair is judged to be the same where both state the same toll and name a source in common.
public struct DuplicateRule: Hashable, Sendable {
    /// What two records must have in common.
    public enum Test: Hashable, Sendable {
        /// An address that few records of either side cite.
        case address(citedByAtMost: Int)
        /// The words of the place, and days that are not far apart.
        case place(days: Int32)
        /// Days, points and counts that are not far apart.
        case near(persons: ClosedRange<Int64>, days: Int32, kilometres: Double, apart: Double)
    }

    /// Stable: links name it.
    public var name: String
    /// What it says, in words.
    public var summary: String
    public var test: Test
    /// It also compares the records of one dataset with each other. A publisher's own rows are different people unless
    /// much speaks against it: single deaths near each other are.
    public var isWithinDatasets: Bool
    /// Of the pairs that all rules find in the two exports, those that this one does, and those of them judged the same.
    public var worth: Worth

    public struct Worth: Hashable, Sendable {
        public var found: Int
        public var same: Int
    }

    /// Every rule, those that say most first.
    public static let all: [DuplicateRule] = [
        DuplicateRule(
            name: "small", summary: "2 to 4 persons, the same number, at most 1 day and 50 km apart",
            test: .near(persons: 2...4, days: 1, kilometres: 50, apart: 0), isWithinDatasets: false,
            worth: Worth(found: 11, same: 11)),
        DuplicateRule(
            name: "large", summary: "5 persons or more, numbers within 20 %, at most 3 days and 100 km apart",
            test: .near(persons: 5...Int64.max, days: 3, kilometres: 100, apart: 0.2), isWithinDatasets: true,
            worth: Worth(found: 52, same: 49)),
        DuplicateRule(
            name: "address", summary: "an address in common that at most 3 records of either side cite",
            test: .address(citedByAtMost: 3), isWithinDatasets: false, worth: Worth(found: 129, same: 99)),
        DuplicateRule(
            name: "place", summary: "the same words for the place, at most 14 days apart",
            test: .place(days: 14), isWithinDatasets: false, worth: Worth(found: 122, same: 91)),
        DuplicateRule(
            name: "one", summary: "1 person each, on the same day, at most 25 km apart",
            test: .near(persons: 1...1, days: 0, kilometres: 25, apart: 0), isWithinDatasets: false,
            worth: Worth(found: 34, same: 24)),
    ]

    /// The name under which two incidents are found: deaths or arrests of theirs are a pair.
    public static let ofIncidents = "their-records"
}
