#include "cli/watch.h"

#include <cstdio>

#include "base/file.h"
#include "base/utf8.h"
#include "crawler/fetcher.h"
#include "crawler/site_watch.h"

namespace rasd {
namespace {

std::string clean(const std::string& text) { return without_bidi_controls(text); }

bool is_trouble(const SiteRound& round) {
  return !round.up || !round.broken.empty() ||
         certificate_days(round, round.at).value_or(kCertificateDays) < kCertificateDays;
}

void print(const SiteRound& round) {
  std::printf("%s  %s  %s", round.source_id.c_str(), clean(round.site).c_str(),
              round.up ? "up" : "DOWN");
  if (round.status > 0) std::printf(", answered %d", round.status);
  std::printf(" in %lld ms", static_cast<long long>(round.latency.count()));
  if (!round.error.empty()) std::printf(" (%s)", clean(round.error).c_str());
  if (const auto days = certificate_days(round, round.at))
    std::printf(", certificate ends %s (%lld days)", to_rfc3339(*round.certificate_ends).c_str(),
                static_cast<long long>(*days));
  std::printf(", %s since %s", round.up ? "up" : "down", to_rfc3339(round.since).c_str());
  if (const auto share = availability(round))
    std::printf(", available %.1f %% of 30 days", *share * 100);
  std::printf("\n  %zu pages read, %zu addresses asked, %zu changed, %zu broken links\n",
              round.pages_read, round.links_asked, round.changes.size(), round.broken.size());
  for (const BrokenLink& link : round.broken)
    std::printf("  broken: %s on %s: %s\n", clean(link.url).c_str(), clean(link.page).c_str(),
                clean(link.why).c_str());
  for (const PageChange& change : round.changes) {
    std::printf("  changed: %s\n", clean(change.url).c_str());
    for (const std::string& line : change.removed) std::printf("    - %s\n", clean(line).c_str());
    for (const std::string& line : change.added) std::printf("    + %s\n", clean(line).c_str());
  }
}

}  // namespace

int run_watch(const CommonOptions& common) {
  const auto config = open_config(common);
  if (!config) return complain(config.error());
  const std::string folder = config->watch_folder();
  if (auto made = make_folder(folder); !made) return complain(made.error());
  const SystemClock clock;
  FetcherOptions options;
  options.user_agent = config->user_agent();
  options.timeout = config->crawl.timeout;
  Fetcher fetcher(options, clock);
  auto rounds = watch_own_sites(fetcher, config->sources, folder, clock);
  if (!rounds) return complain(rounds.error());
  if (rounds->empty())
    return complain({ErrorKind::kConfiguration,
                     "no source is the organisation's own: write official = true and its site"});
  bool trouble = false;
  for (SiteRound& round : *rounds) {
    trouble = trouble || is_trouble(round);
    round.pages.clear();  // whole texts, which nobody reads here
    if (common.json)
      std::printf("%s\n", encode(round).c_str());
    else
      print(round);
  }
  return trouble ? 3 : 0;
}

}  // namespace rasd
