internal import Glibc

/// Walks over all pages of a file from a meta page's two roots, and throws at the first that is missing or is not what
/// the page above it says, or that two things lay claim to.
///
/// What is checked is what the C library takes on trust: kinds and bounds of pages and nodes, the order of keys on a page
/// and between pages, depths, the counts that each tree states of itself, pages of large values, and that the pages in
/// use, the free ones and the two meta pages are all pages, each once. What keys and values mean is not.
struct PageWalk {
    private enum Use: UInt8 {
        case none, used, free
    }

    private struct Pending {
        var page: UInt64
        var depth: UInt16
        /// The keys on the page are at or above the first, and below the second.
        var low: [UInt8]?
        var high: [UInt8]?
    }

    /// Pages of each sort, as walked.
    private struct Count: Equatable {
        var branch: UInt64 = 0
        var leaf: UInt64 = 0
        var overflow: UInt64 = 0
        var entries: UInt64 = 0
    }

    private let file: PageFile
    private let meta: Meta
    private var uses: [UInt8]
    /// Pages in use, those of large values included.
    private(set) var count = 0
    private(set) var freeCount = 0

    init(_ file: PageFile, _ meta: Meta) {
        self.file = file
        self.meta = meta
        uses = [UInt8](repeating: 0, count: Int(meta.lastPage) + 1)
        uses[0] = Use.used.rawValue
        uses[1] = Use.used.rawValue
    }

    mutating func walk() throws(PageFile.Damage) {
        var free: [UInt64] = []
        try walk(meta.free, "the free pages", isFree: true, &free)
        try walk(meta.main, "the main database", isFree: false, &free)
        for page in free {
            try use(page, .free)
            freeCount += 1
        }
        guard let lost = uses.firstIndex(of: Use.none.rawValue) else { return }
        throw damage(UInt64(lost), "is neither in use nor free")
    }

    private mutating func use(_ page: UInt64, _ use: Use) throws(PageFile.Damage) {
        guard page >= 2, page <= meta.lastPage else {
            throw PageFile.Damage(sentence: "there is a reference to page \(page), which the file does not have")
        }
        guard uses[Int(page)] == Use.none.rawValue else {
            let isFree = use == .free || uses[Int(page)] == Use.free.rawValue
            throw damage(page, isFree ? "is in use, or listed, and free" : "is in use twice")
        }
        uses[Int(page)] = use.rawValue
    }

    private mutating func walk(
        _ tree: TreeRecord, _ name: String, isFree: Bool, _ free: inout [UInt64]
    ) throws(PageFile.Damage) {
        guard tree.root != PageFile.noPage else {
            guard tree.entries == 0, tree.depth == 0 else {
                throw PageFile.Damage(sentence: "\(name) has \(tree.entries) entries and no page")
            }
            return
        }
        var found = Count()
        var pending = [Pending(page: tree.root, depth: 1, low: nil, high: nil)]
        var databases: [(String, TreeRecord)] = []
        while let next = pending.popLast() {
            guard next.depth <= tree.depth else { throw damage(next.page, "is deeper than its tree") }
            try use(next.page, .used)
            count += 1
            let isLeaf = next.depth == tree.depth
            let page = try file.page(next.page, flags: isLeaf ? PageFile.Flags.leaf : PageFile.Flags.branch)
            guard let nodes = page.nodes(isLeaf: isLeaf), !nodes.isEmpty else {
                throw damage(next.page, "has impossible bounds")
            }
            try checkKeys(page, nodes, next, isLeaf: isLeaf, isFree: isFree)
            if isLeaf {
                found.leaf += 1
                found.entries += UInt64(nodes.count)
                for node in nodes {
                    try visit(
                        page, node, next.page, &found, isFree: isFree, isMain: tree == meta.main, &databases, &free)
                }
            } else {
                found.branch += 1
                guard nodes.count > 1 || isFree else { throw damage(next.page, "leads to one page only") }
                for (index, node) in nodes.enumerated() {
                    pending.append(
                        Pending(
                            page: node.child, depth: next.depth + 1,
                            low: index == 0 ? next.low : Array(page.bytes[node.key]),
                            high: index + 1 < nodes.count ? Array(page.bytes[nodes[index + 1].key]) : next.high))
                }
            }
        }
        let stated = Count(
            branch: tree.branchPages, leaf: tree.leafPages, overflow: tree.overflowPages, entries: tree.entries)
        guard found == stated else {
            throw PageFile.Damage(
                sentence: "\(name) states \(stated.entries) entries on \(stated.branch), \(stated.leaf) and "
                    + "\(stated.overflow) pages; there are \(found.entries) on \(found.branch), \(found.leaf) and "
                    + "\(found.overflow)")
        }
        for (name, database) in databases { try walk(database, "database \(name)", isFree: false, &free) }
    }

