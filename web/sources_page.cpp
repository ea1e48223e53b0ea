#include "reports/plain_reasons.h"
#include "store/coverage.h"
#include "web/pages.h"

namespace rasd {
namespace {

std::string_view state_of(const SourceCoverage& one) {
  if (!one.active) return "inactive";
  if (one.failing || one.reach == Reach::kFailed) return "failing";
  if (one.silent) return "silent";
  return one.reach == Reach::kNotPolled ? "not_polled" : "ok";
}

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

void put_source(const Visit& visit, View row, const SourceCoverage& one) {
  const std::string state(state_of(one));
  row.put("NAME", one.source.name.empty() ? one.source.id : one.source.name);
  row.put("ID", one.source.id);
  row.put("LANG", one.source.language);
  row.say("KIND", visit.words.kind(name(one.source.kind)));
  row.put("STATE", state);
  row.say("STATE_TEXT", visit.text("source_" + state));
  if (one.source.official) row.show("OFFICIAL");
  put_time(visit, row, "SUCCESS", one.last_success);
  put_time(visit, row, "ITEM", one.last_item);
  row.say("ITEMS", visit.words.number(one.items));
  row.say("USUAL", visit.words.decimal(one.usual, 1));
  if (one.last_error.empty() && one.failures + one.lost + one.feed_only == 0)
    row.show("NO_TROUBLE");
  if (!one.last_error.empty())
    row.add("ERROR").put("TEXT", plain_reason(one.last_error, visit.words));
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
  const auto coverage =
      read_coverage(**reader.value(), {visit.now - std::chrono::hours{24}, visit.now});
  if (!coverage) return fail(coverage.error());
  Page page(visit, "sources.tpl", visit.text("sources"), "nav_sources");
  View body = page.body();
  body.say("REACHED", visit.text("reached_of", {{"n", int64_t{coverage->reached}},
                                                {"all", int64_t{coverage->total}}}));
  if (coverage->sources.empty()) body.show("EMPTY");
  for (const SourceCoverage& one : coverage->sources)
    put_source(visit, body.add("SOURCE_ROW"), one);
  return page.send();
}

}  // namespace rasd
