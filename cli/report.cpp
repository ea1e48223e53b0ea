#include "cli/report.h"

#include "reports/pickup.h"
#include "reports/trend_report.h"

namespace rasd {
namespace {

constexpr int kUsualDays = 30;

Result<Period> period_of(const ReportCommand& command, const ReportGround& ground) {
  const Day today = ground.zone.day_of(ground.now);
  const std::string to = command.to.empty() ? "today" : command.to;
  const auto last = read_day_option("--to", to, today);
  if (!last) return fail(last.error());
  return read_period(
      command.from.empty() ? to_string(add_days(*last, 1 - kUsualDays)) : command.from, to,
      ground.zone, ground.now);
}

Result<int> report(const ReportCommand& command) {
  auto ground = open_ground(command);
  if (!ground) return fail(ground.error());
  const auto period = period_of(command, *ground);
  if (!period) return fail(period.error());
  TrendOptions options;
  options.now = ground->now;
  const auto made =
      make_trend_report(ground->store, ground->zone, period->first, period->last, options);
  if (!made) return fail(made.error());
  const Wording& words = ground->words;
  const auto printed = print_report(
      command, ground->format,
      {[&] { return trend_html(*made, words); }, [&] { return trend_json(*made, words); },
       [&](int width) { return trend_text(*made, words, width); }});
  if (!printed) return fail(printed.error());
  return 0;
}

Result<int> pickup(const ReportCommand& command) {
  auto ground = open_ground(command);
  if (!ground) return fail(ground.error());
  const auto period = period_of(command, *ground);
  if (!period) return fail(period.error());
  PickupOptions options;
  options.now = ground->now;
  const auto made = make_pickup_report(ground->store, period->window, options);
  if (!made) return fail(made.error());
  const Wording& words = ground->words;
  const auto printed = print_report(
      command, ground->format,
      {[&] { return pickup_html(*made, words); }, [&] { return pickup_json(*made, words); },
       [&](int width) { return pickup_text(*made, words, width); }});
  if (!printed) return fail(printed.error());
  return 0;
}

}  // namespace

int run_pickup(const ReportCommand& command) { return finish(pickup(command)); }

int run_report(const ReportCommand& command) { return finish(report(command)); }

}  // namespace rasd
