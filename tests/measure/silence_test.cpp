#include "measure/silence.h"

#include <gtest/gtest.h>

#include <cmath>
#include <functional>
#include <random>
#include <string>

namespace rasd {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr hours kZone{3};
// A Sunday, the first working day of the week, at midnight of the zone.
const Instant kStart = *parse_rfc3339("2026-10-04T00:00:00+03:00");

Instant at(int week, int day_from_sunday, double hour) {
  return kStart + days{7 * week + day_from_sunday} + seconds{std::lround(hour * 3600)};
}

/// A Poisson stream whose rate (items an hour) is given for each hour from kStart.
std::vector<Instant> poisson(std::mt19937_64& random, Instant until,
                             const std::function<double(int day, int hour)>& rate) {
  std::vector<Instant> times;
  for (Instant hour = kStart; hour < until; hour += hours{1}) {
    const auto since = static_cast<int>((hour - kStart) / hours{1});
    std::poisson_distribution<int> many(rate((since / 24) % 7, since % 24));
    std::uniform_int_distribution<int> within(0, 3599);
    for (int n = many(random); n > 0; --n) times.push_back(hour + seconds{within(random)});
  }
  std::sort(times.begin(), times.end());
  return times;
}

/// Forty on a working day, from six to ten at night; one on Friday and on Saturday, after noon.
double newspaper(int day, int hour) {
  if (day >= 5) return hour >= 12 && hour < 22 ? 0.1 : 0;
  return hour >= 6 && hour < 22 ? 2.5 : 0;
}

std::vector<Instant> before(const std::vector<Instant>& times, Instant stop) {
  return {times.begin(), std::lower_bound(times.begin(), times.end(), stop)};
}

SilenceVerdict judged(const std::vector<Instant>& times, Instant now) {
  const std::vector<TimeSpan> watched = {{times.front(), times.back() + seconds{1}}};
  return ArrivalProfile::learn(times, watched, kZone).judge({times.back(), now});
}

TEST(Silence, IsJudgedByHourAndWeekday) {
  std::mt19937_64 random(1);
  const auto paper = poisson(random, at(4, 0, 0), newspaper);
  std::vector<Instant> magazine;
  for (int week = 0; week < 8; ++week)
    for (int n = 0; n < 4; ++n) magazine.push_back(at(week, 2, 10 + n * .01));
  std::vector<Instant> edition;  // all of it at five in the morning
  for (int day = 0; day < 28; ++day)
    for (int n = 0; n < 150; ++n)
      edition.push_back(at(0, day, 5) + minutes{(day * 7) % 40} + seconds{n});
  const std::vector<Instant> few = {at(0, 0, 9), at(0, 0, 10), at(0, 0, 11)};

  const struct {
    const char* name;
    std::vector<Instant> times;
    Instant now;
    bool alarm;
  } cases[] = {
      {"the paper at midnight", before(paper, at(3, 1, 22)), at(3, 2, 0), false},
      {"the paper at six, as every morning", before(paper, at(3, 1, 22)), at(3, 2, 6.3), false},
      {"the paper silent since six, at seven", before(paper, at(3, 2, 6)), at(3, 2, 7), false},
      {"the paper silent since six, at noon", before(paper, at(3, 2, 6)), at(3, 2, 12), true},
      {"the paper on a Friday at noon", before(paper, at(3, 5, 0)), at(3, 5, 12), false},
      {"the paper over a whole weekend", before(paper, at(3, 5, 0)), at(3, 6, 23.9), false},
      {"the paper on Sunday afternoon after such a weekend", before(paper, at(3, 5, 0)),
       at(4, 0, 13), true},
      {"the magazine after six days", magazine, at(8, 1, 10), false},
      {"the magazine a day late", magazine, at(8, 3, 10), false},
      {"the magazine after six weeks", magazine, at(13, 2, 12), true},
      {"the edition before its hour", edition, at(0, 28, 4), false},
      {"the edition an hour late", edition, at(0, 28, 6.7), false},
      {"two editions late", edition, at(0, 29, 7), true},
      {"three items say nothing", few, at(3, 0, 0), false},
  };
  for (const auto& one : cases) {
    SCOPED_TRACE(one.name);
    const SilenceVerdict verdict = judged(one.times, one.now);
    EXPECT_EQ(verdict.alarm, one.alarm)
        << "expected " << verdict.expected << " items, limit " << verdict.limit;
    EXPECT_FALSE(verdict.alarm && verdict.quiet);
  }
}

TEST(Silence, FalseAlarmsStayWithinWhatIsAllowed) {
  // Sixty papers that never stop, judged each hour of four weeks after four weeks of learning.
  std::mt19937_64 random(2);
  int alarms = 0;
  constexpr int kPapers = 60;
  for (int paper = 0; paper < kPapers; ++paper) {
    const auto times = poisson(random, at(8, 0, 0), newspaper);
    bool alarmed = false;
    for (Instant now = at(4, 0, 0); now < at(8, 0, 0); now += hours{1}) {
      const auto known = before(times, now);
      const auto begin = std::lower_bound(known.begin(), known.end(), known.back() - days{28});
      const std::vector<TimeSpan> watched = {{*begin, known.back() + seconds{1}}};
      const bool alarm = ArrivalProfile::learn({begin, known.end()}, watched, kZone)
                             .judge({known.back(), now})
                             .alarm;
      alarms += alarm && !alarmed ? 1 : 0;
      alarmed = alarm;
    }
  }
  const double a_month = alarms * 30.0 / (28.0 * kPapers);
  EXPECT_LE(a_month, 0.45) << alarms << " alarms";
}

TEST(Silence, WhatNobodyWatchedIsNoPause) {
  std::mt19937_64 random(3);
  auto times = poisson(random, at(4, 0, 0), newspaper);
  std::erase_if(times, [](Instant t) { return t >= at(2, 0, 0) && t < at(2, 4, 0); });
  const std::vector<TimeSpan> watched = {{at(0, 0, 0), at(2, 0, 0)}, {at(2, 4, 0), at(4, 0, 0)}};
  const auto whole = ArrivalProfile::learn(times, watched, kZone);
  EXPECT_NEAR(whole.items_a_day(), 202.0 / 7, 3);
  const auto diluted =
      ArrivalProfile::learn(times, std::vector<TimeSpan>{{at(0, 0, 0), at(4, 0, 0)}}, kZone);
  EXPECT_LT(diluted.items_a_day(), whole.items_a_day());
  const TimeSpan morning{at(4, 0, 6), at(4, 0, 12)};
  EXPECT_LT(whole.judge(morning).limit, diluted.judge(morning).limit);
}

TEST(Silence, ExpectationAddsUpOverAnyCut) {
  std::mt19937_64 random(4);
  const auto times = poisson(random, at(3, 0, 0), newspaper);
  const auto profile =
      ArrivalProfile::learn(times, std::vector<TimeSpan>{{at(0, 0, 0), at(3, 0, 0)}}, kZone);
  EXPECT_NEAR(profile.expected({at(5, 0, 0), at(6, 0, 0)}), profile.items_a_day() * 7, 1e-6);
  EXPECT_NEAR(profile.expected({at(5, 0, 1.5), at(5, 3, 7)}),
              profile.expected({at(5, 0, 1.5), at(5, 1, 2.2)}) +
                  profile.expected({at(5, 1, 2.2), at(5, 3, 7)}),
              1e-6);
  EXPECT_EQ(profile.expected({at(1, 0, 0), at(0, 0, 0)}), 0);
  EXPECT_GT(profile.expected({at(5, 0, 8), at(5, 0, 9)}),
            10 * profile.expected({at(5, 0, 2), at(5, 0, 3)}));
  // Before 1970 weeks still begin on Monday.
  const Instant early = *parse_rfc3339("1969-12-28T00:00:00+03:00");
  EXPECT_NEAR(profile.expected({early, early + days{7}}), profile.items_a_day() * 7, 1e-6);
  EXPECT_FALSE(ArrivalProfile{}.judge({at(0, 0, 0), at(9, 0, 0)}).alarm);
}

}  // namespace
}  // namespace rasd
