-- Views for people: what a ledger says when it is opened in DB Browser, Datasette or the sqlite3 shell.

-- The newest edition of each report.
CREATE VIEW current_reports AS
SELECT * FROM reports AS r
WHERE NOT EXISTS (SELECT 1 FROM reports AS n WHERE n.first_seq = r.first_seq AND n.seq > r.seq);

-- The newest reading of each report by each reader.
CREATE VIEW current_readings AS
SELECT * FROM readings AS r
WHERE NOT EXISTS (SELECT 1 FROM readings AS n WHERE n.report = r.report AND n.reader = r.reader AND n.seq > r.seq);

CREATE VIEW reports_readable AS
SELECT
  r.id AS report,
  r.outlet,
  r.published,
  r.date_source AS date_known_from,
  r.title,
  (SELECT sum(g.claims) FROM current_readings AS g WHERE g.report = r.first_seq) AS claims,
  length(r.text) AS characters,
  r.url,
  r.origin,
  r.recorded_at
FROM current_reports AS r;

CREATE VIEW names_readable AS
SELECT c.id AS claim, n.role, n.nth, p.text AS name, n.words, p.neutral, p.side, p.entity
FROM names AS n
JOIN claims AS c ON c.seq = n.claim
JOIN parties AS p ON p.seq = n.party;

CREATE VIEW places_readable AS
SELECT
  c.id AS claim, w.nth, w.text AS words, w.relation, g.name AS place, g.kind, g.admin2, g.admin1, g.country, g.lat, g.lon,
  w.acled, w.ucdp, w.distance_km, w.bearing, w.radius_km, g.id AS place_id
FROM places AS w
JOIN claims AS c ON c.seq = w.claim
LEFT JOIN gazetteer AS g ON g.seq = w.place;

CREATE VIEW counts_readable AS
SELECT c.id AS claim, c.type, k.what, k.who, k.low, k.high, substr(r.text, k.starts + 1, k.ends - k.starts) AS words
FROM counts AS k
JOIN claims AS c ON c.seq = k.claim
JOIN readings AS g ON g.seq = c.reading
JOIN reports AS r ON r.seq = g.edition;

-- One line per claim of the newest readings. Lists are joined with "; ", in the order of the report.
CREATE VIEW claims_readable AS
SELECT
  c.id AS claim,
  r.id AS report,
  r.outlet,
  r.published,
  c.type,
  c.stance,
  (SELECT group_concat(x, '; ') FROM (SELECT p.text AS x FROM names AS n JOIN parties AS p ON p.seq = n.party
    WHERE n.claim = c.seq AND n.role = 'actor' ORDER BY n.nth)) AS actors,
  (SELECT group_concat(x, '; ') FROM (SELECT p.text AS x FROM names AS n JOIN parties AS p ON p.seq = n.party
    WHERE n.claim = c.seq AND n.role = 'target' ORDER BY n.nth)) AS targets,
  (SELECT group_concat(x, '; ') FROM (SELECT w.text AS x FROM places AS w
    WHERE w.claim = c.seq ORDER BY w.nth)) AS places,
  (SELECT group_concat(x, '; ') FROM (SELECT coalesce(g.name, '?') AS x FROM places AS w LEFT JOIN gazetteer AS g ON g.seq = w.place
    WHERE w.claim = c.seq ORDER BY w.nth)) AS known_places,
  c.earliest AS happened_from,
  c.latest AS happened_until,
  (SELECT group_concat(x, '; ') FROM (
    SELECT k.what || ' ' || k.low || CASE WHEN k.high IS NULL THEN ' or more' WHEN k.high > k.low THEN '–' || k.high ELSE '' END
      || CASE WHEN k.who = '' THEN '' ELSE ' ' || k.who END AS x
    FROM counts AS k WHERE k.claim = c.seq ORDER BY k.nth)) AS counts,
  (SELECT group_concat(x, ' via ') FROM (SELECT p.text AS x FROM names AS n JOIN parties AS p ON p.seq = n.party
    WHERE n.claim = c.seq AND n.role = 'speaker' ORDER BY n.nth)) AS said_by,
  c.quote,
  round(c.confidence, 2) AS confidence,
  g.reader,
  g.version,
  g.recorded_at
FROM claims AS c
JOIN current_readings AS g ON g.seq = c.reading
JOIN reports AS r ON r.seq = g.edition;
