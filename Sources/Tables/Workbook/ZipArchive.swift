internal import CZip
import Foundation

/// The parts of a ZIP archive, read by the system's libzip; the only code that says `zip_`.
@safe final class ZipArchive {
    private static let mostEntries = 10_000

    private let file: InputFile
    /// Unsafe: libzip's archive, closed with this value; only this value and its parts, which keep it, use it.
    private let archive: OpaquePointer
    /// By name in lower case, since names of parts are compared without case (ECMA-376, part 2).
    private var entries: [String: Entry] = [:]

    private struct Entry {
        var index: zip_uint64_t
        /// Bytes as the archive says.
        var size: Int
        var compressed: Int
    }

    init(_ file: InputFile) throws(TableError) {
        self.file = file
        var code: Int32 = 0
        let descriptor = dup(file.descriptor)
        // Unsafe: libzip takes the descriptor where it succeeds.
        guard let archive = unsafe zip_fdopen(descriptor, 0, &code) else {
            close(descriptor)
            throw TableError(
                .damaged, "\(file.name) begins like an XLSX workbook, but it cannot be opened: \(Self.words(code)).")
        }
        unsafe self.archive = archive
        let count = unsafe zip_get_num_entries(archive, 0)
        guard count <= Self.mostEntries else {
            throw TableError(.tooLarge, "\(file.name) has \(count) parts, more than any workbook.")
        }
        for index in 0..<zip_uint64_t(max(count, 0)) { try add(index) }
    }

    // Unsafe: nothing uses the archive any more. It was only read, so nothing is written.
    deinit { unsafe zip_discard(archive) }

    private func add(_ index: zip_uint64_t) throws(TableError) {
        var status = unsafe zip_stat_t()
        // Unsafe: libzip fills the value that it is lent; a name in it lives as long as the archive.
        guard unsafe zip_stat_index(archive, index, 0, &status) == 0, let name = unsafe status.name else {
            throw TableError(.damaged, "\(file.name) has a part that cannot be read: \(problem()).")
        }
        let key = unsafe String(cString: name).lowercased().replacing("\\", with: "/")
        let entry = unsafe Entry(
            index: index, size: Int(clamping: status.size), compressed: Int(clamping: status.comp_size))
        guard entries.updateValue(entry, forKey: key) == nil else {
            throw TableError(.damaged, "\(file.name) has two parts called \(excerpt(key)): it is refused.")
        }
        guard unsafe status.encryption_method == 0 else {
            throw TableError(.encrypted, "\(file.name) is protected by a password. Save it without one.")
        }
    }

    var names: some Collection<String> { entries.keys }

    func has(_ name: String) -> Bool { entries[name.lowercased()] != nil }

    /// A part, uncompressed piece by piece.
    ///
    /// - Parameter limit: bytes that it may have.
    func part(_ name: String, limit: Int) throws(TableError) -> ZipPart {
        guard let entry = entries[name.lowercased()] else {
            throw TableError(.damaged, "\(file.name) lacks its part \(excerpt(name)).")
        }
        let guardian = BombGuard(
            subject: "The part \(name) of \(file.name)", compressed: entry.compressed, limit: limit)
        try guardian.expect(entry.size)
        // Unsafe: the part keeps this value, and with it the archive.
        guard let opened = unsafe zip_fopen_index(archive, entry.index, 0) else {
            throw TableError(.damaged, "\(guardian.subject) cannot be read: \(problem()).")
        }
        return unsafe ZipPart(self, opened, guardian)
    }

    private func problem() -> String {
        // Unsafe: libzip's words live until its next call.
        unsafe String(cString: zip_strerror(archive)).lowercased()
    }

    private static func words(_ code: Int32) -> String {
        var error = unsafe zip_error_t()
        unsafe zip_error_init_with_code(&error, code)
        defer { unsafe zip_error_fini(&error) }
        // Unsafe: libzip's words live until the error is finished.
        return unsafe String(cString: zip_error_strerror(&error)).lowercased()
    }
}

/// One part of an archive.
@safe final class ZipPart: ByteStream {
    private static let size = 1 << 16

    private let archive: ZipArchive
    /// Unsafe: libzip's file, closed with this value, before its archive.
    private let part: OpaquePointer
    private var guardian: BombGuard

    fileprivate init(_ archive: ZipArchive, _ part: OpaquePointer, _ guardian: BombGuard) {
        self.archive = archive
        unsafe self.part = part
        self.guardian = guardian
    }

    // Unsafe: nothing uses the part any more.
    deinit { unsafe _ = zip_fclose(part) }

    func read(into buffer: inout [UInt8]) throws(TableError) -> Bool {
        var count: zip_int64_t = 0
        // Unsafe: libzip fills the bytes that it is lent, and says how many they are.
        buffer = unsafe [UInt8](unsafeUninitializedCapacity: Self.size) { bytes, filled in
            count = unsafe zip_fread(part, bytes.baseAddress, zip_uint64_t(Self.size))
            filled = Int(max(count, 0))
        }
        guard count >= 0 else {
            // Unsafe: libzip's words live until its next call.
            let words = unsafe String(cString: zip_file_strerror(part)).lowercased()
            throw TableError(.damaged, "\(guardian.subject) cannot be read: \(words). The file is damaged or was cut.")
        }
        try guardian.add(Int(count))
        return count > 0
    }
}

/// Stops a small archive from becoming a huge file.
struct BombGuard {
    /// Up to here nothing is suspicious.
    private static let harmless = 32 << 20
    /// Rows of real workbooks shrink to a tenth or a fiftieth; what was made to do harm shrinks to a thousandth.
    private static let largestRatio = 300

    /// As sentences call the part.
    let subject: String
    let compressed: Int
    let limit: Int
    private var count = 0

    init(subject: String, compressed: Int, limit: Int) {
        self.subject = subject
        self.compressed = compressed
        self.limit = limit
    }

    /// Bytes that were uncompressed.
    mutating func add(_ bytes: Int) throws(TableError) {
        count += bytes
        try expect(count)
    }

    /// As many as the archive says, or as there are.
    func expect(_ bytes: Int) throws(TableError) {
        if bytes > limit {
            throw TableError(
                .zipBomb, "\(subject) has more than \(limit >> 20) MiB uncompressed, more than is read: it is refused.")
        }
        if bytes > Self.harmless, bytes / max(compressed, 1) > Self.largestRatio {
            throw TableError(
                .zipBomb,
                "\(subject) grows to more than \(Self.largestRatio) times its size, as no workbook does: it is refused."
            )
        }
    }
}
