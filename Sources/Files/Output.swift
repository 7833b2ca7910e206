internal import Forms
internal import Foundation

/// Where a program writes: standard output for answers, standard error for what is said about them.
///
/// A reader that goes away (`| head`) ends the program quietly: it has what it wanted.
package enum Output {
    /// Writes to standard output.
    ///
    /// - Throws: `OutputError` where the reader went away or the device is full.
    package static func answer(_ text: String) throws(OutputError) {
        try write(text, to: STDOUT_FILENO)
    }

    /// Writes lines for people to standard output, without what could make a terminal show something else than the ledger
    /// holds: what names and texts hold is whatever somebody has recorded.
    ///
    /// - Throws: `OutputError` where the reader went away or the device is full.
    package static func show(_ lines: String) throws(OutputError) {
        try answer(DisplayWidth.onLines(lines))
    }

    /// Writes the answer of a program that appended or made something.
    ///
    /// - Parameter what: a sentence that says that it stays, for the error where the answer cannot be written.
    package static func answer(afterMaking what: String, _ answer: () throws -> Void) throws {
        do {
            try answer()
        } catch OutputError.failed(let reason) {
            throw LedgerError(
                .refused, "The answer could not be written to standard output: \(reason). \(what)")
        }
    }

    /// Writes a line to standard error. What cannot be said there cannot be said at all, so failures are dropped.
    package static func remark(_ text: String) {
        try? write(text + "\n", to: STDERR_FILENO)
    }

    /// Whether standard error is a terminal, where a line may be overwritten.
    package static var showsProgress: Bool { isatty(STDERR_FILENO) == 1 }

    /// How many columns the terminal has that standard output is; nil where it is none.
    package static var width: Int? {
        var size = winsize()
        // Unsafe: the system fills the variable during the call.
        guard isatty(STDOUT_FILENO) == 1, unsafe ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0
        else { return nil }
        return Int(size.ws_col)
    }

    /// Draws over the current line of the terminal.
    package static func overwriteLine(_ text: String) {
        try? write("\r\u{1B}[K" + text, to: STDERR_FILENO)
    }

    private static func write(_ text: String, to descriptor: Int32) throws(OutputError) {
        let bytes = Array(text.utf8)
        var done = 0
        while done < bytes.count {
            // Unsafe: the pointer is used within the call that it is passed to.
            let count = unsafe bytes[done...].withUnsafeBytes {
                unsafe Foundation.write(descriptor, $0.baseAddress, $0.count)
            }
            if count > 0 {
                done += count
            } else if errno != EINTR {
                // Unsafe: the system's text is copied before anything else could change it.
                throw errno == EPIPE ? .readerWentAway : .failed(unsafe String(cString: strerror(errno)))
            }
        }
    }
}

/// Why an answer could not be written.
package enum OutputError: Error, CustomStringConvertible {
    case readerWentAway
    case failed(String)

    package var description: String {
        switch self {
        case .readerWentAway: "The reader of the output went away."
        case .failed(let reason): "The output could not be written: \(reason)."
        }
    }
}
