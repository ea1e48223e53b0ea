#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "reports/wording.h"
#include "store/store.h"

namespace rasd {

/// What `rasd digest` and `rasd report` have in common.
struct ReportOptions {
  std::string store;  ///< path of the database
  std::string zone = "Asia/Amman";
  std::string format = "text";  ///< html, text or json
  std::string language = "ar";  ///< ar or en
  std::string digits = "latn";  ///< latn or arab (Arabic-Indic)
  int width = 0;                ///< columns of text; 0: the terminal's, else 80
};

enum class ReportFormat { kHtml, kText, kJson };

/// What a report is made from.
struct ReportGround {
  StoreReader store;
  TimeZone zone;
  Wording words;
  ReportFormat format;
  Instant now;
};
/// Checks the options and opens the store. Fails with kUsage (an option's value) or kConfiguration
/// (store, time zone).
Result<ReportGround> open_ground(const ReportOptions& options);

/// A day as an option names it: "2026-11-21", "today" or "yesterday". Fails with kUsage, also for
/// a day that is still to come.
Result<Day> read_day_option(std::string_view option, std::string_view text, Day today);

/// Whole days from a first to a last one, inclusive.
struct Period {
  Day first{};
  Day last{};
  Window window;
};
/// --from and --to as read_day_option reads them. Fails with kUsage, also when the first day comes
/// after the last.
Result<Period> read_period(std::string_view from, std::string_view to, const TimeZone& zone,
                           Instant now);

/// The same report three ways; only the one that is asked for is made.
struct Renderings {
  std::function<std::string()> html;
  std::function<std::string()> json;  ///< a newline is added
  std::function<std::string(int width)> text;
};
/// Writes one of them to standard output, whole. Fails with kTemporary (disk full, reader gone).
Result<void> print_report(const ReportOptions& options, ReportFormat format,
                          const Renderings& renderings);
/// Writes to standard output, whole. Fails with kTemporary.
Result<void> print(std::string_view text);

/// The exit code of a command; an error is told on standard error first.
int finish(const Result<int>& done);

}  // namespace rasd
