internal import LMDB

extension EventLog {
    /// Copies the log, as it is now, to a directory that holds none, while others read and append. The copy has the
    /// same log id, is compacted, and is on disk when this returns; what is appended meanwhile is not in it.
    ///
    /// Blocks the calling thread until the copy is complete.
    ///
    /// - Parameter directory: is made if it is missing; its parent must exist.
    /// - Throws: `.alreadyExists`, `.closed`, `.permissionDenied`, `.diskFull`, `.io`.
    public func backup(to directory: String) throws(EventLogError) {
        do {
            try storage.environment.copy(to: directory, compacting: true)
        } catch  where error.code == .alreadyExists {
            throw EventLogError.alreadyExists(directory)
        } catch {
            throw EventLogError(error)
        }
    }
}
