/// Walks over all pages in use from a set of roots, and throws at the first that is missing or is not what its
/// parent says.
struct PageWalk {
    /// Flags of a node in a leaf (mdb.c, "Node Flags").
    private struct NodeFlags {
        static let large: UInt16 = 0x01
        static let database: UInt16 = 0x02
    }

    let file: PageFile
    /// Pages visited, those of large values included.
    private(set) var count = 0
    /// Pages to visit, with their depth: deeper than any real tree means a cycle.
    private var pending: [(number: UInt64, depth: Int)] = []

    init(_ file: PageFile) { self.file = file }

    mutating func walk(_ roots: [UInt64]) throws(PageFile.Damage) {
        for root in roots { visitLater(root, depth: 0) }
        while let (number, depth) = pending.popLast() {
            guard depth <= 64 else { throw damage(number, "is part of a cycle") }
            let page = try file.page(number)
            count += 1
            if page.flags & PageFile.Flags.fixedLeaf != 0 { continue }
            guard let nodes = page.nodes else { throw damage(number, "has impossible bounds") }
            switch page.flags & (PageFile.Flags.branch | PageFile.Flags.leaf) {
            case PageFile.Flags.branch:
                for node in nodes { visitLater(Self.child(page, node), depth: depth + 1) }
            case PageFile.Flags.leaf:
                for node in nodes { try visitLeaf(page, node, number, depth) }
            default: throw damage(number, "is in use, but neither branch nor leaf")
            }
        }
    }

    private mutating func visitLater(_ number: UInt64, depth: Int) {
        if number != PageFile.noPage { pending.append((number, depth)) }
    }

    /// The page to which a node of a branch leads: 48 bits.
    private static func child(_ page: Page, _ node: Int) -> UInt64 {
        UInt64(page.number(at: node, as: UInt32.self)) | UInt64(page.number(at: node + 4, as: UInt16.self)) << 32
    }

    private mutating func visitLeaf(
        _ page: Page, _ node: Int, _ number: UInt64, _ depth: Int
    ) throws(PageFile.Damage) {
        let flags = page.number(at: node + 4, as: UInt16.self)
        let size = Int(page.number(at: node, as: UInt32.self))
        let data = node + 8 + Int(page.number(at: node + 6, as: UInt16.self))
        let isLarge = flags & NodeFlags.large != 0
        guard data + (isLarge ? 8 : size) <= page.bytes.count else { throw damage(number, "has an impossible entry") }
        if isLarge {
            try visitLarge(page.number(at: data, as: UInt64.self), size)
        } else if flags & NodeFlags.database != 0 {
            guard size == PageFile.databaseSize else { throw damage(number, "has an impossible database") }
            visitLater(page.number(at: data + 40, as: UInt64.self), depth: depth + 1)
        }
    }

    private mutating func visitLarge(_ number: UInt64, _ size: Int) throws(PageFile.Damage) {
        let first = try file.page(number)
        let pages = first.overflowCount
        guard first.flags & PageFile.Flags.overflow != 0, pages > 0,
            size <= Int(pages) * file.pageSize - PageFile.headerSize
        else { throw damage(number, "is not the large value that it should be") }
        // The last one is there: so are those before it. Their contents are the value's, with no header.
        guard try file.hasPage(number + pages - 1) else { throw damage(number, "begins a value that is cut off") }
        count += Int(pages)
    }

    private func damage(_ number: UInt64, _ what: String) -> PageFile.Damage {
        PageFile.Damage(sentence: "page \(number) \(what)")
    }
}
