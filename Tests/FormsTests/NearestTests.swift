import Forms
import Testing

@Suite struct NearestTests {
    /// By the definition, without any table.
    private static func distance(_ left: ArraySlice<Character>, _ right: ArraySlice<Character>) -> Int {
        guard let a = left.last, let b = right.last else { return left.count + right.count }
        var least = distance(left.dropLast(), right.dropLast()) + (a == b ? 0 : 1)
        least = min(least, distance(left.dropLast(), right) + 1, distance(left, right.dropLast()) + 1)
        if left.count > 1, right.count > 1, a == right.dropLast().last, b == left.dropLast().last {
            least = min(least, distance(left.dropLast(2), right.dropLast(2)) + 1)
        }
        return least
    }

    @Test func `the distance of two texts is the least number of slips between them`() {
        let words = ["", "a", "sea", "sae", "land", "alnd", "fraud", "fruad", "roberry", "robbery", "ca", "abc"]
        for left in words {
            for right in words {
                let least = Self.distance(Array(left)[...], Array(right)[...])
                #expect(editDistance(left, right) == least, "\(left) \(right)")
            }
        }
    }

    @Test(arguments: [
        ("sae", ["sea"]), ("Mediteranean", ["Mediterranean"]), ("sudan", ["Sudan", "South Sudan"]), ("xx", []),
        ("ai", ["air"]), ("sao tome", ["São Tomé"]), ("zzzzzzzz", []),
    ])
    func `what was meant is what is nearest`(_ text: String, _ meant: [String]) {
        let names = ["sea", "air", "land", "Mediterranean", "Sudan", "South Sudan", "São Tomé"]
        #expect(suggestions(for: text, among: names) == meant)
    }
}
