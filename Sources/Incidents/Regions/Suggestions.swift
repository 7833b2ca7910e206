/// The number of characters to insert, remove or replace to make one text of the other (Levenshtein).
func editDistance(_ left: String, _ right: String) -> Int {
    let target = Array(right)
    var row = Array(0...target.count)
    for (index, character) in left.enumerated() {
        var diagonal = row[0]
        row[0] = index + 1
        for column in 0..<target.count {
            let replaced = diagonal + (target[column] == character ? 0 : 1)
            diagonal = row[column + 1]
            row[column + 1] = min(replaced, row[column] + 1, diagonal + 1)
        }
    }
    return row[target.count]
}

/// The names that were probably meant by `text`: the nearest first, at most three.
///
/// A name counts as near when a third of its characters or fewer differ, or when it contains the text.
func suggestions(for text: String, among names: [String]) -> [String] {
    let wanted = text.lowercased()
    let scored = names.compactMap { name -> (name: String, distance: Int)? in
        let candidate = name.lowercased()
        let distance = editDistance(candidate, wanted)
        if distance <= max(2, candidate.count / 3) { return (name, distance) }
        return wanted.count >= 3 && candidate.contains(wanted) ? (name, distance) : nil
    }
    return scored.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
}
