internal import CLMDB
internal import Glibc
internal import Synchronization

extension Environment {
    /// Bytes of address space that the environment can fill before it has to grow.
    public var mapSize: Int { currentMapSize.load(ordering: .relaxed) }

    /// Doubles the map, for a transaction from `beginWrite` that ended with `.mapFull`.
    ///
    /// Waits until no transaction is open in this process.
    ///
    /// - Throws: `.wouldDeadlock` if the calling thread is inside `read` or `write`, or if transactions stay open
    ///   for longer than `remapPatience`; `.mapFull` at `maximumMapSize`; `.outOfMemory`.
    public func growMap() throws(LMDBError) {
        try growMap(from: mapSize)
    }

    /// Doubles the map unless another thread has grown it from `size` in the meantime.
    func growMap(from size: Int) throws(LMDBError) {
        guard size < options.maximumMapSize else {
            throw error(.mapFull, Self.growing, "it has its maximumMapSize of \(options.maximumMapSize) bytes")
        }
        try move { () throws(LMDBError) in
            guard mapSize == size else { return }
            try setMapSize(min(size * 2, options.maximumMapSize))
        }
    }

    /// Takes over the size to which another process has grown the map.
    func adoptMap() throws(LMDBError) {
        try move { () throws(LMDBError) in try setMapSize(0) }
    }

    /// Grows the map before it is full, if that needs no waiting.
    func growMapIfNearlyFull() throws(LMDBError) {
        guard let information = try? information() else { return }
        guard information.usedSize > information.mapSize / 4 * 3, mapSize < options.maximumMapSize else { return }
        try gate.moveIfIdle { () throws(LMDBError) in
            try setMapSize(min(information.mapSize * 2, options.maximumMapSize))
        }
    }

    /// Sets the map's size after opening: what was asked for, and room to grow over what is there.
    func reserveInitialMap() throws(LMDBError) {
        let information = try information()
        try move { () throws(LMDBError) in
            let room = information.usedSize > information.mapSize / 2 ? information.mapSize * 2 : information.mapSize
            try setMapSize(max(options.initialMapSize, min(room, options.maximumMapSize), information.mapSize))
        }
    }

    private static let growing = "growing the map"

    private func move(_ body: () throws(LMDBError) -> Void) throws(LMDBError) {
        try gate.move(patience: options.remapPatience, body) { refusal in refused(refusal, Self.growing) }
    }

    /// Only inside a move. A size of 0 is the one that the file tells.
    private func setMapSize(_ size: Int) throws(LMDBError) {
        let page = Int(sysconf(Int32(_SC_PAGESIZE)))
        let rounded = (size + page - 1) / page * page
        if options.synchronization == .none { try reserveDisk(rounded) }
        // Unsafe: the move keeps everybody out who could use the pointer or the map behind it.
        let result = unsafe mdb_env_set_mapsize(native, rounded)
        guard result == MDB_SUCCESS else {
            // The C library has unmapped the old map before it failed.
            mapIsLost.store(true, ordering: .relaxed)
            throw LMDBError(native: result, path: path, operation: Self.growing)
        }
        var information = unsafe MDB_envinfo()
        unsafe mdb_env_info(native, &information)
        unsafe currentMapSize.store(information.me_mapsize, ordering: .relaxed)
    }

    /// Makes the file as long as the map, and takes its place on the disk: where pages are changed in the map, a full disk
    /// would stop the process there.
    private func reserveDisk(_ size: Int) throws(LMDBError) {
        guard size > 0 else { return }
        var descriptor: mdb_filehandle_t = -1
        // Unsafe: as above.
        var result = unsafe mdb_env_get_fd(native, &descriptor)
        if result == MDB_SUCCESS { result = posix_fallocate(descriptor, 0, off_t(size)) }
        guard result == MDB_SUCCESS else { throw LMDBError(native: result, path: path, operation: Self.growing) }
    }
}

extension Environment {
    func refused(_ refusal: Gate.Refusal, _ operation: String) -> LMDBError {
        switch refusal {
        case .closed: error(.closed, operation)
        case .heldByCaller: error(.wouldDeadlock, operation, "this thread is inside another transaction")
        case .writingAlready: error(.wouldDeadlock, operation, "this thread has a write transaction open")
        case .impatient:
            error(.wouldDeadlock, operation, "transactions stayed open for longer than \(options.remapPatience)")
        }
    }
}
