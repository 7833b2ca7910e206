import Foundation
import Fuzzing

/// What libFuzzer calls with each input. Its archive has a main function that calls it, too, and some linkers take that one.
///
/// FUZZ_TARGET names what reads the inputs, and FUZZ_SEEDS a folder, into which the whole ones that it begins with are written
/// before the first.
@_cdecl("LLVMFuzzerTestOneInput")
public func readOneInput(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    if let finding = Chosen.target.finding(in: Array(UnsafeBufferPointer(start: bytes, count: count))) {
        fatalError(finding)
    }
    return 0
}

enum Chosen {
    /// Chosen once, before the first input.
    static let target: FuzzTarget = {
        let environment = ProcessInfo.processInfo.environment
        guard let target = FuzzTarget(rawValue: environment["FUZZ_TARGET"] ?? "") else {
            fatalError("FUZZ_TARGET is none of \(FuzzTarget.allCases.map(\.rawValue))")
        }
        guard let folder = environment["FUZZ_SEEDS"] else { return target }
        for (index, bytes) in FuzzSeeds.bytes(for: target).enumerated() {
            do {
                try Data(bytes).write(to: URL(filePath: "\(folder)/seed-\(index)"))
            } catch {
                fatalError("The seeds cannot be written: \(error)")
            }
        }
        return target
    }()
}
