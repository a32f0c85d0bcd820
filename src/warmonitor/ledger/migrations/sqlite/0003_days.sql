-- Claims of a month are few, and so are those that last longer than a month: a question of days asks for each by its own index.
-- Claims without days count as of the day on which their report was published.
CREATE INDEX claims_long ON claims (latest, earliest) WHERE julianday(latest) - julianday(earliest) > 31;
CREATE INDEX claims_undated ON claims (reading) WHERE earliest IS NULL;
