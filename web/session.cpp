#include "web/session.h"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <semaphore>

#include "base/id.h"
#include "base/log.h"
#include "base/utf8.h"

namespace rasd {
namespace {

constexpr unsigned long long kPasswordPasses = 2;
constexpr size_t kPasswordMemory = size_t{19} << 20;
constexpr size_t kTokenBytes = 32;  // twice the 128 bits that are asked for
constexpr size_t kMaxPasswordBytes = 1024;
constexpr std::chrono::minutes kBrakeWindow{5};
constexpr int kTriesOfName = 10;
constexpr int kTriesOfAddress = 60;
constexpr int kRefusalsOfAddress = 10;
constexpr size_t kBrakeKeys = 4096;

std::counting_semaphore<2>& hashing_slots() {
  static std::counting_semaphore<2> slots(2);
  return slots;
}

class HashingSlot {
 public:
  HashingSlot() { hashing_slots().acquire(); }
  ~HashingSlot() { hashing_slots().release(); }
  HashingSlot(const HashingSlot&) = delete;
  HashingSlot& operator=(const HashingSlot&) = delete;
};

/// Spent on names that nobody has, so that the time of a refusal does not tell who exists.
const std::string& nobody_hash() {
  static const std::string hash = hash_password(random_token(16)).value_or(std::string());
  return hash;
}

}  // namespace

Result<std::string> hash_password(const std::string& password) {
  if (sodium_init() < 0) return fail(ErrorKind::kInternal, "libsodium does not start");
  const HashingSlot slot;
  std::array<char, crypto_pwhash_STRBYTES> out{};
  if (crypto_pwhash_str_alg(out.data(), password.data(), password.size(), kPasswordPasses,
                            kPasswordMemory, crypto_pwhash_ALG_ARGON2ID13) != 0) {
    return fail(ErrorKind::kTemporary, "not enough memory to hash a password");
  }
  return std::string(out.data());
}

bool verify_password(const std::string& password_hash, const std::string& password) {
  if (sodium_init() < 0 || password.size() > kMaxPasswordBytes) return false;
  if (password_hash.size() >= crypto_pwhash_STRBYTES) return false;
  const HashingSlot slot;
  std::array<char, crypto_pwhash_STRBYTES> stored{};
  std::copy(password_hash.begin(), password_hash.end(), stored.begin());
  return crypto_pwhash_str_verify(stored.data(), password.data(), password.size()) == 0;
}

std::string_view cookie(const HttpRequest& request, std::string_view name) {
  std::string_view rest = request.header("cookie");
  while (!rest.empty()) {
    const size_t end = std::min(rest.find(';'), rest.size());
    std::string_view pair = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 1, rest.size()));
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    if (pair.size() > name.size() && pair.starts_with(name) && pair[name.size()] == '=') {
      return pair.substr(name.size() + 1);
    }
  }
  return {};
}

BrakeVerdict Brake::count(const std::string& key, int limit, Instant now) {
  const std::lock_guard lock(mutex_);
  if (counts_.size() >= kBrakeKeys && !counts_.contains(key)) {
    std::erase_if(counts_, [&](const auto& one) { return now - one.second.since > kBrakeWindow; });
    if (counts_.size() >= kBrakeKeys) return {std::chrono::seconds(kBrakeWindow), false};
  }
  Count& count = counts_[key];
  if (count.tries == 0 || now - count.since > kBrakeWindow) count = {now, 0};
  const bool over = count.tries > limit;  // already before this one: counted no further
  if (!over && ++count.tries <= limit) return {};
  return {std::max(std::chrono::seconds{1}, kBrakeWindow - (now - count.since)), !over};
}

void Brake::take_back(const std::string& key) {
  const std::lock_guard lock(mutex_);
  const auto found = counts_.find(key);
  if (found != counts_.end() && --found->second.tries <= 0) counts_.erase(found);
}

void Brake::clear(const std::string& key) {
  const std::lock_guard lock(mutex_);
  counts_.erase(key);
}

namespace {

/// A name's key is kept short, whatever somebody types as a name.
std::string name_key(const std::string& name) { return content_hash(name).substr(0, 32); }

}  // namespace

BrakeVerdict SignInBrake::count_try(const std::string& name, const std::string& remote,
                                    Instant now) {
  const BrakeVerdict by_address = addresses_.count(remote, kTriesOfAddress, now);
  if (by_address.wait.count() > 0) return by_address;
  return names_.count(name_key(name), kTriesOfName, now);
}

