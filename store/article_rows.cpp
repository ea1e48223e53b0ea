#include "store/article_rows.h"

#include <set>

#include "base/id.h"
#include "base/utf8.h"
#include "store/annotation_json.h"

namespace rasd {
namespace {

constexpr size_t kMaxQuarantinedBytes = size_t{1} << 20;

/// A 64-bit key of a source and one of its strings; null when there is none to compare.
std::optional<int64_t> key_of(const std::string& source_id, const std::string& value) {
  if (value.empty()) return std::nullopt;
  return static_cast<int64_t>(hash64(value, hash64(source_id)));
}

bool compared_by_url(const Article& a) {
  return a.kind == ItemKind::kNews || a.kind == ItemKind::kStatement;
}
bool compared_by_text(const Article& a) {
  if (a.kind == ItemKind::kObservation) return false;
  // The same few words by two people are two opinions.
  return compared_by_url(a) || !a.author.empty();
}

Result<void> insert_incidents(sql::Connection& db, int64_t item, Instant at,
                              const std::vector<std::string>& codes) {
  for (const auto& code : std::set<std::string>(codes.begin(), codes.end()))
    if (auto ok = db.prepare("INSERT OR IGNORE INTO item_incidents(code, at, item) VALUES(?,?,?)")
                      .bind(code, at, item)
                      .run();
        !ok)
      return ok;
  return {};
}

Result<void> insert_attachments(sql::Connection& db, const Article& a) {
  int position = 0;
  for (const Attachment& file : a.attachments)
    if (auto ok =
            db.prepare("INSERT INTO attachments(item_id, position, hash, name, content_type, size)"
                       " VALUES(?,?,?,?,?,?)")
                .bind(a.item_id, position++, file.hash, to_valid_utf8(file.name),
                      to_valid_utf8(file.content_type), file.size)
                .run();
        !ok)
      return ok;
  return {};
}

Result<void> insert_annotation(sql::Connection& db, int64_t item, const Annotation& n, bool current,
                               Instant now) {
  return db
      .prepare(
          "INSERT OR REPLACE INTO annotations(item, reader, current, at, model, language, variety,"
          " incident, topic, tone, stance, probabilities) VALUES(?,?,?,?,?,?,?,?,?,?,?,?)")
      .bind(item, n.reader, current, now, n.model_version, n.language, n.variety,
            join_codes(n.incident), n.topic, n.tone, n.stance, probabilities_json(n))
      .run();
}

std::optional<int> index_or_null(int index) {
  if (index < 0) return std::nullopt;
  return index;
}

void bind_labels(sql::Statement& s, const Annotation& n) {
  s.bind(n.reader, n.model_version, n.language, n.topic, join_codes(n.incident),
         index_or_null(tone_index(n.tone)), index_or_null(stance_index(n.stance)));
  for (const float p : n.tone_p) s.bind(static_cast<double>(p));
  for (const float p : n.stance_p) s.bind(static_cast<double>(p));
  s.bind(unsureness(n));
}

}  // namespace

Instant item_time(const Article& a) {
  const bool credible =
      a.published && *a.published <= a.fetched + std::chrono::hours{24} && *a.published > Instant{};
  return credible ? *a.published : a.fetched;
}

std::string fault_of(const Article& a) {
  if (a.item_id.empty()) return "the item has no id";
  if (a.source_id.empty()) return "the item names no source";
  for (const std::string* text :
       {&a.item_id, &a.source_id, &a.title, &a.lead, &a.text, &a.url, &a.canonical_url,
        &a.parent_id, &a.byline, &a.author, &a.section, &a.image, &a.note, &a.hash})
    if (!is_utf8(*text)) return "a text of the item is not UTF-8";
  return {};
}

Result<std::optional<Repeats>> find_repeated(sql::Connection& db, const Article& a) {
  if (compared_by_url(a) && !a.canonical_url.empty()) {
    auto s = db.prepare(
                   "SELECT i.item_id FROM items i JOIN article_texts x ON x.id = i.id"
                   " WHERE i.url_key = ? AND i.source_id = ? AND x.canonical_url = ? LIMIT 1")
                 .bind(key_of(a.source_id, a.canonical_url), a.source_id, a.canonical_url);
    if (s.step()) return std::optional<Repeats>({s.text(0), "same address as item " + s.text(0)});
    if (s.failed()) return fail(s.finish().error());
  }
  if (compared_by_text(a) && !a.hash.empty()) {
    auto s =
        db.prepare(
              "SELECT i.item_id FROM items i JOIN article_texts x ON x.id = i.id"
              " WHERE i.text_key = ? AND i.source_id = ? AND x.hash = ? AND x.author = ? LIMIT 1")
            .bind(key_of(a.source_id, a.hash), a.source_id, a.hash, a.author);
    if (s.step()) return std::optional<Repeats>({s.text(0), "same text as item " + s.text(0)});
    if (s.failed()) return fail(s.finish().error());
  }
  return std::optional<Repeats>();
}

Result<void> insert_article(sql::Connection& db, const AnnotatedArticle& both,
                            const Placement& placement, Instant now) {
  const Article& a = both.article;
  const Annotation& n = both.annotation;
  const Instant at = item_time(a);
  const std::string& group = placement.group_id.empty() ? a.item_id : placement.group_id;
  const std::string& story = placement.story_id.empty() ? group : placement.story_id;
  {
    auto s = db.prepare(
        "INSERT INTO items(item_id, source_id, kind, at, published, updated, fetched, from_feed,"
        " url_key, text_key, group_id, story_id, reader, model, language, topic, incident, tone,"
        " stance, tone_p0, tone_p1, tone_p2, stance_p0, stance_p1, stance_p2, stance_p3, unsure)"
        " VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    s.bind(a.item_id, a.source_id, static_cast<int>(a.kind), at, a.published, a.updated, a.fetched,
           a.text_from == "feed",
           compared_by_url(a) ? key_of(a.source_id, a.canonical_url) : std::nullopt,
           compared_by_text(a) ? key_of(a.source_id, a.hash) : std::nullopt, group, story);
    bind_labels(s, n);
    if (auto ok = s.run(); !ok) return ok;
  }
  const int64_t item = db.last_id();
  {
    auto s = db.prepare(
        "INSERT INTO article_texts(id, title, lead, url, canonical_url, parent_id, byline, author,"
        " section, image, language_said, charset, page_kind, text_from, note, hash, archive_file,"
        " archive_offset, archive_length, minhash, text)"
        " VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)");
    s.bind(item, a.title, a.lead, a.url, a.canonical_url, a.parent_id, a.byline, a.author,
           a.section, a.image, a.language_said, a.charset, a.page_kind, a.text_from, a.note, a.hash,
           a.archive.file, a.archive.offset, a.archive.length);
    s.bind_blob(n.minhash);
    s.bind(a.text);
    if (auto ok = s.run(); !ok) return ok;
  }
  if (auto ok = db.prepare("INSERT INTO article_search(rowid, title, text) VALUES(?,?,?)")
                    .bind(item, a.title, a.text)
                    .run();
      !ok)
    return ok;
  if (auto ok = insert_attachments(db, a); !ok) return ok;
  if (auto ok = insert_annotation(db, item, n, true, now); !ok) return ok;
  return insert_incidents(db, item, at, n.incident);
}

Result<bool> annotate_again(sql::Connection& db, const std::string& item_id, const Annotation& n,
                            Instant now) {
  auto found =
      db.prepare("SELECT id, at, reader, incident FROM items WHERE item_id = ?").bind(item_id);
  if (!found.step()) return found.finish(false);
  const int64_t item = found.integer(0);
  const Instant at = found.instant(1);
  const auto old_codes = split_codes(found.view(3));
  const bool wins = n.reader == found.view(2) || n.reader == "deep";
  if (wins)
    if (auto ok = db.prepare("UPDATE annotations SET current = 0 WHERE item = ?").bind(item).run();
        !ok)
      return fail(ok.error());
  if (auto ok = insert_annotation(db, item, n, wins, now); !ok) return fail(ok.error());
  if (!wins) return true;
  auto s = db.prepare(
      "UPDATE items SET reader=?, model=?, language=?, topic=?, incident=?, tone=?, stance=?,"
      " tone_p0=?, tone_p1=?, tone_p2=?, stance_p0=?, stance_p1=?, stance_p2=?, stance_p3=?,"
      " unsure=? WHERE id=?");
  bind_labels(s, n);
  s.bind(item);
  if (auto ok = s.run(); !ok) return fail(ok.error());
  for (const auto& code : old_codes)
    if (auto ok = db.prepare("DELETE FROM item_incidents WHERE code = ? AND at = ? AND item = ?")
                      .bind(code, at, item)
                      .run();
        !ok)
      return fail(ok.error());
  if (auto ok = insert_incidents(db, item, at, n.incident); !ok) return fail(ok.error());
  return true;
}

Result<void> put_ledger(sql::Connection& db, const Outcome& o) {
  // A stored item's address and archive stand with its article.
  const bool stored = o.state == ItemState::kStored;
  static const ArchiveRef kNone;
  const ArchiveRef& archive = stored ? kNone : o.archive;
  auto ok = db.prepare("DELETE FROM quarantine WHERE item_id = ?").bind(o.item_id).run();
  if (!ok) return ok;
  ok = db.prepare(
             "INSERT INTO ledger(item_id, source_id, state, stage, reason, at, url, archive_file,"
             " archive_offset, archive_length) VALUES(?,?,?,?,?,?,?,?,?,?)"
             " ON CONFLICT(item_id) DO UPDATE SET source_id=excluded.source_id,"
             " state=excluded.state, stage=excluded.stage, reason=excluded.reason, at=excluded.at,"
             " url=excluded.url, archive_file=excluded.archive_file,"
             " archive_offset=excluded.archive_offset, archive_length=excluded.archive_length")
           .bind(o.item_id, o.source_id, static_cast<int>(o.state), o.stage, o.reason, o.at,
                 stored ? std::string() : o.url, archive.file, archive.offset, archive.length)
           .run();
  if (!ok || o.state != ItemState::kQuarantined) return ok;
  auto s = db.prepare("INSERT INTO quarantine(item_id, bytes) VALUES(?,?)").bind(o.item_id);
  s.bind_blob(std::string_view(o.bytes).substr(0, kMaxQuarantinedBytes));
  return s.run();
}

Result<void> put_source(sql::Connection& db, const Source& s) {
  return db
      .prepare(
          "INSERT INTO sources(id, name, url, site, country, language, connector, kind, official,"
          " local, priority, fetch_articles, interval, active) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,1)"
          " ON CONFLICT(id) DO UPDATE SET name=excluded.name, url=excluded.url,"
          " site=excluded.site, country=excluded.country, language=excluded.language,"
          " connector=excluded.connector, kind=excluded.kind, official=excluded.official,"
          " local=excluded.local, priority=excluded.priority,"
          " fetch_articles=excluded.fetch_articles, interval=excluded.interval, active=1")
      .bind(s.id, s.name.empty() ? s.id : s.name, s.url, s.site, s.country, s.language,
            static_cast<int>(s.connector), static_cast<int>(s.kind), s.official, s.local,
            s.priority, s.fetch_articles, int64_t{s.interval.count()})
      .run();
}

Result<void> put_source_name(sql::Connection& db, const std::string& source_id) {
  return db.prepare("INSERT OR IGNORE INTO sources(id, name, connector) VALUES(?,?,?)")
      .bind(source_id, source_id, static_cast<int>(Connector::kReplay))
      .run();
}

Result<void> put_poll(sql::Connection& db, const SourcePoll& p) {
  return db
      .prepare(
          "INSERT OR REPLACE INTO source_polls(source_id, at, ok, status, unchanged, error, listed,"
          " fresh, duration_ms) VALUES(?,?,?,?,?,?,?,?,?)")
      .bind(p.source_id, p.at, p.ok, p.status, p.unchanged, to_valid_utf8(p.error), p.listed,
            p.fresh, p.duration_ms)
      .run();
}

}  // namespace rasd
