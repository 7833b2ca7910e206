extension BundleVerifier {
    /// The report of a bundle that is damaged.
    func report(_ finding: BundleFinding) -> BundleReport {
        var done = report
        done.finding = finding
        done.unchecked = ["Whatever comes after the first thing that is wrong."]
        return done
    }

    /// The report of an intact bundle: says what was not checked.
    func report(hasKey: Bool, keptCount: Int) -> BundleReport {
        var done = report
        if !hasKey {
            done.unchecked.insert(
                "Who made the bundle: the signatures were checked with the key that it holds itself, which proves nothing. "
                    + "Get the log's verifier key from its owner and give it with --key.", at: 0)
        }
        if keptCount == 0 {
            done.unchecked.append(
                "A rewriting by whoever holds the key: it shows only against a checkpoint that was kept elsewhere "
                    + "(--against).")
        } else if let size = done.keptSize, size < done.size {
            done.unchecked.append(
                "A rewriting by whoever holds the key of events after position \(size), the last that a kept "
                    + "checkpoint vouches for.")
        }
        done.unchecked += [
            "Events after position \(done.size): a bundle ends with a checkpoint.",
            "Whether checkpoints between the first and the last were left out.",
            "The views: `ledger-replay import-bundle` makes a ledger of it, and `ledger-replay` builds them.",
            "Whether what the events say is true, and whether the clock was right.",
        ]
        return done
    }
}
