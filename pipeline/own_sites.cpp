#include "pipeline/own_sites.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>

#include "base/file.h"
#include "base/log.h"
#include "crawler/fetcher.h"
#include "crawler/site_watch.h"

namespace rasd {
namespace {

/// How long the kept rounds are good for still: none of a site that was never looked over.
std::chrono::seconds until_due(const Config& config, const Clock& clock) {
  std::vector<std::string> ids;
  for (const Source& source : config.sources)
    if (source.official) ids.push_back(source.id);
  const auto kept = kept_rounds(ids, config.watch_folder());
  if (kept.size() < ids.size()) return std::chrono::seconds{0};
  Instant oldest = clock.now();
  for (const SiteRound& round : kept) oldest = std::min(oldest, round.at);
  return std::max(std::chrono::seconds{0}, config.watch.interval - (clock.now() - oldest));
}

}  // namespace

Result<void> keep_watching_own_sites(const Config& config, const Clock& clock,
                                     std::stop_token stop) {
  const bool any = std::any_of(config.sources.begin(), config.sources.end(),
                               [](const Source& source) { return source.official; });
  if (!any || config.watch.interval.count() == 0) return {};
  FetcherOptions fetching;
  fetching.user_agent = config.user_agent();
  fetching.timeout = config.crawl.timeout;
  SiteWatchOptions watching;
  watching.links_every = config.watch.links;
  std::mutex mutex;
  std::condition_variable_any wake;
  auto pause = until_due(config, clock);
  while (true) {
    {
      std::unique_lock lock(mutex);
      wake.wait_for(lock, stop, pause, [] { return false; });
    }
    if (stop.stop_requested()) return {};
    pause = config.watch.interval;
    if (auto made = make_folder(config.watch_folder()); !made) {
      log_warning(made.error().message);
      continue;
    }
    // Made anew each time: nothing stays open between rounds, and a stopped one leaves nothing.
    Fetcher fetcher(fetching, clock);
    const auto rounds =
        watch_own_sites(fetcher, config.sources, config.watch_folder(), clock, watching, stop);
    if (!rounds) log_warning(rounds.error().message);
  }
}

}  // namespace rasd
