#include "store/tags.h"

#include "base/id.h"
#include "base/utf8.h"
#include "store/audit_draw.h"
#include "store/audit_json.h"
#include "store/audit_log.h"
#include "store/item_query.h"
#include "store/open.h"
#include "store/sqlite.h"
#include "store/tag_exchange.h"
#include "store/tag_rows.h"

namespace rasd {

struct TagBook::Impl {
  StoreOptions options;
  const Clock& clock;
  std::unique_ptr<sql::Connection> db;
};

TagBook::TagBook(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
TagBook::TagBook(TagBook&&) noexcept = default;
TagBook& TagBook::operator=(TagBook&&) noexcept = default;
TagBook::~TagBook() = default;

Result<TagBook> TagBook::open(const StoreOptions& options, const Clock& clock) {
  auto db = open_for_writing(options);
  if (!db) return fail(db.error());
  return TagBook(std::make_unique<Impl>(Impl{options, clock, std::move(*db)}));
}

Result<std::optional<Lease>> TagBook::lease(const std::string& user, TagQueue queue) {
  sql::Connection& db = *impl_->db;
  const Instant now = impl_->clock.now();
  auto transaction = sql::Transaction::begin(db);
  if (!transaction) return fail(transaction.error());
  if (auto ok = db.prepare("DELETE FROM leases WHERE expires <= ?").bind(now).run(); !ok)
    return fail(ok.error());
  auto next = held_lease(db, user, queue);
  if (next && !*next)
    next = queue == TagQueue::kAudit ? next_audit(db, user) : next_unsure(db, user);
  if (!next) return fail(next.error());
  if (*next) {
    (*next)->expires = now + kLeaseTime;
    if (auto ok = put_lease(db, **next); !ok) return fail(ok.error());
  }
  if (auto ok = transaction->commit(); !ok) return fail(ok.error());
  return std::move(*next);
}

Result<int64_t> TagBook::record(const NewTag& tag) {
  sql::Connection& db = *impl_->db;
  if (tag.user.empty()) return fail(ErrorKind::kUsage, "a tag needs its user");
  auto transaction = sql::Transaction::begin(db);
  if (!transaction) return fail(transaction.error());
  if (auto ok = expect_taggable(db, tag); !ok) return fail(ok.error());
  TagRow row{tag, impl_->clock.now(), {}, std::nullopt};
  // Hidden now, but in sight when the same user tagged it before: not blind, and said so.
  auto before = db.prepare("SELECT 1 FROM tags WHERE item_id = ? AND user = ? AND seen LIMIT 1")
                    .bind(tag.item_id, tag.user);
  row.tag.suggestion_seen = tag.suggestion_seen || before.step();
  if (auto ok = before.finish(); !ok) return fail(ok.error());
  // The same decision twice in a second is two tags: the count so far makes the difference.
  auto so_far = db.number("SELECT IFNULL(MAX(id), 0) FROM tags");
  if (!so_far) return fail(so_far.error());
  row.uid = content_id({tag.item_id, tag.user, to_rfc3339(row.at), to_json(tag.labels),
                        name(tag.purpose), std::to_string(*so_far)});
  auto id = insert_tag(db, row);
  if (!id) return id;
  auto ok = db.prepare("DELETE FROM leases WHERE item_id = ? AND user = ?")
                .bind(tag.item_id, tag.user)
                .run();
  if (ok) ok = settle_item(db, tag.item_id);
  if (ok) ok = transaction->commit();
  if (!ok) return fail(ok.error());
  return id;
}

Result<void> TagBook::skip(const std::string& user, const std::string& item_id) {
  sql::Connection& db = *impl_->db;
  auto transaction = sql::Transaction::begin(db);
  if (!transaction) return fail(transaction.error());
  auto ok = db.prepare("INSERT OR IGNORE INTO skips(item_id, user, at) VALUES(?,?,?)")
                .bind(item_id, user, impl_->clock.now())
                .run();
  if (ok)
    ok = db.prepare("DELETE FROM leases WHERE item_id = ? AND user = ?").bind(item_id, user).run();
  if (ok) ok = transaction->commit();
  return ok;
}

Result<Lease> TagBook::undo(const std::string& user, std::optional<int64_t> tag_id) {
  sql::Connection& db = *impl_->db;
  auto transaction = sql::Transaction::begin(db);
  if (!transaction) return fail(transaction.error());
  Lease lease;
  lease.user = user;
  int64_t id = 0;
  {
    auto s = db.prepare(
                   "SELECT t.id, t.item_id, t.purpose, IFNULL((SELECT a.design FROM audit_sample a"
                   " WHERE a.item_id = t.item_id ORDER BY a.design LIMIT 1), ''),"
                   " EXISTS (SELECT 1 FROM audit_sample a WHERE a.item_id = t.item_id AND a.state ="
                   " 0) AND NOT EXISTS (SELECT 1 FROM tags o WHERE o.item_id = t.item_id AND o.user"
                   " = t.user AND o.purpose = 0 AND o.undone_by IS NULL) FROM tags t"
                   " WHERE t.user = ? AND t.undone_by IS NULL AND (? IS NULL OR t.id = ?)"
                   " ORDER BY t.id DESC LIMIT 1")
                 .bind(user, tag_id, tag_id);
    if (!s.step()) {
      if (s.failed()) return fail(s.finish().error());
      return fail(ErrorKind::kNotFound, "there is no tag of yours to take back");
    }
    id = s.integer(0);
    lease.item_id = s.text(1);
    // An item that was drawn since it was tagged for learning comes back as the audit wants it.
    const bool audit = static_cast<TagPurpose>(s.integer(2)) == TagPurpose::kAudit || s.boolean(4);
    lease.queue = audit ? TagQueue::kAudit : TagQueue::kLearning;
    if (lease.queue == TagQueue::kAudit) lease.design_id = s.text(3);
  }
  const Instant now = impl_->clock.now();
  lease.expires = now + kLeaseTime;
  auto ok = db.prepare("UPDATE tags SET undone_by = ?, undone_at = ? WHERE id = ?")
                .bind(user, now, id)
                .run();
  if (ok) ok = settle_item(db, lease.item_id);
  // What lies before the user now goes back into the queue: the one taken back is next.
  if (ok)
    ok = db.prepare("DELETE FROM leases WHERE user = ? AND queue = ?")
             .bind(user, static_cast<int>(lease.queue))
             .run();
  if (ok) ok = put_lease(db, lease);
  if (ok) ok = transaction->commit();
  if (!ok) return fail(ok.error());
  return lease;
}

Result<std::vector<TagBook::DoneTag>> TagBook::last(const std::string& user, size_t n) {
  sql::Connection& db = *impl_->db;
  std::vector<DoneTag> done;
  std::vector<ItemLine> lines;
  auto s = db.prepare(std::string("SELECT t.id, t.user, t.at, t.purpose, t.labels, t.suggested,"
                                  " t.suggested_by, t.undone_by, t.item_id FROM tags t"
                                  " WHERE t.user = ? ORDER BY t.id DESC LIMIT ?"))
               .bind(user, bounded_limit({n, 0}));
  while (s.step()) {
    done.push_back({read_tag_line(s), {}});
    auto line =
        db.prepare(std::string("SELECT") + kLineColumns + kLineTables + "WHERE i.item_id = ?")
            .bind(s.text(8));
    if (line.step()) done.back().item = read_line(line);
    if (line.failed()) return fail(line.finish().error());
  }
  return s.finish(std::move(done));
}

Result<QueueLength> TagBook::queue_length(const std::string& user, Instant since) {
  sql::Connection& db = *impl_->db;
  QueueLength length;
  auto audit = db.number("SELECT COUNT(*) FROM audit_sample WHERE state = 0");
  if (!audit) return fail(audit.error());
  auto learning = db.number(
      "SELECT COUNT(*) FROM items i WHERE i.tagged = 0 AND NOT EXISTS (SELECT 1 FROM audit_sample a"
      " WHERE a.item_id = i.item_id)");
  if (!learning) return fail(learning.error());
  auto s = db.prepare("SELECT COUNT(*) FROM tags WHERE user = ? AND at >= ? AND undone_by IS NULL")
               .bind(user, since);
  if (s.step()) length.tagged_today = s.count(0);
  length.audit_open = static_cast<uint64_t>(*audit);
  length.learning_open = static_cast<uint64_t>(*learning);
  return s.finish(length);
}

Result<DrawnDesign> TagBook::draw_audit_sample(const AuditDesign& design, uint64_t seed,
                                               const std::string& user) {
  sql::Connection& db = *impl_->db;
  if (design.id.empty()) return fail(ErrorKind::kUsage, "an audit design needs an id");
  auto transaction = sql::Transaction::begin(db);
  if (!transaction) return fail(transaction.error());
  auto frame = read_frame(db, design.period, design.kinds);
  if (!frame) return fail(frame.error());
  if (frame->empty())
    return fail(ErrorKind::kUsage, "there are no items in the period: nothing to draw from");
  const Draw draw = draw_sample(*frame, design.size, design.coded_twice, seed);
  DrawnDesign drawn{design, seed, impl_->clock.now(), user, draw.strata, draw.items.size(), 0};
  if (auto ok = insert_design(db, drawn); !ok) return fail(ok.error());
  for (size_t i = 0; i < draw.items.size(); ++i)
    if (auto ok = insert_sampled(db, design.id, i, draw, (*frame)[draw.items[i].frame]); !ok)
      return fail(ok.error());
  auto ok = append_audit_log(db, drawn.drawn_at, user, "audit sample drawn",
                             design.id + ": " + std::to_string(draw.items.size()) + " of " +
                                 std::to_string(frame->size()) + " items, " +
                                 std::to_string(draw.strata.size()) + " strata, seed " +
                                 std::to_string(seed));
  if (ok) ok = transaction->commit();
  if (!ok) return fail(ok.error());
  return drawn;
}

Result<uint64_t> TagBook::export_tags(std::ostream& out) { return write_tags(*impl_->db, out); }

Result<TagImport> TagBook::import_tags(std::istream& in, ImportMode mode) {
  auto transaction = sql::Transaction::begin(*impl_->db);
  if (!transaction) return fail(transaction.error());
  auto import = read_tags(*impl_->db, in);
  if (!import || mode == ImportMode::kTry) return import;  // and the transaction rolls back
  if (auto ok = transaction->commit(); !ok) return fail(ok.error());
  return import;
}

}  // namespace rasd
