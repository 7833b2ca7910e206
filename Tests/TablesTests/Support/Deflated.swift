import Foundation

/// Compresses with the system's gzip, for parts that must be deflated.
func deflated(_ bytes: [UInt8], in folder: URL) throws -> [UInt8] {
    let file = folder.appending(path: "plain")
    try Data(bytes).write(to: file)
    let process = Process()
    process.executableURL = URL(filePath: "/usr/bin/env")
    process.arguments = ["gzip", "-9", "-n", "-f", file.path]
    try process.run()
    process.waitUntilExit()
    // After its header of ten bytes, before checksum and size.
    return Array(try Data(contentsOf: URL(filePath: file.path + ".gz"))).dropFirst(10).dropLast(8)
}
