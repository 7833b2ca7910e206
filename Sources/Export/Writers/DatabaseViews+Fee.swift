import Incidents

// The one view that is no sum, in SQL.
extension DatabaseViews {
    private static let keys = ["currency", "per", "origin", "transit", "destination"]

    /// The fees that count, with the lowest and the highest that each can be: 2^63 - 1 where it has no upper bound.
    private static let fees = """
        SELECT fee_currency AS currency, fee_basis AS per, origin, transit, destination, incident.id,
          fee_low AS low, CASE WHEN fee_low IS NULL THEN NULL ELSE coalesce(fee_high, 9223372036854775807) END AS high,
          coalesce(fee, '') LIKE '~%' AS about, counted = 'possible' AS possible
        FROM incident JOIN journey ON journey.id = incident.id WHERE fee_currency IS NOT NULL
        """

    /// The median by its definition: of the fees that are certain with every choice of the k lowest, or highest, of those that are
    /// only possible, the lower and the upper one in the middle.
    private static func middle(_ value: String, _ order: String, place: String, _ extreme: String) -> String {
        let key = keys.joined(separator: ", ")
        let same = keys.map { "one.\($0) IS choice.\($0)" }.joined(separator: " AND ")
        let chosen = keys.map { "choice.\($0)" }.joined(separator: ", ")
        return """
            (WITH one AS (SELECT *, sum(possible) OVER (PARTITION BY \(key) ORDER BY \(value) \(order), id
                ROWS UNBOUNDED PRECEDING) AS nth FROM amount WHERE low IS NOT NULL),
              choice AS (SELECT DISTINCT \(key), 0 AS k FROM one UNION SELECT \(key), nth FROM one WHERE possible),
              chosen AS (SELECT \(chosen), k, \(value),
                row_number() OVER (PARTITION BY \(chosen), k ORDER BY \(value)) AS place,
                count(*) OVER (PARTITION BY \(chosen), k) AS number
                FROM choice JOIN one ON \(same) WHERE NOT possible OR nth <= k)
              SELECT \(key), \(extreme)(\(value)) AS middle FROM chosen WHERE place = \(place) GROUP BY \(key))
            """
    }

    static let fee: DatabaseViews = {
        let key = keys.joined(separator: ", ")
        let same = { (table: String) in keys.map { "\(table).\($0) IS whole.\($0)" }.joined(separator: " AND ") }
        let columns = [
            ("lowest", "lowest", "lowest_high"), ("highest", "highest_low", "highest"),
            ("median", "low.middle", "up.middle"),
        ].map { name, low, high in
            let isOpen = "\(high) = 9223372036854775807"
            return """
                CASE WHEN amounts = 0 THEN NULL ELSE iif(about, '~', '') || \(low) ||
                  CASE WHEN \(isOpen) THEN '..' WHEN \(high) <> \(low) THEN '..' || \(high) ELSE '' END END AS \(name),
                \(low) AS \(name)_low, iif(\(isOpen), NULL, \(high)) AS \(name)_high, amounts AS \(name)_reported
                """
        }
        return DatabaseViews(
            name: "fee",
            description:
                "Fees, by currency, for whom they are and corridor: how many, the lowest, the highest and the median. No sum.",
            sql: """
                WITH amount AS (\(fees)),
                  whole AS (SELECT \(key), count(*) AS number, sum(NOT possible) AS certain,
                    sum(low IS NOT NULL) AS amounts, coalesce(max(about), 0) AS about,
                    min(low) AS lowest, coalesce(min(CASE WHEN NOT possible THEN high END), max(high)) AS lowest_high,
                    coalesce(max(CASE WHEN NOT possible THEN low END), min(low)) AS highest_low, max(high) AS highest
                    FROM amount GROUP BY \(key))
                SELECT \(keys.map { "whole.\($0)" }.joined(separator: ", ")),
                  iif(certain = number, CAST(number AS TEXT), certain || '..' || number) AS fees,
                  certain AS fees_low, number AS fees_high, number AS fees_reported, \(columns.joined(separator: ", "))
                FROM whole LEFT JOIN \(middle("low", "ASC", place: "(number + 1) / 2", "min")) AS low ON \(same("low"))
                LEFT JOIN \(middle("high", "DESC", place: "number / 2 + 1", "max")) AS up ON \(same("up"))
                ORDER BY \(keys.map { "whole.\($0)" }.joined(separator: ", "))
                """,
            kinds: [.incident], answers: "fee")
    }()
}
