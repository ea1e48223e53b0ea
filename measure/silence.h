#pragma once
#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <span>
#include <vector>

#include "base/clock.h"

namespace rasd {

/// A stretch of time [from, to).
struct TimeSpan {
  Instant from{};
  Instant to{};
};

struct SilenceOptions {
  /// False alarms that a source may raise in thirty days, by its fitted tail. Set by the replay of
  /// real papers (tests/bench/silence_replay): a tenth costs them ten hours more and saves none.
  double false_alarms_a_month = 0.3;
  /// Arrivals closer than this are one edition: papers put many items out at once.
  std::chrono::seconds one_edition = std::chrono::minutes{15};
  size_t least_editions = 6;  ///< below this nothing is said of a source
  std::chrono::seconds shortest = std::chrono::hours{1};  ///< no shorter silence is an alarm
};

/// What a silence means by the source's own past.
struct SilenceVerdict {
  bool alarm = false;
  bool quiet = false;   ///< longer than nine in ten of its pauses, and no alarm
  double expected = 0;  ///< items that would usually have come in this time
  double limit = 0;     ///< at so many expected items the alarm is raised
  double chance = 1;    ///< of so long a pause, by its own pauses
};

/// When a source publishes, by hour of the day and day of the week, learned from its own items:
/// rate(day, hour) = mean rate × day's factor × hour's factor, each factor drawn towards one by a
/// few imagined items, so that Friday and Saturday, a night without editors or a weekly magazine
/// come out of the data and not out of a calendar. Times are shifted by one offset from UTC; a
/// change to summer time blurs it by an hour. A value; thread-safe once learned.
class ArrivalProfile {
 public:
  /// `arrivals` in order. Only what lies in `watched` (in order, disjoint) counts: a day on which
  /// nobody looked is no silent day. Linear in arrivals and in the hours watched.
  static ArrivalProfile learn(std::span<const Instant> arrivals, std::span<const TimeSpan> watched,
                              std::chrono::seconds offset, const SilenceOptions& options = {});

  /// Items usually published in that time.
  double expected(TimeSpan span) const;
  double items_a_day() const { return cumulative_.back() / 7; }
  size_t items() const { return items_; }

  /// Judges the pause from `last` (its last item, or where we began to look) to `until`.
  ///
  /// Pauses are measured in expected items (the time rescaling theorem: of a Poisson stream with
  /// any profile they are exponential of mean one). Papers are not Poisson, so the tail is fitted
  /// to the source's own pauses: beyond their median and their ninth decile an exponential, never
  /// thinner than Poisson's, and the stricter of both holds (peaks over threshold). The limit is
  /// where `false_alarms_a_month` is left. That the rate itself is an estimate from n items enters
  /// by the negative binomial's chance of nothing, n·ln(1 + expected/n) in place of expected.
  SilenceVerdict judge(TimeSpan pause) const;

 private:
  double until(Instant at) const;

  /// A fitted tail: P(pause > x) = share · exp(−(x − from)/scale).
  struct Tail {
    double share = 1, from = 0, scale = 1;
    double chance(double x) const;
    double limit(double chance) const;
  };
  void fit_tails(std::vector<double> pauses);

  SilenceOptions options_;
  std::chrono::seconds offset_{0};
  std::array<double, 169> cumulative_{};  // expected items from Monday 00:00 to each hour's start
  std::array<Tail, 2> tails_;
  double pauses_a_month_ = 0;
  double usual_pause_ = 0;  // ninth decile, in expected items
  size_t items_ = 0;
  size_t editions_ = 0;
};

}  // namespace rasd
