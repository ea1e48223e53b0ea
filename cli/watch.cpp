#include "cli/watch.h"

#include <cstdio>

#include "base/file.h"
#include "base/utf8.h"
#include "crawler/fetcher.h"
#include "crawler/site_watch.h"

namespace rasd {
namespace {

constexpr int64_t kCertificateDays = 21;

std::string clean(const std::string& text) { return without_bidi_controls(text); }

int64_t days_left(const SiteRound& round) {
  return std::chrono::floor<std::chrono::days>(*round.certificate_ends - round.at).count();
}

bool is_trouble(const SiteRound& round) {
  return !round.up || !round.broken.empty() ||
         (round.certificate_ends && days_left(round) < kCertificateDays);
}

void print(const SiteRound& round) {
  std::printf("%s  %s  %s", round.source_id.c_str(), clean(round.site).c_str(),
              round.up ? "up" : "DOWN");
  if (round.status > 0) std::printf(", answered %d", round.status);
  std::printf(" in %lld ms", static_cast<long long>(round.latency.count()));
  if (!round.error.empty()) std::printf(" (%s)", clean(round.error).c_str());
  if (round.certificate_ends)
    std::printf(", certificate ends %s (%lld days)", to_rfc3339(*round.certificate_ends).c_str(),
                static_cast<long long>(days_left(round)));
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
  const std::string folder = config->folders.data + "/watch";
  if (auto made = make_folder(folder); !made) return complain(made.error());
  const SystemClock clock;
  FetcherOptions options;
  options.user_agent = config->crawl.agent +
                       (config->crawl.contact.empty() ? "" : " (+" + config->crawl.contact + ")");
  options.timeout = config->crawl.timeout;
  Fetcher fetcher(options, clock);
  bool any = false;
  bool trouble = false;
  for (const Source& source : config->sources) {
    if (!source.official) continue;
    any = true;
    const std::string file = folder + "/" + source.id + ".json";
    std::vector<WatchedPage> before;
    if (const auto bytes = read_file(file))
      if (auto last = decode_site_round(*bytes)) before = std::move(last->pages);
    SiteRound round = watch_site(fetcher, source.id, source.site.empty() ? source.url : source.site,
                                 source.local, before, clock);
    // A site that is down has not lost its pages: the next round compares with what was there.
    if (!round.up) round.pages = std::move(before);
    if (auto written = write_file(file, encode(round)); !written) return complain(written.error());
    trouble = trouble || is_trouble(round);
    round.pages.clear();
    if (common.json)
      std::printf("%s\n", encode(round).c_str());
    else
      print(round);
  }
  if (!any)
    return complain({ErrorKind::kConfiguration,
                     "no source is the organisation's own: write official = true and its site"});
  return trouble ? 3 : 0;
}

}  // namespace rasd
