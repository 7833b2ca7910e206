import Incidents
import LedgerSchema
import SwiftProtobuf
import Testing

@Suite struct CodesTests {
    /// Every enumeration, with the one of the wire form that it stands for.
    private static let all: [(any Coded.Type, any SwiftProtobuf.Enum.Type)] = [
        (RecordKind.self, WireRecordKind.self), (EventType.self, WireEventType.self),
        (Qualifier.self, WireQualifier.self), (DatePrecision.self, WireDatePrecision.self),
        (DateBasis.self, WireDateBasis.self), (PointPrecision.self, WirePointPrecision.self),
        (Sex.self, WireSex.self), (AgeGroup.self, WireAgeGroup.self), (IncidentKind.self, WireIncidentKind.self),
        (TransportMode.self, WireTransportMode.self), (FeeBasis.self, WireFeeBasis.self),
        (CauseClass.self, WireCauseClass.self), (DocumentFraud.self, WireDocumentFraud.self),
        (Conduct.self, WireConduct.self), (Aggravation.self, WireAggravation.self), (Benefit.self, WireBenefit.self),
        (ExemptionGround.self, WireExemptionGround.self), (ExemptionOutcome.self, WireExemptionOutcome.self),
        (CrimeAgainstMigrants.self, WireCrimeAgainstMigrants.self), (OffenderRole.self, WireOffenderRole.self),
        (OperationPhase.self, WireOperationPhase.self), (ArrestStage.self, WireArrestStage.self),
    ]

    @Test func `every code reads back, is unique and is in kebab case`() throws {
        for (type, _) in CodesTests.all { try check(type) }
    }

    private func check<Value: Coded>(_ type: Value.Type) throws {
        var seen: Set<String> = []
        for value in Value.allCases {
            #expect(try Value(code: value.code) == value)
            #expect(seen.insert(value.code).inserted)
            #expect(value.code.wholeMatch(of: /[a-z0-9]+([.-][a-z0-9]+)*/) != nil, "\(value.code)")
        }
        let error = #expect(throws: ValidationError.self) { try Value(code: "no such code") }
        #expect(error?.code == .unknownCode)
        #expect(error?.given == "no such code")
        for value in Value.allCases { #expect(error?.allowed.contains(value.code) == true) }
    }

    @Test func `every code of the wire form has a case and the other way round`() {
        for (type, wire) in CodesTests.all { compare(type, wire) }
    }

    private func compare<Value: Coded, Wire: SwiftProtobuf.Enum>(_ type: Value.Type, _ wire: Wire.Type) {
        let numbers = Value.allCases.map { Int($0.rawValue) }
        #expect(numbers == Array(1...numbers.count), "\(Value.self)")
        for number in numbers {
            #expect(Wire(rawValue: number).map { "\($0)".contains("UNRECOGNIZED") } == false, "\(Value.self) \(number)")
        }
        let beyond = Wire(rawValue: numbers.count + 1).map { "\($0)" } ?? "UNRECOGNIZED"
        #expect(beyond.contains("UNRECOGNIZED"), "\(Value.self) lacks \(beyond)")
    }

    @Test func `the articles of the Protocol are the codes`() {
        #expect(Conduct.allowedCodes.hasPrefix("6.1.a, 6.1.b.produce, 6.1.b.procure-provide-possess, 6.1.c, 6.2.a"))
        #expect(Aggravation.allowedCodes == "6.3.a, 6.3.b")
        #expect(CrimeAgainstMigrants.allCases.count == 10)
    }

    @Test(arguments: ["migrant", "smuggled", "smuggled-person", "victim", "passenger"])
    func `no role records somebody as an offender for having been smuggled`(word: String) {
        #expect(throws: ValidationError.self) { try OffenderRole(code: word) }
        #expect(!OffenderRole.allowedCodes.contains(word))
    }
}
