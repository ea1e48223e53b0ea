#include "cli/report.h"

#include <string>

#include "base/clock.h"
#include "cli/report_options.h"
#include "reports/trend_report.h"
#include "store/store.h"

namespace rasd {
namespace {

constexpr int kUsualDays = 30;

Result<Day> read_day(const char* option, const std::string& text) {
  const Result<Day> day = parse_day(text);
  if (!day) {
    return fail(ErrorKind::kUsage,
                std::string(option) + ": \"" + text + "\" is not a date; write it as 2026-11-21");
  }
  return *day;
}

Result<int> print_report(const ReportCommand& command) {
  const auto format = parse_format(command.format);
  if (!format) return fail(format.error());
  const auto zone = TimeZone::open(command.zone);
  if (!zone) return fail(zone.error());
  const auto words = make_wording(command.language, command.digits, *zone);
  if (!words) return fail(words.error());
  TrendOptions options;
  options.now = SystemClock().now();
  const auto to = command.to.empty() || command.to == "today"
                      ? Result<Day>(zone->day_of(options.now))
                      : read_day("--to", command.to);
  if (!to) return fail(to.error());
  const auto from = command.from.empty() ? Result<Day>(add_days(*to, 1 - kUsualDays))
                                         : read_day("--from", command.from);
  if (!from) return fail(from.error());
  auto store = StoreReader::open({.path = command.store});
  if (!store) return fail(store.error());
  const auto report = make_trend_report(*store, *zone, *from, *to, options);
  if (!report) return fail(report.error());

  std::string out;
  switch (*format) {
    case ReportFormat::kHtml:
      out = trend_html(*report, *words);
      break;
    case ReportFormat::kJson:
      out = trend_json(*report, *words) + "\n";
      break;
    case ReportFormat::kText:
      out = trend_text(*report, *words, text_width(command.width));
      break;
  }
  if (const Result<void> printed = print(out); !printed) return fail(printed.error());
  return 0;
}

}  // namespace

int run_report(const ReportCommand& command) { return finish("report", print_report(command)); }

}  // namespace rasd
