internal import Glibc

/// The pages of an LMDB 0.9 file as they lie on disk (mdb.c, "Page", "Node" and "Meta" structures), read without
/// the map: a page that is missing is an error here, and a fatal signal there.
struct PageFile {
    /// What contradicts the format.
    struct Damage: Error {
        let sentence: String
    }

    static let headerSize = 16
    static let noPage = UInt64.max
    static let metaMagic: UInt32 = 0xBEEF_C0DE
    static let databaseSize = 48

    struct Flags {
        static let branch: UInt16 = 0x01
        static let leaf: UInt16 = 0x02
        static let overflow: UInt16 = 0x04
        static let fixedLeaf: UInt16 = 0x20
    }

    let descriptor: Int32
    let pageSize: Int

    /// One page; `number` is checked against the one that the page itself tells, except in the two meta pages.
    func page(_ number: UInt64) throws(Damage) -> Page {
        let size = pageSize
        guard number < UInt64(Int.max / size) else {
            throw Damage(sentence: "there is a reference to the impossible page \(number)")
        }
        var bytes = [UInt8](repeating: 0, count: size)
        // Unsafe: the buffer is the array's own, and as long as what is asked for.
        let count = unsafe bytes.withUnsafeMutableBytes { buffer in
            unsafe pread(descriptor, buffer.baseAddress, size, off_t(number) * off_t(size))
        }
        guard count == size else {
            throw Damage(sentence: "page \(number) is in use, but lies beyond the end of the file")
        }
        let page = Page(bytes: bytes)
        guard number < 2 || page.number(at: 0, as: UInt64.self) == number else {
            throw Damage(sentence: "page \(number) has the contents of another page")
        }
        return page
    }

    /// Whether the file is long enough to hold a page.
    func hasPage(_ number: UInt64) throws(Damage) -> Bool {
        var status = stat()
        // Unsafe: the structure is this function's own.
        guard unsafe fstat(descriptor, &status) == 0 else { throw Damage(sentence: systemMessage(errno)) }
        return number < UInt64(Int(status.st_size) / pageSize)
    }

    /// The roots of the free list and of the main database as of a transaction; nil if they are no longer there.
    func roots(asOf transaction: UInt64) throws(Damage) -> [UInt64]? {
        for number: UInt64 in 0..<2 {
            let meta = try page(number)
            guard meta.number(at: Self.headerSize, as: UInt32.self) == Self.metaMagic else {
                throw Damage(sentence: "meta page \(number) is not one")
            }
            if meta.number(at: Self.headerSize + 128, as: UInt64.self) == transaction {
                let databases = Self.headerSize + 24
                return [databases + 40, databases + Self.databaseSize + 40].map { meta.number(at: $0, as: UInt64.self) }
            }
        }
        return nil
    }
}

/// The bytes of one page.
struct Page {
    let bytes: [UInt8]

    /// A number in the machine's order, which is the file's; the caller has checked that it lies in the page.
    func number<Number: FixedWidthInteger & BitwiseCopyable>(at offset: Int, as: Number.Type) -> Number {
        // Unsafe: any bytes are a number; the load checks that they are there.
        unsafe bytes.span.rawBytes.unsafeLoadUnaligned(fromByteOffset: offset, as: Number.self)
    }

    var flags: UInt16 { number(at: 10, as: UInt16.self) }

    /// The pages that an overflow page begins, itself included.
    var overflowCount: UInt64 { UInt64(number(at: 12, as: UInt32.self)) }

    /// The offsets of the page's nodes, each with at least its eight bytes of header; nil if they are impossible.
    var nodes: [Int]? {
        let lower = Int(number(at: 12, as: UInt16.self))
        let upper = Int(number(at: 14, as: UInt16.self))
        guard lower >= PageFile.headerSize, lower <= upper, upper <= bytes.count else { return nil }
        let offsets = stride(from: PageFile.headerSize, to: lower, by: 2).map { Int(number(at: $0, as: UInt16.self)) }
        return offsets.allSatisfy { $0 >= upper && $0 + 8 <= bytes.count } ? offsets : nil
    }
}
