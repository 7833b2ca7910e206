import Incidents

/// The addresses in a cell, in their order: they are separated by commas, semicolons or white space before the next
/// address, since an address may itself hold a comma.
func addresses(in cell: String) -> [String] {
    func isSeparator(_ character: Character) -> Bool {
        character == "," || character == ";" || character.isWhitespace
    }
    var result: [String] = []
    var start = cell.startIndex
    var index = cell.startIndex
    while index < cell.endIndex {
        if isSeparator(cell[index]) {
            let next = cell[index...].firstIndex { !isSeparator($0) } ?? cell.endIndex
            let rest = cell[next...]
            if next == cell.endIndex || rest.hasPrefix("http") || rest.hasPrefix("www.") {
                result.append(String(cell[start..<index]))
                start = next
            }
            index = next
        } else {
            index = cell.index(after: index)
        }
    }
    if start < cell.endIndex { result.append(String(cell[start...])) }
    return result.filter { !$0.isEmpty }
}

/// The text of a cell of addresses as exports usually write it: what `addresses(in:)` takes apart without loss.
func addressCell(_ addresses: [String]) -> String {
    addresses.joined(separator: ", ")
}

/// Who said so and where: one source for each address, the first of which carries what the cell "Information Source"
/// says. Which of several named publishers an address belongs to the exports do not tell.
func sources(publisher: String, addresses: [String]) -> [Source] {
    guard let first = addresses.first else {
        return publisher.isEmpty ? [] : [Source(publisher: publisher)]
    }
    return [Source(publisher: publisher, locator: first)]
        + addresses.dropFirst().map { Source(publisher: "", locator: $0) }
}
