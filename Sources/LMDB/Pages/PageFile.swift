internal import Glibc

/// The pages of an LMDB 0.9 file as they lie on disk (mdb.c, "Page", "Node" and "Meta" structures), read without
/// the map: a page that is missing, or that the disk does not give, is an error here, and a fatal signal there.
struct PageFile {
    /// What contradicts the format.
    struct Damage: Error {
        let sentence: String
    }

    static let headerSize = 16
    static let noPage = UInt64.max

    struct Flags {
        static let branch: UInt16 = 0x01
        static let leaf: UInt16 = 0x02
        static let overflow: UInt16 = 0x04
    }

    let descriptor: Int32
    let pageSize: Int

    /// One page; `number` is checked against the one that the page itself tells.
    func page(_ number: UInt64, flags: UInt16) throws(Damage) -> Page {
        let page = Page(bytes: try bytes(number, count: 1))
        guard page.number(at: 0, as: UInt64.self) == number else {
            throw Damage(sentence: "page \(number) has the contents of another page")
        }
        guard page.flags == flags || flags == 0 else {
            throw Damage(sentence: "page \(number) is of another kind than the page above it says")
        }
        return page
    }

    /// The bytes of successive pages.
    func bytes(_ number: UInt64, count: UInt64) throws(Damage) -> [UInt8] {
        let length = Int(count) * pageSize
        var bytes = [UInt8](repeating: 0, count: length)
        // Unsafe: the buffer is the array's own, and as long as what is asked for.
        let read = unsafe bytes.withUnsafeMutableBytes { buffer in
            unsafe pread(descriptor, buffer.baseAddress, length, off_t(number) * off_t(pageSize))
        }
        if read < 0 { throw Damage(sentence: "page \(number) cannot be read: \(systemMessage(errno))") }
        guard read == length else {
            throw Damage(sentence: "page \(number) is in use, but lies after the end of the file, which was cut")
        }
        return bytes
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

    /// A key with what belongs to it.
    struct Node {
        var key: Range<Int>
        /// Of a leaf: its flags and where its value lies; a large value's is the number of its first page.
        var flags: UInt16
        var value: Range<Int>
        /// Of a leaf: the value's length, also where it lies in pages of its own.
        var size: Int
        /// Of a branch: the page below.
        var child: UInt64
    }

    /// Flags of a node in a leaf (mdb.c, "Node Flags").
    struct NodeFlags {
        static let large: UInt16 = 0x01
        static let database: UInt16 = 0x02
    }

    /// The page's nodes; nil where they do not fill the page's end one beside the other, as the C library keeps them.
    func nodes(isLeaf: Bool) -> [Node]? {
        let (lower, upper) = (Int(number(at: 12, as: UInt16.self)), Int(number(at: 14, as: UInt16.self)))
        guard lower >= PageFile.headerSize, lower <= upper, upper <= bytes.count, lower.isMultiple(of: 2) else {
            return nil
        }
        var nodes: [Node] = []
        nodes.reserveCapacity((lower - PageFile.headerSize) / 2)
        var total = 0
        for place in stride(from: PageFile.headerSize, to: lower, by: 2) {
            let start = Int(number(at: place, as: UInt16.self))
            guard start >= upper, start + 8 <= bytes.count, let node = node(at: start, isLeaf: isLeaf) else {
                return nil
            }
            total += (node.value.upperBound - start + 1) & ~1
            nodes.append(node)
        }
        return total == bytes.count - upper ? nodes : nil
    }

    private func node(at start: Int, isLeaf: Bool) -> Node? {
        let (low, high) = (number(at: start, as: UInt16.self), number(at: start + 2, as: UInt16.self))
        let flags = number(at: start + 4, as: UInt16.self)
        let key = start + 8..<start + 8 + Int(number(at: start + 6, as: UInt16.self))
        let number = Int(low) | Int(high) << 16
        guard isLeaf else {
            let child = UInt64(number) | UInt64(flags) << 32
            let value = key.upperBound..<key.upperBound
            return key.upperBound > bytes.count
                ? nil : Node(key: key, flags: 0, value: value, size: 0, child: child)
        }
        let length = flags & NodeFlags.large != 0 ? 8 : number
        let value = key.upperBound..<key.upperBound + length
        return value.upperBound > bytes.count
            ? nil : Node(key: key, flags: flags, value: value, size: number, child: PageFile.noPage)
    }
}
