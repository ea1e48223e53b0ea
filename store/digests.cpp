#include "store/digests.h"

#include "store/audit_log.h"
#include "store/item_query.h"
#include "store/open.h"
#include "store/sqlite.h"

namespace rasd {
namespace {

constexpr const char* kColumns =
    "SELECT day, state, edits, frozen, approver, approved_at, changed_by, changed_at, revision"
    " FROM digests ";

StoredDigest read_row(const sql::Statement& s) {
  StoredDigest digest;
  if (auto day = parse_day(s.view(0))) digest.day = *day;
  digest.state = static_cast<DigestState>(s.integer(1));
  digest.edits = s.text(2);
  digest.frozen = s.text(3);
  digest.approver = s.text(4);
  digest.approved_at = s.maybe_instant(5);
  digest.changed_by = s.text(6);
  digest.changed_at = s.maybe_instant(7);
  digest.revision = s.small(8);
  return digest;
}

Result<void> add_corrections(sql::Connection& db, StoredDigest& digest) {
  auto s = db.prepare("SELECT correction FROM digest_corrections WHERE day = ? ORDER BY id")
               .bind(to_string(digest.day));
  while (s.step()) digest.corrections.push_back(s.text(0));
  return s.finish();
}

Result<StoredDigest> read_day(sql::Connection& db, Day day) {
  StoredDigest digest;
  digest.day = day;
  auto s = db.prepare(std::string(kColumns) + "WHERE day = ?").bind(to_string(day));
  if (s.step()) digest = read_row(s);
  if (s.failed()) return fail(s.finish().error());
  if (auto ok = add_corrections(db, digest); !ok) return fail(ok.error());
  return digest;
}

}  // namespace

Result<StoredDigest> read_digest_state(StoreReader& reader, Day day) {
  const StoreReader::Snapshot snapshot(reader);
  return read_day(reader.connection(), day);
}

struct DigestBook::Impl {
  const Clock& clock;
  std::unique_ptr<sql::Connection> db;

  /// Changes a day in one transaction: `write` gets its state and the time, and may refuse; what
  /// was done stands in the audit log.
  template <typename Write>
  Result<void> change(Day day, const std::string& user, const char* what, const Write& write) {
    auto transaction = sql::Transaction::begin(*db);
    if (!transaction) return fail(transaction.error());
    const auto now = read_day(*db, day);
    if (!now) return fail(now.error());
    const Instant at = clock.now();
    Result<void> ok = write(*now, at);
    if (ok) ok = append_audit_log(*db, at, user, what, to_string(day));
    if (ok) ok = transaction->commit();
    return ok;
  }
};

DigestBook::DigestBook(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
DigestBook::DigestBook(DigestBook&&) noexcept = default;
DigestBook& DigestBook::operator=(DigestBook&&) noexcept = default;
DigestBook::~DigestBook() = default;

Result<DigestBook> DigestBook::open(const StoreOptions& options, const Clock& clock) {
  auto db = open_for_writing(options);
  if (!db) return fail(db.error());
  return DigestBook(std::make_unique<Impl>(Impl{clock, std::move(*db)}));
}

Result<StoredDigest> DigestBook::read(Day day) { return read_day(*impl_->db, day); }

Result<uint32_t> DigestBook::save_edits(Day day, const std::string& edits, uint32_t revision,
                                        const std::string& user) {
  const auto write = [&](const StoredDigest& now, Instant at) -> Result<void> {
    if (now.state == DigestState::kApproved)
      return fail(ErrorKind::kRefused,
                  "the digest of " + to_string(day) + " is approved; append a correction instead");
    if (now.revision != revision)
      return fail(ErrorKind::kRefused, "the draft of " + to_string(day) + " was changed by " +
                                           now.changed_by + " meanwhile; load it again");
    return impl_->db
        ->prepare(
            "INSERT INTO digests(day, state, edits, frozen, approver, changed_by, changed_at,"
            " revision) VALUES(?,?,?,'','',?,?,?) ON CONFLICT(day) DO UPDATE SET"
            " edits=excluded.edits, changed_by=excluded.changed_by,"
            " changed_at=excluded.changed_at, revision=excluded.revision")
        .bind(to_string(day), static_cast<int>(DigestState::kDraft), edits, user, at, revision + 1)
        .run();
  };
  if (auto ok = impl_->change(day, user, "digest edited", write); !ok) return fail(ok.error());
  return revision + 1;
}

Result<void> DigestBook::approve(Day day, const std::string& frozen, const std::string& user) {
  return impl_->change(
      day, user, "digest approved", [&](const StoredDigest& now, Instant at) -> Result<void> {
        if (now.state == DigestState::kApproved)
          return fail(ErrorKind::kRefused, "the digest of " + to_string(day) + " was approved by " +
                                               now.approver + " already");
        return impl_->db
            ->prepare(
                "INSERT INTO digests(day, state, edits, frozen, approver, approved_at,"
                " changed_by, changed_at, revision) VALUES(?,?,'',?,?,?,?,?,1)"
                " ON CONFLICT(day) DO UPDATE SET state=excluded.state, frozen=excluded.frozen,"
                " approver=excluded.approver, approved_at=excluded.approved_at")
            .bind(to_string(day), static_cast<int>(DigestState::kApproved), frozen, user, at, user,
                  at)
            .run();
      });
}

Result<void> DigestBook::correct(Day day, const std::string& correction, const std::string& user) {
  return impl_->change(
      day, user, "digest corrected", [&](const StoredDigest& now, Instant at) -> Result<void> {
        if (now.state != DigestState::kApproved)
          return fail(ErrorKind::kRefused, "the digest of " + to_string(day) +
                                               " is not approved yet; change the draft instead");
        return impl_->db
            ->prepare("INSERT INTO digest_corrections(day, at, user, correction) VALUES(?,?,?,?)")
            .bind(to_string(day), at, user, correction)
            .run();
      });
}

Result<std::vector<StoredDigest>> DigestBook::list(Slice slice) {
  std::vector<StoredDigest> digests;
  {
    auto s = impl_->db->prepare(std::string(kColumns) + "ORDER BY day DESC LIMIT ? OFFSET ?")
                 .bind(bounded_limit(slice), uint64_t{slice.offset});
    while (s.step()) digests.push_back(read_row(s));
    if (s.failed()) return fail(s.finish().error());
  }
  for (auto& digest : digests)
    if (auto ok = add_corrections(*impl_->db, digest); !ok) return fail(ok.error());
  return digests;
}

}  // namespace rasd
