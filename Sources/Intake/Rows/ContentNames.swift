import Incidents

/// A row that is known by what it says.
struct ContentRow: Hashable, Spoolable {
    var row: IdentifiedRow
    /// Of what it says.
    var digest: String

    init(row: IdentifiedRow, digest: String) {
        self.row = row
        self.digest = digest
    }

    static func key(_ row: ContentRow, _ key: inout SortKey) {
        key.text(row.digest)
        key.number(row.row.number)
    }

    func write(to writer: inout SpoolWriter) {
        writer.text(digest)
        row.write(to: &writer)
    }

    init(from reader: inout SpoolReader) {
        digest = reader.text()
        row = IdentifiedRow(from: &reader)
    }
}

/// Names rows that nothing but what they say tells apart: each is the held record that says the same; else, of the records
/// that no row says any more, the one of its place and day that it differs from least; else a new one, `row-` and a digest
/// of what it says.
///
/// Rows and records are put in the order by which they are held against each other, in temporary files: in memory are
/// those of one place and day.
struct ContentNames {
    let naming: RecordNaming
    let dataset: SourceDataset
    let day: Day
    /// The primary record of a row; nil: it makes none.
    let read: (Int) throws -> Record?

    /// - Parameters:
    ///   - rows: by what they say.
    ///   - give: is called with each row once, when it has its name.
    func name(
        _ rows: SortedSpool<ContentRow>, _ ledger: borrowing some HeldRecords & ~Copyable,
        give: (IdentifiedRow) throws -> Void
    ) throws -> RowFollowing {
        let (held, names) = try heldByContent(ledger)
        var following = RowFollowing()
        var (left, free) = (SortedSpool(by: ContentRow.key), SortedSpool(by: HeldName.key))
        var slot = try held.cursor()
        func pass(_ held: HeldName) throws { try free.append(HeldName(key: "", number: 0, id: held.id)) }
        try rows.readAll { row in
            while let held = slot.element, held.key < row.digest {
                try pass(held)
                try slot.advance()
            }
            guard let same = slot.element, same.key == row.digest else { return try left.append(row) }
            try give(row.row.named(same.id))
            following.same += 1
            try slot.advance()
        }
        while let held = try slot.next() { try pass(held) }
        try left.finish()
        try free.finish()
        let isFollowed = !left.isEmpty && !free.isEmpty
        for step in RowFollowing.Step.allCases where isFollowed {
            following.steps[step] = 0
            (left, free) = try follow(left, free, by: step, &following, ledger, give)
        }
        try nameNew(left, besides: names, &following, give)
        following.gone = held.count - following.same - following.changed
        return following
    }

    /// The rows that the dataset holds without an identifier of theirs: by what they say, in the order of their numbers; and
    /// by name.
    private func heldByContent(
        _ ledger: borrowing some HeldRecords & ~Copyable
    ) throws -> (held: SortedSpool<HeldName>, names: SortedSpool<String>) {
        let (held, names) = (SortedSpool(by: HeldName.key), SortedSpool<String> { $1.text($0) })
        try ledger.forEachRow(of: dataset, naming) { id, record in
            guard id.hasPrefix("row-"), let state = try ledger.state(of: record, by: day, dataset) else { return }
            let number = RecordNaming.numbered(id).number
            try held.append(HeldName(key: state.contentDigest, number: number, id: id))
            try names.append(String(id))
        }
        try held.finish()
        try names.finish()
        return (held, names)
    }