void SignInBrake::clear(const std::string& name, const std::string& remote) {
  names_.clear(name_key(name));
  addresses_.take_back(remote);
}

Sessions::Sessions(AccountBook& accounts, const Clock& clock, SessionOptions options)
    : accounts_(accounts), clock_(clock), options_(options) {}

Result<std::optional<SignedIn>> Sessions::sign_in(const HttpRequest& request,
                                                  const std::string& name,
                                                  const std::string& password, Refusal& refusal) {
  const BrakeVerdict verdict = brake_.count_try(name, request.remote, clock_.now());
  refusal.wait = verdict.wait;
  if (refusal.wait.count() > 0) {
    refusal.too_many = true;
    if (verdict.first) {
      log(std::string(clip_utf8(name, 64)), "sign-in refused",
          "too many tries, the last from " + request.remote + "; further ones are not written");
    }
    return std::nullopt;
  }
  const auto user = with_accounts([&](AccountBook& book) { return book.find_user(name); });
  const bool known = user.has_value() && !user->disabled;
  const bool right = verify_password(known ? user->password_hash : nobody_hash(), password);
  if (!known || !right) {
    log(std::string(clip_utf8(name, 64)), "sign-in refused",
        "wrong name or password, from " + request.remote);
    return std::nullopt;
  }
  brake_.clear(name, request.remote);
  const std::string_view older = cookie(request, cookie_name());
  SignedIn who{user->name, user->role, random_token(kTokenBytes)};
  const auto started = with_accounts([&](AccountBook& book) -> Result<UserSession> {
    // Rotated: a token planted or seen before sign-in is worth nothing after it.
    if (!older.empty()) static_cast<void>(book.end_session(content_hash(older)));
    static_cast<void>(book.sweep_sessions());
    return book.start_session(who.user, content_hash(who.token), options_.idle, options_.absolute);
  });
  if (!started) return fail(started.error());
  log(who.user, "sign-in", "from " + request.remote);
  return who;
}

std::optional<SignedIn> Sessions::find(const HttpRequest& request) {
  const std::string_view token = cookie(request, cookie_name());
  if (token.size() != kTokenBytes * 2) return std::nullopt;
  const auto session =
      with_accounts([&](AccountBook& book) { return book.touch_session(content_hash(token)); });
  if (!session) return std::nullopt;
  return SignedIn{session->user, session->role, std::string(token)};
}

void Sessions::sign_out(const SignedIn& who) {
  const auto ended =
      with_accounts([&](AccountBook& book) { return book.end_session(content_hash(who.token)); });
  if (!ended) log_error("web: a session could not be ended: " + ended.error().message);
  log(who.user, "sign-out");
}

std::string Sessions::cookie_name() const {
  return options_.secure ? "__Host-rasd_session" : "rasd_session";
}

std::string Sessions::session_cookie(const SignedIn& who) const {
  return cookie_name() + "=" + who.token + "; Path=/; HttpOnly; SameSite=Strict; Max-Age=" +
         std::to_string(options_.absolute.count()) + (options_.secure ? "; Secure" : "");
}

std::string Sessions::cleared_cookie() const {
  return cookie_name() + "=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0" +
         (options_.secure ? "; Secure" : "");
}

std::string Sessions::form_token(std::string_view secret) {
  return content_id({"form token", secret});
}

bool Sessions::is_form_token(std::string_view secret, std::string_view token) {
  const std::string expected = form_token(secret);
  return !secret.empty() && token.size() == expected.size() &&
         sodium_memcmp(token.data(), expected.data(), expected.size()) == 0;
}

void Sessions::log(const std::string& who, const std::string& what, const std::string& detail) {
  const auto logged =
      with_accounts([&](AccountBook& book) { return book.append_log(who, what, detail); });
  if (!logged)
    log_error("web: the audit log did not take \"" + what + "\": " + logged.error().message);
}

std::chrono::seconds Sessions::log_braked(const std::string& remote, const std::string& who,
                                          const std::string& what, const std::string& detail) {
  const BrakeVerdict verdict = refusals_.count(remote, kRefusalsOfAddress, clock_.now());
  if (verdict.wait.count() == 0) {
    log(who, what, detail + ", from " + remote);
  } else if (verdict.first) {
    log(who, what, "too many from " + remote + "; further ones are not written");
  }
  return verdict.wait;
}

}  // namespace rasd
