#include "cli/report_options.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdio>

#include "cli/command.h"
#include "reports/open_store.h"

namespace rasd {
namespace {

Error not_one_of(const char* option, const std::string& text, const char* values) {
  return {ErrorKind::kUsage,
          std::string(option) + ": \"" + text + "\" is unknown; write " + values};
}

/// Columns of text: as asked, else the terminal's, else 80.
int text_width(int asked) {
  if (asked > 0) return asked;
  winsize size{};
  if (isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) {
    return size.ws_col;
  }
  return 80;
}

Result<ReportFormat> parse_format(const std::string& text) {
  if (text == "html") return ReportFormat::kHtml;
  if (text == "text") return ReportFormat::kText;
  if (text == "json") return ReportFormat::kJson;
  return fail(not_one_of("--format", text, "html, text or json"));
}

Result<Wording> make_wording(const ReportOptions& options, const TimeZone& zone) {
  if (options.language != "ar" && options.language != "en")
    return fail(not_one_of("--lang", options.language, "ar or en"));
  if (options.digits != "latn" && options.digits != "arab")
    return fail(not_one_of("--digits", options.digits, "latn or arab"));
  return Wording(options.language == "ar" ? Language::kArabic : Language::kEnglish, zone,
                 options.digits == "arab" ? Digits::kArabicIndic : Digits::kWestern);
}

}  // namespace

Result<ReportGround> open_ground(const ReportOptions& options) {
  const auto format = parse_format(options.format);
  if (!format) return fail(format.error());
  const auto zone = TimeZone::open(options.zone);
  if (!zone) return fail(zone.error());
  const auto words = make_wording(options, *zone);
  if (!words) return fail(words.error());
  auto store = StoreReader::open(store_options(options.store));
  if (!store) return fail(store.error());
  return ReportGround{std::move(*store), *zone, *words, *format, SystemClock().now()};
}

Result<Day> read_day_option(std::string_view option, std::string_view text, Day today) {
  if (text == "today") return today;
  if (text == "yesterday") return add_days(today, -1);
  const std::string said = std::string(option) + ": ";
  const Result<Day> day = parse_day(text);
  if (!day)
    return fail(ErrorKind::kUsage, said + "\"" + std::string(text) +
                                       "\" is not a date; write 2026-11-21, today or yesterday");
  if (days_between(today, *day) > 0)
    return fail(ErrorKind::kUsage,
                said + to_string(*day) + " is still to come; today is " + to_string(today));
  return *day;
}

Result<Period> read_period(std::string_view from, std::string_view to, const TimeZone& zone,
                           Instant now) {
  const Day today = zone.day_of(now);
  const auto first = read_day_option("--from", from, today);
  if (!first) return fail(first.error());
  const auto last = read_day_option("--to", to, today);
  if (!last) return fail(last.error());
  if (days_between(*last, *first) > 0)
    return fail(ErrorKind::kUsage, "--from: " + to_string(*first) + " is after --to, " +
                                       to_string(*last) + "; name the earlier day first");
  return Period{*first, *last, {zone.start_of(*first), zone.start_of(add_days(*last, 1))}};
}

Result<void> print_report(const ReportOptions& options, ReportFormat format,
                          const Renderings& renderings) {
  switch (format) {
    case ReportFormat::kHtml:
      return print(renderings.html());
    case ReportFormat::kJson:
      return print(renderings.json() + "\n");
    case ReportFormat::kText:
      break;
  }
  return print(renderings.text(text_width(options.width)));
}

Result<void> print(std::string_view text) {
  const bool written = std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  if (!written || std::fflush(stdout) != 0)
    return fail(ErrorKind::kTemporary, "standard output could not be written to the end");
  return {};
}

int finish(const Result<int>& done) { return done ? *done : complain(done.error()); }

}  // namespace rasd
