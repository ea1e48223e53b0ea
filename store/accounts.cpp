#include "store/accounts.h"

#include <array>

#include "store/audit_log.h"
#include "store/item_query.h"
#include "store/open.h"
#include "store/sqlite.h"

namespace rasd {
namespace {

constexpr std::array<std::string_view, 4> kRoles = {"officer", "analyst", "leadership",
                                                    "administrator"};
// Each page view would otherwise be a write and an fsync.
constexpr std::chrono::seconds kSeenGrain{60};

User read_user(const sql::Statement& s) {
  return {s.text(0), static_cast<Role>(s.integer(1)), s.text(2), s.instant(3), s.boolean(4)};
}
constexpr const char* kUserColumns =
    "SELECT name, role, password_hash, created, disabled FROM users ";

}  // namespace

std::string_view name(Role role) { return kRoles[static_cast<size_t>(role)]; }
bool parse(std::string_view text, Role& role) {
  for (size_t i = 0; i < kRoles.size(); ++i)
    if (kRoles[i] == text) {
      role = static_cast<Role>(i);
      return true;
    }
  return false;
}

struct AccountBook::Impl {
  const Clock& clock;
  std::unique_ptr<sql::Connection> db;

  /// Runs one change of a user and its audit line in one transaction.
  template <typename... Values>
  Result<void> change_user(const std::string& user, const char* sql, const Values&... values) {
    auto transaction = sql::Transaction::begin(*db);
    if (!transaction) return fail(transaction.error());
    if (auto ok = db->prepare(sql).bind(values..., user).run(); !ok) return ok;
    if (db->changes() == 0) return fail(ErrorKind::kNotFound, "there is no user '" + user + "'");
    if (auto ok = db->prepare("DELETE FROM sessions WHERE user = ?").bind(user).run(); !ok)
      return ok;
    return transaction->commit();
  }
};

AccountBook::AccountBook(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
AccountBook::AccountBook(AccountBook&&) noexcept = default;
AccountBook& AccountBook::operator=(AccountBook&&) noexcept = default;
AccountBook::~AccountBook() = default;

Result<AccountBook> AccountBook::open(const StoreOptions& options, const Clock& clock) {
  auto db = open_for_writing(options);
  if (!db) return fail(db.error());
  return AccountBook(std::make_unique<Impl>(Impl{clock, std::move(*db)}));
}

Result<void> AccountBook::add_user(const User& user) {
  if (user.name.empty()) return fail(ErrorKind::kUsage, "a user needs a name");
  sql::Connection& db = *impl_->db;
  auto transaction = sql::Transaction::begin(db);
  if (!transaction) return fail(transaction.error());
  const Instant created = user.created == Instant{} ? impl_->clock.now() : user.created;
  if (auto ok =
          db.prepare("INSERT OR IGNORE INTO users(name, role, password_hash, created, disabled)"
                     " VALUES(?,?,?,?,?)")
              .bind(user.name, static_cast<int>(user.role), user.password_hash, created,
                    user.disabled)
              .run();
      !ok)
    return ok;
  if (db.changes() == 0)
    return fail(ErrorKind::kUsage, "there is a user '" + user.name + "' already");
  return transaction->commit();
}

Result<User> AccountBook::find_user(const std::string& user) {
  auto s = impl_->db->prepare(std::string(kUserColumns) + "WHERE name = ?").bind(user);
  if (s.step()) return read_user(s);
  if (s.failed()) return fail(s.finish().error());
  return fail(ErrorKind::kNotFound, "there is no user '" + user + "'");
}

Result<std::vector<User>> AccountBook::list_users() {
  auto s = impl_->db->prepare(std::string(kUserColumns) + "ORDER BY name");
  std::vector<User> users;
  while (s.step()) users.push_back(read_user(s));
  return s.finish(std::move(users));
}

Result<void> AccountBook::set_password(const std::string& user, const std::string& hash) {
  return impl_->change_user(user, "UPDATE users SET password_hash = ? WHERE name = ?", hash);
}
Result<void> AccountBook::set_role(const std::string& user, Role role) {
  return impl_->change_user(user, "UPDATE users SET role = ? WHERE name = ?",
                            static_cast<int>(role));
}
Result<void> AccountBook::set_disabled(const std::string& user, bool disabled) {
  return impl_->change_user(user, "UPDATE users SET disabled = ? WHERE name = ?", disabled);
}

Result<UserSession> AccountBook::start_session(const std::string& user,
                                               const std::string& token_hash,
                                               std::chrono::seconds idle,
                                               std::chrono::seconds absolute) {
  auto known = find_user(user);
  if (!known) return fail(known.error());
  if (known->disabled) return fail(ErrorKind::kNotFound, "the user '" + user + "' is disabled");
  const Instant now = impl_->clock.now();
  UserSession session{token_hash, user, known->role, now, now, now + absolute};
  auto transaction = sql::Transaction::begin(*impl_->db);
  if (!transaction) return fail(transaction.error());
  auto ok = impl_->db
                ->prepare(
                    "INSERT INTO sessions(token_hash, user, created, last_seen, idle, expires)"
                    " VALUES(?,?,?,?,?,?)")
                .bind(token_hash, user, now, now, int64_t{idle.count()}, session.expires)
                .run();
  if (ok) ok = transaction->commit();
  if (!ok) return fail(ok.error());
  return session;
}

Result<UserSession> AccountBook::touch_session(const std::string& token_hash) {
  const Instant now = impl_->clock.now();
  auto s =
      impl_->db
          ->prepare(
              "SELECT s.user, u.role, s.created, s.last_seen, s.expires, s.idle FROM sessions s"
              " JOIN users u ON u.name = s.user WHERE s.token_hash = ? AND u.disabled = 0")
          .bind(token_hash);
  if (!s.step()) {
    if (s.failed()) return fail(s.finish().error());
    return fail(ErrorKind::kNotFound, "no such session");
  }
  UserSession session{token_hash,   s.text(0),    static_cast<Role>(s.integer(1)),
                      s.instant(2), s.instant(3), s.instant(4)};
  const std::chrono::seconds idle{s.integer(5)};
  s.reset();
  if (now >= session.expires || now >= session.last_seen + idle)
    return fail(ErrorKind::kNotFound, "the session has ended: sign in again");
  if (now < session.last_seen + kSeenGrain) return session;
  session.last_seen = now;
  auto ok = impl_->db->prepare("UPDATE sessions SET last_seen = ? WHERE token_hash = ?")
                .bind(now, token_hash)
                .run();
  if (!ok) return fail(ok.error());
  return session;
}

Result<void> AccountBook::end_session(const std::string& token_hash) {
  return impl_->db->prepare("DELETE FROM sessions WHERE token_hash = ?").bind(token_hash).run();
}

Result<void> AccountBook::sweep_sessions() {
  const Instant now = impl_->clock.now();
  return impl_->db->prepare("DELETE FROM sessions WHERE expires <= ? OR last_seen + idle <= ?")
      .bind(now, now)
      .run();
}

Result<void> AccountBook::append_log(const std::string& who, const std::string& what,
                                     const std::string& detail) {
  auto transaction = sql::Transaction::begin(*impl_->db);
  if (!transaction) return fail(transaction.error());
  if (auto ok = append_audit_log(*impl_->db, impl_->clock.now(), who, what, detail); !ok) return ok;
  return transaction->commit();
}

Result<std::vector<AuditEntry>> AccountBook::list_log(Slice slice) {
  auto s = impl_->db
               ->prepare(
                   "SELECT id, at, who, what, detail, hash FROM audit_log ORDER BY id DESC LIMIT ?"
                   " OFFSET ?")
               .bind(bounded_limit(slice), uint64_t{slice.offset});
  std::vector<AuditEntry> entries;
  while (s.step())
    entries.push_back({s.integer(0), s.instant(1), s.text(2), s.text(3), s.text(4), s.text(5)});
  return s.finish(std::move(entries));
}

Result<AuditVerdict> AccountBook::verify_log() {
  auto s = impl_->db->prepare(
      "SELECT id, at, who, what, detail, prev_hash, hash FROM audit_log ORDER BY id");
  AuditVerdict verdict;
  while (s.step()) {
    ++verdict.entries;
    const int64_t id = s.integer(0);
    const bool fits =
        id == static_cast<int64_t>(verdict.entries) && s.view(5) == verdict.head &&
        s.view(6) == audit_hash(verdict.head, id, s.instant(1), s.text(2), s.text(3), s.text(4));
    if (!fits && !verdict.broken_at) verdict.broken_at = id;
    verdict.head = s.text(6);
  }
  return s.finish(std::move(verdict));
}

}  // namespace rasd
