-- What reports say, as it was recorded. Nothing here is ever changed or deleted: see the triggers at the end.
-- Days are ISO dates. Instants are ISO 8601. `starts` and `ends` count characters of the report's text, `ends` exclusive.

CREATE TABLE meta (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) WITHOUT ROWID;

-- One row per edition of a report. The text of an id never changes; a day of publication that is learnt later makes a new
-- edition. `first_seq` is the row of the first edition (the row itself where there is one only).
CREATE TABLE reports (
  seq INTEGER PRIMARY KEY,
  first_seq INTEGER NOT NULL REFERENCES reports (seq),
  id TEXT NOT NULL,
  outlet TEXT,
  title TEXT,
  url TEXT,
  published DATE,
  date_source TEXT NOT NULL CHECK ((date_source = 'unknown') = (published IS NULL)),
  language TEXT NOT NULL,
  retrieved_at TEXT,
  origin TEXT,
  body INTEGER NOT NULL,
  text TEXT NOT NULL,
  recorded_at TEXT NOT NULL
);
CREATE INDEX reports_id ON reports (id, seq);
CREATE INDEX reports_first ON reports (first_seq, seq);
CREATE INDEX reports_published ON reports (published);

-- All that one version of a reader (the program, or a coder) found in one edition of a report. `report` is the first edition.
CREATE TABLE readings (
  seq INTEGER PRIMARY KEY,
  report INTEGER NOT NULL REFERENCES reports (seq),
  edition INTEGER NOT NULL REFERENCES reports (seq),
  reader TEXT NOT NULL,
  version TEXT NOT NULL,
  claims INTEGER NOT NULL,
  recorded_at TEXT NOT NULL
);
CREATE INDEX readings_report ON readings (report, reader, seq);
CREATE INDEX readings_edition ON readings (edition);

-- One source saying that one event happened. `earliest` and `latest` are the days on which it is said to have happened.
CREATE TABLE claims (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  short TEXT NOT NULL, -- what follows the # of the id
  reading INTEGER NOT NULL REFERENCES readings (seq),
  nth INTEGER NOT NULL,
  type TEXT NOT NULL,
  stance TEXT NOT NULL,
  confidence REAL NOT NULL CHECK (confidence BETWEEN 0 AND 1),
  quote TEXT NOT NULL,
  starts INTEGER NOT NULL,
  ends INTEGER NOT NULL,
  earliest DATE,
  latest DATE,
  time_acled INTEGER,
  time_ucdp INTEGER,
  time_starts INTEGER,
  time_ends INTEGER,
  time_value TEXT,
  time_anchor DATE,
  time_rule TEXT,
  voice TEXT NOT NULL,
  cue_starts INTEGER,
  cue_ends INTEGER,
  content_starts INTEGER,
  content_ends INTEGER,
  attribution_rule TEXT NOT NULL
);
CREATE UNIQUE INDEX claims_id ON claims (id, reading);
CREATE INDEX claims_short ON claims (short);
CREATE INDEX claims_reading ON claims (reading, nth);
CREATE INDEX claims_days ON claims (earliest, latest);
CREATE INDEX claims_type ON claims (type, earliest);

-- Everyone who is named anywhere, once: as written, and whom a pack takes that to be.
CREATE TABLE parties (
  seq INTEGER PRIMARY KEY,
  text TEXT NOT NULL,
  neutral TEXT,
  entity TEXT,
  side TEXT
);
CREATE INDEX parties_text ON parties (text);

-- The actors, targets and speakers of claims; speakers nearest first.
CREATE TABLE names (
  claim INTEGER NOT NULL REFERENCES claims (seq),
  role TEXT NOT NULL CHECK (role IN ('actor', 'target', 'speaker')),
  nth INTEGER NOT NULL,
  party INTEGER NOT NULL REFERENCES parties (seq),
  words TEXT,
  starts INTEGER,
  ends INTEGER,
  PRIMARY KEY (claim, role, nth)
) WITHOUT ROWID;
CREATE INDEX names_party ON names (party, role);

-- Known places that any claim was taken to mean, or might mean, once each.
CREATE TABLE gazetteer (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL,
  name TEXT NOT NULL,
  kind TEXT NOT NULL,
  country TEXT,
  admin1 TEXT,
  admin2 TEXT,
  lat REAL,
  lon REAL,
  population INTEGER NOT NULL,
  radius_km REAL
);
CREATE INDEX gazetteer_id ON gazetteer (id);

