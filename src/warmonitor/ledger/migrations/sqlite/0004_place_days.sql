-- A month of a region: of its places' claims, most of them of other months, those of these days, without looking at any other or at the claims themselves.
-- The days of a claim without any are the one on which its report was published.
CREATE TABLE place_days (
  place INTEGER NOT NULL REFERENCES gazetteer (seq),
  latest DATE NOT NULL,
  earliest DATE NOT NULL,
  claim INTEGER NOT NULL REFERENCES claims (seq),
  PRIMARY KEY (place, latest, earliest, claim)
) WITHOUT ROWID;
INSERT INTO place_days
SELECT DISTINCT w.place, coalesce(c.latest, r.published), coalesce(c.earliest, r.published), c.seq
FROM places AS w
JOIN claims AS c ON c.seq = w.claim
JOIN readings AS g ON g.seq = c.reading
JOIN reports AS r ON r.seq = g.edition
WHERE w.place IS NOT NULL AND coalesce(c.latest, r.published) IS NOT NULL;
CREATE TRIGGER place_days_no_update BEFORE UPDATE ON place_days
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only');
END;
CREATE TRIGGER place_days_no_delete BEFORE DELETE ON place_days
BEGIN
  SELECT RAISE(ABORT, 'the ledger is append-only');
END;
