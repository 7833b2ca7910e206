package import Incidents

/// A record of one of several logs.
package struct PooledRecord: Hashable, Sendable {
    /// The name of the member whose log it is read from.
    package var member: String
    package var record: RecordID

    package init(member: String, record: RecordID) {
        self.member = member
        self.record = record
    }

    /// As answers of the federation name it: `deaths/x@member`.
    package var name: RecordID { RecordID(kind: record.kind, id: record.id + "@" + member) }
}

/// A record of another log, as a link names it: its identifier, `@` and the origin of the log.
package struct ForeignRecord {
    package var member: FederationFile.Member
    package var record: RecordID

    /// - Returns: nil where no member has the origin.
    package init?(_ named: RecordID, _ members: [FederationFile.Member]) {
        guard
            let member = members.filter({ named.id.hasSuffix("@" + $0.origin) })
                .max(by: { $0.origin.utf8.count < $1.origin.utf8.count })
        else { return nil }
        self.member = member
        record = RecordID(kind: named.kind, id: String(named.id.dropLast(member.origin.count + 1)))
    }

    /// The name of a member's record in the logs of others.
    package static func name(of record: RecordID, in member: FederationFile.Member) -> RecordID {
        RecordID(kind: record.kind, id: record.id + "@" + member.origin)
    }
}
