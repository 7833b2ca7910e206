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
}
