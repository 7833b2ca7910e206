// ProjectionEngine
