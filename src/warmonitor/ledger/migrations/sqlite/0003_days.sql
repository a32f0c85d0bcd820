-- Claims of a month are few, and so are those that last longer than a month: a question of days asks for each by its own index.
-- Claims without days count as of the day on which their report was published, and stand in an index of their own too.
DROP INDEX claims_days;
CREATE INDEX claims_days ON claims (earliest, latest) WHERE earliest IS NOT NULL;
CREATE INDEX claims_long ON claims (latest, earliest) WHERE julianday(latest) - julianday(earliest) > 31;
CREATE INDEX claims_undated ON claims (reading) WHERE earliest IS NULL;
