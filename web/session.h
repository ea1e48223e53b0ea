#pragma once
#include <chrono>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "store/accounts.h"
#include "web/http_server.h"

namespace rasd {

/// Argon2id of libsodium (t = 2, m = 19 MiB, OWASP's least), as its printable string. At most two
/// run at once, so that a flood of sign-ins holds 38 MiB and no more. Thread-safe.
Result<std::string> hash_password(const std::string& password);
/// False also for a hash that is none.
bool verify_password(const std::string& password_hash, const std::string& password);

/// The value of a cookie in the request's Cookie header; empty when absent.
std::string_view cookie(const HttpRequest& request, std::string_view name);

struct SessionOptions {
  bool secure = false;  ///< behind TLS: `__Host-` name and Secure; else a plain loopback cookie
  std::chrono::seconds idle = std::chrono::hours{1};
  std::chrono::seconds absolute = std::chrono::hours{12};
};

/// Who is asking. The token lies in the visitor's cookie only; the store holds its hash.
struct SignedIn {
  std::string user;
  Role role = Role::kOfficer;
  std::string token;
};

/// What a brake says of one try.
struct BrakeVerdict {
  std::chrono::seconds wait{0};  ///< zero: go on; else the time until the next one is allowed
  bool first = false;  ///< the first one too many: worth a line of the log, those after it are not
};

/// Counts tries of a key within five minutes; keeps at most 4,096 keys, and when they are full of
/// living ones a further key waits. Thread-safe.
class Brake {
 public:
  BrakeVerdict count(const std::string& key, int limit, Instant now);
  /// Takes one try back.
  void take_back(const std::string& key);
  void clear(const std::string& key);

 private:
  struct Count {
    Instant since{};
    int tries = 0;
  };
  std::mutex mutex_;
  std::map<std::string, Count> counts_;
};

/// How long a sign-in must wait: ten wrong tries a name and sixty an address within five minutes.
/// Thread-safe.
class SignInBrake {
 public:
  /// Counts a try. An address that must wait counts against no name: one visitor can neither fill
  /// the names nor go on locking them.
  BrakeVerdict count_try(const std::string& name, const std::string& remote, Instant now);
  /// A right password clears its name's count, and does not count against its address.
  void clear(const std::string& name, const std::string& remote);

 private:
  Brake names_;
  Brake addresses_;
};

/// Sign-in, sign-out and the cookies around them, over the store's AccountBook. Every sign-in and
/// every refusal is in its audit log, but for those past a brake: they leave one line. Thread-safe.
class Sessions {
 public:
  /// `accounts` and `clock` are borrowed; `accounts` is used under this object's lock.
  Sessions(AccountBook& accounts, const Clock& clock, SessionOptions options);

  struct Refusal {
    bool too_many = false;
    std::chrono::seconds wait{0};
  };
  /// Checks name and password and starts a session under a new token (an older one of the same
  /// browser ends). Nothing inside: refused, `refusal` says how.
  Result<std::optional<SignedIn>> sign_in(const HttpRequest& request, const std::string& name,
                                          const std::string& password, Refusal& refusal);
  /// The living session of the request's cookie, if any.
  std::optional<SignedIn> find(const HttpRequest& request);
  void sign_out(const SignedIn& who);

  /// Set-Cookie values.
  std::string session_cookie(const SignedIn& who) const;
  std::string cleared_cookie() const;
  std::string cookie_name() const;

  /// The anti-CSRF token of a session or of a visitor before sign-in: a one-way hash of a secret
  /// that only that browser holds.
  static std::string form_token(std::string_view secret);
  /// Compared in constant time.
  static bool is_form_token(std::string_view secret, std::string_view token);

  void log(const std::string& who, const std::string& what, const std::string& detail = {});
  /// For what anybody can send without being known: ten lines an address within five minutes, then
  /// one that says so, then none. Zero: written, or else the time until it would be again.
  std::chrono::seconds log_braked(const std::string& remote, const std::string& who,
                                  const std::string& what, const std::string& detail);
  /// Runs with the account book locked: lists, users.
  template <typename Use>
  auto with_accounts(Use use) {
    const std::lock_guard lock(mutex_);
    return use(accounts_);
  }

 private:
  AccountBook& accounts_;
  const Clock& clock_;
  SessionOptions options_;
  std::mutex mutex_;
  SignInBrake brake_;
  Brake refusals_;
};

}  // namespace rasd
