// LedgerSchema
