extension Environment {
    /// Begins the write transaction, once no other one is open in any process.
    ///
    /// If it ends with `.mapFull`, drop it, call `growMap()` and begin again; ``write(_:)`` does that by itself.
    ///
    /// - Throws: `.readOnly`, `.closed`, `.wouldDeadlock` (this thread has a write transaction open), `.diskFull`.
    public func beginWrite() throws(LMDBError) -> WriteTransaction {
        try WriteTransaction(self)
    }

    /// Runs `body` in a write transaction, which is committed when it returns and aborted when it throws.
    ///
    /// When the map is full the changes are dropped, the map grows, and `body` runs **again** from its start: it
    /// must not change anything outside the transaction that it could not do twice. Growing waits until no other
    /// transaction is open in this process, and throws `.wouldDeadlock` at once when this call is made inside a
    /// `read`, and after `remapPatience` when transactions from `beginRead` stay open.
    ///
    /// - Throws: as ``beginWrite()`` and `WriteTransaction.commit()`, and what `body` throws.
    public func write<Value>(_ body: (inout WriteTransaction) throws -> Value) throws -> Value {
        while true {
            let size = mapSize
            if let value = try attempt(body) { return value }
            try clearStaleReaders()
            try growMap(from: size)
        }
    }

    /// The result of `body`, or nil if the map was full.
    private func attempt<Value>(_ body: (inout WriteTransaction) throws -> Value) throws -> Value? {
        var transaction = try WriteTransaction(self)
        let outcome = Self.run(body, &transaction)
        // Also when the body swallowed the error: half of its changes must not be committed.
        let isMapFull = transaction.isMapFull
        guard !isMapFull, case .success(let value) = outcome else {
            transaction.abort()
            return isMapFull ? nil : try outcome.get()
        }
        return try Self.commit(transaction) ? value : nil
    }

    private static func run<Value>(
        _ body: (inout WriteTransaction) throws -> Value, _ transaction: inout WriteTransaction
    ) -> Result<Value, any Error> {
        do {
            return .success(try body(&transaction))
        } catch {
            return .failure(error)
        }
    }

    /// False if the map was full.
    private static func commit(_ transaction: consuming WriteTransaction) throws(LMDBError) -> Bool {
        do throws(LMDBError) {
            try transaction.commit()
            return true
        } catch {
            if error.code == .mapFull { return false }
            throw error
        }
    }
}
