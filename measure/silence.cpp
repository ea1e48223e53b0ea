#include "measure/silence.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace rasd {
namespace {

using std::chrono::seconds;

constexpr int64_t kHour = 3600;
constexpr int64_t kWeek = 168 * kHour;
constexpr int64_t kMonday = 4 * 24 * kHour;  // 1970-01-01 was a Thursday
constexpr double kMonth = 30.0 * 24 * kHour;
// Imagined items at the mean rate in each hour and each day: with a handful of items the profile
// is nearly flat, with a hundred a day it is the paper's own.
constexpr double kImaginedItems = 3;
constexpr std::array<double, 2> kTailsFrom = {0.5, 0.9};

struct Place {
  size_t hour = 0;  // of the week, from Monday
  int64_t into = 0;
  int64_t week = 0;
};

Place place_of(Instant at, seconds offset) {
  int64_t local = (at + offset).time_since_epoch().count() - kMonday;
  Place place;
  place.week = local >= 0 ? local / kWeek : (local - kWeek + 1) / kWeek;
  local -= place.week * kWeek;
  place.hour = static_cast<size_t>(local / kHour);
  place.into = local % kHour;
  return place;
}

double quantile(const std::vector<double>& sorted, double share) {
  return sorted[static_cast<size_t>(share * static_cast<double>(sorted.size() - 1))];
}

/// Hours watched of each hour of the week.
std::array<double, 168> hours_watched(std::span<const TimeSpan> watched, seconds offset) {
  std::array<double, 168> hours{};
  for (const TimeSpan& span : watched) {
    for (Instant at = span.from; at < span.to;) {
      const Place place = place_of(at, offset);
      const Instant next = std::min(span.to, at + seconds{kHour - place.into});
      hours[place.hour] += static_cast<double>((next - at).count()) / kHour;
      at = next;
    }
  }
  return hours;
}

}  // namespace

double ArrivalProfile::Tail::chance(double x) const {
  return x <= from ? share : share * std::exp(-(x - from) / scale);
}

double ArrivalProfile::Tail::limit(double chance) const {
  return chance >= share ? from : from + scale * std::log(share / chance);
}

ArrivalProfile ArrivalProfile::learn(std::span<const Instant> arrivals,
                                     std::span<const TimeSpan> watched, seconds offset,
                                     const SilenceOptions& options) {
  ArrivalProfile profile;
  profile.options_ = options;
  profile.offset_ = offset;
  const std::array<double, 168> hours = hours_watched(watched, offset);
  const double all_hours = std::accumulate(hours.begin(), hours.end(), 0.0);
  if (all_hours <= 0) return profile;

  std::array<double, 24> by_hour{}, hour_watched{};
  std::array<double, 7> by_day{}, day_watched{};
  std::vector<std::pair<Instant, Instant>> pauses;
  size_t span = 0;
  std::optional<Instant> before;  // the last arrival of this span
  for (const Instant at : arrivals) {
    while (span < watched.size() && at >= watched[span].to) {
      ++span;
      before.reset();
    }
    if (span == watched.size()) break;
    if (at < watched[span].from) continue;
    const size_t hour = place_of(at, offset).hour;
    ++by_hour[hour % 24];
    ++by_day[hour / 24];
    ++profile.items_;
    const bool new_edition = !before || at - *before > options.one_edition;
    profile.editions_ += new_edition ? 1 : 0;
    if (before && new_edition) pauses.emplace_back(*before, at);
    before = at;
  }
  for (size_t h = 0; h < hours.size(); ++h) {
    hour_watched[h % 24] += hours[h];
    day_watched[h / 24] += hours[h];
  }
  const double mean = static_cast<double>(profile.items_) / all_hours;
  const auto factor = [&](double seen, double watched_hours) {
    return (seen + kImaginedItems) / (mean * watched_hours + kImaginedItems);
  };
  for (size_t h = 0; h < 168; ++h) {
    // An edition that comes at ten to six one day and ten past six the next is one habit: half of
    // an hour's weight is its neighbours'.
    const size_t at = h % 24;
    const size_t left = (at + 23) % 24;
    const size_t right = (at + 1) % 24;
    const double hour =
        factor((by_hour[left] + 2 * by_hour[at] + by_hour[right]) / 4,
               (hour_watched[left] + 2 * hour_watched[at] + hour_watched[right]) / 4);
    profile.cumulative_[h + 1] =
        profile.cumulative_[h] + mean * hour * factor(by_day[h / 24], day_watched[h / 24]);
  }
  std::vector<double> rescaled;
  rescaled.reserve(pauses.size());
  for (const auto& [from, to] : pauses) rescaled.push_back(profile.expected({from, to}));
  profile.pauses_a_month_ =
      std::max(1.0, static_cast<double>(pauses.size())) * kMonth / (all_hours * kHour);
  profile.fit_tails(std::move(rescaled));
  return profile;
}

void ArrivalProfile::fit_tails(std::vector<double> pauses) {
  std::sort(pauses.begin(), pauses.end());
  usual_pause_ = pauses.empty() ? 1 : quantile(pauses, kTailsFrom[1]);
  for (size_t i = 0; i < tails_.size(); ++i) {
    Tail& tail = tails_[i];
    if (pauses.empty()) continue;
    tail.share = 1 - kTailsFrom[i];
    tail.from = quantile(pauses, kTailsFrom[i]);
    // One imagined pause, twice as long as where the tail begins: twenty-eight editions on the
    // minute do not say that the next cannot be late.
    double excess = std::max(1.0, tail.from);
    double n = 1;
    for (const double pause : pauses) {
      if (pause <= tail.from) continue;
      excess += pause - tail.from;
      ++n;
    }
    tail.scale = std::max(1.0, excess / n);
  }
}

double ArrivalProfile::until(Instant at) const {
  const Place place = place_of(at, offset_);
  const double hour = cumulative_[place.hour + 1] - cumulative_[place.hour];
  return static_cast<double>(place.week) * cumulative_.back() + cumulative_[place.hour] +
         hour * static_cast<double>(place.into) / kHour;
}

double ArrivalProfile::expected(TimeSpan span) const {
  return span.to <= span.from ? 0 : until(span.to) - until(span.from);
}

SilenceVerdict ArrivalProfile::judge(TimeSpan pause) const {
  SilenceVerdict verdict;
  verdict.expected = expected(pause);
  if (editions_ < options_.least_editions) return verdict;
  const auto n = static_cast<double>(items_);
  const double measured = n * std::log1p(verdict.expected / n);
  const double allowed = options_.false_alarms_a_month / pauses_a_month_;
  double limit = 0;
  verdict.chance = 0;
  for (const Tail& tail : tails_) {
    limit = std::max(limit, tail.limit(allowed));
    verdict.chance = std::max(verdict.chance, tail.chance(measured));
  }
  verdict.limit = n * std::expm1(limit / n);
  verdict.alarm = measured >= limit && pause.to - pause.from >= options_.shortest;
  verdict.quiet = !verdict.alarm && measured > std::max(1.0, usual_pause_);
  return verdict;
}

}  // namespace rasd
