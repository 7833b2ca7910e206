internal import LMDB

extension EventLog {
    /// Copies the log, as it is now, to a directory that holds none, while others read and append. The copy has the
    /// same log id, is compacted, and is on disk when this returns; what is appended meanwhile is not in it.
    ///
    /// All pages are checked before they are copied, and every entry of the copy is hashed and held against its tree: a
    /// copy of a damaged log is no backup. Blocks the calling thread until that is done.
    ///
    /// - Parameter directory: is made if it is missing; its parent must exist. Nothing of the copy stays in it where this
    ///   throws.
    /// - Throws: `.alreadyExists`, `.closed`, `.damaged`, `.permissionDenied`, `.diskFull`, `.io`.
    public func backup(to directory: String) throws(EventLogError) {
        let hadNone = !Environment.exists(at: directory)
        do {
            try storage.environment.verifyPages()
            try storage.environment.copy(to: directory, compacting: true)
        } catch  where error.code == .alreadyExists {
            throw .alreadyExists(directory)
        } catch {
            throw EventLogError(error)
        }
        do throws(EventLogError) {
            try Self.checkCopy(in: directory)
        } catch {
            if hadNone { Environment.remove(at: directory) }
            throw error
        }
    }

    private static func checkCopy(in directory: String) throws(EventLogError) {
        let copy = try EventLog(auditingAt: directory)
        defer { copy.close() }
        let finding = try EventLogError.translating {
            try copy.read { snapshot in
                var report = AuditReport(head: snapshot.head)
                return try AuditFinding.caught { try snapshot.auditTree(&report, nil) }
            }
        }
        if let finding { throw .damaged(finding.position, finding.description) }
    }
}
