internal import Foundation

/// The reference of a program's commands, from what the program says of itself (`--experimental-dump-help`).
package struct CommandReference {
    private struct Dump: Decodable { var command: Command }

    private struct Command: Decodable {
        var commandName: String
        var abstract: String?
        var discussion: String?
        var shouldDisplay: Bool?
        var superCommands: [String]?
        var arguments: [Argument]?
        var subcommands: [Command]?
    }

    private struct Argument: Decodable {
        struct Name: Decodable {
            var kind: String
            var name: String
        }

        var kind: String
        var shouldDisplay: Bool
        var isOptional: Bool
        var isRepeating: Bool
        var names: [Name]?
        var valueName: String?
        var abstract: String?
        var defaultValue: String?
        var allValues: [String]?
        var sectionTitle: String?
    }

    /// Markdown: a section for the program and one for each of its commands, in the order in which they are listed.
    package let text: String

    package init(dump: String) throws {
        let program = try JSONDecoder().decode(Dump.self, from: Data(dump.utf8)).command
        text = Self.sections(program, under: []).joined(separator: "\n")
    }

    private static func sections(_ command: Command, under parents: [String]) -> [String] {
        // Every program has it, and it says what stands here.
        guard command.shouldDisplay ?? true, command.commandName != "help" else { return [] }
        let path = parents + [command.commandName]
        let own = section(command, path)
        return [own] + (command.subcommands ?? []).flatMap { sections($0, under: path) }
    }

    private static func section(_ command: Command, _ path: [String]) -> String {
        let shown = (command.arguments ?? []).filter { $0.shouldDisplay && !isOfEvery($0) }
        let places = shown.filter { $0.kind == "positional" }.map(placeholder)
        var lines = [
            String(repeating: "#", count: min(4, path.count + 1)) + " `" + (path + places).joined(separator: " ") + "`",
            "",
        ]
        if let abstract = command.abstract, !abstract.isEmpty { lines += [oneLine(abstract), ""] }
        if let discussion = command.discussion, !discussion.isEmpty {
            lines += ["```", discussion.trimmingCharacters(in: .whitespacesAndNewlines), "```", ""]
        }
        if !shown.isEmpty {
            lines += ["| | |", "|---|---|"]
            lines += shown.map { "| \(name(of: $0)) | \(meaning(of: $0)) |" }
            lines.append("")
        }
        return lines.joined(separator: "\n")
    }

    /// Every command has it.
    private static func isOfEvery(_ argument: Argument) -> Bool {
        argument.names?.contains { ["help", "version"].contains($0.name) } ?? false
    }

    private static func placeholder(_ argument: Argument) -> String {
        let name = "<\(argument.valueName ?? "value")>" + (argument.isRepeating ? " …" : "")
        return argument.isOptional ? "[\(name)]" : name
    }

    private static func name(of argument: Argument) -> String {
        guard argument.kind != "positional" else { return "`\(placeholder(argument))`" }
        let names = (argument.names ?? []).map { ($0.kind == "long" ? "--" : "-") + $0.name }
        let value = argument.kind == "option" ? " <\(argument.valueName ?? "value")>" : ""
        return names.map { "`\($0)\(value)`" }.joined(separator: ", ")
    }

    private static func meaning(of argument: Argument) -> String {
        var parts = [oneLine(argument.abstract ?? "")]
        if let values = argument.allValues, !values.isEmpty {
            parts.append("One of " + values.map { "`\($0)`" }.joined(separator: ", ") + ".")
        }
        if let value = argument.defaultValue, argument.kind == "option" { parts.append("Default: `\(value)`.") }
        if argument.kind == "option", !argument.isOptional, argument.defaultValue == nil { parts.append("Required.") }
        return parts.filter { !$0.isEmpty }.joined(separator: " ").replacing("|", with: "\\|")
    }

    private static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).joined(separator: " ")
    }
}
