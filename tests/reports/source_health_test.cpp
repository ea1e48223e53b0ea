#include "reports/source_health.h"

#include <gtest/gtest.h>

#include "tests/reports/invented_store.h"

namespace rasd {
namespace {

using std::chrono::hours;
using std::chrono::minutes;

constexpr Day kDay{std::chrono::year{2026}, std::chrono::month{11}, std::chrono::day{24}};

struct Look {
  int minute;  ///< from the first
  int status;
  uint32_t fresh = 0;
};

std::vector<SourcePoll> polls_of(const std::vector<Look>& looks) {
  std::vector<SourcePoll> polls;
  for (const Look& look : looks) {
    SourcePoll poll;
    poll.at = at_amman(kDay, 0) + minutes{look.minute};
    poll.status = look.status;
    poll.ok = look.status == 200;
    poll.fresh = look.fresh;
    if (!poll.ok) poll.error = "the server answered " + std::to_string(look.status);
    polls.insert(polls.begin(), std::move(poll));
  }
  return polls;
}

TEST(SourceHealth, PollsAreJudgedWithHysteresis) {
  const struct {
    const char* name;
    std::vector<Look> looks;
    SourceCondition condition;
    int since = -1;
  } cases[] = {
      {"never polled", {}, SourceCondition::kLive},
      {"one failure among good ones", {{0, 200}, {15, 503}}, SourceCondition::kLive},
      {"two in a row", {{0, 200}, {15, 503}, {30, 0}}, SourceCondition::kLive},
      {"three in a row", {{0, 200}, {15, 503}, {30, 0}, {45, 500}}, SourceCondition::kFailing, 15},
      {"one, an hour after the last good one", {{0, 200}, {60, 503}}, SourceCondition::kFailing, 60},
      {"never a good one", {{0, 503}}, SourceCondition::kFailing, 0},
      {"one good poll ends nothing",
       {{0, 200}, {15, 503}, {30, 503}, {45, 503}, {60, 200}},
       SourceCondition::kFailing,
       15},
      {"two do",
       {{0, 200}, {15, 503}, {30, 503}, {45, 503}, {60, 200}, {75, 200}},
       SourceCondition::kLive},
      {"one that brings something does",
       {{0, 200}, {15, 503}, {30, 503}, {45, 503}, {60, 200, 3}},
       SourceCondition::kLive},
      {"one after an hour of peace does", {{0, 503}, {90, 200}}, SourceCondition::kLive},
      {"it comes and goes",
       {{0, 200}, {15, 503}, {30, 503}, {45, 503}, {60, 200}, {75, 503}},
       SourceCondition::kFailing,
       15},
      {"refused for an hour", {{0, 403}, {30, 403}, {60, 403}}, SourceCondition::kFailing, 0},
      {"refused for six", {{0, 403}, {180, 429}, {360, 401}}, SourceCondition::kBlocked, 0},
      {"refused and broken", {{0, 403}, {180, 500}, {360, 403}}, SourceCondition::kFailing, 0},
      {"missing for a day", {{0, 404}, {1440, 404}}, SourceCondition::kFailing, 0},
      {"missing for two", {{0, 404}, {1440, 410}, {2880, 404}}, SourceCondition::kGone, 0},
  };
  for (const auto& one : cases) {
    SCOPED_TRACE(one.name);
    const PollsVerdict verdict = judge_polls(polls_of(one.looks));
    EXPECT_EQ(name(verdict.condition), name(one.condition));
    if (one.since >= 0) {
      EXPECT_EQ(verdict.since, at_amman(kDay, 0) + minutes{one.since});
    } else {
      EXPECT_FALSE(verdict.since);
    }
  }
}

class JudgedSources : public testing::Test {
 protected:
  JudgedSources() : store_(at_amman(kDay, 12)) {
    store_.sources({invented_source("paper", "الجريدة"), invented_source("weekly", "المجلة"),
                    invented_source("stopped", "المتوقفة"), invented_source("refusing", "الرافضة"),
                    invented_source("moved", "المنتقلة")});
    for (int day = -28; day <= 0; ++day)
      for (int n = 0; n < 40; ++n) {
        const Instant at = at_amman(add_days(kDay, day), 6) + minutes{n * 23 + (day * 7 + n) % 11};
        if (at < at_amman(kDay, 12)) add("paper", at);
        if (at < at_amman(kDay, 6)) add("stopped", at);
        if (n == 9 && day % 7 == -3) add("weekly", at);
        if (day < -20 && n < 9) add("refusing", at);
      }
    for (int hour = -60; hour <= 12; hour += 3) {
      const Instant at = at_amman(kDay, 0) + hours{hour};
      for (const char* id : {"paper", "weekly", "stopped"}) store_.poll(id, at);
      store_.poll("refusing", at, "robots.txt does not allow it");
      if (hour == 12) store_.poll("moved", at - hours{72});
    }
    store_.commit();
  }

