#include "web/own_sites.h"

#include <cstdlib>

#include "crawler/site_watch.h"
#include "reports/plain_reasons.h"

namespace rasd {
namespace {

constexpr size_t kShownChanges = 10;
constexpr size_t kShownLinks = 25;

void put_link(View row, const std::string& url) {
  row.put("URL", url);
  if (const std::string target = linkable_url(url); !target.empty())
    row.add("LINK").put("HREF", target);
  else
    row.add("NO_LINK");
}

void put_lines(View change, std::string_view section, const std::vector<std::string>& lines) {
  for (const std::string& line : lines) change.add(section).put("LINE", line);
}

void put_changes(const Visit& visit, View site, const SiteRound& round) {
  const size_t n = round.changes.size() + round.earlier.size();
  if (n == 0) return;
  View all = site.add("CHANGED");
  all.say("COUNT", visit.text("changed_pages", {{"n", static_cast<int64_t>(n)}}));
  size_t shown = 0;
  for (const auto* changes : {&round.changes, &round.earlier})
    for (const PageChange& change : *changes) {
      if (shown++ == kShownChanges) return;
      View row = all.add("CHANGE");
      put_link(row, change.url);
      row.say("WHEN", moment(visit, change.at));
      row.put("MACHINE", machine_time(change.at));
      put_lines(row, "REMOVED", change.removed);
      put_lines(row, "ADDED", change.added);
    }
}

void put_broken(const Visit& visit, View site, const SiteRound& round) {
  if (round.broken.empty()) return;
  View all = site.add("BROKEN");
  all.say("COUNT", visit.text("broken_links", {{"n", static_cast<int64_t>(round.broken.size())}}));
  size_t shown = 0;
  for (const BrokenLink& link : round.broken) {
    if (shown++ == kShownLinks) return;
    View row = all.add("BROKEN_LINK");
    put_link(row, link.url);
    row.put("TEXT", link.text.empty() ? link.url : link.text);
    row.say("WHY", plain_reason(link.why, visit.words));
    row.put("PAGE", link.page);
    if (const std::string target = linkable_url(link.page); !target.empty())
      row.add("ON").put("HREF", target);
  }
}

void put_certificate(const Visit& visit, View site, const SiteRound& round) {
  const auto days = certificate_days(round, visit.now);
  if (!days) return;
  View certificate = site.add("CERTIFICATE");
  certificate.put("STATE", *days < 0 ? "failing" : *days < kCertificateDays ? "silent" : "live");
  certificate.say("TEXT", visit.text(*days < 0 ? "certificate_ended" : "certificate_days",
                                     {{"n", std::abs(*days)}}));
}

void put_site(const Visit& visit, View site, const Source& source, const SiteRound& round) {
  site.put("NAME", source.name.empty() ? source.id : source.name);
  site.put("LANG", source.language);
  put_link(site, round.site);
  site.put("STATE", round.up ? "live" : "failing");
  site.say("STATE_TEXT", visit.text(round.up ? "site_up" : "site_down"));
  site.say("SINCE", visit.text("since_when", {{"when", moment(visit, round.since)}}));
  if (!round.up) site.add("ERROR").say("TEXT", plain_reason(round.error, visit.words));
  put_certificate(visit, site, round);
  if (const auto share = availability(round))
    site.add("SHARE").say("TEXT",
                          visit.text("available_share", {{"share", visit.words.percent(*share)}}));
  if (round.up)
    site.add("LATENCY").say("TEXT", visit.text("answered_in", {{"n", round.latency.count()}}));
  site.say("CHECKED", visit.text("checked_at", {{"when", moment(visit, round.at)}}));
  put_changes(visit, site, round);
  put_broken(visit, site, round);
  if (round.up && round.changes.empty() && round.earlier.empty() && round.broken.empty())
    site.show("ALL_WELL");
}

}  // namespace

void put_own_sites(const Visit& visit, View body, const std::vector<Source>& official) {
  const std::string& folder = visit.desk.options.watch;
  if (folder.empty()) return;
  std::optional<View> section;
  for (const Source& source : official)
    for (const SiteRound& round : kept_rounds({source.id}, folder)) {
      if (!section) section = body.add("OWN_SITES");
      put_site(visit, section->add("OWN_SITE"), source, round);
    }
}

}  // namespace rasd
