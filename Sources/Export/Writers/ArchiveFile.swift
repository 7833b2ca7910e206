internal import CZip
import Forms
import Foundation

/// A ZIP archive that is written as a whole. The same parts make the same bytes: no clock has a part in it.
enum ArchiveFile {
    /// A part, which is a file in the archive.
    struct Part {
        var name: String
        var bytes: [UInt8]
    }

    /// The first day that a ZIP archive can state, 1980-01-01, as it states it.
    private static let firstDay: UInt16 = 0x21

    /// - Throws: `LedgerError` with `refused` where the place cannot be written.
    static func write(_ parts: [Part], to path: String) throws(LedgerError) {
        var code: Int32 = 0
        // Unsafe, here and below: libzip copies the texts that it is lent for a call.
        guard let archive = unsafe zip_open(path, ZIP_CREATE | ZIP_TRUNCATE, &code) else {
            throw LedgerError(.refused, "Could not make \(path): error \(code) of the archive's library.")
        }
        do {
            for part in parts { try unsafe add(part, to: archive, path) }
        } catch {
            unsafe zip_discard(archive)
            throw error
        }
        guard unsafe zip_close(archive) == 0 else {
            let error = unsafe failure(archive, path)
            unsafe zip_discard(archive)
            throw error
        }
    }

    private static func add(_ part: Part, to archive: OpaquePointer, _ path: String) throws(LedgerError) {
        // Unsafe: libzip frees the copy when it has written it, or when its source is freed.
        guard let copy = unsafe malloc(max(part.bytes.count, 1)) else {
            throw LedgerError(.refused, "Could not write \(path): there is no memory.")
        }
        unsafe part.bytes.withUnsafeBytes { bytes in
            if let first = bytes.baseAddress { unsafe _ = memcpy(copy, first, bytes.count) }
        }
        guard let source = unsafe zip_source_buffer(archive, copy, zip_uint64_t(part.bytes.count), 1) else {
            unsafe free(copy)
            throw unsafe failure(archive, path)
        }
        let index = unsafe zip_file_add(archive, part.name, source, zip_flags_t(ZIP_FL_ENC_UTF_8))
        guard index >= 0 else {
            unsafe zip_source_free(source)
            throw unsafe failure(archive, path)
        }
        guard unsafe zip_file_set_dostime(archive, zip_uint64_t(index), 0, firstDay, 0) == 0 else {
            throw unsafe failure(archive, path)
        }
    }

    private static func failure(_ archive: OpaquePointer, _ path: String) -> LedgerError {
        // Unsafe: libzip's words live until its next call.
        LedgerError(.refused, "Could not write \(path): \(unsafe String(cString: zip_strerror(archive)).lowercased()).")
    }
}
