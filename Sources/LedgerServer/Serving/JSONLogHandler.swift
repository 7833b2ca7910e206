import EventLog
import Files
import Forms
import Incidents
public import Logging

/// Writes what is logged as one JSON object a line, to standard error.
public struct JSONLogHandler: LogHandler {
    public var logLevel: Logger.Level = .info
    public var metadata: Logger.Metadata = [:]
    public var metadataProvider: Logger.MetadataProvider?
    private let label: String

    public init(label: String) { self.label = label }

    public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    public func log(event: LogEvent) {
        var members: [JSONValue.Member] = [
            .init("time", .string(Instant.text(microseconds: EventLogOptions.systemClock()))),
            .init("level", .string(event.level.rawValue)), .init("program", .string(label)),
            .init("message", .string(event.message.description)),
        ]
        // Nearly always the event's own is all that there is: then nothing is merged.
        var all = event.metadata ?? [:]
        if !metadata.isEmpty { all.merge(metadata) { given, _ in given } }
        if let provided = metadataProvider?.get(), !provided.isEmpty { all.merge(provided) { given, _ in given } }
        for (key, value) in all.sorted(by: { $0.key < $1.key }) {
            members.append(.init(key, .string(value.description)))
        }
        Output.remark(JSONValue.object(members).text())
    }
}
