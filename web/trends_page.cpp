#include "reports/plain_reasons.h"
#include "reports/trend_report.h"
#include "web/pages.h"

namespace rasd {

Result<HttpResponse> trends_page(Visit& visit) {
  const auto from_said = visit.request.parameter("from"), to_said = visit.request.parameter("to");
  const auto to = to_said.empty() ? Result<Day>(visit.today) : read_day(to_said);
  const auto from = !from_said.empty() ? read_day(from_said)
                    : to               ? Result<Day>(add_days(*to, -29))
                                       : to;
  Page page(visit, "trends.tpl", visit.text("trends"), "nav_trends");
  View body = page.body();
  body.put("FROM", from ? to_string(*from) : std::string());
  body.put("TO", to ? to_string(*to) : std::string());
  for (const int days : {7, 30, 60}) {
    View link = body.add("PERIOD");
    link.put("FROM", to_string(add_days(visit.today, 1 - days)));
    link.put("TO", to_string(visit.today));
    link.say("TEXT", visit.text("last_days", {{"n", int64_t{days}}}));
    if (from && to && *to == visit.today && days_between(*from, *to) == days - 1) {
      link.show("CURRENT");
    }
  }
  if (!from || !to || days_between(*from, *to) < 0) {
    body.add("TROUBLE").say("TEXT", visit.text("bad_period"));
    return page.send(400);
  }
  auto reader = visit.desk.readers.borrow();
  if (!reader) return fail(reader.error());
  TrendOptions options;
  options.now = visit.now;
  const auto report = make_trend_report(**reader.value(), visit.desk.zone, *from, *to, options);
  if (!report) {
    const bool ours =
        report.error().kind == ErrorKind::kUsage || report.error().kind == ErrorKind::kRefused;
    if (!ours) return fail(report.error());
    body.add("TROUBLE").put("TEXT", plain_reason(report.error().message, visit.words));
    return page.send(400);
  }
  body.markup("REPORT", trend_html_body(*report, visit.words));
  return page.send();
}

}  // namespace rasd
