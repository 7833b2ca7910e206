internal import Folding
internal import Foundation
internal import Incidents
internal import LMDB

extension Replay {
    /// Compares two views of the same log. Where another process carries the stored one on meanwhile, the scratch one
    /// follows it.
    static func compare(_ live: ViewStore, with scratch: ViewStore, knownBy: Day? = nil) throws -> ReplayedView {
        let (position, digest, comparison) = try live.environment.read { stored in
            let progress = try live.progress(stored)
            try scratch.catchUp(through: progress.position)
            let comparison = try scratch.environment.read { replayed in
                var comparison = Comparison(scratch, position: progress.position)
                comparison.compare(progress, try scratch.progress(replayed))
                try walk(live.databases.cells, stored, scratch.databases.cells, replayed) { key, left, right in
                    try comparison.readNames(of: scratch, replayed)
                    comparison.compareCell(key, left, right)
                }
                try walk(live.databases.history, stored, scratch.databases.history, replayed) { key, left, right in
                    try comparison.readNames(of: scratch, replayed)
                    comparison.compareHistory(key, left, right)
                }
                try walk(live.databases.parked, stored, scratch.databases.parked, replayed) { key, left, right in
                    comparison.compareParked(key, left, right)
                }
                return comparison
            }
            // An answer whose rows cannot be read has no digest; the comparison has named them.
            let digest = try? live.ownedAnswer(ViewQuery(asOf: progress.position, knownBy: knownBy)).digest
            return (progress.position, digest, comparison)
        }
        let replayed = try scratch.ownedAnswer(ViewQuery(asOf: position, knownBy: knownBy))
        return ReplayedView(
            replayed, liveDigest: digest ?? "", differences: comparison.differences, differenceCount: comparison.count)
    }

    /// Calls `body` for each key whose values differ, or that only one side has.
    private static func walk(
        _ left: Database, _ live: borrowing ReadTransaction, _ right: Database, _ replayed: borrowing ReadTransaction,
        _ body: (_ key: [UInt8], _ live: [UInt8]?, _ replayed: [UInt8]?) throws -> Void
    ) throws {
        var a = try live.cursor(left)
        var b = try replayed.cursor(right)
        var hasA = try a.next()
        var hasB = try b.next()
        while hasA || hasB {
            let order = hasA && hasB ? a.key.order(to: b.key) : hasA ? -1 : 1
            if order < 0 {
                try body(a.key.copied, a.value.copied, nil)
            } else if order > 0 {
                try body(b.key.copied, nil, b.value.copied)
            } else if a.value.order(to: b.value) != 0 {
                try body(a.key.copied, a.value.copied, b.value.copied)
            }
            if order <= 0 { hasA = try a.next() }
            if order >= 0 { hasB = try b.next() }
        }
    }
}

extension RawSpan {
    /// Negative, zero or positive: as bytes, shorter ones first.
    fileprivate func order(to other: RawSpan) -> Int {
        let common = Swift.min(byteCount, other.byteCount)
        // The pointers are used only inside the closures, while the spans are borrowed; both have that many bytes.
        let order = unsafe withUnsafeBytes { left in
            unsafe other.withUnsafeBytes { right in
                guard let left = left.baseAddress, let right = right.baseAddress else { return Int32(0) }
                return unsafe memcmp(left, right, common)
            }
        }
        return order == 0 ? byteCount - other.byteCount : Int(order)
    }
}

/// Collects how a stored view differs from a replayed one, in words.
struct Comparison {
    private let view: any View
    private let blocks: Blocks
    private let position: UInt64
    /// The cells by number, as the replayed view has them; empty until one is named.
    private var names: [String] = []
    private(set) var differences: [ViewDifference] = []
    private(set) var count = 0

    init(_ scratch: ViewStore, position: UInt64) {
        view = scratch.view
        blocks = scratch.blocks
        self.position = position
    }

    /// Reads what cells are called, before the first difference is named: most comparisons find none.
    mutating func readNames(of scratch: ViewStore, _ replayed: borrowing ReadTransaction) throws {
        guard names.isEmpty else { return }
        var names: [String] = []
        let (view, vocabulary) = (view, Vocabulary())
        try ViewStore.forEachCell(view, scratch.databases, vocabulary, replayed) { key, _ in
            names.append(Self.name(key, view, vocabulary))
        }
        self.names = names
    }

    mutating func compare(_ live: Progress, _ replayed: Progress) {
        for kind in live.seen.indices where live.seen[kind] != replayed.seen[kind] {
            add("events of kind \(kind)", "", "count", "\(live.seen[kind])", "\(replayed.seen[kind])")
        }
        if live.root != replayed.root {
            add("progress", "", "tree root", "\(live.root)", "\(replayed.root)")
        }
    }

