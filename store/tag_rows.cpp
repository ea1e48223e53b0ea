#include "store/tag_rows.h"

#include "base/utf8.h"
#include "store/annotation_json.h"
#include "store/audit_json.h"

namespace rasd {
namespace {

Result<std::optional<Lease>> first_lease(sql::Statement& s, const std::string& user,
                                         TagQueue queue) {
  std::optional<Lease> lease;
  if (s.step()) lease = Lease{s.text(0), user, queue, s.text(1), {}};
  return s.finish(std::move(lease));
}

/// True when a query of one value has a row.
Result<bool> exists(sql::Connection& db, const char* sql, const std::string& value) {
  auto s = db.prepare(sql).bind(value);
  const bool found = s.step();
  return s.finish(found);
}

}  // namespace

Result<std::optional<Lease>> held_lease(sql::Connection& db, const std::string& user,
                                        TagQueue queue) {
  auto s = db.prepare(
                 "SELECT l.item_id, l.design FROM leases l WHERE l.user = ? AND l.queue = ?"
                 // Lent for learning, then drawn for an audit: it must not come back unblinded.
                 " AND (l.queue = ? OR NOT EXISTS (SELECT 1 FROM audit_sample a"
                 " WHERE a.item_id = l.item_id)) ORDER BY l.expires DESC LIMIT 1")
               .bind(user, static_cast<int>(queue), static_cast<int>(TagQueue::kAudit));
  return first_lease(s, user, queue);
}

Result<std::optional<Lease>> next_audit(sql::Connection& db, const std::string& user) {
  // A place is free while standing tags and other people's leases leave a coder wanting. Oldest
  // period first, each design in its random order; what this user tagged with the suggestion in
  // sight comes last, so that somebody else may be sooner.
  auto s =
      db.prepare(
            "SELECT a.item_id, a.design FROM audit_sample a JOIN audit_design d ON d.id ="
            " a.design WHERE a.state = 0"
            " AND NOT EXISTS (SELECT 1 FROM skips k WHERE k.item_id = a.item_id AND k.user = ?)"
            " AND NOT EXISTS (SELECT 1 FROM tags t WHERE t.item_id = a.item_id AND t.user = ?"
            " AND t.purpose = 0 AND t.undone_by IS NULL)"
            " AND (SELECT COUNT(*) FROM leases l WHERE l.item_id = a.item_id)"
            " + (SELECT COUNT(DISTINCT t.user) FROM tags t WHERE t.item_id = a.item_id AND"
            " t.purpose = 0 AND t.undone_by IS NULL) < a.coders"
            " ORDER BY EXISTS (SELECT 1 FROM tags t WHERE t.item_id = a.item_id AND t.user = ?"
            " AND t.seen), d.period_from, d.id, a.position LIMIT 1")
          .bind(user, user, user);
  return first_lease(s, user, TagQueue::kAudit);
}

namespace {

constexpr int64_t kNewestDays = 7;

Result<std::optional<Lease>> next_unsure_since(sql::Connection& db, const std::string& user,
                                               int64_t since) {
  auto s =
      db.prepare(
            "SELECT i.item_id, '' FROM items i WHERE i.tagged = 0 AND i.at >= ?"
            " AND NOT EXISTS (SELECT 1 FROM audit_sample a WHERE a.item_id = i.item_id)"
            " AND NOT EXISTS (SELECT 1 FROM skips k WHERE k.item_id = i.item_id AND k.user = ?)"
            " AND NOT EXISTS (SELECT 1 FROM leases l WHERE l.item_id = i.item_id)"
            " ORDER BY i.unsure DESC, i.id DESC LIMIT 1")
          .bind(since, user);
  return first_lease(s, user, TagQueue::kLearning);
}

}  // namespace

Result<std::optional<Lease>> next_unsure(sql::Connection& db, const std::string& user) {
  // What came last teaches most of what comes next: first the week up to the newest item.
  auto newest = db.number("SELECT IFNULL(MAX(at), 0) FROM items");
  if (!newest) return fail(newest.error());
  auto lately = next_unsure_since(db, user, *newest - kNewestDays * 86400);
  if (!lately || *lately) return lately;
  return next_unsure_since(db, user, 0);
}

Result<void> put_lease(sql::Connection& db, const Lease& lease) {
  return db
      .prepare(
          "INSERT OR REPLACE INTO leases(item_id, user, queue, design, expires) VALUES(?,?,?,?,?)")
      .bind(lease.item_id, lease.user, static_cast<int>(lease.queue), lease.design_id,
            lease.expires)
      .run();
}

Result<void> expect_taggable(sql::Connection& db, const NewTag& tag) {
  auto known = exists(db, "SELECT 1 FROM items WHERE item_id = ?", tag.item_id);
  if (!known) return fail(known.error());
  if (!*known) return fail(ErrorKind::kNotFound, "no item '" + tag.item_id + "' is stored");
  if (tag.purpose != TagPurpose::kAudit) return {};
  auto sampled = exists(db, "SELECT 1 FROM audit_sample WHERE item_id = ?", tag.item_id);
  if (!sampled) return fail(sampled.error());
  if (!*sampled)
    return fail(ErrorKind::kUsage,
                "the item is in no audit sample; tag it as a correction; only items of a logged"
                " random draw can count as an audit");
  auto again = db.prepare(
                     "SELECT 1 FROM tags WHERE item_id = ? AND user = ? AND purpose = 0 AND"
                     " undone_by IS NULL")
                   .bind(tag.item_id, tag.user);
  if (again.step())
    return fail(ErrorKind::kUsage, "you audited this item already; undo that tag first");
  return again.finish();
}

Result<int64_t> insert_tag(sql::Connection& db, const TagRow& row) {
  const NewTag& tag = row.tag;
  auto ok = db.prepare(
                  "INSERT OR IGNORE INTO tags(uid, item_id, user, at, purpose, labels, suggested,"
                  " suggested_by, seen, undone_by, undone_at) VALUES(?,?,?,?,?,?,?,?,?,?,?)")
                .bind(row.uid, tag.item_id, to_valid_utf8(tag.user), row.at,
                      static_cast<int>(tag.purpose), to_valid_utf8(to_json(tag.labels)),
                      to_valid_utf8(to_json(tag.suggested)), tag.suggested_by, tag.suggestion_seen,
                      row.undone_by, row.undone_by ? std::optional<Instant>(row.at) : std::nullopt)
                .run();
  if (!ok) return fail(ok.error());
  return db.changes() == 0 ? 0 : db.last_id();
}

Result<void> settle_item(sql::Connection& db, const std::string& item_id) {
  auto ok = db.prepare(
                  "UPDATE items SET tagged = EXISTS (SELECT 1 FROM tags t WHERE t.item_id ="
                  " items.item_id AND t.undone_by IS NULL) WHERE item_id = ?")
                .bind(item_id)
                .run();
  if (!ok) return ok;
  return db
      .prepare(
          "UPDATE audit_sample SET state = (SELECT COUNT(DISTINCT t.user) FROM tags t WHERE"
          " t.item_id = audit_sample.item_id AND t.purpose = 0 AND t.undone_by IS NULL) >= coders"
          " WHERE item_id = ?")
      .bind(item_id)
      .run();
}

Result<void> insert_design(sql::Connection& db, const DrawnDesign& drawn) {
  const AuditDesign& d = drawn.design;
  auto ok = db.prepare(
                  "INSERT OR IGNORE INTO audit_design(id, period_from, period_to, kinds, size,"
                  " coded_twice, seed, drawn_at, drawn_by, strata) VALUES(?,?,?,?,?,?,?,?,?,?)")
                .bind(d.id, d.period.from, d.period.to, kinds_text(d.kinds), d.size, d.coded_twice,
                      drawn.seed, drawn.drawn_at, drawn.drawn_by, strata_json(drawn.strata))
                .run();
  if (!ok) return ok;
  if (db.changes() == 0)
    return fail(ErrorKind::kUsage, "the audit design '" + d.id +
                                       "' was drawn already; drawing again would spoil it; use"
                                       " another name");
  return {};
}

Result<void> insert_sampled(sql::Connection& db, const std::string& design_id, size_t position,
                            const Draw& draw, const FrameItem& item) {
  const DrawnItem& drawn = draw.items[position];
  Annotation scores;  // as they stood at the draw: the model may change before the estimate
  scores.tone_p = item.tone_p;
  scores.stance_p = item.stance_p;
  return db
      .prepare(
          "INSERT INTO audit_sample(design, position, item_id, stratum, probability, coders,"
          " scores) VALUES(?,?,?,?,?,?,?)")
      .bind(design_id, uint64_t{position}, item.item_id, draw.strata[drawn.stratum].name,
            drawn.probability, drawn.coders, probabilities_json(scores))
      .run();
}

}  // namespace rasd
