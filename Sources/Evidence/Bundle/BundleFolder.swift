import Forms
import Foundation

/// Reads plain files below one folder that comes from somebody who is not trusted: no symbolic link is followed, no file is
/// read that is longer than it can be, nothing is waited for.
final class BundleFolder {
    let path: String
    private let root: Int32

    /// - Throws: `LedgerError`: `notFound`, `refused` where it is no folder or cannot be read.
    init(_ path: String) throws(LedgerError) {
        self.path = path
        root = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard root < 0 else { return }
        throw errno == ENOENT
            ? LedgerError(.notFound, "There is no folder \(path).")
            : LedgerError(.refused, "The folder \(path) cannot be read: \(String(cString: strerror(errno))).")
    }

    deinit { close(root) }

    /// The bytes of a file.
    ///
    /// - Throws: ``BundleFinding`` where it is missing, no plain file or longer than `maximum`; `LedgerError` with
    ///   `refused` where this user cannot read it.
    func read(_ path: String, maximum: Int) throws -> [UInt8] {
        let file = try file(path, maximum: UInt64(maximum))
        return try file.read(Int(file.length))
    }

    /// Opens a file.
    ///
    /// - Throws: as ``read(_:maximum:)``.
    func file(_ path: String, maximum: UInt64) throws -> BundleFile {
        let descriptor = try descriptor(of: path)
        let file = BundleFile(path, descriptor)
        guard file.isPlain else { throw Self.finding(path, "is not a plain file.") }
        guard file.length <= maximum else {
            throw Self.finding(path, "has \(file.length) bytes; it can have at most \(maximum).")
        }
        return file
    }

    /// Opens each folder on the way for itself, so that none of them can be a symbolic link either.
    private func descriptor(of path: String) throws -> Int32 {
        let names = path.split(separator: "/").map(String.init)
        var folder = root
        defer { if folder != root { close(folder) } }
        for (number, name) in names.enumerated() {
            let isLast = number == names.count - 1
            // Without O_NONBLOCK, opening a pipe that nobody writes to would wait for ever.
            let next = openat(folder, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC | (isLast ? 0 : O_DIRECTORY))
            guard next >= 0 else { throw Self.failure(path, names[...number].joined(separator: "/"), name, folder) }
            if isLast { return next }
            if folder != root { close(folder) }
            folder = next
        }
        throw Self.finding(path, "is missing.")
    }

    private static func failure(_ path: String, _ part: String, _ name: String, _ folder: Int32) -> any Error {
        let error = errno
        var status = stat()
        guard fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return finding(path, "is missing.") }
        if status.st_mode & S_IFMT == S_IFLNK {
            return finding(path, "cannot be trusted: \(part) is a symbolic link, and a bundle has none.")
        }
        if error == ENOTDIR { return finding(path, "is missing: \(part) is not a folder.") }
        return LedgerError(.refused, "The file \(path) cannot be read: \(String(cString: strerror(error))).")
    }

    private static func finding(_ path: String, _ what: String) -> BundleFinding {
        BundleFinding("files", path, "The file \(what)")
    }
}

/// A plain file, open for reading from its beginning on.
final class BundleFile {
    let path: String
    private let descriptor: Int32
    private let status: stat

    /// - Parameter descriptor: is closed with this value.
    fileprivate init(_ path: String, _ descriptor: Int32) {
        self.path = path
        self.descriptor = descriptor
        var status = stat()
        fstat(descriptor, &status)
        self.status = status
    }

    deinit { close(descriptor) }

    fileprivate var isPlain: Bool { status.st_mode & S_IFMT == S_IFREG }

    /// In bytes, when it was opened.
    var length: UInt64 { UInt64(status.st_size) }

    /// The next bytes, exactly so many.
    ///
    /// - Throws: ``BundleFinding`` where the file ends before.
    func read(_ count: Int) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let result = Foundation.read(descriptor, buffer.baseAddress! + filled, count - filled)
                if result < 0, errno == EINTR { continue }
                guard result > 0 else {
                    throw BundleFinding("files", path, "The file ends before it should, or cannot be read.")
                }
                filled += result
            }
        }
    }
}

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
