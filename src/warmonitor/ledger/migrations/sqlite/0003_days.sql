-- Claims of a month are few, and so are those that last longer than a month: a question of days asks for each by its own index.
CREATE INDEX claims_long ON claims (latest, earliest) WHERE julianday(latest) - julianday(earliest) > 31;
