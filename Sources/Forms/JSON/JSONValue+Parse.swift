internal import Foundation

/// Why a text is not JSON.
public struct NotJSON: ExplainedError, Hashable, CustomStringConvertible {
    /// The first few characters of the text.
    public var beginning: String
    /// What is wrong and in which line, after a colon; empty where that is not known.
    public var reason: String

    public var description: String { "\"\(beginning)\" is not JSON\(reason)." }

    public var failure: LedgerError.Code { .refused }
}

extension JSONValue {
    /// Reads JSON text; comments (`//` and `/* */`) and a comma after the last element are accepted.
    ///
    /// - Throws: ``NotJSON``, saying where the text stops being JSON.
    public init(parsing bytes: [UInt8]) throws(NotJSON) {
        let plain = Data(JSONComments.blanked(bytes))
        do {
            self = try JSONDecoder().decode(Parsed.self, from: plain).value
        } catch {
            throw NotJSON(beginning: JSONValue.excerpt(bytes), reason: JSONValue.reason(plain))
        }
    }

    /// What is wrong and in which line. The decoder does not say; Foundation's older parser names a character.
    private static func reason(_ plain: Data) -> String {
        do {
            _ = try JSONSerialization.jsonObject(with: plain)
            return ""
        } catch {
            let words = (error as NSError).userInfo[NSDebugDescriptionErrorKey] as? String ?? ""
            guard let character = words.firstMatch(of: /around character (\d+)/).flatMap({ Int($0.1) }) else {
                return words.isEmpty ? "" : ": \(words)"
            }
            let before = plain.prefix(character)
            let line = before.count { $0 == 0x0A } + 1
            let column = character - (before.lastIndex(of: 0x0A) ?? -1)
            return ": \(words.split(separator: " around")[0]) at line \(line), column \(column)"
        }
    }

    /// The first few characters of the text, for the error.
    private static func excerpt(_ bytes: [UInt8]) -> String {
        let text = String(decoding: bytes.prefix(40), as: UTF8.self).split(whereSeparator: \.isNewline).first ?? ""
        return String(text) + (bytes.count > text.utf8.count ? "…" : "")
    }

    /// Lets Foundation's parser build a value. The order of an object's members is lost there; sorting them makes
    /// what is read the same every time.
    private struct Parsed: Decodable {
        var value: JSONValue

        init(from decoder: any Decoder) throws {
            if let members = try? decoder.container(keyedBy: Key.self) {
                let keys = members.allKeys.map(\.stringValue).sorted()
                value = .object(
                    try keys.map { Member($0, try members.decode(Parsed.self, forKey: Key(stringValue: $0)).value) })
                return
            }
            if var elements = try? decoder.unkeyedContainer() {
                var list: [JSONValue] = []
                while !elements.isAtEnd { list.append(try elements.decode(Parsed.self).value) }
                value = .array(list)
                return
            }
            let single = try decoder.singleValueContainer()
            if single.decodeNil() {
                value = .null
            } else if let bool = try? single.decode(Bool.self) {
                value = .bool(bool)
            } else if let integer = try? single.decode(Int64.self) {
                value = .integer(integer)
            } else if let number = try? single.decode(Double.self) {
                value = .number(number)
            } else {
                value = .string(try single.decode(String.self))
            }
        }
    }

    private struct Key: CodingKey {
        var stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) {
            self.stringValue = stringValue
        }

        init?(intValue: Int) {
            return nil
        }
    }
}
