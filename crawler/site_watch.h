#pragma once
#include <chrono>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "crawler/site_round.h"
#include "records/source.h"

namespace rasd {

class Fetcher;

struct SiteWatchOptions {
  size_t pages = 60;                     ///< read of one site in one round
  size_t links = 200;                    ///< addresses asked whether they are there, pages included
  std::chrono::milliseconds delay{500};  ///< between two requests; none for local sites
  /// Addresses that are not read, on other people's hosts above all, are asked only so often.
  std::chrono::seconds links_every{0};
  std::chrono::seconds certificate_patience{10};
  std::string robots_name = "Rasd";  ///< the product token that robots.txt is asked for
};

/// Looks over one of the organisation's own sites: whether it answers and how fast, when its
/// certificate ends, what changed in its articles since `before`, which links lead nowhere. Reads
/// breadth first from `site`, on its own host alone; other addresses are asked for (HEAD, and GET
/// where that is not answered) and not read. The site's own address is asked always, everything
/// else as robots.txt allows. One request at a time. Blocks for the round; bounded by the options;
/// ends early when stopped, as a round that knows less. `fetcher` must be idle and belongs to the
/// caller's thread. `before`: the round before, or an empty one.
SiteRound watch_site(Fetcher& fetcher, const std::string& source_id, const std::string& site,
                     bool local, const SiteRound& before, const Clock& clock,
                     const SiteWatchOptions& options = {}, const std::stop_token& stop = {});

/// Which paragraphs (lines) went and came: a longest common subsequence of up to 400 lines a side,
/// of longer texts by their sets. Thread-safe.
PageChange changed_paragraphs(std::string_view before, std::string_view after);

/// Watches the site of each official source once, and keeps each round as `folder`/ID.json for the
/// next one and the desk. Returns the rounds that were whole. Fails when a file cannot be written.
Result<std::vector<SiteRound>> watch_own_sites(Fetcher& fetcher, const std::vector<Source>& sources,
                                               const std::string& folder, const Clock& clock,
                                               const SiteWatchOptions& options = {},
                                               const std::stop_token& stop = {});
/// The last kept round of each source's site, in their order; of those that have one.
std::vector<SiteRound> kept_rounds(const std::vector<std::string>& source_ids,
                                   const std::string& folder);

}  // namespace rasd
