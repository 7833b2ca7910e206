import Incidents

/// The addresses in a cell, in their order: they are separated by commas, semicolons or white space before the next
/// address, since an address may itself hold a comma.
func addresses(in cell: String) -> [String] {
    let bytes = Array(cell.utf8)
    var result: [String] = []
    var start = 0
    var index = 0
    while index < bytes.count {
        let length = separatorLength(bytes, index)
        guard length > 0 else {
            index += 1
            continue
        }
        var next = index + length
        while next < bytes.count, case let more = separatorLength(bytes, next), more > 0 { next += more }
        if next == bytes.count || bytes[next...].starts(with: "http".utf8) || bytes[next...].starts(with: "www.".utf8) {
            if start < index { result.append(String(decoding: bytes[start..<index], as: UTF8.self)) }
            start = next
        }
        index = next
    }
    if start < bytes.count { result.append(String(decoding: bytes[start...], as: UTF8.self)) }
    return result
}

/// Of the comma, semicolon or white space at an index; 0: there is none.
private func separatorLength(_ bytes: [UInt8], _ index: Int) -> Int {
    switch bytes[index] {
    case 0x2C, 0x3B, 0x20, 0x09...0x0D: 1
    // The space that does not break.
    case 0xC2 where index + 1 < bytes.count && bytes[index + 1] == 0xA0: 2
    default: 0
    }
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
