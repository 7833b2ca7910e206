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
        let all = (metadataProvider?.get() ?? [:]).merging(metadata) { _, own in own }
            .merging(event.metadata ?? [:]) { _, given in given }
        let line = JSONValue.object(
            [
                .init("time", .string(Instant.text(microseconds: EventLogOptions.systemClock()))),
                .init("level", .string(event.level.rawValue)), .init("program", .string(label)),
                .init("message", .string(event.message.description)),
            ] + all.sorted { $0.key < $1.key }.map { .init($0.key, .string("\($0.value)")) })
        Output.remark(line.text())
    }
}
