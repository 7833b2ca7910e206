// Hands libFuzzer what reads foreign bytes: FUZZ_TARGET names which, and FUZZ_SEEDS a folder, into which the whole ones that it
// begins with are written. The arguments are libFuzzer's. `Tools/fuzz` builds and runs it.
import Foundation
import Fuzzing

/// libFuzzer's own, which its archive has beside a main function that is not taken from there. Numbers and pointers are handed
/// over alike by Swift and C.
@_silgen_name("LLVMFuzzerRunDriver")
func runFuzzer(
    _ count: UnsafeMutablePointer<Int32>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ read: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

let environment = ProcessInfo.processInfo.environment
guard let target = FuzzTarget(rawValue: environment["FUZZ_TARGET"] ?? "") else {
    fatalError("FUZZ_TARGET is none of \(FuzzTarget.allCases.map(\.rawValue))")
}
if let folder = environment["FUZZ_SEEDS"] {
    for (index, bytes) in FuzzSeeds.bytes(for: target).enumerated() {
        try Data(bytes).write(to: URL(filePath: "\(folder)/seed-\(index)"))
    }
}
Chosen.target = target
var (count, arguments) = (CommandLine.argc, CommandLine.unsafeArgv)
exit(
    runFuzzer(&count, &arguments) { bytes, count in
        let finding = Chosen.target?.finding(in: Array(UnsafeBufferPointer(start: bytes, count: count)))
        if let finding { fatalError(finding) }
        return 0
    })

/// What the closure, which C calls and which can hold nothing, reads with: set once, before it is called.
enum Chosen {
    nonisolated(unsafe) static var target: FuzzTarget?
}
