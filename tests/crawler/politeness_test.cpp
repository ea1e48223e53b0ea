#include "crawler/politeness.h"

#include <gtest/gtest.h>

namespace rasd {
namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::seconds;
using Steady = std::chrono::steady_clock::time_point;
using Robots = Politeness::Robots;

const Steady kStart{std::chrono::hours(1000)};
const Instant kNow{std::chrono::sys_days(std::chrono::year(2026) / 11 / 24)};
const std::string kHost = "news.example";

Politeness polite(PolitenessOptions options = {}) {
  Politeness politeness(options);
  politeness.add_host(kHost, false);
  politeness.add_host("127.0.0.1:1", true);
  return politeness;
}

Url url(const std::string& text) { return *parse_url(text); }

TEST(Politeness, SpacesStartsAndBoundsThem) {
  Politeness p = polite();
  EXPECT_LE(p.next_start(kHost).value(), kStart);
  p.started(kHost, kStart);
  EXPECT_EQ(p.next_start(kHost).value(), kStart + seconds(1));
  p.started(kHost, kStart + seconds(1));
  EXPECT_FALSE(p.next_start(kHost)) << "two at once are enough";
  p.finished(kHost, kStart + seconds(2), 200);
  EXPECT_EQ(p.next_start(kHost).value(), kStart + seconds(2));
  for (int i = 0; i < 8; ++i) {
    EXPECT_LE(p.next_start("127.0.0.1:1").value(), kStart) << "no delay for local hosts";
    p.started("127.0.0.1:1", kStart);
  }
  EXPECT_FALSE(p.next_start("127.0.0.1:1"));
}

TEST(Politeness, SlowsDownWhenAskedAndComesBack) {
  Politeness p = polite();
  const struct {
    const char* name;
    int status;
    milliseconds delay;
  } steps[] = {
      {"fine", 200, milliseconds(1000)},   {"too many", 429, milliseconds(2000)},
      {"again", 429, milliseconds(4000)},  {"busy", 503, milliseconds(8000)},
      {"silence", 0, milliseconds(16000)}, {"not found is an answer", 404, milliseconds(8000)},
      {"fine", 200, milliseconds(4000)},   {"fine", 200, milliseconds(2000)},
      {"fine", 200, milliseconds(1000)},   {"fine", 200, milliseconds(1000)},
  };
  for (const auto& step : steps) {
    SCOPED_TRACE(step.name);
    p.started(kHost, kStart);
    p.finished(kHost, kStart, step.status);
    EXPECT_EQ(p.delay(kHost), step.delay);
  }
  for (int i = 0; i < 50; ++i) p.finished(kHost, kStart, 503);
  EXPECT_EQ(p.delay(kHost), seconds(60)) << "slowing down has an end";
}

TEST(Politeness, StaysAwayAsLongAsTold) {
  Politeness p = polite();
  p.started(kHost, kStart);
  p.finished(kHost, kStart, 503, seconds(600));
  EXPECT_EQ(p.next_start(kHost).value(), kStart + seconds(600));
}

TEST(Politeness, RobotsByStatus) {
  const struct {
    const char* name;
    int status;
    const char* body;
    Robots expected;
  } cases[] = {
      {"read", 200, "User-agent: *\nDisallow: /a", Robots::kForbidden},
      {"read, allowed", 200, "User-agent: *\nDisallow: /b", Robots::kAllowed},
      {"none (RFC 9309 2.3.1.3)", 404, "User-agent: *\nDisallow: /", Robots::kAllowed},
      {"forbidden is no rule", 403, "", Robots::kAllowed},
      {"broken server (2.3.1.4)", 500, "", Robots::kUnreachable},
      {"busy", 503, "", Robots::kUnreachable},
      {"no answer", 0, "", Robots::kUnreachable},
      {"too many requests", 429, "", Robots::kUnreachable},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    Politeness p = polite();
    EXPECT_EQ(p.robots(kHost, url("http://news.example/a"), kNow), Robots::kAsk);
    p.learn_robots(kHost, c.status, c.body, kNow);
    EXPECT_EQ(p.robots(kHost, url("http://news.example/a"), kNow), c.expected);
  }
}

TEST(Politeness, RobotsAreKeptADayAndAGoodCopyOutlivesTrouble) {
  Politeness p = polite();
  const Url page = url("http://news.example/a");
  p.learn_robots(kHost, 200, "User-agent: *\nDisallow: /a", kNow);
  EXPECT_EQ(p.robots(kHost, page, kNow + hours(23)), Robots::kForbidden);
  EXPECT_EQ(p.robots(kHost, page, kNow + hours(24)), Robots::kAsk);
  p.learn_robots(kHost, 500, "", kNow + hours(24));
  EXPECT_EQ(p.robots(kHost, page, kNow + hours(24)), Robots::kForbidden);
  EXPECT_EQ(p.robots(kHost, page, kNow + hours(26)), Robots::kAsk);
  Politeness q = polite();
  q.learn_robots(kHost, 500, "", kNow);
  EXPECT_EQ(q.robots(kHost, page, kNow + std::chrono::minutes(59)), Robots::kUnreachable);
  EXPECT_EQ(q.robots(kHost, page, kNow + hours(1)), Robots::kAsk);
}

TEST(Politeness, HonoursACrawlDelayUpToACap) {
  const struct {
    const char* body;
    milliseconds delay;
  } cases[] = {
      {"User-agent: *\nCrawl-delay: 5\n", milliseconds(5000)},
      {"User-agent: *\nCrawl-delay: 0.2\n", milliseconds(1000)},
      {"User-agent: *\nCrawl-delay: 86400\n", milliseconds(10'000)},
      {"User-agent: other\nCrawl-delay: 5\n", milliseconds(1000)},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.body);
    Politeness p = polite();
    p.learn_robots(kHost, 200, c.body, kNow);
    EXPECT_EQ(p.delay(kHost), c.delay);
  }
}

TEST(Politeness, BudgetIsOfOneHostAndOneDay) {
  PolitenessOptions options;
  options.pages_per_day = 3;
  Politeness p = polite(options);
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(p.spend_page(kHost, kNow));
  EXPECT_FALSE(p.spend_page(kHost, kNow + hours(23)));
  EXPECT_TRUE(p.spend_page(kHost, kNow + hours(24)));
  for (int i = 0; i < 100; ++i) EXPECT_TRUE(p.spend_page("127.0.0.1:1", kNow));
}

TEST(Politeness, SeesTraps) {
  const struct {
    const char* name;
    std::string url;
    bool is_trap;
  } cases[] = {
      {"article", "https://a.example/2026/11/24/some-story-1234", false},
      {"arabic slug", "https://a.example/%D8%AD%D9%88%D8%A7%D8%AF%D8%AB/123", false},
      {"numbers that are no year", "https://a.example/news/8080/4567", false},
      {"longest slug", "https://a.example/" + std::string(1900, 'x'), false},
      {"too long", "https://a.example/" + std::string(2100, 'x'), true},
      {"same folder", "https://a.example/a/b/a/b/a/b/a/b", true},
      {"twice is fine", "https://a.example/news/news/1", false},
      {"deep", "https://a.example/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18/19/20/21", true},
      {"an article's number", "https://a.example/report/2093", false},
      {"calendar ahead", "https://a.example/calendar/2093/05/", true},
      {"this year", "https://a.example/calendar/2026/12/", false},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(!trap_in(url(c.url), kNow).empty(), c.is_trap);
  }
}

}  // namespace
}  // namespace rasd
