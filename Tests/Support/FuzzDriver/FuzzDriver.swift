import Foundation
import Fuzzing

/// What libFuzzer calls, over and over. `FUZZ_TARGET` names what reads the bytes.
private let target: FuzzTarget = {
    let name = ProcessInfo.processInfo.environment["FUZZ_TARGET"] ?? ""
    guard let target = FuzzTarget(rawValue: name) else {
        fatalError("FUZZ_TARGET is none of \(FuzzTarget.allCases.map(\.rawValue))")
    }
    return target
}()

/// Writes the whole ones that it begins with into the first folder that it is given, and reads the bytes.
@_cdecl("LLVMFuzzerInitialize")
public func initialize(_ count: UnsafeMutablePointer<Int32>, _ arguments: OpaquePointer) -> Int32 {
    let folder = ProcessInfo.processInfo.environment["FUZZ_SEEDS"] ?? ""
    for (index, bytes) in FuzzSeeds.bytes(for: target).enumerated() where !folder.isEmpty {
        try? Data(bytes).write(to: URL(filePath: "\(folder)/seed-\(index)"))
    }
    return 0
}

@_cdecl("LLVMFuzzerTestOneInput")
public func read(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> Int32 {
    if let finding = target.finding(in: Array(UnsafeBufferPointer(start: bytes, count: count))) { fatalError(finding) }
    return 0
}
