/// The number of characters to insert, remove, replace or swap with their neighbour to make one text of the other
/// (optimal string alignment).
public func editDistance(_ left: String, _ right: String) -> Int {
    let (source, target) = (Array(left), Array(right))
    var (before, row) = ([Int](), Array(0...target.count))
    for index in source.indices {
        var next = [index + 1]
        for column in target.indices {
            let isSame = source[index] == target[column]
            var distance = min(row[column] + (isSame ? 0 : 1), row[column + 1] + 1, next[column] + 1)
            if index > 0, column > 0, source[index] == target[column - 1], source[index - 1] == target[column] {
                distance = min(distance, before[column - 1] + 1)
            }
            next.append(distance)
        }
        (before, row) = (row, next)
    }
    return row[target.count]
}

/// The names that were probably meant by `text`: the nearest first, at most three, without case and accents.
///
/// A name counts as near when a third of its characters or fewer differ, at least two of them the same, or when it contains
/// the text.
public func suggestions(for text: String, among names: some Sequence<String>) -> [String] {
    let wanted = FoldedText.of(text)
    let scored = names.compactMap { name -> (name: String, distance: Int)? in
        let candidate = FoldedText.of(name)
        let distance = editDistance(candidate, wanted)
        if distance <= max(2, candidate.count / 3), distance < candidate.count - 1 { return (name, distance) }
        return wanted.count >= 3 && candidate.contains(wanted) ? (name, distance) : nil
    }
    return scored.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
}

/// Texts as a question joins them: `a`, `a or b`, `a, b or c`.
public func alternatives(_ texts: [String]) -> String {
    guard let last = texts.last, texts.count > 1 else { return texts.first ?? "" }
    return texts.dropLast().joined(separator: ", ") + " or " + last
}

/// ` Did you mean …?`, or nothing where nothing is like what was typed.
package func question(_ text: String, among names: [String]) -> String {
    let near = suggestions(for: text, among: names)
    return near.isEmpty ? "" : " Did you mean \(alternatives(near))?"
}
