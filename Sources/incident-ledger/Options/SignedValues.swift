/// Joins a value that begins with a minus sign to the option before it, as in `--dead -3` and `--crime -robbery`: the
/// argument parser takes every such word for an option.
///
/// No option of these programs has one minus sign and a name, except `-h`; a minus sign alone is standard input.
enum SignedValues {
    static func joined(_ arguments: [String]) -> [String] {
        var joined: [String] = []
        var rest = arguments[...]
        while let word = rest.popFirst() {
            if word == "--" { return joined + [word] + rest }
            if isOption(word), let value = rest.first, isSigned(value) {
                joined.append(word + "=" + value)
                rest.removeFirst()
            } else {
                joined.append(word)
            }
        }
        return joined
    }

    private static func isOption(_ word: String) -> Bool { word.hasPrefix("--") && !word.contains("=") }

    private static func isSigned(_ word: String) -> Bool {
        word.hasPrefix("-") && !word.hasPrefix("--") && word != "-" && word != "-h"
    }
}
