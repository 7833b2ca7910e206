/// What an append expects of a stream, so that nobody writes over what they have not seen.
public enum ExpectedVersion: Hashable, Sendable {
    /// Whatever is there.
    case any
    /// The stream has no events yet.
    case absent
    /// The stream has at least one event.
    case present
    /// The stream's last event has exactly this version; 0 is the same as ``absent``.
    case exact(UInt32)

    /// Whether a stream whose last version is `version` (0 if it has no events) is as expected.
    public func accepts(_ version: UInt32) -> Bool {
        switch self {
        case .any: true
        case .absent: version == 0
        case .present: version > 0
        case .exact(let expected): version == expected
        }
    }
}

extension ExpectedVersion: CustomStringConvertible {
    /// Completes the sentence “expected …”.
    public var description: String {
        switch self {
        case .any: "any version"
        case .absent, .exact(0): "no events yet"
        case .present: "at least one event"
        case .exact(let version): "version \(version)"
        }
    }
}
