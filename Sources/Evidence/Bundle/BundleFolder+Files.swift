import Forms
import Foundation

extension BundleFolder {
    /// How deep the deepest file of the largest tree lies.
    private static let maximumDepth = 10

    /// Names everything in the folder that is not a folder, in no order, and folders that lie deeper than any file of a
    /// bundle does.
    ///
    /// - Throws: `LedgerError` with `refused` where a folder cannot be read; what `body` throws.
    func forEachFile(_ body: (String) throws -> Void) throws {
        // Opened anew: a stream of names closes its descriptor.
        try walk(open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC), "", depth: 1, body)
    }

    private func walk(_ folder: Int32, _ prefix: String, depth: Int, _ body: (String) throws -> Void) throws {
        guard folder >= 0, let names = fdopendir(folder) else {
            throw LedgerError(
                .refused, "The folder \(path)/\(prefix) cannot be read: \(String(cString: strerror(errno))).")
        }
        defer { closedir(names) }
        while let entry = readdir(names) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name == "." || name == ".." { continue }
            var status = stat()
            // What cannot be named again is no file of a bundle.
            let isKnown = fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0
            guard isKnown, status.st_mode & S_IFMT == S_IFDIR, depth < Self.maximumDepth else {
                try body(prefix + name)
                continue
            }
            let inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            try walk(inner, "\(prefix)\(name)/", depth: depth + 1, body)
        }
    }
}