  void add(const char* source, Instant at) {
    store_.add({source, at, "عنوان " + std::to_string(++n_), "نص", {}, "culture_media"});
  }

  InventedStore store_;
  int n_ = 0;
};

TEST_F(JudgedSources, SilenceIsToldByNoonAndAlarmsStandFirst) {
  StoreReader reader = store_.reader();
  const auto health =
      judge_sources(reader, amman(), {at_amman(add_days(kDay, -1), 12), at_amman(kDay, 12, 1)});
  ASSERT_TRUE(health) << health.error().message;
  ASSERT_EQ(health->sources.size(), 5u);
  const Wording arabic(Language::kArabic, amman());
  const Wording english(Language::kEnglish, amman());
  const struct {
    const char* id;
    const char* condition;
    const char* reason;
    const char* arabic;
  } cases[] = {
      {"stopped", "silent", "nothing new since", "لا جديد منذ"},
      {"refusing", "blocked", "refuses our requests since", "يرفض طلباتنا منذ"},
      {"moved", "not_polled", "not checked", "لم يُفحص"},
      {"paper", "live", "", ""},
      {"weekly", "live", "", ""},
  };
  size_t i = 0;
  for (const auto& one : cases) {
    SCOPED_TRACE(one.id);
    const auto found = std::find_if(
        health->sources.begin(), health->sources.end(),
        [&](const SourceHealth& source) { return source.coverage.source.id == one.id; });
    ASSERT_NE(found, health->sources.end());
    if (i < 3) {
      EXPECT_EQ(found - health->sources.begin(), static_cast<std::ptrdiff_t>(i)) << "the order";
    }
    ++i;
    EXPECT_EQ(name(found->condition), one.condition);
    const std::string reason = health_reason(*found, english, kDay);
    EXPECT_EQ(reason.substr(0, std::string(one.reason).size()), one.reason);
    EXPECT_EQ(reason.empty(), std::string(one.reason).empty()) << reason;
    const std::string said = health_reason(*found, arabic, kDay);
    EXPECT_EQ(said.substr(0, std::string(one.arabic).size()), one.arabic);
    EXPECT_FALSE(condition_name(found->condition, arabic).empty());
  }
  EXPECT_EQ(health->alarms, 2u);
}

TEST_F(JudgedSources, PausesAreJudgedAsTheyTurnedOut) {
  StoreReader reader = store_.reader();
  const Window period{at_amman(add_days(kDay, -20), 0), at_amman(kDay, 12)};
  const auto refusing = PauseJudge::open(reader, amman(), "refusing", period);
  ASSERT_TRUE(refusing) << refusing.error().message;
  const auto day = [](int n) {
    return Window{at_amman(add_days(kDay, n), 0), at_amman(add_days(kDay, n + 1), 0)};
  };
  EXPECT_FALSE(refusing->is_silent(day(-22)));
  EXPECT_TRUE(refusing->is_silent(day(-19))) << "the first day of a long silence counts";
  const auto weekly = PauseJudge::open(reader, amman(), "weekly", period);
  ASSERT_TRUE(weekly) << weekly.error().message;
  EXPECT_FALSE(weekly->is_silent(day(-2)));
}

}  // namespace
}  // namespace rasd