    mutating func compareCell(_ key: [UInt8], _ live: [UInt8]?, _ replayed: [UInt8]?) {
        let (left, right) = (decode(live, hasKey: true), decode(replayed, hasKey: true))
        let name = name(ofCellIn: key)
        if let left, let right, left.name != right.name { return add(name, "", "key", left.name, right.name) }
        compare(left, right, name, "", live == nil)
    }

    mutating func compareHistory(_ key: [UInt8], _ live: [UInt8]?, _ replayed: [UInt8]?) {
        compare(
            decode(live, hasKey: false), decode(replayed, hasKey: false), name(ofCellIn: key), moment(of: key),
            live == nil)
    }

    mutating func compareParked(_ key: [UInt8], _ live: [UInt8]?, _ replayed: [UInt8]?) {
        let text = { (row: [UInt8]?) in row.map { String(decoding: $0, as: UTF8.self) } ?? "nothing" }
        add("event at position \(number(key, 0..<8))", "", "parking error", text(live), text(replayed))
    }

    private mutating func compare(
        _ live: Decoded?, _ replayed: Decoded?, _ cell: String, _ moment: String, _ isMissing: Bool
    ) {
        guard let live, let replayed else {
            let stored = live?.text(view) ?? (isMissing ? "no row" : "unreadable")
            return add(cell, moment, "row", stored, replayed?.text(view) ?? "no row")
        }
        if live.records != replayed.records {
            add(cell, moment, "records", "\(live.records)", "\(replayed.records)")
        }
        for (index, measure) in view.measures.enumerated() {
            let (left, right) = (live.sums[index], replayed.sums[index])
            guard left != right else { continue }
            let (stored, folded) = ViewDifference.texts(left, right)
            add(cell, moment, measure, stored, folded)
        }
    }

    private mutating func add(_ cell: String, _ moment: String, _ measure: String, _ live: String, _ replayed: String) {
        count += 1
        guard differences.count < ReplayedView.maximumDifferences else { return }
        differences.append(
            ViewDifference(
                view: view.name, cell: cell, moment: moment, measure: measure, live: live, replayed: replayed))
    }

    // MARK: Names

    private static func name(_ key: OwnedKey, _ view: any View, _ vocabulary: Vocabulary) -> String {
        let columns = view.keys.enumerated().map { index, column in
            switch column.kind {
            case .text, .regions, .dataset, .amount: "\(column.name)=\(vocabulary.text(key[index]))"
            case .number: "\(column.name)=\(key[index].number.map { String($0) } ?? "")"
            }
        }
        return ViewDifference.cell(columns.joined(separator: ","), of: key.owner.owner(in: vocabulary))
    }

    private func name(ofCellIn key: [UInt8]) -> String {
        let cell = Int(number(key, 0..<4))
        return names.indices.contains(cell) ? names[cell] : "cell \(cell)"
    }

    private func moment(of key: [UInt8]) -> String {
        guard key.count == 12 else { return "in an unreadable row" }
        let (node, block) = (UInt32(number(key, 4..<8)), number(key, 8..<12))
        let shift = node == Node.allDays ? blocks.shift : blocks.calendarShift
        let end = "as of position \(min((block + 1) << UInt64(shift), position))"
        if node == Node.allDays { return end }
        let (month, day) = (node >> 8 & 0xFF, node & 0xFF)
        let parts = [Int(node >> 16), Int(month), Int(day)].prefix(month == 0 ? 1 : day == 0 ? 2 : 3)
        return end + ", known in " + parts.map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: "-")
    }

    private func number(_ key: [UInt8], _ range: Range<Int>) -> UInt64 {
        range.reduce(0) { $0 << 8 | UInt64(key.indices.contains($1) ? key[$1] : 0) }
    }

    // MARK: Rows

    private struct Decoded {
        let name: String
        let records: Int64
        /// By measure.
        let sums: [Sum]

        func text(_ view: any View) -> String {
            view.measures.indices.map { "\(view.measures[$0])=\(sums[$0])" }.joined(separator: ",")
        }
    }

    private func decode(_ row: [UInt8]?, hasKey: Bool) -> Decoded? {
        guard let row else { return nil }
        let vocabulary = Vocabulary()
        // Unsafe only for types with padding; a byte has none.
        var reader = ByteReader(unsafe row.span.bytes)
        var name = ""
        if hasKey {
            guard let key = ViewDatabases.readKey(&reader, of: view, vocabulary) else { return nil }
            name = Self.name(key, view, vocabulary)
        }
        var rows = SumRows(width: view.measures.count)
        guard RowCoding.add(&reader, to: &rows, row: rows.append()) else { return nil }
        return Decoded(name: name, records: rows.records(of: 0), sums: rows.sums(of: 0))
    }
}