    /// Rows that say something new, among the records that no row says any more: those that have something in common.
    ///
    /// - Returns: the rows and records that are left.
    private func follow(
        _ rows: SortedSpool<ContentRow>, _ free: SortedSpool<HeldName>, by step: RowFollowing.Step,
        _ following: inout RowFollowing, _ ledger: borrowing some HeldRecords & ~Copyable,
        _ give: (IdentifiedRow) throws -> Void
    ) throws -> (SortedSpool<ContentRow>, SortedSpool<HeldName>) {
        let (leftRows, leftFree) = (SortedSpool(by: ContentRow.key), SortedSpool(by: HeldName.key))
        let alike = SortedSpool(by: AlikeRow.key)
        try rows.readAll { row in
            let key = try read(Int(row.row.number))?.content.key(of: step)
            if let key { try alike.append(AlikeRow(key: key, row: row)) } else { try leftRows.append(row) }
        }
        try alike.finish()
        let slots = SortedSpool(by: HeldName.key)
        try free.readAll { held in
            let key = try state(of: held.id, ledger)?.key(of: step)
            if let key {
                try slots.append(HeldName(key: key, number: 0, id: held.id))
            } else {
                try leftFree.append(held)
            }
        }
        try slots.finish()

        var (row, slot) = (try alike.cursor(), try slots.cursor())
        while let first = row.element {
            var bucket = Bucket()
            while let next = row.element, next.key == first.key {
                bucket.rows.append(next.row)
                try row.advance()
            }
            while let held = slot.element, held.key.utf8.lexicographicallyPrecedes(first.key.utf8) {
                try leftFree.append(HeldName(key: "", number: 0, id: held.id))
                try slot.advance()
            }
            while let held = slot.element, held.key == first.key {
                bucket.slots.append(held.id)
                try slot.advance()
            }
            try match(&bucket, by: step, &following, ledger, give)
            for row in bucket.rows { try leftRows.append(row) }
            for id in bucket.slots { try leftFree.append(HeldName(key: "", number: 0, id: id)) }
        }
        while let held = try slot.next() { try leftFree.append(HeldName(key: "", number: 0, id: held.id)) }
        try leftRows.finish()
        try leftFree.finish()
        return (leftRows, leftFree)
    }

    /// Rows and records that have something in common.
    private struct Bucket {
        var rows: [ContentRow] = []
        var slots: [String] = []
    }

    /// Takes those out of a bucket that are matched.
    private func match(
        _ bucket: inout Bucket, by step: RowFollowing.Step, _ following: inout RowFollowing,
        _ ledger: borrowing some HeldRecords & ~Copyable, _ give: (IdentifiedRow) throws -> Void
    ) throws {
        guard !bucket.slots.isEmpty else { return }
        let rows = try bucket.rows.compactMap { try read(Int($0.row.number))?.content }
        var slots: [Record] = []
        for id in bucket.slots { if let state = try state(of: id, ledger) { slots.append(state) } }
        let pairs = Matching.pairs(rows, slots).filter { $0.cost <= step.most }
        for pair in pairs { try give(bucket.rows[pair.row].row.named(bucket.slots[pair.slot])) }
        following.steps[step, default: 0] += pairs.count
        following.unsure += pairs.count { $0.isUnsure }
        let (matched, taken) = (Set(pairs.map(\.row)), Set(pairs.map(\.slot)))
        bucket.rows = bucket.rows.indices.filter { !matched.contains($0) }.map { bucket.rows[$0] }
        bucket.slots = bucket.slots.indices.filter { !taken.contains($0) }.map { bucket.slots[$0] }
    }

    /// What a held row says, to be compared.
    private func state(of id: String, _ ledger: borrowing some HeldRecords & ~Copyable) throws -> Record? {
        let name = naming.name(naming.primary.kind, id, part: naming.primary.part)
        return try ledger.state(of: name, by: day, dataset)?.content
    }

    private func nameNew(
        _ rows: SortedSpool<ContentRow>, besides names: SortedSpool<String>, _ following: inout RowFollowing,
        _ give: (IdentifiedRow) throws -> Void
    ) throws {
        var (held, last, number) = (try names.cursor(), "", 1)
        try rows.readAll { row in
            if row.digest != last { (last, number) = (row.digest, 1) }
            while true {
                let id = RecordNaming.name("row-" + row.digest, number)
                number += 1
                try held.seek(SortKey(id))
                if held.element == id { continue }
                try give(row.row.named(id))
                following.new += 1
                return
            }
        }
    }
}

/// A row by what it may have in common with a held one.
private struct AlikeRow: Spoolable {
    var key: String
    var row: ContentRow

    init(key: String, row: ContentRow) {
        self.key = key
        self.row = row
    }

    static func key(_ row: AlikeRow, _ key: inout SortKey) {
        key.text(row.key)
        ContentRow.key(row.row, &key)
    }

    func write(to writer: inout SpoolWriter) {
        writer.text(key)
        row.write(to: &writer)
    }

    init(from reader: inout SpoolReader) {
        key = reader.text()
        row = ContentRow(from: &reader)
    }
}

extension IdentifiedRow {
    fileprivate func named(_ rowID: String) -> IdentifiedRow {
        var row = self
        row.rowID = rowID
        return row
    }
}

extension Record {
    fileprivate func key(of step: RowFollowing.Step) -> String? { step.key(self) }
}
