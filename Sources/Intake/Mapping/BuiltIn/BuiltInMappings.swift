/// The mappings that come with the program: each as the file that it would be.
///
/// Tables of cases and laws have a form that people fill in. Every generation of the exports of IOM's Missing Migrants Project has one. Identifiers changed in 2021 and the old and
/// the new ones do not join, so exports of before and since are two datasets: neither withdraws what only the other has,
/// and somebody must say that the one succeeds the other.
public enum BuiltInMappings {
    /// In the order in which people should see them.
    public static let names = texts.map(\.name)

    private static let texts =
        missingMigrantsTexts + [
            (name: "cases", text: cases), (name: "proceedings", text: proceedings), (name: "laws", text: laws),
            (name: "provisions", text: provisions),
        ]

    private static let missingMigrantsTexts: [(name: String, text: String)] = [
        ("missing-migrants-web-id", missingMigrantsWebID), ("missing-migrants-main-id", missingMigrantsMainID),
        ("missing-migrants-content", missingMigrantsContent),
        ("missing-migrants-hdx-2017", missingMigrantsHDX2017),
        ("missing-migrants-hdx-main-id", missingMigrantsHDXMainID),
    ]

    /// The file of a mapping; nil: there is none of the name.
    public static func text(of name: String) -> String? { texts.first { $0.name == name }?.text }

    /// Those of the Missing Migrants Project.
    public static let missingMigrants: [Mapping] = missingMigrantsTexts.map { mapping(named: $0.name) }

    /// - Parameter name: one of ``names``.
    private static func mapping(named name: String) -> Mapping {
        guard let text = text(of: name), let reading = try? MappingReading(Array(text.utf8)),
            let mapping = reading.mapping
        else { preconditionFailure("the built-in mapping \(name) is faulty; a test reads them all") }
        return mapping
    }

    /// A mapping by its name, or as a file says it.
    ///
    /// - Parameter given: the name of a built-in one, or a path: what has a slash or ends in `.json`.
    /// - Throws: ``ImportError``: `unknownMapping`, `badMapping` with every fault; `LedgerError` `notFound` where there is no
    ///   such file.
    public static func mapping(_ given: String) throws -> Mapping {
        if names.contains(given) { return mapping(named: given) }
        guard given.contains("/") || given.hasSuffix(".json") else {
            throw ImportError(
                .unknownMapping,
                "There is no mapping \"\(given)\". The built-in ones are \(names.joined(separator: ", ")); a file of your own is"
                    + " given by its path, which ends in .json.")
        }
        let reading = try MappingReading(file: given)
        guard let mapping = reading.mapping else {
            throw ImportError(.badMapping, reading.faults.map { "\(given): \($0)" }.joined(separator: "\n"))
        }
        return mapping
    }
}
