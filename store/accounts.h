#pragma once
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "store/store.h"

namespace rasd {

enum class Role { kOfficer, kAnalyst, kLeadership, kAdministrator };
std::string_view name(Role role);  // "officer", "analyst", "leadership", "administrator"
bool parse(std::string_view text, Role& role);

struct User {
  std::string name;  ///< unique, as typed at sign-in
  Role role = Role::kOfficer;
  std::string password_hash;  ///< libsodium's Argon2id string; made and checked in web/
  Instant created{};
  bool disabled = false;
};

struct UserSession {
  std::string token_hash;  ///< a hash of the cookie; the token itself is never stored
  std::string user;
  Role role = Role::kOfficer;
  Instant created{};
  Instant last_seen{};
  Instant expires{};  ///< absolute limit
};

/// One line of the audit log.
struct AuditEntry {
  int64_t id = 0;
  Instant at{};
  std::string who;     ///< user, or "system"
  std::string what;    ///< "sign-in", "sign-in refused", "search", "export", "digest approved", …
  std::string detail;  ///< plain words or JSON; never a password or token
  std::string hash;    ///< of this entry and the one before it, 64 hex
};

struct AuditVerdict {
  uint64_t entries = 0;
  std::optional<int64_t> broken_at;  ///< first entry that does not fit the chain
  std::string head;  ///< hash of the newest entry; note it elsewhere to notice a cut-off tail
};

/// Users, sessions and the audit log, on their own write connection.
class AccountBook {
 public:
  static Result<AccountBook> open(const StoreOptions& options, const Clock& clock);
  AccountBook(AccountBook&&) noexcept;
  AccountBook& operator=(AccountBook&&) noexcept;
  ~AccountBook();

  /// Fails with kUsage when the name is taken or empty.
  Result<void> add_user(const User& user);
  /// Fails with kNotFound.
  Result<User> find_user(const std::string& name);
  Result<std::vector<User>> list_users();
  /// Each of these ends the user's sessions too. Fails with kNotFound.
  Result<void> set_password(const std::string& name, const std::string& password_hash);
  Result<void> set_role(const std::string& name, Role role);
  Result<void> set_disabled(const std::string& name, bool disabled);

  /// Starts a session that lives at most `absolute` and is forgotten after `idle` without use.
  Result<UserSession> start_session(const std::string& user, const std::string& token_hash,
                                    std::chrono::seconds idle = std::chrono::hours{1},
                                    std::chrono::seconds absolute = std::chrono::hours{12});
  /// The living session, its last_seen moved (written at most once a minute). Fails with kNotFound
  /// when unknown, expired, idle too long, or the user is disabled.
  Result<UserSession> touch_session(const std::string& token_hash);
  Result<void> end_session(const std::string& token_hash);
  /// Removes dead sessions.
  Result<void> sweep_sessions();

  Result<void> append_log(const std::string& who, const std::string& what,
                          const std::string& detail = {});
  /// Newest first.
  Result<std::vector<AuditEntry>> list_log(Slice slice = {});
  Result<AuditVerdict> verify_log();

 private:
  struct Impl;
  explicit AccountBook(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace rasd
