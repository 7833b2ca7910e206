/// A ground on which help was said to be excluded from prosecution, and what was decided.
public struct ExemptionFacts: Hashable, Sendable {
    public var ground: ExemptionGround?
    public var mechanism: ExemptionMechanism?
    public var outcome: ExemptionOutcome?
}

// The legal categories of a record, each once, in the order of the wire form; empty for kinds that have none.
extension Facts {
    /// Conduct under article 6(1) and 6(2) of the Protocol: of an incident, or the offences of arrests.
    public var conduct: [Conduct] {
        get throws(FactsError) {
            switch kind {
            case .incident: try codes(13, of: "Incident", for: "the conduct")
            case .arrests: try codes(9, of: "Arrests", for: "the offence")
            default: []
            }
        }
    }

    /// Aggravating circumstances under article 6(3) of the Protocol: of an incident or of arrests.
    public var aggravations: [Aggravation] {
        get throws(FactsError) {
            switch kind {
            case .incident: try codes(14, of: "Incident", for: "the aggravation")
            case .arrests: try codes(13, of: "Arrests", for: "the aggravation")
            default: []
            }
        }
    }

    /// Financial or other material benefit, of an incident.
    public var benefit: Benefit? {
        get throws(FactsError) {
            guard kind == .incident, passedFields & 1 << 15 != 0 else { return nil }
            var benefit: Benefit?
            var reader = WireReader(bytes, recordSlice)
            while try reader.next() {
                if reader.number == 15 { benefit = try code(try reader.varint(of: "Incident"), for: "the benefit") }
            }
            return benefit
        }
    }

    /// Kinds of document fraud, of an incident (guide, paragraph 11).
    public var documentFraud: [DocumentFraud] {
        get throws(FactsError) {
            kind == .incident ? try codes(12, of: "Incident", for: "the kind of document fraud") : []
        }
    }

    /// Crimes against migrants, of an incident (guide, paragraph 20).
    public var crimes: [CrimeAgainstMigrants] {
        get throws(FactsError) { kind == .incident ? try codes(17, of: "Incident", for: "the crime") : [] }
    }

    /// The exemptions that were invoked at an incident, in the order of the entry (guide, paragraphs 51 to 54).
    public var exemptions: [ExemptionFacts] {
        get throws(FactsError) {
            guard kind == .incident else { return [] }
            var exemptions: [ExemptionFacts] = []
            for slice in try slices(16, of: "Incident") {
                var exemption = ExemptionFacts()
                var reader = WireReader(bytes, slice)
                while try reader.next() {
                    switch reader.number {
                    case 1: exemption.ground = try code(try reader.varint(of: "Exemption"), for: "the ground")
                    case 2: exemption.outcome = try code(try reader.varint(of: "Exemption"), for: "the outcome")
                    case 4:
                        exemption.mechanism = try code(try reader.varint(of: "Exemption"), for: "the mechanism")
                    default: break
                    }
                }
                exemptions.append(exemption)
            }
            return exemptions
        }
    }
}
