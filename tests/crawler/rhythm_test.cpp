#include "crawler/rhythm.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace rasd {
namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;
using std::chrono::seconds;

const Instant kStart = *parse_rfc3339("2026-11-01T00:00:00Z");
constexpr Rhythm::Bounds kBounds{};

/// Polls `every` so long over `n_days`; an entry every `gap` between the two hours of each day.
Rhythm taught(int n_days, minutes every, minutes gap, int from_hour, int to_hour) {
  Rhythm rhythm;
  std::optional<Instant> since;
  for (Instant now = kStart; now <= kStart + days{n_days}; now += every) {
    std::vector<Instant> entries;
    if (since)
      for (Instant at = *since; at < now; at += minutes{1}) {
        const auto into = at - std::chrono::floor<days>(at);
        const bool open = into >= hours{from_hour} && into < hours{to_hour};
        if (open && (at - kStart) % gap == minutes{0}) entries.push_back(at);
      }
    rhythm.learn(since, now, entries, 0);
    since = now;
  }
  return rhythm;
}

PollHints hint_every(seconds every) {
  PollHints hints;
  hints.every = every;
  return hints;
}

PollHints hint_fresh(seconds fresh) {
  PollHints hints;
  hints.fresh_for = fresh;
  return hints;
}

PollHints hint_hub() {
  PollHints hints;
  hints.hub = true;
  return hints;
}

// What a first look learns does not hang on the minute of the hour at which it falls.
TEST(Rhythm, AFirstLookIsTheSameAtAnyMinute) {
  for (int second = 0; second < 3600; second += 7) {
    SCOPED_TRACE(second);
    const Instant now = kStart + hours{5} + seconds{second};
    Rhythm rhythm;
    rhythm.learn({}, now, {}, 1);
    Rhythm kept = Rhythm::decode(rhythm.encode());
    EXPECT_EQ(kept.wait(now, minutes{15}, {}, kBounds), minutes{15}) << "nothing is known yet";
    std::vector<Instant> entries;
    for (int n = 0; n < 40; ++n) entries.push_back(now - minutes{5 * n});
    kept.learn(now, now + seconds{1}, entries, 0);
    EXPECT_LE(kept.wait(now, minutes{15}, {}, kBounds), minutes{10});
  }
}

TEST(Rhythm, WaitsUntilOneEntryIsExpected) {
  const Instant noon = kStart + days{8} + hours{12};
  const Instant night = kStart + days{8} + hours{1};
  const struct {
    const char* name;
    Rhythm rhythm;
    Instant now;
    PollHints hints;
    Rhythm::Bounds bounds;
    minutes least, most;
  } cases[] = {
      {"nothing learned", {}, noon, {}, kBounds, minutes{15}, minutes{15}},
      {"nothing learned, priority",
       {},
       noon,
       {},
       {seconds{120}, minutes{10}},
       minutes{10},
       minutes{10}},
      {"every five minutes",
       taught(8, minutes{15}, minutes{5}, 0, 24),
       noon,
       {},
       kBounds,
       minutes{4},
       minutes{6}},
      {"every minute",
       taught(8, minutes{15}, minutes{1}, 0, 24),
       noon,
       {},
       kBounds,
       minutes{2},
       minutes{2}},
      {"in the day",
       taught(8, minutes{30}, minutes{20}, 6, 20),
       noon,
       {},
       kBounds,
       minutes{18},
       minutes{26}},
      {"at night it waits for the morning",
       taught(8, minutes{30}, minutes{20}, 6, 20),
       night,
       {},
       kBounds,
       hours{2},
       hours{6}},
      {"once a week",
       taught(8, hours{6}, minutes{7 * 1440}, 0, 24),
       noon,
       {},
       kBounds,
       hours{24},
       hours{24}},
      {"once a week, priority",
       taught(8, hours{6}, minutes{7 * 1440}, 0, 24),
       noon,
       {},
       {seconds{120}, minutes{10}},
       minutes{10},
       minutes{10}},
      {"ttl of a day holds for half an hour", taught(8, minutes{15}, minutes{5}, 0, 24), noon,
       hint_every(hours{24}), kBounds, minutes{30}, minutes{30}},
      {"ttl against priority",
       taught(8, minutes{15}, minutes{5}, 0, 24),
       noon,
       hint_every(hours{24}),
       {seconds{120}, minutes{10}},
       minutes{10},
       minutes{10}},
      {"fresh for ten minutes", taught(8, minutes{15}, minutes{5}, 0, 24), noon,
       hint_fresh(minutes{10}), kBounds, minutes{10}, minutes{10}},
      {"a hub", taught(8, minutes{30}, minutes{20}, 6, 20), noon, hint_hub(), kBounds, minutes{9},
       minutes{13}},
  };
  for (const auto& one : cases) {
    SCOPED_TRACE(one.name);
    const seconds wait = one.rhythm.wait(one.now, minutes{15}, one.hints, one.bounds);
    EXPECT_GE(wait, one.least) << wait.count() << " s";
    EXPECT_LE(wait, one.most) << wait.count() << " s";
  }
}

