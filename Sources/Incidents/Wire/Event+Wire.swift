internal import Foundation
internal import LedgerSchema
internal import SwiftProtobuf

extension Event {
    /// The bytes that the caller hands to the log: an entry without position, recording time and version, which the
    /// log writes before them. Fields stand in the order of their numbers, so that equal events have equal bytes.
    ///
    /// - Throws: ``ValidationError`` with code `stateDoesNotFit` where the state, or what a link makes of the record, is
    ///   missing, is not wanted, or is of another kind than the record, and where the state carries identifiers that its
    ///   message has no field for.
    public func callerPart() throws(ValidationError) -> [UInt8] {
        try callerPart(stating: nil)
    }

    /// The same.
    ///
    /// - Parameter encoded: the state, where somebody has encoded it before.
    package func callerPart(stating encoded: EncodedRecord?) throws(ValidationError) -> [UInt8] {
        try checkState()
        var writer = WireWriter()
        writer.reserve(512)
        writer.code(4, Optional(record.kind))
        writer.text(5, record.id)
        writer.code(6, Optional(type))
        writer.signed(7, knownAt.number)
        writer.text(8, actor)
        writer.text(9, reason)
        writer.text(10, importID)
        writer.text(13, dataset)
        writer.message(14, partInSums)
        writer.bytes(15, rowDigest)
        if let state {
            let field = 19 + UInt32(state.kind.rawValue)
            if let encoded { writer.message(field, encoded: encoded.bytes) } else { writer.message(field, state) }
        }
        return writer.bytes
    }

    /// Reads an entry, or a caller's part. Fields of a newer program are passed over.
    ///
    /// - Throws: ``ValidationError`` with code `unreadableEntry` for what is no entry, `unknownCode` for a code of a
    ///   newer program, `stateDoesNotFit` for a state that does not go with the kind or the type.
    public init(entry bytes: [UInt8]) throws(ValidationError) {
        try self.init(wire: WireEntry(entry: bytes))
    }

    init(wire: WireEntry) throws(ValidationError) {
        let kind: RecordKind = try requiredCode(wire.kind, "kind")
        var state: Record?
        if let record = wire.record {
            do { state = try Record(wire: record) } catch { throw error.at("state") }
        }
        self.init(
            type: try requiredCode(wire.type, "type"), record: RecordID(kind: kind, id: wire.id),
            knownAt: Day(number: wire.knownAt), actor: wire.actor, reason: wire.reason, importID: wire.importID,
            dataset: wire.dataset, state: state,
            partInSums: wire.hasPartInSums ? try value(wire.partInSums, "partInSums") : nil,
            rowDigest: [UInt8](wire.rowDigest))
        try checkState()
    }

    /// What withdraws, confirms or links a record has no state, every other event has one of its record's kind; what links
    /// it says how it counts.
    func checkState() throws(ValidationError) {
        try checkPart()
        let given = state?.kind.code ?? ""
        guard let state else {
            guard type.carriesState else { return }
            throw Event.misfit(given, "is missing in an event that is \"\(type.code)\"", record.kind.code)
        }
        guard type.carriesState else {
            throw Event.misfit(given, "is stated in an event that is \"\(type.code)\"", "no state")
        }
        guard state.kind == record.kind else {
            throw Event.misfit(given, "is the state of another kind than \(record)", record.kind.code)
        }
        if !state.kind.hasExternalIDs, let id = state.notes.externalIDs.first {
            throw ValidationError(
                code: .stateDoesNotFit, field: "externalIds", given: "\(id.scheme):\(id.value)",
                problem: "has no place in an import or a link",
                allowed: "nothing: an import is known by its file's digest, a link by its records")
        }
    }

    private func checkPart() throws(ValidationError) {
        guard (type == .linked) != (partInSums != nil) else { return }
        throw ValidationError(
            code: .stateDoesNotFit, field: "partInSums", given: partInSums?.part.code ?? "",
            problem: type == .linked
                ? "is missing in an event that is \"linked\"" : "is stated in an event that is \"\(type.code)\"",
            allowed: type == .linked ? SumPart.allowedCodes : "nothing")
    }

    private static func misfit(_ given: String, _ problem: String, _ allowed: String) -> ValidationError {
        ValidationError(code: .stateDoesNotFit, field: "state", given: given, problem: problem, allowed: allowed)
    }
}

extension RecordedEvent {
    /// The bytes of the entry as the log holds it: position, recording time and version at fixed width, then what the caller
    /// handed to it.
    ///
    /// - Throws: as ``Event/callerPart()``.
    public func entry() throws(ValidationError) -> [UInt8] {
        var bytes: [UInt8] = []
        let append = { (tag: UInt8, value: UInt64, width: UInt64) in
            bytes.append(tag)
            for byte in 0..<width { bytes.append(UInt8(truncatingIfNeeded: value >> (8 * byte))) }
        }
        append(0x09, position, 8)
        append(0x11, recordedAt, 8)
        append(0x1D, UInt64(version), 4)
        return bytes + (try event.callerPart())
    }

    /// Reads an entry of the log.
    ///
    /// - Throws: as `Event.init(entry:)`; `unreadableEntry` also where position, recording time or version is missing.
    public init(entry bytes: [UInt8]) throws(ValidationError) {
        let wire = try WireEntry(entry: bytes)
        guard wire.position > 0, wire.version > 0 else {
            throw ValidationError(
                code: .unreadableEntry, given: "\(bytes.count) bytes", problem: "have no position or no version",
                allowed: "an entry of the log")
        }
        self.init(
            position: wire.position, recordedAt: wire.recordedAt, version: wire.version,
            event: try Event(wire: wire))
    }

    /// Reads an entry where it lies in the log's map.
    ///
    /// - Throws: as `init(entry:)` of bytes.
    public init(entry span: RawSpan) throws(ValidationError) {
        // The bytes are copied at once; nothing of the span outlives this call.
        let bytes = unsafe span.withUnsafeBytes { unsafe [UInt8]($0) }
        try self.init(entry: bytes)
    }
}

extension WireEntry {
    fileprivate init(entry bytes: [UInt8]) throws(ValidationError) {
        do {
            try self.init(serializedBytes: bytes)
        } catch {
            throw ValidationError(
                code: .unreadableEntry, given: "\(bytes.count) bytes", problem: "are no entry: \(error)",
                allowed: "a message of the type incidentledger.v1.Entry")
        }
    }
}
