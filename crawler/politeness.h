#pragma once
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/clock.h"
#include "crawler/url.h"

namespace rasd {

struct PolitenessOptions {
  std::string robots_name = "Rasd";  ///< the product token that robots.txt is asked for
  unsigned per_host = 2;             ///< requests at once
  unsigned per_local_host = 8;
  std::chrono::milliseconds delay{1000};         ///< between starts; none for local hosts
  std::chrono::milliseconds most_delay{60'000};  ///< slowing down ends here
  /// A crawl-delay is a courtesy: honoured up to this, or a source would take days.
  std::chrono::milliseconds most_crawl_delay{10'000};
  std::chrono::milliseconds most_local_delay{20};  ///< any delay of a local host is cut to this
  unsigned pages_per_day = 5000;                   ///< of one host; local ones have no budget
};

/// How the crawler behaves toward each host ("example.com:8080"): how many requests at once, how
/// far apart, what robots.txt allows, how much a day. Pure bookkeeping; the caller passes the time
/// and does the fetching. Owned by one thread.
class Politeness {
 public:
  using Steady = std::chrono::steady_clock::time_point;
  explicit Politeness(PolitenessOptions options);
  ~Politeness();
  Politeness(Politeness&&) noexcept;

  /// Before anything else about a host. A host is local when a local source lives there.
  void add_host(const std::string& host, bool local);
  /// When the next request may start; nothing while as many as allowed are running.
  std::optional<Steady> next_start(const std::string& host) const;
  void started(const std::string& host, Steady now);
  /// `status` 0: no answer came. Slows down on 429, 503 and silence, and comes back to the usual
  /// delay by halves as answers come. Retry-After holds the whole host.
  void finished(const std::string& host, Steady now, int status,
                std::optional<std::chrono::seconds> retry_after = {});
  /// The delay between starts as it stands now.
  std::chrono::milliseconds delay(const std::string& host) const;

  /// RFC 9309 2.3.1: kAsk: fetch robots.txt first (never read, or older than 24 hours);
  /// kUnreachable: it could not be had, so nothing may be fetched for now.
  enum class Robots { kAsk, kAllowed, kForbidden, kUnreachable };
  Robots robots(const std::string& host, const Url& url, Instant now) const;
  /// What came for /robots.txt: 2xx is read, 4xx allows everything, 5xx and nothing (0) forbid
  /// everything until it is asked again (after an hour; a day-old good copy is used meanwhile).
  void learn_robots(const std::string& host, int status, std::string_view body, Instant now);

  /// Takes one page of today's budget (UTC days); false when it is spent.
  bool spend_page(const std::string& host, Instant now);

 private:
  struct Host;
  Host& at(const std::string& host);
  const Host& at(const std::string& host) const;
  std::chrono::milliseconds cut(const Host& host, std::chrono::milliseconds wanted) const;

  PolitenessOptions options_;
  std::unordered_map<std::string, std::unique_ptr<Host>> hosts_;
};

/// Why an address looks like a trap that would lead on for ever (too long, too deep, the same
/// segments again and again, a calendar far off `now`); empty when it does not. Thread-safe.
std::string trap_in(const Url& url, Instant now);

}  // namespace rasd
