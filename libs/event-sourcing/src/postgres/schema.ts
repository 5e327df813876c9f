import type { OwnersSchema } from '#platform';

/**
 * The log in PostgreSQL.
 *
 * Order: sequence numbers are handed out before commit, so a slow transaction may make an event appear
 * *behind* a reader that has passed its number. The log is therefore ordered by (transaction, sequence), and
 * readers stop below the oldest transaction still running (`event_log.horizon`): nothing can appear there.
 *
 * `transaction_offset` keeps that order when the log is restored into a new cluster, whose transactions are
 * numbered from the beginning again; see `ALIGN_TRANSACTIONS`.
 */
export const eventLogSteps = [
  `
  CREATE SCHEMA event_log;

  CREATE TABLE event_log.cluster (
    single boolean PRIMARY KEY DEFAULT true CHECK (single),
    transaction_offset bigint NOT NULL
  );
  INSERT INTO event_log.cluster (transaction_offset) VALUES (0);

  CREATE TABLE event_log.events (
    transaction_id bigint NOT NULL,
    sequence bigint GENERATED ALWAYS AS IDENTITY,
    stream text COLLATE "C" NOT NULL,
    category text COLLATE "C" NOT NULL GENERATED ALWAYS AS (split_part(stream, '-', 1)) STORED,
    revision bigint NOT NULL,
    id uuid NOT NULL,
    type text NOT NULL,
    schema smallint NOT NULL,
    data jsonb NOT NULL,
    metadata jsonb NOT NULL,
    recorded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (transaction_id, sequence),
    CONSTRAINT events_stream_revision UNIQUE (stream, revision),
    CONSTRAINT events_id_stream UNIQUE (id, stream)
  );

  CREATE INDEX events_category ON event_log.events (category, transaction_id, sequence);

  CREATE FUNCTION event_log.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    RAISE EXCEPTION 'event_log.events is append-only: % refused', TG_OP USING ERRCODE = 'restrict_violation';
  END $$;

  CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON event_log.events
    FOR EACH STATEMENT EXECUTE FUNCTION event_log.refuse_change();

  CREATE FUNCTION event_log.transaction_offset() RETURNS bigint LANGUAGE sql STABLE AS
    'SELECT transaction_offset FROM event_log.cluster';

  CREATE FUNCTION event_log.horizon() RETURNS bigint LANGUAGE sql STABLE AS
    'SELECT pg_snapshot_xmin(pg_current_snapshot())::text::bigint + event_log.transaction_offset()';

  -- One append, one round trip. p_expected: a revision, or -1 none, -2 exists, -3 any.
  -- status: appended | repeated (the stream holds all these ids) | conflict (revision is then the actual one)
  CREATE FUNCTION event_log.append(p_stream text, p_expected bigint, p_events json)
  RETURNS TABLE (status text, revision bigint, transaction_id bigint, sequence bigint)
  LANGUAGE plpgsql AS $$
  #variable_conflict use_column
  DECLARE
    v_ids uuid[] := ARRAY(SELECT (e ->> 'id')::uuid FROM json_array_elements(p_events) AS e);
    v_current bigint;
    v_held record;
  BEGIN
    -- One statement, one snapshot: a twin that commits between two would pass for somebody else.
    SELECT count(*) AS events, max(e.revision) AS revision, max(e.transaction_id) AS transaction_id,
           max(e.sequence) AS sequence,
           coalesce((SELECT l.revision FROM event_log.events l WHERE l.stream = p_stream
                     ORDER BY l.revision DESC LIMIT 1), -1) AS current
    FROM event_log.events e WHERE e.id = ANY (v_ids) AND e.stream = p_stream
    INTO v_held;
    v_current := v_held.current;

    IF v_held.events > 0 AND v_held.events = cardinality(v_ids) THEN
      RETURN QUERY SELECT 'repeated', v_held.revision, v_held.transaction_id, v_held.sequence;
      RETURN;
    END IF;

    IF v_held.events > 0
       OR NOT (p_expected = v_current OR p_expected = -3 OR (p_expected = -2 AND v_current >= 0)) THEN
      RETURN QUERY SELECT 'conflict', v_current, NULL::bigint, NULL::bigint;
      RETURN;
    END IF;

    RETURN QUERY
      WITH written AS (
        INSERT INTO event_log.events (transaction_id, stream, revision, id, type, schema, data, metadata)
        SELECT pg_current_xact_id()::text::bigint + event_log.transaction_offset(), p_stream, v_current + n,
               id, type, schema, data, metadata
        FROM ROWS FROM (json_to_recordset(p_events)
          AS (id uuid, type text, schema smallint, data jsonb, metadata jsonb)) WITH ORDINALITY
          AS e(id, type, schema, data, metadata, n)
        ORDER BY n
        RETURNING *)
      SELECT 'appended', w.revision, w.transaction_id, w.sequence FROM written w ORDER BY w.revision DESC LIMIT 1;
  END $$;
  `,
  `
  -- Whoever may add to the log does not say where: what stands beyond the horizon is read with its stream, and seen by nobody who follows
  -- the log. Whoever owns it restores and copies it.
  CREATE FUNCTION event_log.refuse_other_place() RETURNS trigger LANGUAGE plpgsql AS $$
  BEGIN
    IF pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'MEMBER') THEN RETURN NEW; END IF;
    RAISE EXCEPTION 'event_log.events: the place of an event is that of its transaction' USING ERRCODE = 'insufficient_privilege';
  END $$;

  CREATE TRIGGER own_place BEFORE INSERT ON event_log.events FOR EACH ROW
    WHEN (NEW.transaction_id <> pg_current_xact_id()::text::bigint + event_log.transaction_offset())
    EXECUTE FUNCTION event_log.refuse_other_place();
  `,
  `
  -- Asked once for each statement: asked for each event, it took a third of what it takes to write one.
  DROP TRIGGER own_place ON event_log.events;
  DROP FUNCTION event_log.refuse_other_place();

  CREATE FUNCTION event_log.refuse_other_places() RETURNS trigger LANGUAGE plpgsql AS $$
  DECLARE
    v_own bigint := pg_current_xact_id()::text::bigint + event_log.transaction_offset();
  BEGIN
    IF EXISTS (SELECT FROM added WHERE transaction_id <> v_own)
       AND NOT pg_has_role(current_user, (SELECT relowner FROM pg_class WHERE oid = TG_RELID), 'MEMBER') THEN
      RAISE EXCEPTION 'event_log.events: the place of an event is that of its transaction' USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NULL;
  END $$;

  CREATE TRIGGER own_place AFTER INSERT ON event_log.events REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION event_log.refuse_other_places();
  `,
];

