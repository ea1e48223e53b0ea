#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace rasd {

/// A page as it stood in the last round.
struct WatchedPage {
  std::string url;
  std::string text;  ///< title and paragraphs, a line each; the first 20,000 bytes
};

/// What changed in a page, as paragraphs.
struct PageChange {
  std::string url;
  std::vector<std::string> removed, added;  ///< at most 20 each, 300 bytes of each
  Instant at{};                             ///< when it was noticed
};

struct BrokenLink {
  std::string page, url, text;
  std::string why;  ///< plain words
};

/// How often a site answered on a day of UTC.
struct WatchedDay {
  Day day;
  uint32_t rounds = 0, up = 0;
};

/// One round over one site, and what is remembered of those before.
struct SiteRound {
  std::string source_id, site;
  Instant at{};
  bool up = false;
  Instant since{};  ///< since when it is up, or down, without a break
  int status = 0;
  std::chrono::milliseconds latency{0};
  std::string error;  ///< plain words, when not up
  /// Of an https site: when its certificate ends; absent when it has none or it could not be read.
  std::optional<Instant> certificate_ends;
  size_t pages_read = 0, links_asked = 0;
  size_t not_allowed = 0;                ///< links that robots.txt keeps programs from
  std::optional<Instant> links_checked;  ///< when addresses outside the pages read were last asked
  std::vector<WatchedPage> pages;        ///< for the next round
  std::vector<PageChange> changes;       ///< of this round
  std::vector<PageChange> earlier;       ///< of the 30 days before, newest first, at most 50
  std::vector<BrokenLink> broken;
  std::vector<WatchedDay> days;  ///< oldest first, the last 30 that had a round
};

/// Carries on from the round before: since when, the days, the changes noticed earlier; and from a
/// site that is down, its pages and broken links, for it has not lost them. What a round remembers
/// is bounded, however many there were.
void remember(SiteRound& round, SiteRound before);

/// Share of the remembered rounds in which the site answered; nothing without a round.
std::optional<double> availability(const SiteRound& round);
/// Whole days until the certificate ends, below zero when it has; nothing when that is unknown.
std::optional<int64_t> certificate_days(const SiteRound& round, Instant now);
/// A certificate is renewed three weeks before its end, or it is time to say so.
inline constexpr int64_t kCertificateDays = 21;

/// A round as JSON: what the next round and the desk need.
std::string encode(const SiteRound& round);
/// Fails with kMalformed. Reads what earlier versions wrote, without the days.
Result<SiteRound> decode_site_round(std::string_view json);

}  // namespace rasd
