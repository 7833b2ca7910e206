/// One block of the index by kind: a bit for each of 4096 positions, set when the entry there is of the kind. Stored once
/// all of these positions have entries, of whatever kind; a kind that none is of has no row.
///
/// Position p is bit (p − 1) % 8, from the lowest, of byte (p − 1) % 4096 / 8 of block (p − 1) / 4096.
struct KindBlock {
    static let positionCount: UInt64 = 4096
    static let byteCount = 512

    static func block(of position: UInt64) -> UInt64 { (position - 1) / positionCount }

    /// The last position in a complete block, in a log of `size` entries; 0: none is complete.
    static func completeEnd(in size: UInt64) -> UInt64 { size - size % positionCount }

    let number: UInt64
    private(set) var bytes: [UInt8]

    /// A block that no entry is in.
    init(_ number: UInt64) {
        self.number = number
        bytes = [UInt8](repeating: 0, count: Self.byteCount)
    }

    /// Takes a stored row; nil when it has another length.
    init?(_ number: UInt64, _ row: [UInt8]) {
        guard row.count == Self.byteCount else { return nil }
        self.number = number
        bytes = row
    }

    /// - Precondition: the position lies in this block.
    mutating func insert(_ position: UInt64) {
        let offset = Int((position - 1) % Self.positionCount)
        bytes[offset >> 3] |= 1 << UInt8(offset & 7)
    }

    /// The positions whose bit is set, ascending.
    var positions: [UInt64] {
        var result: [UInt64] = []
        for (index, byte) in bytes.enumerated() where byte != 0 {
            var rest = byte
            while rest != 0 {
                result.append(number * Self.positionCount + UInt64(index * 8 + rest.trailingZeroBitCount) + 1)
                rest &= rest - 1
            }
        }
        return result
    }
}
