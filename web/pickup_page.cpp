#include "reports/pickup.h"
#include "web/pages.h"

namespace rasd {
namespace {

constexpr int kUsualDays = 7;
constexpr int kMostDays = 92;  // the page reads every article of the period

}  // namespace

Result<HttpResponse> pickup_page(Visit& visit) {
  const auto from_said = visit.request.parameter("from"), to_said = visit.request.parameter("to");
  const auto to = to_said.empty() ? Result<Day>(visit.today) : read_day(to_said);
  const auto from = !from_said.empty() ? read_day(from_said)
                    : to               ? Result<Day>(add_days(*to, 1 - kUsualDays))
                                       : to;
  Page page(visit, "pickup.tpl", visit.text("pickup"), "nav_sources");
  View body = page.body();
  body.put("FROM", from ? to_string(*from) : std::string());
  body.put("TO", to ? to_string(*to) : std::string());
  for (const int days : {1, 7, 30}) {
    View link = body.add("PERIOD");
    link.put("FROM", to_string(add_days(visit.today, 1 - days)));
    link.put("TO", to_string(visit.today));
    link.say("TEXT", visit.text("last_days", {{"n", int64_t{days}}}));
    if (from && to && *to == visit.today && days_between(*from, *to) == days - 1)
      link.show("CURRENT");
  }
  const int days = from && to ? days_between(*from, *to) : -1;
  if (days < 0 || days >= kMostDays) {
    body.add("TROUBLE").say("TEXT", visit.text("bad_period"));
    return page.send(400);
  }
  auto reader = visit.desk.readers.borrow();
  if (!reader) return fail(reader.error());
  PickupOptions options;
  options.now = visit.now;
  const TimeZone& zone = visit.desk.zone;
  const auto report = make_pickup_report(
      **reader.value(), {zone.start_of(*from), zone.start_of(add_days(*to, 1))}, options);
  if (!report) return fail(report.error());
  body.markup("REPORT", pickup_html_body(*report, visit.words));
  return page.send();
}

}  // namespace rasd