TEST(Rhythm, BreakingNewsShortensTheWaitForAWhile) {
  Rhythm rhythm = taught(8, minutes{30}, minutes{60}, 0, 24);
  const Instant now = kStart + days{8} + minutes{30};
  const seconds calm = rhythm.wait(now, minutes{15}, {}, kBounds);
  std::vector<Instant> burst;
  for (int n = 0; n < 12; ++n) burst.push_back(now - minutes{n});
  rhythm.learn(now - minutes{30}, now, burst, 0);
  const seconds busy = rhythm.wait(now, minutes{15}, {}, kBounds);
  EXPECT_LT(busy, calm / 3);
  rhythm.learn(now, now + hours{12}, {}, 0);
  EXPECT_GT(rhythm.wait(now + hours{12}, minutes{15}, {}, kBounds), calm / 2);
}

TEST(Rhythm, AFirstListTeachesAsFarAsItReaches) {
  std::vector<Instant> listed;  // forty entries, one in half an hour
  for (int n = 0; n < 40; ++n) listed.push_back(kStart - minutes{30 * n});
  Rhythm rhythm;
  rhythm.learn({}, kStart, listed, 0);
  EXPECT_NEAR(rhythm.expected(kStart - hours{19}, kStart), 38, 4);
  Rhythm undated;  // tells nothing at first, then by what each poll brings
  undated.learn({}, kStart, {}, 40);
  EXPECT_EQ(undated.expected(kStart, kStart + hours{24}), 0);
  for (int n = 1; n <= 48; ++n)
    undated.learn(kStart + minutes{30 * (n - 1)}, kStart + minutes{30 * n}, {}, 1);
  EXPECT_NEAR(undated.expected(kStart, kStart + hours{24}), 48, 4);
  // Entries from the future or from last year do not break anything.
  undated.learn(kStart + hours{24}, kStart + hours{25},
                std::vector{kStart + days{400}, kStart - days{400}}, 0);
  EXPECT_NEAR(undated.expected(kStart, kStart + hours{24}), 48, 6);
}

TEST(Rhythm, OutlivesARestart) {
  const Rhythm rhythm = taught(8, minutes{30}, minutes{20}, 6, 20);
  const Rhythm back = Rhythm::decode(rhythm.encode());
  EXPECT_EQ(back.encode(), rhythm.encode());
  const Instant now = kStart + days{8} + hours{3};
  EXPECT_NEAR(back.expected(now, now + days{1}), rhythm.expected(now, now + days{1}), 0.5);
  for (const char* foreign : {"", "x", "1", "1 2 3", "2 1 2", "1 -5", "1 99999999999999999999 "}) {
    SCOPED_TRACE(foreign);
    EXPECT_EQ(Rhythm::decode(foreign).expected(now, now + days{1}), 0);
  }
}

TEST(Rhythm, HintsAreRead) {
  const struct {
    const char *control, *age;
    int seconds;  // 0: nothing
  } caches[] = {
      {"max-age=600", "", 600},
      {"public, max-age=600", "100", 500},
      {"MAX-AGE = 60", "", 60},
      {"max-age=600", "700", 0},
      {"no-cache, max-age=600", "", 0},
      {"max-age=0", "", 0},
      {"s-maxage=30, max-age=90", "", 90},
      {"max-age=x", "", 0},
      {"", "", 0},
      {"max-age=99999999999999999999", "", 0},
  };
  for (const auto& one : caches) {
    SCOPED_TRACE(one.control);
    EXPECT_EQ(fresh_for(one.control, one.age).value_or(seconds{0}), seconds{one.seconds});
  }
  const struct {
    const char* feed;
    int minutes;
    bool hub;
  } feeds[] = {
      {"<rss><channel><ttl>60</ttl><item>", 60, false},
      {"<rss><channel><item><ttl>60</ttl>", 0, false},
      {"<channel><sy:updatePeriod> hourly </sy:updatePeriod><sy:updateFrequency>4"
       "</sy:updateFrequency>",
       15, false},
      {"<channel><sy:updatePeriod>daily</sy:updatePeriod>", 1440, false},
      {"<channel><sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0"
       "</sy:updateFrequency>",
       60, false},
      {"<feed><link rel=\"hub\" href=\"https://hub.example/\"/><entry>", 0, true},
      {"<ttl>-5</ttl>", 0, false},
      {"<ttl>", 0, false},
      {"", 0, false},
  };
  for (const auto& one : feeds) {
    SCOPED_TRACE(one.feed);
    const PollHints hints = feed_hints(one.feed);
    EXPECT_EQ(hints.every.value_or(seconds{0}), minutes{one.minutes});
    EXPECT_EQ(hints.hub, one.hub);
  }
}

}  // namespace
}  // namespace rasd
