-- Everything dated, one row a thing, for any SQL tool:
--   SELECT date, title FROM timeline WHERE start >= '1991' ORDER BY start, record_key;
-- A thin SELECT: a UNION ALL over the tables would sort everything at each question.
CREATE VIEW timeline AS
SELECT
    entry.date_text AS date,
    entry.date_start AS start,
    entry.date_before AS before,
    entry.date_precision AS precision,
    entry.kind AS kind,
    entry.title AS title,
    record.kind AS record_kind,
    record.key AS record_key
FROM entry
JOIN record ON record.id = entry.record_id
