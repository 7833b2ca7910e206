/// Years as people write them: `2021`, or the first and the last, `2019..2021`.
public enum YearRange {
    /// - Returns: nil where the text is neither, or ends before it begins.
    public static func range(_ text: String) -> ClosedRange<Int32>? {
        let parts = text.split(separator: "..", omittingEmptySubsequences: false)
        guard (1...2).contains(parts.count), let first = Int32(parts[0]), let last = Int32(parts[parts.count - 1]),
            (1...9999).contains(first), first <= last, last <= 9999
        else { return nil }
        return first...last
    }

    /// Some years, in the shortest form: `2014..2016, 2019`.
    public static func text(of years: some Sequence<Int32>) -> String {
        var ranges: [ClosedRange<Int32>] = []
        for year in Set(years).sorted() {
            if let last = ranges.last, last.upperBound + 1 == year {
                ranges[ranges.count - 1] = last.lowerBound...year
            } else {
                ranges.append(year...year)
            }
        }
        return ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)..\($0.upperBound)" }
            .joined(separator: ", ")
    }
}
