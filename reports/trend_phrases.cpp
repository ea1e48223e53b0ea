#include "reports/trend_phrases.h"

#include <algorithm>
#include <cmath>

#include "records/article.h"
#include "reports/section_names.h"

namespace rasd {
namespace {

std::string points(double share, const Wording& words) {
  const std::string sign = share < 0 ? "\u200E\u2212" : "\u200E+";
  return sign + words.decimal(std::abs(share) * 100, 1);
}

}  // namespace

std::string class_name(bool of_tone, size_t index, const Wording& words) {
  return of_tone ? words.tone(kTones[index]) : words.stance(kStances[index]);
}

std::string share_with_interval(const ShareFigure& figure, const Wording& words) {
  if (!figure.measured) return words.percent(figure.raw);
  return words.percent(figure.share) + " (" +
         words.say(Phrase::kIntervalRange, {{"low", words.percent(figure.interval.low)},
                                            {"high", words.percent(figure.interval.high)}}) +
         ")";
}

std::string basis_of(const ShareRow& row, const Wording& words) {
  if (row.n_total == 0) return words.say(Phrase::kNoItems);
  if (row.measured) return words.say(Phrase::kMeasuredShort);
  std::string why;
  if (row.n_audited < row.minimum) {
    why = words.say(Phrase::kTooFewAudited,
                    {{"a", words.number(row.n_audited)}, {"min", words.number(row.minimum)}});
  } else {
    why = words.say(Phrase::kNotCovered);
  }
  return words.say(Phrase::kRaw) + " (" + why + ")";
}

std::string change_sentence(const TrendChange& change, const Wording& words) {
  const Phrase what = change.of_tone
                          ? (change.index == 0 ? Phrase::kWhatNegative : Phrase::kWhatPositive)
                          : (change.index == 0 ? Phrase::kWhatFavourable : Phrase::kWhatAgainst);
  return words.say(change.difference.delta > 0 ? Phrase::kRose : Phrase::kFell,
                   {{"what", words.say(what)},
                    {"a", words.percent(change.before.share)},
                    {"b", words.percent(change.after.share)}});
}

std::string change_interval(const TrendChange& change, const TrendReport& report,
                            const Wording& words) {
  // The difference of the two shares as they are printed, so that a reader's own sum agrees.
  const double printed =
      (std::round(change.after.share * 1000) - std::round(change.before.share * 1000)) / 1000;
  return words.say(Phrase::kChangeInterval,
                   {{"d", points(printed, words)},
                    {"low", points(change.difference.interval.low, words)},
                    {"high", points(change.difference.interval.high, words)},
                    {"split", words.short_date(report.split)}});
}

const TrendChange* main_change(const TrendReport& report) {
  const TrendChange* main = nullptr;
  for (const TrendChange& change : report.changes) {
    if (!change.supported) continue;
    if (!main || std::abs(change.difference.delta) > std::abs(main->difference.delta)) {
      main = &change;
    }
  }
  return main;
}

bool draw_days(const TrendReport& report, bool of_tone) {
  const auto measured = std::count_if(
      report.days.begin(), report.days.end(),
      [&](const TrendDay& day) { return of_tone ? day.tone.measured : day.stance.measured; });
  return report.weeks.empty() || measured * 3 >= static_cast<int64_t>(report.days.size());
}

std::string trend_title(const TrendReport& report, const Wording& words) {
  if (const TrendChange* change = main_change(report)) {
    return change_sentence(*change, words);
  }
  return words.say(Phrase::kNoClearChange);
}

std::string trend_standing_line(const Wording& words) { return words.say(Phrase::kStanding); }

}  // namespace rasd
