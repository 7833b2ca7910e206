internal import Foundation

/// Text as it is searched: without case, accents and other marks, and with one form of the letters that people write in
/// several: `São`, `SAO` and `sao` are one word, and so are `أحمد` and `احمد`, `Королёв` and `королев`.
public enum FoldedText {
    public static func of(_ text: String) -> String {
        if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.lowercased() }
        // Compatibility decomposition takes letters and marks apart, and makes one of ligatures, wide and positional forms.
        var folded = String.UnicodeScalarView()
        for scalar in text.decomposedStringWithCompatibilityMapping.lowercased().unicodeScalars {
            if let letters = replacements[scalar] {
                folded.append(contentsOf: letters.unicodeScalars)
            } else if !isDropped(scalar) {
                folded.append(scalar)
            }
        }
        return String(folded)
    }

    /// Marks that combine, such as accents and Arabic vowels; what lengthens an Arabic word; what nobody sees.
    private static func isDropped(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: true
        default: scalar == "\u{640}"
        }
    }

    /// Letters that no decomposition takes apart.
    private static let replacements: [Unicode.Scalar: String] = {
        var letters: [Unicode.Scalar: String] = [
            "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "ħ": "h", "ı": "i",
            "ŋ": "n", "ς": "σ", "ə": "e", "ґ": "г",
            // Alef with wasla, Persian and Urdu forms, the letters that stand for others at the end of a word.
            "\u{671}": "\u{627}", "\u{6CC}": "\u{64A}", "\u{649}": "\u{64A}", "\u{6A9}": "\u{643}",
            "\u{6C1}": "\u{647}",
            "\u{6BE}": "\u{647}", "\u{629}": "\u{647}", "\u{6D5}": "\u{647}", "\u{621}": "",
        ]
        for digit in UInt32(0)...9 {
            for zero: UInt32 in [0x660, 0x6F0] {
                if let scalar = Unicode.Scalar(zero + digit) { letters[scalar] = "\(digit)" }
            }
        }
        return letters
    }()
}
