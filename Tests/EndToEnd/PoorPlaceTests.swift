import Foundation
import LedgerTesting
import Testing

/// Ledgers where there is little to be had: a full disk, no permission to write, views whose files are damaged.
@Suite struct PoorPlaceTests {
    private func record(_ id: String) -> [String] {
        [
            "record", "deaths", "--id", id, "--region", "mmp-2014:Europe", "--date", "2019", "--dead", "3",
            "--source", "desk", "--actor", "desk",
        ]
    }

    // MARK: Damaged views

    @Test(arguments: ["zeroed", "cut", "garbage", "flipped", "empty"])
    func `a damaged view is built anew, and that is said`(_ how: String) async throws {
        let ledger = try await TestLedger.make()
        for id in ["a", "b", "c"] { try await ledger.succeed(record(id)) }
        let whole = try await ledger.succeed(["view", "region-year", "--format", "csv"])
        let folder = try #require(
            try FileManager.default.contentsOfDirectory(atPath: ledger.path + "/views")
                .first { $0.hasPrefix("region-year.v") && !$0.hasSuffix(".lock") })
        let file = URL(filePath: ledger.path + "/views/" + folder + "/data.mdb")
        var bytes = try Data(contentsOf: file)
        switch how {
        case "zeroed": bytes.replaceSubrange(8_192..., with: Data(count: bytes.count - 8_192))
        case "cut": bytes = bytes.prefix(bytes.count / 2)
        case "garbage": bytes = Data(repeating: 7, count: bytes.count)
        case "flipped": for page in 2..<bytes.count / 4_096 { bytes[page * 4_096 + 10] ^= 0xFF }
        default: bytes = Data()
        }
        try bytes.write(to: file)
        let run = try await ledger.run(["view", "region-year", "--format", "csv"])
        #expect(run.status == 0 && run.output == whole, "\(run.errors)")
        #expect(how == "empty" || run.errors.contains("anew"), "\(run.errors)")
        let again = try await ledger.run(["view", "region-year", "--format", "csv"])
        #expect(again.output == whole && !again.errors.contains("anew"), "\(again.errors)")
        #expect(try await Program.replay.run([ledger.path]).status == 0)
    }

    // MARK: No permission

    @Test func `who may not write reads all the same`() async throws {
        let ledger = try await TestLedger.make()
        try await ledger.succeed(record("a"))
        let whole = try await ledger.succeed(["view", "region-year", "--format", "csv"])
        try await ledger.succeed(record("b"))
        let files = FileManager.default
        try files.setAttributes([.posixPermissions: 0o755], ofItemAtPath: ledger.scratch.path)
        let place = try TemporaryFolder()
        try files.setAttributes([.posixPermissions: 0o777], ofItemAtPath: place.path)
        if geteuid() != 0 { try lock(ledger.path, true) }
        defer { if geteuid() != 0 { try? lock(ledger.path, false) } }
        func run(_ program: Program, _ arguments: [String]) async throws -> Program.Run {
            guard geteuid() == 0 else { return try await program.run(arguments, in: URL(filePath: place.path)) }
            return try await Program(url: URL(filePath: "/usr/bin/setpriv")).run(
                ["--reuid=65534", "--regid=65534", "--clear-groups", program.url.path] + arguments,
                in: URL(filePath: place.path))
        }
        for command in [
            ["head"], ["log"], ["show", "deaths", "b"], ["history", "deaths", "a"], ["verify"],
            ["view", "region-year"],
            ["view", "region-year", "--as-of", "1"], ["view", "year"], ["datasets"], ["disputes"], ["views"],
            ["backup", place.path("copy.ledger")],
        ] {
            let run = try await run(.ledger, command + ["--ledger", ledger.path])
            #expect(run.status == 0, "\(command): \(run.errors)")
        }
        let held = try await run(
            .ledger, ["view", "region-year", "--as-of", "1", "--format", "csv", "--ledger", ledger.path])
        #expect(held.output.split(separator: "\n").count == whole.split(separator: "\n").count)
        for arguments in [
            ["export-bundle", ledger.path, place.path("a.bundle")], ["audit", ledger.path], [ledger.path],
        ] {
            let run = try await run(.replay, arguments)
            #expect(run.status == 0, "\(arguments): \(run.errors)")
        }
        let refused = try await run(.ledger, record("c") + ["--ledger", ledger.path])
        #expect(refused.status == 1 && refused.errors.contains(ledger.path), "\(refused.errors)")
    }

    private func lock(_ path: String, _ isLocked: Bool) throws {
        for name in try [""] + FileManager.default.subpathsOfDirectory(atPath: path) {
            let file = path + "/" + name
            let isFolder = (try? URL(filePath: file).resourceValues(forKeys: [.isDirectoryKey]).isDirectory) ?? false
            let mode = isFolder ? (isLocked ? 0o555 : 0o755) : (isLocked ? 0o444 : 0o644)
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
        }
    }

    // MARK: Full disks

    /// What small disks are made of: memory, which is refused page by page, and a file system of a disk's kind in a file, which
    /// keeps a journal and gives out its blocks later than they are written to.
    private static let smallDisks = [
        "mount -t tmpfs -o size=4m,mode=0777 tmpfs \"$1\"",
        "dd if=/dev/zero of=\"$1/disk\" bs=1M count=8 2>/dev/null && mkfs.ext4 -q -F -m 0 \"$1/disk\" "
            + "&& mount -o loop \"$1/disk\" \"$1\"",
    ]

    /// Fills a disk that nobody else sees, and reads and writes there.
    private static let fullDisk = """
        set -u
        cd "$1"
        say() { echo "$1 $?"; }
        record() {
            "$0" record deaths --id "$1" --region mmp-2014:Europe --date 2019 --dead 3 --source desk --actor desk \\
                --ledger a.ledger
        }
        TMPDIR=/tmp
        "$0" init --ledger a.ledger >/dev/null; say init
        record a >/dev/null; say record
        "$0" view region-year --ledger a.ledger >/dev/null; say view
        record b >/dev/null; say record
        dd if=/dev/zero of=filler bs=4096 2>/dev/null
        for n in $(seq 30); do record "full-$n" >/dev/null 2>errors-never || break; done
        record full >/dev/null 2>/tmp/errors.$$; say full
        grep -c 'disk is full' /tmp/errors.$$ | sed 's/^/said /'
        rm /tmp/errors.$$
        "$0" show deaths b --ledger a.ledger >/dev/null; say show
        "$0" view region-year --ledger a.ledger >/dev/null; say view
        "$0" view region-year --as-of 1 --ledger a.ledger >/dev/null; say as-of
        "$0" view mixed-none --ledger a.ledger >/dev/null 2>&1; say unknown
        "$0" view year --ledger a.ledger >/dev/null; say year
        "$0" verify --ledger a.ledger >/dev/null; say verify
        "$0" backup copy.ledger --ledger a.ledger >/dev/null 2>&1; say backup
        test ! -e copy.ledger; say nothing
        rm filler
        record full >/dev/null; say record
        "$0" verify --ledger a.ledger >/dev/null; say verify
        "$0" show deaths a --ledger a.ledger >/dev/null; say show
        "$0" backup copy.ledger --ledger a.ledger >/dev/null; say backup
        """

    @Test(arguments: smallDisks)
    func `on a full disk appends are refused and say so, readers go on, and so does work once there is room`(
        _ mounting: String
    ) async throws {
        let unshare = Program(url: URL(filePath: "/usr/bin/unshare"))
        let flags = geteuid() == 0 ? "-m" : "-rm"
        // Where the system lets nobody mount, there is no small disk to be had.
        guard try await unshare.run([flags, "/bin/true"]).status == 0 else { return }
        let place = try TemporaryFolder()
        let run = try await unshare.run([
            flags, "/bin/bash", "-c", "\(mounting) || exit 9\n" + Self.fullDisk, Program.ledger.url.path, place.path,
        ])
        if run.status == 9 { return }
        #expect(
            run.output.split(separator: "\n") == [
                "init 0", "record 0", "view 0", "record 0", "full 1", "said 1", "show 0", "view 0", "as-of 0",
                "unknown 3",
                "year 0", "verify 0", "backup 1", "nothing 0", "record 0", "verify 0", "show 0", "backup 0",
            ], "\(run.output) \(run.errors)")
    }
}
