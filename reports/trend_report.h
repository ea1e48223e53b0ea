#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "measure/estimate.h"
#include "records/source.h"
#include "reports/wording.h"

namespace rasd {

class StoreReader;

/// The trend report as facts: opinion expressed in the monitored sources, never "public opinion".

/// One class's share on one day or in one period.
struct ShareFigure {
  bool measured = false;  ///< from audited items; else only `raw` may be shown, and named so
  double share = 0;       ///< measured only
  Interval interval;      ///< measured only, 95 %
  double raw = 0;         ///< items the classifier gave the class ÷ all: not a measurement
};

/// All classes of one question (tone, stance) over the same items.
struct ShareRow {
  int64_t n_total = 0;
  int64_t n_audited = 0;
  int64_t n_covered = 0;  ///< items in the frames of the audit samples behind it
  bool measured = false;  ///< n_audited reaches the minimum, the frames cover 80 % of n_total
  int64_t minimum = 0;    ///< audited items needed
  std::vector<ShareFigure> classes;  ///< in the order of kTones or kStances
};

struct TrendDay {
  Day day{};
  int64_t items = 0;                 ///< media items, copies included
  int64_t unique = 0;                ///< distinct texts of the day (groups of near-duplicates)
  std::array<int64_t, 5> by_kind{};  ///< by ItemKind; observations stand here and in no sum
  bool partial = false;              ///< not over yet
  /// Some source that was heard on other days brought nothing: it failed, or was silent for
  /// longer than its own past makes likely.
  bool outage = false;
  std::vector<std::string> outages;  ///< names of those sources
  ShareRow tone;
  ShareRow stance;
};

/// Seven days together (the last ones fewer): where a day has too few audited items, they may do.
struct TrendWeek {
  size_t first = 0;  ///< index of its first day in TrendReport::days
  size_t last = 0;   ///< inclusive
  ShareRow tone;
  ShareRow stance;
};

/// A tested change of a share between the two halves of the period.
struct TrendChange {
  bool of_tone = true;
  size_t index = 0;  ///< class, in kTones or kStances
  Estimate before;
  Estimate after;
  Difference difference;
  bool supported = false;  ///< stands after Benjamini–Hochberg, q .10, and its interval leaves 0
};

struct TrendReport {
  Day from{};
  Day to{};     ///< inclusive
  Day split{};  ///< first day of the second half
  Instant made{};
  std::vector<TrendDay> days;
  std::vector<TrendWeek> weeks;  ///< of periods of 14 days and more
  ShareRow tone;                 ///< whole period
  ShareRow stance;
  std::vector<TrendChange> changes;  ///< those that could be tested
  int series_tested = 0;
  int64_t items = 0;
  int64_t unique = 0;  ///< distinct texts of the period
  int64_t observations = 0;
  int outage_days = 0;
  /// Sources out on every day: they bend no line, so they are named and not hatched.
  std::vector<std::string> always_out;
  std::vector<std::string> models;  ///< model versions met in the period
};

struct TrendOptions {
  int min_audited_day = 20;
  int min_audited_period = 40;
  Instant now{};
};

/// Reads the period out of the store. Fails with kUsage when to < from or the period is over 400
/// days, else as the store does.
Result<TrendReport> make_trend_report(StoreReader& store, const TimeZone& zone, Day from, Day to,
                                      TrendOptions options);

/// The sentence above the charts: names the supported change, or "no clear change".
std::string trend_title(const TrendReport& report, const Wording& words);
/// "Opinion expressed in the monitored sources; not a survey." Stands on every chart.
std::string trend_standing_line(const Wording& words);

/// The charts alone (the desk puts them into its page), each followed by its table.
std::string trend_html_body(const TrendReport& report, const Wording& words);
/// Standalone page with the charts as SVG inside.
std::string trend_html(const TrendReport& report, const Wording& words);
std::string trend_text(const TrendReport& report, const Wording& words, int width = 80);
std::string trend_json(const TrendReport& report, const Wording& words);

}  // namespace rasd