/** The program reads the log and adds to it. When an event was recorded, the database says. */
export const eventLogSchemas: readonly OwnersSchema[] = [
  {
    name: 'event_log',
    granted: [
      'SELECT ON ALL TABLES IN SCHEMA event_log',
      'INSERT (transaction_id, stream, revision, id, type, schema, data, metadata) ON event_log.events',
    ],
  },
  // What the program has encrypted since, it does not read in clear.
  { name: 'event_log_clear', granted: [] },
  { name: 'event_log_moved', granted: ['SELECT ON ALL TABLES IN SCHEMA event_log_moved'] },
];

/**
 * Appends at the end of streams: of each all the events given, or none at all when it is not as `expected` (as `event_log.append`
 * has it, which then says why). Without a function call around it, it costs little more than a bare insert. As jsonb, the text is
 * parsed once.
 */
export const WRITE = `
  INSERT INTO event_log.events (transaction_id, stream, revision, id, type, schema, data, metadata)
  SELECT pg_current_xact_id()::text::bigint + (SELECT transaction_offset FROM event_log.cluster),
         e.stream, coalesce(held.revision, -1) + ahead, id, type, schema, data, metadata
  FROM ROWS FROM (jsonb_to_recordset($1)
    AS (stream text, expected bigint, ahead int, id uuid, type text, schema smallint, data jsonb, metadata jsonb))
    WITH ORDINALITY AS e(stream, expected, ahead, id, type, schema, data, metadata, n)
  LEFT JOIN LATERAL (SELECT held.revision FROM event_log.events AS held WHERE held.stream = e.stream
                     ORDER BY held.revision DESC LIMIT 1) AS held ON true
  WHERE expected = coalesce(held.revision, -1) OR expected = -3 OR (expected = -2 AND held.revision >= 0)
  ORDER BY n
  RETURNING stream, revision, transaction_id, sequence`;

/**
 * A restored log must not be continued with smaller transaction numbers than it already holds. Nobody may be
 * writing with the old offset while it changes, hence the lock.
 */
export const ALIGN_TRANSACTIONS = `
  DO $$
  DECLARE
    v_last bigint;
  BEGIN
    SELECT coalesce(max(transaction_id), 0) INTO v_last FROM event_log.events;
    IF pg_current_xact_id()::text::bigint + event_log.transaction_offset() > v_last THEN RETURN; END IF;

    LOCK TABLE event_log.events IN SHARE ROW EXCLUSIVE MODE;
    SELECT coalesce(max(transaction_id), 0) INTO v_last FROM event_log.events;
    UPDATE event_log.cluster SET transaction_offset = v_last - pg_current_xact_id()::text::bigint + 1
    WHERE pg_current_xact_id()::text::bigint + transaction_offset <= v_last;
  END $$`;