    private func checkKeys(
        _ page: Page, _ nodes: [Page.Node], _ pending: Pending, isLeaf: Bool, isFree: Bool
    ) throws(PageFile.Damage) {
        let bytes = page.bytes.span.rawBytes
        var last: Range<Int>?
        // A branch's first key is not looked at.
        for (index, node) in nodes.enumerated() where isLeaf || index > 0 {
            guard node.key.count > 0, node.key.count <= 511, !isFree || node.key.count == 8 else {
                throw damage(pending.page, "has an impossible key")
            }
            let key = bytes.extracting(node.key)
            var order = -1
            if let last {
                order = Self.order(bytes.extracting(last), key, isFree)
            } else if let low = pending.low {
                // The first of a leaf may be the one by which the branch leads there.
                order = Self.order(low.span.rawBytes, key, isFree) - (isLeaf ? 1 : 0)
            }
            guard order < 0 else { throw damage(pending.page, "has keys out of order") }
            last = node.key
        }
        if let last, let high = pending.high,
            Self.order(bytes.extracting(last), high.span.rawBytes, isFree) >= 0
        {
            throw damage(pending.page, "has keys that belong on another page")
        }
    }

    /// Below, at or above 0 as the left key is before, at or after the right one.
    private static func order(_ left: RawSpan, _ right: RawSpan, _ areNumbers: Bool) -> Int {
        if areNumbers {
            // Unsafe: any bytes are a number; the loads check that they are there.
            let (a, b) = unsafe (
                left.unsafeLoadUnaligned(as: UInt64.self), right.unsafeLoadUnaligned(as: UInt64.self)
            )
            return a < b ? -1 : a == b ? 0 : 1
        }
        let length = min(left.byteCount, right.byteCount)
        let order = unsafe left.withUnsafeBytes { left in
            unsafe right.withUnsafeBytes { right -> Int32 in
                guard let left = left.baseAddress, let right = right.baseAddress else { return 0 }
                // Unsafe: both are lent for the call, and at least that long.
                return unsafe memcmp(left, right, length)
            }
        }
        return order == 0 ? (left.byteCount - right.byteCount).signum() : Int(order).signum()
    }

    private mutating func visit(
        _ page: Page, _ node: Page.Node, _ number: UInt64, _ found: inout Count, isFree: Bool, isMain: Bool,
        _ databases: inout [(String, TreeRecord)], _ free: inout [UInt64]
    ) throws(PageFile.Damage) {
        switch node.flags {
        case 0: if isFree { try addFree(Page(bytes: Array(page.bytes[node.value])), &free) }
        case Page.NodeFlags.large:
            let first = page.number(at: node.value.lowerBound, as: UInt64.self)
            let pages = try visitLarge(first, node.size)
            found.overflow += pages
            if isFree {
                let bytes = try file.bytes(first, count: pages)
                let value = bytes[PageFile.headerSize..<PageFile.headerSize + node.size]
                try addFree(Page(bytes: Array(value)), &free)
            }
        case Page.NodeFlags.database where isMain && !isFree && node.size == TreeRecord.byteCount:
            let record = TreeRecord(page, at: node.value.lowerBound)
            guard record.flags == 0 else { throw damage(number, "has a database of another sort") }
            databases.append((String(decoding: page.bytes[node.key], as: UTF8.self), record))
        default: throw damage(number, "has an entry of an impossible sort")
        }
    }

    /// The pages of a value too large for a leaf. Only the first has a header.
    private mutating func visitLarge(_ number: UInt64, _ size: Int) throws(PageFile.Damage) -> UInt64 {
        guard number <= meta.lastPage else {
            throw PageFile.Damage(sentence: "there is a reference to page \(number), which the file does not have")
        }
        let first = try file.page(number, flags: PageFile.Flags.overflow)
        let pages = first.overflowCount
        // A smaller value may have taken the place of a larger one.
        guard pages >= UInt64((PageFile.headerSize + size - 1) / file.pageSize + 1), pages <= meta.lastPage,
            number + pages - 1 <= meta.lastPage
        else { throw damage(number, "is not the large value that it should be") }
        // The last one is there: so are those before it.
        _ = try file.bytes(number + pages - 1, count: 1)
        for page in number..<number + pages { try use(page, .used) }
        count += Int(pages)
        return pages
    }

    /// A row of the tree of free pages: how many, and their numbers, descending.
    private func addFree(_ row: Page, _ free: inout [UInt64]) throws(PageFile.Damage) {
        guard row.bytes.count >= 8 else { throw PageFile.Damage(sentence: "the list of free pages has an empty row") }
        let count = row.number(at: 0, as: UInt64.self)
        guard count < UInt64(row.bytes.count / 8) else {
            throw PageFile.Damage(sentence: "the list of free pages has a row of \(count) pages, which is too many")
        }
        var last = UInt64.max
        for index in 0..<Int(count) {
            let page = row.number(at: 8 * (index + 1), as: UInt64.self)
            guard page < last else { throw PageFile.Damage(sentence: "the list of free pages is out of order") }
            last = page
            free.append(page)
        }
    }

    private func damage(_ number: UInt64, _ what: String) -> PageFile.Damage {
        PageFile.Damage(sentence: "page \(number) \(what)")
    }
}
