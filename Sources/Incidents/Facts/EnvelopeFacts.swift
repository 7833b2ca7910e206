/// What an entry says of itself without its record: what a timeline is made of.
///
/// Each is nil where it cannot be read, also of an entry that ``Facts`` refuses.
public struct EnvelopeFacts: Hashable, Sendable {
    public private(set) var type: EventType?
    /// The day on which the event's source asserted it.
    public private(set) var knownAt: Day? = Day(number: 0)
    /// The identifier of the dataset that says it; ``Term/none``: the desk.
    public private(set) var dataset: Term? = Term.none

    /// - Parameter vocabulary: where the numbers of texts come from.
    public init(entry: RawSpan, vocabulary: Vocabulary) {
        var reader = WireReader(entry, Slice(start: min(Facts.headerLength, entry.byteCount), end: entry.byteCount))
        do throws(FactsError) {
            while try reader.next() {
                switch reader.number {
                case 6: type = Self.type(reader)
                case 7: knownAt = Self.knownAt(reader)
                case 13: dataset = Self.dataset(reader, entry, vocabulary)
                default: break
                }
            }
        } catch {
            // What comes after it is not there to be read.
            (type, knownAt, dataset) = (nil, nil, nil)
        }
    }

    private static func type(_ reader: borrowing WireReader) -> EventType? {
        (try? reader.varint(of: "Entry")).flatMap { EventType(rawValue: Int32(clamping: $0)) }
    }

    private static func knownAt(_ reader: borrowing WireReader) -> Day? {
        (try? reader.varint(of: "Entry")).map { Day(number: Int32(truncatingIfNeeded: unzigzag($0))) }
    }

    private static func dataset(
        _ reader: borrowing WireReader, _ entry: RawSpan, _ vocabulary: Vocabulary
    ) -> Term? {
        guard let slice = try? reader.slice(of: "Entry") else { return nil }
        return try? vocabulary.repeatedTerm(entry.extracting(slice.start..<slice.end))
    }
}

extension Facts {
    /// The identifier of an entry's record among those of its kind; nil where it cannot be read.
    public static func idText(entry: RawSpan) -> String? {
        var reader = WireReader(entry, Slice(start: min(headerLength, entry.byteCount), end: entry.byteCount))
        do throws(FactsError) {
            while try reader.next() {
                guard reader.number == 5 else { continue }
                let slice = try reader.slice(of: "Entry")
                // The pointer is used only inside the closure, while the span is borrowed.
                return unsafe entry.extracting(slice.start..<slice.end).withUnsafeBytes {
                    unsafe String(validating: $0, as: UTF8.self)
                }
            }
        } catch {
            return nil
        }
        return nil
    }
}
