import { frenchOrder, searchable, searchIndex } from '#platform';

/** Instants are texts: they order as such. */
export const tables = `
  CREATE TABLE conventions (
    id uuid PRIMARY KEY,
    gestionnaire_id text NOT NULL,
    caf_id text NOT NULL,
    gestionnaire jsonb NOT NULL,
    caf jsonb NOT NULL,
    effective_from date,
    until date NOT NULL,
    active_from text COLLATE "C",
    active_until text COLLATE "C",
    search text NOT NULL GENERATED ALWAYS AS (${searchable("gestionnaire ->> 'name'", 'gestionnaire_id')}) STORED
  );
  CREATE INDEX ON conventions (gestionnaire_id);
  CREATE INDEX ON conventions (caf_id);
  CREATE TABLE establishments (
    id uuid NOT NULL,
    convention_id uuid NOT NULL,
    name text NOT NULL,
    address text NOT NULL,
    search text NOT NULL GENERATED ALWAYS AS (${searchable('name', 'address')}) STORED,
    PRIMARY KEY (convention_id, id)
  );
  CREATE TABLE persons (
    id uuid PRIMARY KEY,
    gestionnaire_id text NOT NULL,
    last_name text NOT NULL,
    first_name text NOT NULL,
    function text NOT NULL,
    email text NOT NULL,
    search text NOT NULL GENERATED ALWAYS AS (${searchable('first_name', 'last_name', 'function', 'email', 'gestionnaire_id')}) STORED
  );
  CREATE INDEX ON persons (gestionnaire_id);
  -- What the annex said before: until \`corrected_at\` a person, a party or an establishment was known by these.
  CREATE TABLE corrections (
    subject text COLLATE "C" NOT NULL,
    revision int NOT NULL,
    corrected_at text COLLATE "C" NOT NULL,
    before jsonb NOT NULL,
    PRIMARY KEY (subject, revision)
  );
  -- The last day of a convention before it was renewed.
  CREATE TABLE renewals (
    convention_id uuid NOT NULL,
    revision int NOT NULL,
    renewed_at text COLLATE "C" NOT NULL,
    former_until date NOT NULL,
    PRIMARY KEY (convention_id, revision)
  );
  CREATE TABLE requests (
    id uuid PRIMARY KEY,
    establishment_id uuid NOT NULL,
    convention_id uuid NOT NULL,
    gestionnaire_id text NOT NULL,
    caf_id text NOT NULL,
    person_id uuid NOT NULL,
    profile text NOT NULL,
    reference text NOT NULL,
    requested_on date NOT NULL,
    document_sha256 text,
    replaces uuid,
    amendment_id uuid,
    last_day date,
    returns_to uuid,
    state text NOT NULL DEFAULT 'pending',
    reason text,
    recorded_at text COLLATE "C" NOT NULL,
    search text NOT NULL GENERATED ALWAYS AS (${searchable('reference')}) STORED
  );
  CREATE INDEX ON requests (gestionnaire_id, state);
  CREATE INDEX ON requests (caf_id, state);
  -- \`ended_at\` is known from the beginning where the last day is. \`awaited\`: to be held again from \`started_at\`, which is not recorded yet.
  CREATE TABLE holdings (
    id uuid PRIMARY KEY,
    establishment_id uuid NOT NULL,
    convention_id uuid NOT NULL,
    person_id uuid NOT NULL,
    profile text NOT NULL,
    started_at text COLLATE "C" NOT NULL,
    ended_at text COLLATE "C",
    cause text,
    reason text,
    ended_on date,
    declared_late_by_days int,
    last_day date,
    returns_to uuid,
    awaited boolean NOT NULL DEFAULT false
  );
  CREATE INDEX ON holdings (person_id);
  CREATE INDEX ON holdings (convention_id, establishment_id);
  CREATE TABLE amendments (
    id uuid PRIMARY KEY,
    gestionnaire_id text NOT NULL,
    caf_id text NOT NULL,
    establishment_id uuid NOT NULL,
    request_id uuid NOT NULL,
    version int NOT NULL,
    state text NOT NULL DEFAULT 'proposed',
    signatures jsonb NOT NULL DEFAULT '[]',
    amended_at text COLLATE "C"
  );
  CREATE INDEX ON amendments (gestionnaire_id);
`;

export const indexes = `
  ${searchIndex('persons')}
  ${searchIndex('conventions')}
  ${searchIndex('establishments')}
  ${searchIndex('requests')}
  CREATE INDEX establishments_by_id ON establishments (id);
  CREATE INDEX establishments_by_name ON establishments (${frenchOrder('name')}, id);
  CREATE INDEX requests_waiting ON requests (((state = 'pending')::int), recorded_at, id);
  CREATE INDEX requests_by_day ON requests (requested_on, id);
  CREATE INDEX requests_of_person ON requests (person_id);
  CREATE INDEX requests_of_establishment ON requests (convention_id, establishment_id);
  CREATE INDEX holdings_ending ON holdings (ended_at) WHERE ended_at IS NOT NULL AND cause IS NULL;
  CREATE INDEX holdings_awaited ON holdings (started_at) WHERE awaited;
  CREATE INDEX holdings_by_last_day ON holdings (last_day) WHERE last_day IS NOT NULL;
  CREATE INDEX holdings_by_end ON holdings (coalesce(last_day, '2999-12-31'), id);
  CREATE INDEX holdings_by_start ON holdings (started_at, id);
  CREATE INDEX persons_by_name ON persons (${frenchOrder('last_name')}, ${frenchOrder('first_name')}, id);
`;
