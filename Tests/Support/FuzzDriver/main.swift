// Hands libFuzzer what reads foreign bytes. The arguments are libFuzzer's. `Tools/fuzz` builds and runs it.
import Foundation

/// libFuzzer's own. Numbers and pointers are handed over alike by Swift and C.
@_silgen_name("LLVMFuzzerRunDriver")
func runFuzzer(
    _ count: UnsafeMutablePointer<Int32>,
    _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
    _ read: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
) -> Int32

var (count, arguments) = (CommandLine.argc, CommandLine.unsafeArgv)
exit(runFuzzer(&count, &arguments) { readOneInput($0, $1) })
