-- The record: tables by the codebook, and the views that people ask. Each column's comment is its entry in the data dictionary.
-- No keys and no indexes: the one writer keeps ids unique, and DuckDB scans a column of a million ids faster than it keeps an
-- index on it (docs/decisions/0007).

-- Text as it is searched: lower case, letters without accents and joins, one blank between words and at both ends.
CREATE MACRO letters(said) AS translate(strip_accents(lower(said)), 'øłđıςðħ', 'oldisdh');
CREATE MACRO unjoined(said) AS
    replace(replace(replace(replace(replace(replace(replace(replace(replace(
    said, 'ﬃ', 'ffi'), 'ﬄ', 'ffl'), 'ﬁ', 'fi'), 'ﬂ', 'fl'), 'ﬀ', 'ff'), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th');
CREATE MACRO fold(said) AS ' ' || trim(regexp_replace(
    unjoined(letters(regexp_replace(said, '\p{Cf}', '', 'g'))), '[^\p{L}\p{N}]+', ' ', 'g')) || ' ';

-- An actor on one line: its affiliation, and who it is if that is told.
CREATE MACRO label(country, named, office) AS coalesce(country, '?') || coalesce(' ' || coalesce(named, office), '');

-- Where a report comes from: its publisher, or else the host of its address.
CREATE MACRO source(publisher, url) AS coalesce(publisher, nullif(regexp_extract(url, '^[a-z]+://(?:www\.)?([^/:?#]+)', 1), ''));

CREATE TABLE runs (run INTEGER, program VARCHAR, started TIMESTAMP, ended TIMESTAMP);
COMMENT ON TABLE runs IS 'Every run that wrote to this file.';
COMMENT ON COLUMN runs.run IS 'Number of the run, from 1.';
COMMENT ON COLUMN runs.program IS 'Version of dragoman that ran.';
COMMENT ON COLUMN runs.started IS 'When it began (UTC).';
COMMENT ON COLUMN runs.ended IS 'When it ended (UTC); null if it was cut off, or goes on.';

CREATE TABLE reports (
    id VARCHAR, number BIGINT, text VARCHAR, title VARCHAR, published DATE, publisher VARCHAR, url VARCHAR,
    program VARCHAR, model VARCHAR, actors_table VARCHAR, run INTEGER, folded VARCHAR
);
COMMENT ON TABLE reports IS 'The reports, each as it was read.';
COMMENT ON COLUMN reports.id IS 'Id of the report, as its source gives it or made from its text.';
COMMENT ON COLUMN reports.number IS 'Place in the order in which the reports were first read, from 1.';
COMMENT ON COLUMN reports.text IS 'The text as read; all offsets point into it.';
COMMENT ON COLUMN reports.title IS 'Headline.';
COMMENT ON COLUMN reports.published IS 'Day of publication.';
COMMENT ON COLUMN reports.publisher IS 'Who published it.';
COMMENT ON COLUMN reports.url IS 'Where it was published.';
COMMENT ON COLUMN reports.program IS 'Version of dragoman that coded it; null if it came without.';
COMMENT ON COLUMN reports.model IS 'SHA-256 of the language model that read it, first 12 digits.';
COMMENT ON COLUMN reports.actors_table IS 'SHA-256 of the user''s own table of actors that it was read with, first 12 digits.';
COMMENT ON COLUMN reports.run IS 'Run that wrote its present record.';
COMMENT ON COLUMN reports.folded IS 'The text as it is searched: lower case, without accents and marks.';

CREATE TABLE events (
    id VARCHAR, report_id VARCHAR, position INTEGER, type VARCHAR, modes VARCHAR[], contexts VARCHAR[], aux VARCHAR,
    date VARCHAR, first_day DATE, last_day DATE, quad UTINYINT, score DOUBLE, mutual BOOLEAN,
    place VARCHAR, location_name VARCHAR, location_country VARCHAR, location_admin1 VARCHAR, latitude DOUBLE, longitude DOUBLE,
    confidence DOUBLE
);
COMMENT ON TABLE events IS 'Reported acts; who did them to whom stands in roles, the words in evidence.';
COMMENT ON COLUMN events.id IS 'Id of the event, made from the report and the words.';
COMMENT ON COLUMN events.report_id IS 'Report that tells it.';
COMMENT ON COLUMN events.position IS 'Place among the events of its report, from 0.';
COMMENT ON COLUMN events.type IS 'One of the 16 PLOVER 2.0 types.';
COMMENT ON COLUMN events.modes IS 'PLOVER modes: how it was done.';
COMMENT ON COLUMN events.contexts IS 'PLOVER contexts: what it is about.';
COMMENT ON COLUMN events.aux IS 'actual, future, hypothetical, negated or historical.';
COMMENT ON COLUMN events.date IS 'When it happened: YYYY-MM-DD, YYYY-MM or YYYY, as exactly as the report tells; null if it does not.';
COMMENT ON COLUMN events.first_day IS 'First day that date covers.';
COMMENT ON COLUMN events.last_day IS 'Last day that date covers.';
COMMENT ON COLUMN events.quad IS '1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.';
COMMENT ON COLUMN events.score IS 'PLOVER intensity, -10 (conflict) to 10 (cooperation).';
COMMENT ON COLUMN events.mutual IS 'Whether its actors did it to each other (a meeting, an agreement, a two-sided clash).';
COMMENT ON COLUMN events.place IS 'Where it happened, as the report names it.';
COMMENT ON COLUMN events.location_name IS 'That place by the gazetteer (GeoNames).';
COMMENT ON COLUMN events.location_country IS 'State that the place lies in, ISO 3166 alpha-3.';
COMMENT ON COLUMN events.location_admin1 IS 'First-level division that the place lies in.';
COMMENT ON COLUMN events.latitude IS 'Degrees north.';
COMMENT ON COLUMN events.longitude IS 'Degrees east.';
COMMENT ON COLUMN events.confidence IS 'How often entries like it were right, 0 to 1.';

CREATE TABLE statements (
    id VARCHAR, report_id VARCHAR, position INTEGER, content VARCHAR, kind VARCHAR, cue VARCHAR, channel VARCHAR,
    addressee VARCHAR, confidence DOUBLE, folded VARCHAR
);
COMMENT ON TABLE statements IS 'Stretches of text that a report attributes to somebody; the speaker stands in roles.';
COMMENT ON COLUMN statements.id IS 'Id of the statement, made from the report and the words.';
COMMENT ON COLUMN statements.report_id IS 'Report that carries it.';
COMMENT ON COLUMN statements.position IS 'Place among the statements of its report, from 0.';
COMMENT ON COLUMN statements.content IS 'The words that are attributed.';
COMMENT ON COLUMN statements.kind IS 'direct (quoted), indirect or mixed.';
COMMENT ON COLUMN statements.cue IS 'Word that attributes it (said, according to).';
COMMENT ON COLUMN statements.channel IS 'What carried it (press release, interview), if told.';
COMMENT ON COLUMN statements.addressee IS 'To whom it was said, if told.';
COMMENT ON COLUMN statements.confidence IS 'How often entries like it were right, 0 to 1.';
COMMENT ON COLUMN statements.folded IS 'The content as it is searched: lower case, without accents and marks.';

CREATE TABLE commitments (
    id VARCHAR, report_id VARCHAR, position INTEGER, kind VARCHAR, content VARCHAR, condition VARCHAR, deadline VARCHAR,
    instrument VARCHAR, made_on VARCHAR, first_day DATE, last_day DATE, evidence VARCHAR, event_id VARCHAR, confidence DOUBLE
);
COMMENT ON TABLE commitments IS 'What actors bound themselves to do, or were asked to do; by whom and to whom stands in roles.';
COMMENT ON COLUMN commitments.id IS 'Id of the commitment, made from the report and the words.';
COMMENT ON COLUMN commitments.report_id IS 'Report that tells it.';
COMMENT ON COLUMN commitments.position IS 'Place among the commitments of its report, from 0.';
COMMENT ON COLUMN commitments.kind IS 'pledge, agreement, request or threat.';
COMMENT ON COLUMN commitments.content IS 'The words that say what is to be done.';
COMMENT ON COLUMN commitments.condition IS 'The words that say on what condition.';
COMMENT ON COLUMN commitments.deadline IS 'Until when: YYYY-MM-DD, YYYY-MM or YYYY.';
COMMENT ON COLUMN commitments.instrument IS 'Named agreement that it carries out.';
COMMENT ON COLUMN commitments.made_on IS 'When it was made: YYYY-MM-DD, YYYY-MM or YYYY.';
COMMENT ON COLUMN commitments.first_day IS 'First day that made_on covers.';
COMMENT ON COLUMN commitments.last_day IS 'Last day that made_on covers.';
COMMENT ON COLUMN commitments.evidence IS 'The words that it rests on.';
COMMENT ON COLUMN commitments.event_id IS 'Event that made it.';
COMMENT ON COLUMN commitments.confidence IS 'How often entries like it were right, 0 to 1.';

CREATE TABLE instruments (
    id VARCHAR, report_id VARCHAR, position INTEGER, name VARCHAR, date VARCHAR, parties VARCHAR[], evidence VARCHAR, confidence DOUBLE
);
COMMENT ON TABLE instruments IS 'Named agreements, resolutions and the like that a report cites as sources of duties.';
COMMENT ON COLUMN instruments.id IS 'Id of the entry, made from the report and the words.';
COMMENT ON COLUMN instruments.report_id IS 'Report that cites it.';
COMMENT ON COLUMN instruments.position IS 'Place among the instruments of its report, from 0.';
COMMENT ON COLUMN instruments.name IS 'Its name as written.';
COMMENT ON COLUMN instruments.date IS 'When it was made, if the report tells: YYYY-MM-DD, YYYY-MM or YYYY.';
COMMENT ON COLUMN instruments.parties IS 'Codes of its parties; bodies as IGO:NAME.';
COMMENT ON COLUMN instruments.evidence IS 'The words that it rests on.';
COMMENT ON COLUMN instruments.confidence IS 'How often entries like it were right, 0 to 1.';

CREATE TABLE claims (
    id VARCHAR, report_id VARCHAR, position INTEGER, country_a VARCHAR, country_b VARCHAR, claim VARCHAR, mediator VARCHAR,
    since VARCHAR, until VARCHAR, evidence VARCHAR, confidence DOUBLE
);
COMMENT ON TABLE claims IS 'What somebody claims of the relation between two states; the speaker stands in roles, none if the report itself claims it.';
COMMENT ON COLUMN claims.id IS 'Id of the claim, made from the report and the words.';
COMMENT ON COLUMN claims.report_id IS 'Report that carries it.';
COMMENT ON COLUMN claims.position IS 'Place among the claims of its report, from 0.';
COMMENT ON COLUMN claims.country_a IS 'The one state.';
COMMENT ON COLUMN claims.country_b IS 'The other state.';
COMMENT ON COLUMN claims.claim IS 'improving, deteriorating, steady, volatile, friendly, hostile, allied, dependent or mediator.';
COMMENT ON COLUMN claims.mediator IS 'The third party, where the claim is that one stands or could stand between the two.';
COMMENT ON COLUMN claims.since IS 'Since when: YYYY-MM-DD, YYYY-MM or YYYY.';
COMMENT ON COLUMN claims.until IS 'Until when: YYYY-MM-DD, YYYY-MM or YYYY.';
COMMENT ON COLUMN claims.evidence IS 'The words that it rests on.';
COMMENT ON COLUMN claims.confidence IS 'How often entries like it were right, 0 to 1.';

CREATE TABLE roles (
    report_id VARCHAR, item VARCHAR, item_id VARCHAR, part VARCHAR, position INTEGER, country VARCHAR, name VARCHAR, sector VARCHAR,
    role VARCHAR, mention_start INTEGER, mention_end INTEGER, how VARCHAR
);
COMMENT ON TABLE roles IS 'Who plays which part in an event, statement, commitment or claim.';
COMMENT ON COLUMN roles.report_id IS 'Report of the item.';
COMMENT ON COLUMN roles.item IS 'event, statement, commitment or claim.';
COMMENT ON COLUMN roles.item_id IS 'Id of the item.';
COMMENT ON COLUMN roles.part IS 'actor, recipient or said_by (events), speaker (statements, claims), by or to (commitments).';
COMMENT ON COLUMN roles.position IS 'Place among those of the same part, from 0; of said_by the outermost speaker first.';
COMMENT ON COLUMN roles.country IS 'ISO 3166 alpha-3 of the state it belongs to, or KOS UNO EUR IGO NGO MNC IMG ISM; null if not told.';
COMMENT ON COLUMN roles.name IS 'Person or body by name.';
COMMENT ON COLUMN roles.sector IS 'PLOVER sector.';
COMMENT ON COLUMN roles.role IS 'Office as written.';
COMMENT ON COLUMN roles.mention_start IS 'First character of the words that name it in the report.';
COMMENT ON COLUMN roles.mention_end IS 'Character after the last of these words.';
COMMENT ON COLUMN roles.how IS 'How its state was found: name, demonym, capital, office, counterpart, pronoun, …';

CREATE TABLE evidence (
    report_id VARCHAR, item VARCHAR, item_id VARCHAR, position INTEGER, span_start INTEGER, span_end INTEGER, words VARCHAR, sentence VARCHAR,
    folded VARCHAR
);
COMMENT ON TABLE evidence IS 'The words that every entry rests on.';
COMMENT ON COLUMN evidence.report_id IS 'Report of the item.';
COMMENT ON COLUMN evidence.item IS 'event, statement, commitment, instrument or claim.';
COMMENT ON COLUMN evidence.item_id IS 'Id of the item.';
COMMENT ON COLUMN evidence.position IS 'Place among the evidence of the item, from 0.';
COMMENT ON COLUMN evidence.span_start IS 'First character of the words in the text of the report, from 0.';
COMMENT ON COLUMN evidence.span_end IS 'Character after the last of the words.';
COMMENT ON COLUMN evidence.words IS 'The words.';
COMMENT ON COLUMN evidence.sentence IS 'The sentence they stand in.';
COMMENT ON COLUMN evidence.folded IS 'The sentence as it is searched: lower case, without accents and marks.';

CREATE TABLE fingerprints (report_id VARCHAR, band UTINYINT, key UBIGINT);
COMMENT ON TABLE fingerprints IS 'MinHash bands of the texts: two reports that share a key of a band may be copies of one story.';
COMMENT ON COLUMN fingerprints.report_id IS 'The report.';
COMMENT ON COLUMN fingerprints.band IS 'Number of the band.';
COMMENT ON COLUMN fingerprints.key IS 'Hash of the band.';

CREATE TABLE alike (report_id VARCHAR, other_id VARCHAR, similarity DOUBLE);
COMMENT ON TABLE alike IS 'Pairs of reports that tell the same story in nearly the same words, each pair in both directions.';
COMMENT ON COLUMN alike.report_id IS 'The one report.';
COMMENT ON COLUMN alike.other_id IS 'The other report.';
COMMENT ON COLUMN alike.similarity IS 'Share of the shorter text''s word triples that both have.';

CREATE TABLE copies (report_id VARCHAR, first_id VARCHAR, similarity DOUBLE);
COMMENT ON TABLE copies IS 'Reports that tell the same story in nearly the same words as an earlier one; their events are not counted again.';
COMMENT ON COLUMN copies.report_id IS 'The copy.';
COMMENT ON COLUMN copies.first_id IS 'The first report of its group: published earliest, and of those the one with the smallest id.';
COMMENT ON COLUMN copies.similarity IS 'How alike the two are (see alike).';

CREATE TABLE rejections (source VARCHAR, reason VARCHAR, run INTEGER);
COMMENT ON TABLE rejections IS 'Inputs that could not be read.';
COMMENT ON COLUMN rejections.source IS 'The input: a file, with its line or entry where it has several, or an address.';
COMMENT ON COLUMN rejections.reason IS 'Why it could not be read.';
COMMENT ON COLUMN rejections.run IS 'Run that met it first.';

CREATE TABLE reviews (
    id VARCHAR, report_id VARCHAR, item VARCHAR, item_id VARCHAR, reviewer VARCHAR, reviewed TIMESTAMP, verdict VARCHAR,
    before VARCHAR, after VARCHAR, note VARCHAR
);
COMMENT ON TABLE reviews IS 'What people said of entries; never changed by reading.';
COMMENT ON COLUMN reviews.id IS 'Id of the review.';
COMMENT ON COLUMN reviews.report_id IS 'Report of the item.';
COMMENT ON COLUMN reviews.item IS 'event, statement, commitment, instrument or claim.';
COMMENT ON COLUMN reviews.item_id IS 'Id of the item.';
COMMENT ON COLUMN reviews.reviewer IS 'Who reviewed it.';
COMMENT ON COLUMN reviews.reviewed IS 'When (UTC).';
COMMENT ON COLUMN reviews.verdict IS 'confirmed, corrected or rejected.';
COMMENT ON COLUMN reviews.before IS 'The entry as the program had it, JSON.';
COMMENT ON COLUMN reviews.after IS 'The entry as corrected, JSON.';
COMMENT ON COLUMN reviews.note IS 'What the reviewer remarked.';

CREATE VIEW reports_flat AS
SELECT r.id, r.title, r.published, source(r.publisher, r.url) AS source,
    r.url, length(r.text) AS characters, coalesce(e.events, 0) AS events, coalesce(s.statements, 0) AS statements,
    coalesce(c.commitments, 0) AS commitments, k.first_id AS copy_of, r.number
FROM reports r
LEFT JOIN (SELECT report_id, count(*) AS events FROM events GROUP BY report_id) e ON e.report_id = r.id
LEFT JOIN (SELECT report_id, count(*) AS statements FROM statements GROUP BY report_id) s ON s.report_id = r.id
LEFT JOIN (SELECT report_id, count(*) AS commitments FROM commitments GROUP BY report_id) c ON c.report_id = r.id
LEFT JOIN copies k ON k.report_id = r.id;
COMMENT ON VIEW reports_flat IS 'One row per report, with what was found in it.';
COMMENT ON COLUMN reports_flat.id IS 'Id of the report.';
COMMENT ON COLUMN reports_flat.title IS 'Headline.';
COMMENT ON COLUMN reports_flat.published IS 'Day of publication.';
COMMENT ON COLUMN reports_flat.source IS 'Publisher, or the host of its address.';
COMMENT ON COLUMN reports_flat.url IS 'Where it was published.';
COMMENT ON COLUMN reports_flat.characters IS 'Length of the text in characters.';
COMMENT ON COLUMN reports_flat.events IS 'Number of events in it.';
COMMENT ON COLUMN reports_flat.statements IS 'Number of statements in it.';
COMMENT ON COLUMN reports_flat.commitments IS 'Number of commitments in it.';
COMMENT ON COLUMN reports_flat.copy_of IS 'First report of the story, if this one is a copy.';
COMMENT ON COLUMN reports_flat.number IS 'Place in the order in which the reports were first read.';

-- Parts are joined by report, too, so that a question about some reports only looks at their parts.
CREATE VIEW events_flat AS
WITH sides AS (
    SELECT report_id, item_id, part, position, country, name, sector, role
    FROM roles WHERE item = 'event' AND part IN ('actor', 'recipient')
), spoken AS (
    SELECT report_id, item_id, string_agg(label(country, name, role), '; ' ORDER BY position) AS said_by
    FROM roles WHERE item = 'event' AND part = 'said_by' GROUP BY report_id, item_id
), told AS (
    SELECT report_id, item_id, min_by(sentence, position) AS sentence FROM evidence WHERE item = 'event' GROUP BY report_id, item_id
)
SELECT e.id AS event_id, e.date, e.first_day, e.last_day, e.type, array_to_string(e.modes, ';') AS modes, e.quad, e.score, e.aux,
    array_to_string(e.contexts, ';') AS contexts,
    a.country AS actor_country, a.name AS actor_name, a.sector AS actor_sector, a.role AS actor_role,
    b.country AS recipient_country, b.name AS recipient_name, b.sector AS recipient_sector, b.role AS recipient_role,
    e.mutual, spoken.said_by, e.place, e.location_name, e.location_country, e.location_admin1, e.latitude, e.longitude, e.confidence,
    r.published, source(r.publisher, r.url) AS source, r.url,
    told.sentence, e.report_id
FROM events e
JOIN reports r ON r.id = e.report_id
LEFT JOIN sides a ON a.report_id = e.report_id AND a.item_id = e.id AND a.part = 'actor'
LEFT JOIN sides b ON b.report_id = e.report_id AND b.item_id = e.id
    AND CASE WHEN e.mutual THEN b.part = 'actor' AND b.position <> a.position ELSE b.part = 'recipient' END
LEFT JOIN spoken ON spoken.report_id = e.report_id AND spoken.item_id = e.id
LEFT JOIN told ON told.report_id = e.report_id AND told.item_id = e.id
WHERE NOT EXISTS (FROM copies k WHERE k.report_id = e.report_id);
COMMENT ON VIEW events_flat IS 'One row per actor and recipient of every event that counts: copies of a report are left out, mutual events give a row in each direction.';
COMMENT ON COLUMN events_flat.event_id IS 'Id of the event.';
COMMENT ON COLUMN events_flat.date IS 'When it happened: YYYY-MM-DD, YYYY-MM or YYYY.';
COMMENT ON COLUMN events_flat.first_day IS 'First day that date covers.';
COMMENT ON COLUMN events_flat.last_day IS 'Last day that date covers.';
COMMENT ON COLUMN events_flat.type IS 'One of the 16 PLOVER 2.0 types.';
COMMENT ON COLUMN events_flat.modes IS 'PLOVER modes, separated by semicolons.';
COMMENT ON COLUMN events_flat.quad IS '1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.';
COMMENT ON COLUMN events_flat.score IS 'PLOVER intensity, -10 (conflict) to 10 (cooperation).';
COMMENT ON COLUMN events_flat.aux IS 'actual, future, hypothetical, negated or historical.';
COMMENT ON COLUMN events_flat.contexts IS 'PLOVER contexts, separated by semicolons.';
COMMENT ON COLUMN events_flat.actor_country IS 'State or kind of body of the actor.';
COMMENT ON COLUMN events_flat.actor_name IS 'Person or body that acts.';
COMMENT ON COLUMN events_flat.actor_sector IS 'PLOVER sector of the actor.';
COMMENT ON COLUMN events_flat.actor_role IS 'Office of the actor.';
COMMENT ON COLUMN events_flat.recipient_country IS 'State or kind of body of the recipient; null if there is none.';
COMMENT ON COLUMN events_flat.recipient_name IS 'Person or body that is acted on.';
COMMENT ON COLUMN events_flat.recipient_sector IS 'PLOVER sector of the recipient.';
COMMENT ON COLUMN events_flat.recipient_role IS 'Office of the recipient.';
COMMENT ON COLUMN events_flat.mutual IS 'Whether the two did it to each other; the event then has a row in each direction.';
COMMENT ON COLUMN events_flat.said_by IS 'On whose word, outermost speaker first; null if on the report''s own.';
COMMENT ON COLUMN events_flat.place IS 'Where it happened, as the report names it.';
COMMENT ON COLUMN events_flat.location_name IS 'That place by the gazetteer (GeoNames).';
COMMENT ON COLUMN events_flat.location_country IS 'State that the place lies in.';
COMMENT ON COLUMN events_flat.location_admin1 IS 'First-level division that the place lies in.';
COMMENT ON COLUMN events_flat.latitude IS 'Degrees north.';
COMMENT ON COLUMN events_flat.longitude IS 'Degrees east.';
COMMENT ON COLUMN events_flat.confidence IS 'How often entries like it were right, 0 to 1.';
COMMENT ON COLUMN events_flat.published IS 'Day on which the report was published.';
COMMENT ON COLUMN events_flat.source IS 'Publisher, or the host of its address.';
COMMENT ON COLUMN events_flat.url IS 'Where the report was published.';
COMMENT ON COLUMN events_flat.sentence IS 'The sentence that tells it first.';
COMMENT ON COLUMN events_flat.report_id IS 'Report that tells it.';

CREATE VIEW actors AS
SELECT country, name, sector, role,
    count(*) FILTER (part = 'actor') AS events, count(*) FILTER (part = 'recipient') AS received,
    count(*) FILTER (item = 'statement') AS statements, count(*) FILTER (part = 'by') AS commitments,
    count(DISTINCT report_id) AS reports
FROM roles
WHERE NOT EXISTS (FROM copies k WHERE k.report_id = roles.report_id)
GROUP BY ALL;
COMMENT ON VIEW actors IS 'Who appears in the record, as named in the reports, and how often; copies are left out.';
COMMENT ON COLUMN actors.country IS 'State or kind of body.';
COMMENT ON COLUMN actors.name IS 'Person or body by name.';
COMMENT ON COLUMN actors.sector IS 'PLOVER sector.';
COMMENT ON COLUMN actors.role IS 'Office as written.';
COMMENT ON COLUMN actors.events IS 'Times it is an actor of an event.';
COMMENT ON COLUMN actors.received IS 'Times it is the recipient of an event.';
COMMENT ON COLUMN actors.statements IS 'Times it is a speaker.';
COMMENT ON COLUMN actors.commitments IS 'Commitments that it made or asked for.';
COMMENT ON COLUMN actors.reports IS 'Reports that it appears in.';

CREATE VIEW mentions AS
SELECT DISTINCT roles.report_id, mention_start, mention_end, substring(r.text, mention_start + 1, mention_end - mention_start) AS words,
    country, name, sector, role, how
FROM roles JOIN reports r ON r.id = roles.report_id WHERE mention_start IS NOT NULL;
COMMENT ON VIEW mentions IS 'Where the reports name those who play a part in the record.';
COMMENT ON COLUMN mentions.report_id IS 'The report.';
COMMENT ON COLUMN mentions.mention_start IS 'First character of the words in its text, from 0.';
COMMENT ON COLUMN mentions.mention_end IS 'Character after the last of the words.';
COMMENT ON COLUMN mentions.words IS 'The words.';
COMMENT ON COLUMN mentions.country IS 'State or kind of body that they mean.';
COMMENT ON COLUMN mentions.name IS 'Person or body by name.';
COMMENT ON COLUMN mentions.sector IS 'PLOVER sector.';
COMMENT ON COLUMN mentions.role IS 'Office as written.';
COMMENT ON COLUMN mentions.how IS 'How the state was found.';
