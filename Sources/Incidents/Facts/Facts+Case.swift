extension Facts {
    /// A text of the record by the number of its field in the schema; nothing where it states none. For fields of which there
    /// is one.
    ///
    /// - Throws: ``FactsError`` where it cannot be read.
    package func recordText(_ number: UInt32) throws(FactsError) -> Term {
        var reader = WireReader(bytes, recordSlice)
        var found = Term.none
        while try reader.next() {
            if reader.number == number { found = try term(try reader.slice(of: "record")) }
        }
        return found
    }
}

/// What a view needs of a case.
public struct CaseFacts: Hashable, Sendable {
    /// ISO 3166-1 alpha-2.
    public var jurisdiction = Term.none
    /// The acts by article, all of them in one text: a case is in one cell, however many acts it is about.
    public var acts = Term.none
    public var outcome: CaseOutcome?
    /// Persons.
    public var migrants = CountFacts.notReported
    /// Persons.
    public var defendants = CountFacts.notReported
}

/// What a view needs of a proceeding. Of its charges nothing: they are not persons.
public struct ProceedingFacts: Hashable, Sendable {
    /// ISO 3166-1 alpha-2.
    public var jurisdiction = Term.none
    public var stage: ProceedingStage?
    /// Persons.
    public var defendants = CountFacts.notReported
    /// Persons.
    public var convicted = CountFacts.notReported
    /// Persons.
    public var acquitted = CountFacts.notReported
}

/// What a view needs of a provision.
public struct ProvisionFacts: Hashable, Sendable {
    /// ISO 3166-1 alpha-2.
    public var jurisdiction = Term.none
    /// Each once.
    public var articles: [ProtocolArticle] = []
    public var benefit: BenefitElement?
    /// A last day in force is stated.
    public var hasEnd = false
}

extension Facts {
    /// - Throws: ``FactsError`` where the record cannot be read.
    public var courtCase: CaseFacts {
        get throws(FactsError) {
            var facts = CaseFacts()
            var acts: [Int32] = []
            var reader = WireReader(bytes, recordSlice)
            while try reader.next() {
                switch reader.number {
                case 3: facts.jurisdiction = try term(try reader.slice(of: "CourtCase"))
                case 8: try readCodes(&acts, try reader.slice(of: "CourtCase"))
                case 14: facts.outcome = try code(try reader.varint(of: "CourtCase"), for: "the outcome")
                case 15: facts.migrants = try count(try reader.slice(of: "CourtCase"))
                case 17: facts.defendants = try count(try reader.slice(of: "CourtCase"))
                default: break
                }
            }
            facts.acts = try list(acts)
            return facts
        }
    }

    /// - Throws: ``FactsError`` where the record cannot be read.
    public var proceeding: ProceedingFacts {
        get throws(FactsError) {
            var facts = ProceedingFacts()
            var reader = WireReader(bytes, recordSlice)
            while try reader.next() {
                switch reader.number {
                case 3: facts.jurisdiction = try term(try reader.slice(of: "Proceeding"))
                case 4: facts.stage = try code(try reader.varint(of: "Proceeding"), for: "the stage")
                case 8: facts.defendants = try count(try reader.slice(of: "Proceeding"))
                case 9: facts.convicted = try count(try reader.slice(of: "Proceeding"))
                case 10: facts.acquitted = try count(try reader.slice(of: "Proceeding"))
                default: break
                }
            }
            return facts
        }
    }

    /// - Throws: ``FactsError`` where the record cannot be read.
    public var provision: ProvisionFacts {
        get throws(FactsError) {
            var facts = ProvisionFacts()
            var reader = WireReader(bytes, recordSlice)
            while try reader.next() {
                switch reader.number {
                case 2: facts.jurisdiction = try term(try reader.slice(of: "Provision"))
                case 6: facts.hasEnd = true
                case 7:
                    let article = try article(try reader.slice(of: "Provision"))
                    if let article, !facts.articles.contains(article) { facts.articles.append(article) }
                case 10: facts.benefit = try code(try reader.varint(of: "Provision"), for: "the benefit")
                default: break
                }
            }
            return facts
        }
    }

    /// The jurisdiction of an arrests record.
    ///
    /// - Throws: ``FactsError`` where it cannot be read.
    public var arrestsJurisdiction: Term {
        get throws(FactsError) { try recordText(10) }
    }

    private func article(_ slice: Slice) throws(FactsError) -> ProtocolArticle? {
        var found: ProtocolArticle?
        var reader = WireReader(bytes, slice)
        while try reader.next() {
            if reader.number == 1 { found = try code(try reader.varint(of: "Implementation"), for: "the article") }
        }
        return found
    }

    /// The varints of a packed list.
    private func readCodes(_ codes: inout [Int32], _ slice: Slice) throws(FactsError) {
        var offset = slice.start
        while offset < slice.end {
            var (value, shift) = (UInt64(0), UInt64(0))
            while true {
                guard offset < slice.end, shift < 64 else {
                    throw FactsError(.notWireForm, "holds a list of codes that is cut short")
                }
                let byte = bytes.byte(at: offset)
                offset += 1
                value |= UInt64(byte & 0x7F) << shift
                shift += 7
                if byte < 0x80 { break }
            }
            codes.append(Int32(truncatingIfNeeded: value))
        }
    }

    /// Articles in their order, each once, as one text.
    private func list(_ codes: [Int32]) throws(FactsError) -> Term {
        var words: [String] = []
        for raw in Set(codes).sorted() {
            guard let conduct = Conduct(rawValue: raw) else {
                throw .unknownCode(UInt64(clamping: raw), for: "the conduct")
            }
            words.append(conduct.code)
        }
        return words.isEmpty ? .none : term(words.joined(separator: " + "))
    }
}
