#include "cli/digest.h"

#include <string>

#include "base/clock.h"
#include "cli/report_options.h"
#include "reports/digest.h"
#include "reports/digest_render.h"
#include "store/store.h"

namespace rasd {
namespace {

Result<Day> day_asked(const std::string& date, const TimeZone& zone, Instant now) {
  const Day today = zone.day_of(now);
  if (date.empty() || date == "today") return today;
  if (date == "yesterday") return add_days(today, -1);
  const Result<Day> day = parse_day(date);
  if (!day) {
    return fail(ErrorKind::kUsage,
                "--date: \"" + date + "\" is not a date; write 2026-11-21, today or yesterday");
  }
  return *day;
}

Result<int> print_digest(const DigestCommand& command) {
  const auto format = parse_format(command.format);
  if (!format) return fail(format.error());
  const auto zone = TimeZone::open(command.zone);
  if (!zone) return fail(zone.error());
  const auto words = make_wording(command.language, command.digits, *zone);
  if (!words) return fail(words.error());
  const Instant now = SystemClock().now();
  const auto day = day_asked(command.date, *zone, now);
  if (!day) return fail(day.error());
  auto store = StoreReader::open({.path = command.store});
  if (!store) return fail(store.error());
  DigestOptions options;
  options.now = now;
  const auto digest = make_digest(*store, *zone, *day, options);
  if (!digest) return fail(digest.error());

  std::string out;
  switch (*format) {
    case ReportFormat::kHtml:
      out = digest_html(*digest, *words, {command.item_prefix});
      break;
    case ReportFormat::kJson:
      out = digest_json(*digest, *words) + "\n";
      break;
    case ReportFormat::kText:
      out = digest_text(*digest, *words, text_width(command.width));
      break;
  }
  if (const Result<void> printed = print(out); !printed) return fail(printed.error());
  return digest->failing.empty() ? 0 : 3;
}

}  // namespace

int run_digest(const DigestCommand& command) { return finish("digest", print_digest(command)); }

}  // namespace rasd
