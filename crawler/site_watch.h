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

class Fetcher;

struct SiteWatchOptions {
  size_t pages = 60;                     ///< read of one site in one round
  size_t links = 200;                    ///< addresses asked whether they are there, pages included
  std::chrono::milliseconds delay{500};  ///< between two requests; none for local sites
  std::chrono::seconds certificate_patience{10};
};

/// A page as it stood in the last round.
struct WatchedPage {
  std::string url;
  std::string text;  ///< title and paragraphs, a line each; the first 20,000 bytes
};

/// What changed in a page, as paragraphs.
struct PageChange {
  std::string url;
  std::vector<std::string> removed, added;  ///< at most 20 each, 300 bytes of each
};

struct BrokenLink {
  std::string page, url, text;
  std::string why;  ///< plain words
};

/// One round over one site.
struct SiteRound {
  std::string source_id, site;
  Instant at{};
  bool up = false;
  int status = 0;
  std::chrono::milliseconds latency{0};
  std::string error;  ///< plain words, when not up
  /// Of an https site: when its certificate ends; absent when it has none or it could not be read.
  std::optional<Instant> certificate_ends;
  size_t pages_read = 0, links_asked = 0;
  std::vector<WatchedPage> pages;  ///< for the next round
  std::vector<PageChange> changes;
  std::vector<BrokenLink> broken;
};

/// Looks over one of the organisation's own sites: whether it answers and how fast, when its
/// certificate ends, what changed in its articles since `before`, which links lead nowhere. Reads
/// breadth first from `site`, on its own host alone; addresses elsewhere are asked for and not
/// read. One request at a time. Blocks for the round; bounded by the options. `fetcher` must be
/// idle and belongs to the caller's thread.
SiteRound watch_site(Fetcher& fetcher, const std::string& source_id, const std::string& site,
                     bool local, const std::vector<WatchedPage>& before, const Clock& clock,
                     const SiteWatchOptions& options = {});

/// Which paragraphs (lines) went and came: a longest common subsequence of up to 400 lines a side,
/// of longer texts by their sets. Thread-safe.
PageChange changed_paragraphs(std::string_view before, std::string_view after);

/// The last round's record of a site: what the next round and the desk need, as JSON.
std::string encode(const SiteRound& round);
/// Fails with kMalformed.
Result<SiteRound> decode_site_round(std::string_view json);

}  // namespace rasd
