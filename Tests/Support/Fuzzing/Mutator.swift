package import LedgerTesting

/// Makes bytes of others: for machines whose compiler has no libFuzzer.
package struct Mutator {
    private var random: SeededGenerator
    private let target: FuzzTarget
    /// What was made of the seeds is changed further.
    private var pool: [[UInt8]]

    package init(_ target: FuzzTarget, _ random: SeededGenerator) {
        self.target = target
        self.random = random
        pool = FuzzSeeds.bytes(for: target)
    }

    package mutating func next() -> [UInt8] {
        var bytes = random.pick(pool)
        for _ in 0..<Int.random(in: 1...4, using: &random) { change(&bytes) }
        if bytes.count > 1 << 16 { bytes.removeLast(bytes.count - 1 << 16) }
        if pool.count < 512 {
            pool.append(bytes)
        } else if random.chance(5) {
            // The seeds stay.
            pool[Int.random(in: 64..<512, using: &random)] = bytes
        }
        return bytes
    }

    private mutating func change(_ bytes: inout [UInt8]) {
        let start = Int.random(in: 0...bytes.count, using: &random)
        let end = min(bytes.count, start + Int.random(in: 0...40, using: &random))
        switch Int.random(in: 0..<8, using: &random) {
        case 0 where start < bytes.count: bytes[start] ^= 1 << UInt8.random(in: 0..<8, using: &random)
        case 1 where start < bytes.count: bytes[start] = random.pick([0, 1, 0x7F, 0x80, 0xFF, 0x0A, 0x22, 0x2C, 0x7B])
        case 2: bytes.removeSubrange(start..<end)
        case 3: bytes.insert(contentsOf: bytes[start..<end], at: start)
        case 4: bytes.removeLast(bytes.count - start)
        case 5: bytes.insert(contentsOf: random.bytes(end - start), at: start)
        case 6:
            // A part of another one.
            let other = random.pick(pool)
            let place = Int.random(in: 0...other.count, using: &random)
            bytes.insert(contentsOf: other[place..<min(other.count, place + 60)], at: start)
        default: bytes.insert(random.pick(Array("0123456789-+=\n\",{}[]/ ".utf8)), at: start)
        }
    }
}
