#include "reports/plain_reasons.h"
#include "reports/source_health.h"
#include "web/own_sites.h"
#include "web/pages.h"

namespace rasd {
namespace {

void put_time(const Visit& visit, View row, std::string_view section,
              const std::optional<Instant>& at) {
  View cell = row.add(section);
  if (at) {
    cell.say("WHEN", moment(visit, *at));
    cell.put("MACHINE", machine_time(*at));
  } else {
    cell.say("WHEN", visit.text("never"));
  }
}

void put_source(const Visit& visit, View row, const SourceHealth& health) {
  const SourceCoverage& one = health.coverage;
  row.put("NAME", one.source.name.empty() ? one.source.id : one.source.name);
  row.put("ID", one.source.id);
  row.put("LANG", one.source.language);
  row.say("KIND", visit.words.kind(name(one.source.kind)));
  row.put("STATE", name(health.condition));
  row.say("STATE_TEXT", condition_name(health.condition, visit.words));
  if (one.source.official) row.show("OFFICIAL");
  put_time(visit, row, "SUCCESS", one.last_success);
  put_time(visit, row, "ITEM", one.last_item);
  row.say("ITEMS", visit.words.number(one.items));
  row.say("USUAL", visit.words.decimal(one.usual, 1));
  std::string why = health_reason(health, visit.words, visit.today);
  if (why.empty() && !one.last_error.empty()) why = plain_reason(one.last_error, visit.words);
  if (why.empty() && one.failures + one.lost + one.feed_only == 0) row.show("NO_TROUBLE");
  if (!why.empty()) row.add("ERROR").say("TEXT", why);
  if (one.failures > 0) {
    row.add("TROUBLE").say("TEXT", visit.text("n_failures", {{"n", int64_t{one.failures}}}));
  }
  if (one.lost > 0) {
    row.add("TROUBLE").say("TEXT", visit.text("lost_items", {{"n", int64_t{one.lost}}}));
  }
  if (one.feed_only > 0) {
    row.add("TROUBLE").say("TEXT", visit.text("feed_only", {{"n", int64_t{one.feed_only}}}));
  }
}

}  // namespace

Result<HttpResponse> sources_page(Visit& visit) {
  auto reader = visit.desk.readers.borrow();
  if (!reader) return fail(reader.error());
  const auto health = judge_sources(**reader.value(), visit.desk.zone,
                                    {visit.now - std::chrono::hours{24}, visit.now});
  if (!health) return fail(health.error());
  Page page(visit, "sources.tpl", visit.text("sources"), "nav_sources");
  View body = page.body();
  body.say("REACHED", visit.text("reached_of", {{"n", int64_t{health->coverage.reached}},
                                                {"all", int64_t{health->coverage.total}}}));
  if (health->sources.empty()) body.show("EMPTY");
  std::vector<Source> official;
  for (const SourceHealth& one : health->sources) {
    put_source(visit, body.add("SOURCE_ROW"), one);
    if (one.coverage.source.official) official.push_back(one.coverage.source);
  }
  put_own_sites(visit, body, official);
  return page.send();
}

}  // namespace rasd