-- The places of claims: as written, and what they are taken to be (`place` is NULL where nothing was sure enough).
CREATE TABLE places (
  claim INTEGER NOT NULL REFERENCES claims (seq),
  nth INTEGER NOT NULL,
  text TEXT NOT NULL,
  place INTEGER REFERENCES gazetteer (seq),
  relation TEXT NOT NULL,
  acled INTEGER,
  ucdp INTEGER,
  distance_km REAL,
  bearing TEXT,
  radius_km REAL,
  starts INTEGER,
  ends INTEGER,
  PRIMARY KEY (claim, nth)
) WITHOUT ROWID;
CREATE INDEX places_text ON places (text);
CREATE INDEX places_place ON places (place);

-- What the words of a place may mean, best first. `reasons` is a JSON array.
CREATE TABLE candidates (
  claim INTEGER NOT NULL,
  nth INTEGER NOT NULL,
  rank INTEGER NOT NULL,
  place INTEGER NOT NULL REFERENCES gazetteer (seq),
  score REAL NOT NULL,
  reasons TEXT NOT NULL,
  PRIMARY KEY (claim, nth, rank),
  FOREIGN KEY (claim, nth) REFERENCES places (claim, nth)
) WITHOUT ROWID;

-- From `low` to `high` of `who`; `high` is NULL where it is open.
CREATE TABLE counts (
  claim INTEGER NOT NULL REFERENCES claims (seq),
  nth INTEGER NOT NULL,
  what TEXT NOT NULL,
  who TEXT NOT NULL,
  low INTEGER NOT NULL,
  high INTEGER,
  starts INTEGER,
  ends INTEGER,
  rule TEXT NOT NULL,
  PRIMARY KEY (claim, nth)
) WITHOUT ROWID;

-- Where else in the report a claim is stated again.
CREATE TABLE restatements (
  claim INTEGER NOT NULL REFERENCES claims (seq),
  nth INTEGER NOT NULL,
  starts INTEGER NOT NULL,
  ends INTEGER NOT NULL,
  PRIMARY KEY (claim, nth)
) WITHOUT ROWID;

-- Why a field of a claim has its value: the words, and the rule or the score that decided.
CREATE TABLE reasons (
  claim INTEGER NOT NULL REFERENCES claims (seq),
  nth INTEGER NOT NULL,
  field TEXT NOT NULL,
  value TEXT NOT NULL,
  rule TEXT NOT NULL,
  starts INTEGER,
  ends INTEGER,
  score REAL,
  example TEXT,
  PRIMARY KEY (claim, nth)
) WITHOUT ROWID;

-- What a person decided about claims. `undoes` is the id of the judgement that this one takes back.
CREATE TABLE judgements (
  seq INTEGER PRIMARY KEY,
  id TEXT NOT NULL UNIQUE,
  decision TEXT NOT NULL,
  by TEXT NOT NULL,
  at TEXT NOT NULL,
  note TEXT NOT NULL,
  correction TEXT NOT NULL,
  undoes TEXT
);

CREATE TABLE judged_claims (
  judgement INTEGER NOT NULL REFERENCES judgements (seq),
  nth INTEGER NOT NULL,
  claim_id TEXT NOT NULL,
  PRIMARY KEY (judgement, nth)
) WITHOUT ROWID;
CREATE INDEX judged_claims_claim ON judged_claims (claim_id);

-- Append-only: a later row corrects an earlier one, nothing is rewritten.
CREATE TRIGGER reports_no_update BEFORE UPDATE ON reports
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER reports_no_delete BEFORE DELETE ON reports
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER readings_no_update BEFORE UPDATE ON readings
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER readings_no_delete BEFORE DELETE ON readings
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER claims_no_update BEFORE UPDATE ON claims
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER claims_no_delete BEFORE DELETE ON claims
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER parties_no_update BEFORE UPDATE ON parties
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER parties_no_delete BEFORE DELETE ON parties
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER names_no_update BEFORE UPDATE ON names
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER names_no_delete BEFORE DELETE ON names
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER gazetteer_no_update BEFORE UPDATE ON gazetteer
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER gazetteer_no_delete BEFORE DELETE ON gazetteer
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER places_no_update BEFORE UPDATE ON places
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER places_no_delete BEFORE DELETE ON places
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER candidates_no_update BEFORE UPDATE ON candidates
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER candidates_no_delete BEFORE DELETE ON candidates
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER counts_no_update BEFORE UPDATE ON counts
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER counts_no_delete BEFORE DELETE ON counts
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER restatements_no_update BEFORE UPDATE ON restatements
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER restatements_no_delete BEFORE DELETE ON restatements
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER reasons_no_update BEFORE UPDATE ON reasons
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER reasons_no_delete BEFORE DELETE ON reasons
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER judgements_no_update BEFORE UPDATE ON judgements
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER judgements_no_delete BEFORE DELETE ON judgements
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER judged_claims_no_update BEFORE UPDATE ON judged_claims
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER judged_claims_no_delete BEFORE DELETE ON judged_claims
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only');
END;
