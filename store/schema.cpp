#include "store/schema.h"

namespace rasd {

// items holds what is counted and filtered, article_texts what is read one at a time: totals over
// a month then touch a tenth of the pages. Enumerations are their index in records/*.h; instants
// are seconds since 1970 UTC; url_key and text_key are 64-bit hashes for finding duplicates (the
// strings themselves are compared after).
const char* const kSchemaV1 = R"sql(
CREATE TABLE meta(key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

CREATE TABLE sources(
  id TEXT PRIMARY KEY, name TEXT NOT NULL, url TEXT NOT NULL DEFAULT '',
  site TEXT NOT NULL DEFAULT '', country TEXT NOT NULL DEFAULT '',
  language TEXT NOT NULL DEFAULT '', connector INTEGER NOT NULL, kind INTEGER NOT NULL DEFAULT 0,
  official INTEGER NOT NULL DEFAULT 0, local INTEGER NOT NULL DEFAULT 0,
  priority INTEGER NOT NULL DEFAULT 0, fetch_articles INTEGER NOT NULL DEFAULT 1,
  interval INTEGER NOT NULL DEFAULT 900, active INTEGER NOT NULL DEFAULT 1) WITHOUT ROWID;

CREATE TABLE source_polls(
  source_id TEXT NOT NULL REFERENCES sources(id), at INTEGER NOT NULL, ok INTEGER NOT NULL,
  status INTEGER NOT NULL, unchanged INTEGER NOT NULL, error TEXT NOT NULL,
  listed INTEGER NOT NULL, fresh INTEGER NOT NULL, duration_ms INTEGER NOT NULL,
  PRIMARY KEY(source_id, at)) WITHOUT ROWID;

CREATE TABLE items(
  id INTEGER PRIMARY KEY, item_id TEXT NOT NULL UNIQUE,
  source_id TEXT NOT NULL REFERENCES sources(id), kind INTEGER NOT NULL, at INTEGER NOT NULL,
  published INTEGER, updated INTEGER, fetched INTEGER NOT NULL, from_feed INTEGER NOT NULL,
  url_key INTEGER, text_key INTEGER, group_id TEXT NOT NULL, story_id TEXT NOT NULL,
  reader TEXT NOT NULL, model TEXT NOT NULL, language TEXT NOT NULL, topic TEXT NOT NULL,
  incident TEXT NOT NULL, tone INTEGER, stance INTEGER,
  tone_p0 REAL NOT NULL, tone_p1 REAL NOT NULL, tone_p2 REAL NOT NULL,
  stance_p0 REAL NOT NULL, stance_p1 REAL NOT NULL, stance_p2 REAL NOT NULL,
  stance_p3 REAL NOT NULL, unsure REAL NOT NULL, tagged INTEGER NOT NULL DEFAULT 0);
CREATE INDEX items_at ON items(at);
CREATE INDEX items_source_at ON items(source_id, at);
CREATE INDEX items_group ON items(group_id);
CREATE INDEX items_story ON items(story_id);
CREATE INDEX items_url ON items(url_key) WHERE url_key IS NOT NULL;
CREATE INDEX items_text ON items(text_key) WHERE text_key IS NOT NULL;
CREATE INDEX items_unsure ON items(unsure) WHERE tagged = 0;

CREATE TABLE article_texts(
  id INTEGER PRIMARY KEY REFERENCES items(id), title TEXT NOT NULL, lead TEXT NOT NULL,
  url TEXT NOT NULL, canonical_url TEXT NOT NULL, parent_id TEXT NOT NULL, byline TEXT NOT NULL,
  author TEXT NOT NULL, section TEXT NOT NULL, image TEXT NOT NULL, language_said TEXT NOT NULL,
  charset TEXT NOT NULL, page_kind TEXT NOT NULL, text_from TEXT NOT NULL, note TEXT NOT NULL,
  hash TEXT NOT NULL, archive_file TEXT NOT NULL, archive_offset INTEGER NOT NULL,
  archive_length INTEGER NOT NULL, minhash BLOB NOT NULL, text TEXT NOT NULL);

-- 8 MiB of postings are gathered before a segment is written: a batch of 200 articles is one.
CREATE VIRTUAL TABLE article_search USING fts5(
  title, text, content='article_texts', content_rowid='id', tokenize='rasd');
INSERT INTO article_search(article_search, rank) VALUES('hashsize', 8388608);

CREATE TABLE annotations(
  item INTEGER NOT NULL REFERENCES items(id), reader TEXT NOT NULL, current INTEGER NOT NULL,
  at INTEGER NOT NULL, model TEXT NOT NULL, language TEXT NOT NULL, variety TEXT NOT NULL,
  incident TEXT NOT NULL, topic TEXT NOT NULL, tone TEXT NOT NULL, stance TEXT NOT NULL,
  probabilities TEXT NOT NULL, PRIMARY KEY(item, reader)) WITHOUT ROWID;

CREATE TABLE item_incidents(
  code TEXT NOT NULL, at INTEGER NOT NULL, item INTEGER NOT NULL REFERENCES items(id),
  PRIMARY KEY(code, at, item)) WITHOUT ROWID;

CREATE TABLE ledger(
  item_id TEXT PRIMARY KEY, source_id TEXT NOT NULL, state INTEGER NOT NULL, stage TEXT NOT NULL,
  reason TEXT NOT NULL, at INTEGER NOT NULL, url TEXT NOT NULL, archive_file TEXT NOT NULL,
  archive_offset INTEGER NOT NULL, archive_length INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX ledger_trouble ON ledger(state, at) WHERE state <> 0;
CREATE TABLE quarantine(
  item_id TEXT PRIMARY KEY REFERENCES ledger(item_id), bytes BLOB NOT NULL) WITHOUT ROWID;

CREATE TABLE tags(
  id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, item_id TEXT NOT NULL, user TEXT NOT NULL,
  at INTEGER NOT NULL, purpose INTEGER NOT NULL, labels TEXT NOT NULL, suggested TEXT NOT NULL,
  suggested_by TEXT NOT NULL, seen INTEGER NOT NULL, undone_by TEXT, undone_at INTEGER);
CREATE INDEX tags_item ON tags(item_id);
CREATE INDEX tags_user ON tags(user, id);
CREATE TRIGGER tags_only_added BEFORE DELETE ON tags
  BEGIN SELECT RAISE(ABORT, 'tags are only ever added'); END;
CREATE TRIGGER tags_stand BEFORE UPDATE OF
    id, uid, item_id, user, at, purpose, labels, suggested, suggested_by, seen ON tags
  BEGIN SELECT RAISE(ABORT, 'a tag is never changed'); END;
CREATE TRIGGER tags_undone_once BEFORE UPDATE OF undone_by, undone_at ON tags
  WHEN old.undone_by IS NOT NULL
  BEGIN SELECT RAISE(ABORT, 'an undone tag stays undone'); END;

CREATE TABLE leases(
  item_id TEXT NOT NULL, user TEXT NOT NULL, queue INTEGER NOT NULL, design TEXT NOT NULL,
  expires INTEGER NOT NULL, PRIMARY KEY(item_id, user)) WITHOUT ROWID;
CREATE TABLE skips(
  item_id TEXT NOT NULL, user TEXT NOT NULL, at INTEGER NOT NULL,
  PRIMARY KEY(item_id, user)) WITHOUT ROWID;

CREATE TABLE audit_design(
  id TEXT PRIMARY KEY, period_from INTEGER NOT NULL, period_to INTEGER NOT NULL,
  kinds TEXT NOT NULL, size INTEGER NOT NULL, coded_twice REAL NOT NULL, seed INTEGER NOT NULL,
  drawn_at INTEGER NOT NULL, drawn_by TEXT NOT NULL, strata TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE audit_sample(
  design TEXT NOT NULL REFERENCES audit_design(id), position INTEGER NOT NULL,
  item_id TEXT NOT NULL REFERENCES items(item_id), stratum TEXT NOT NULL,
  probability REAL NOT NULL, coders INTEGER NOT NULL, scores TEXT NOT NULL,
  state INTEGER NOT NULL DEFAULT 0, PRIMARY KEY(design, position)) WITHOUT ROWID;
CREATE UNIQUE INDEX audit_sample_item ON audit_sample(item_id, design);
CREATE INDEX audit_sample_open ON audit_sample(state, design, position) WHERE state = 0;

CREATE TABLE users(
  name TEXT PRIMARY KEY, role INTEGER NOT NULL, password_hash TEXT NOT NULL,
  created INTEGER NOT NULL, disabled INTEGER NOT NULL DEFAULT 0) WITHOUT ROWID;
CREATE TABLE sessions(
  token_hash TEXT PRIMARY KEY, user TEXT NOT NULL REFERENCES users(name),
  created INTEGER NOT NULL, last_seen INTEGER NOT NULL, idle INTEGER NOT NULL,
  expires INTEGER NOT NULL) WITHOUT ROWID;
CREATE INDEX sessions_user ON sessions(user);
CREATE TABLE audit_log(
  id INTEGER PRIMARY KEY, at INTEGER NOT NULL, who TEXT NOT NULL, what TEXT NOT NULL,
  detail TEXT NOT NULL, prev_hash TEXT NOT NULL, hash TEXT NOT NULL);
CREATE TRIGGER audit_log_only_added BEFORE DELETE ON audit_log
  BEGIN SELECT RAISE(ABORT, 'the audit log is only ever added to'); END;
CREATE TRIGGER audit_log_stands BEFORE UPDATE ON audit_log
  BEGIN SELECT RAISE(ABORT, 'the audit log is only ever added to'); END;

CREATE TABLE digests(
  day TEXT PRIMARY KEY, state INTEGER NOT NULL, edits TEXT NOT NULL, frozen TEXT NOT NULL,
  approver TEXT NOT NULL, approved_at INTEGER, changed_by TEXT NOT NULL, changed_at INTEGER,
  revision INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE digest_corrections(
  id INTEGER PRIMARY KEY, day TEXT NOT NULL REFERENCES digests(day), at INTEGER NOT NULL,
  user TEXT NOT NULL, correction TEXT NOT NULL);
)sql";

// The files of observations, and what people did with the observations: steps are only ever added.
const char* const kSchemaV2 = R"sql(
CREATE TABLE attachments(
  item_id TEXT NOT NULL REFERENCES items(item_id), position INTEGER NOT NULL, hash TEXT NOT NULL,
  name TEXT NOT NULL, content_type TEXT NOT NULL, size INTEGER NOT NULL,
  PRIMARY KEY(item_id, position)) WITHOUT ROWID;
CREATE TABLE observation_steps(
  id INTEGER PRIMARY KEY, item_id TEXT NOT NULL REFERENCES items(item_id),
  state INTEGER NOT NULL, linked_to TEXT NOT NULL, note TEXT NOT NULL, user TEXT NOT NULL,
  at INTEGER NOT NULL);
CREATE INDEX observation_steps_item ON observation_steps(item_id, id);
CREATE INDEX items_observations ON items(at) WHERE kind = 4;
CREATE TRIGGER observation_steps_only_added BEFORE DELETE ON observation_steps
  BEGIN SELECT RAISE(ABORT, 'steps are only ever added'); END;
CREATE TRIGGER observation_steps_stand BEFORE UPDATE ON observation_steps
  BEGIN SELECT RAISE(ABORT, 'a step is never changed'); END;
)sql";

}  // namespace rasd
