-- An event store in PostgreSQL after the pattern of Message DB, written afresh: one table, a dense version per
-- stream, and an append that holds a lock on the category until its commit, so that positions become visible in order.
CREATE TABLE events (
    position bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    stream text NOT NULL,
    version bigint NOT NULL,
    type text NOT NULL,
    data jsonb NOT NULL,
    UNIQUE (stream, version)
);

-- Appends one event as the next version of its stream, where the stream is at `expected`; returns its position.
CREATE FUNCTION append_event(in_stream text, expected bigint, in_type text, in_data jsonb, locked boolean)
RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
    present bigint;
    written bigint;
BEGIN
    IF locked THEN
        PERFORM pg_advisory_xact_lock(hashtextextended(split_part(in_stream, '/', 1), 0));
    END IF;
    SELECT coalesce(max(version), 0) INTO present FROM events WHERE stream = in_stream;
    IF present <> expected THEN
        RAISE EXCEPTION 'stream % is at version %, not at the expected %', in_stream, present, expected;
    END IF;
    INSERT INTO events (stream, version, type, data)
    VALUES (in_stream, present + 1, in_type, in_data)
    RETURNING position INTO written;
    RETURN written;
END
$$;
