#include "demo/world.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <map>
#include <set>

#include "base/utf8.h"
#include "demo/arabic_count.h"
#include "demo/setting.h"
#include "demo/truth.h"
#include "records/article.h"
#include "records/json.h"

namespace rasd {
namespace {

const Day kToday{std::chrono::year{2026}, std::chrono::November, std::chrono::day{24}};

const World& world() {
  static const World kWorld = make_world(1, kToday);
  return kWorld;
}

std::string text_of(const WorldItem& item) {
  std::string text = item.title;
  for (const std::string& p : item.paragraphs) text += "\n" + p;
  return text;
}

std::string truth_of(const World& w) {
  return truth_json(w, [](const WorldItem& item) { return "http://x" + item.path; });
}

TEST(World, TheSameSeedGivesTheSameBytes) {
  const World again = make_world(1, kToday);
  EXPECT_EQ(truth_of(world()), truth_of(again));
  ASSERT_EQ(world().items.size(), again.items.size());
  for (size_t i = 0; i < again.items.size(); ++i) {
    ASSERT_EQ(text_of(world().items[i]), text_of(again.items[i])) << again.items[i].id;
  }
  EXPECT_NE(truth_of(world()), truth_of(make_world(2, kToday)));
}

TEST(World, EveryDayHasItsCoverage) {
  std::map<int, int> news, posts;
  for (const WorldItem& item : world().items) {
    const int day = days_between(world().first, world_day(item.published));
    ASSERT_GE(day, 0);
    ASSERT_LT(day, 60);
    if (item.kind == ItemKind::kNews) ++news[day];
    if (item.kind == ItemKind::kPost) ++posts[day];
  }
  for (int day = 0; day < 60; ++day) {
    SCOPED_TRACE(day);
    EXPECT_GE(news[day], 20);
    EXPECT_LE(news[day], 75);
    EXPECT_GE(posts[day], 12);
  }
  EXPECT_GE(world().items.size(), 2000u);
  EXPECT_LE(world().items.size(), 4500u);
  EXPECT_GE(world().incidents.size(), 40u);
}

TEST(World, NoSlotIsLeftOpenAndEveryTextIsClean) {
  std::set<std::string> ids, addresses;
  for (const WorldItem& item : world().items) {
    SCOPED_TRACE(item.id);
    const std::string text = text_of(item);
    EXPECT_EQ(text.find_first_of("{}[]"), std::string::npos) << text;
    EXPECT_EQ(text.find("  "), std::string::npos) << text;
    EXPECT_TRUE(is_utf8(text));
    EXPECT_TRUE(ids.insert(item.id).second);
    if (item.kind != ItemKind::kComment) {
      EXPECT_TRUE(addresses.insert(std::to_string(item.outlet) + item.path).second) << item.path;
    }
    ASSERT_FALSE(item.paragraphs.empty());
    for (const std::string& p : item.paragraphs) EXPECT_FALSE(p.empty());
    if (item.kind == ItemKind::kNews || item.kind == ItemKind::kStatement) {
      EXPECT_FALSE(item.title.empty());
      EXPECT_GE(item.paragraphs.size(), 2u) << item.title;
      EXPECT_LE(item.paragraphs.size(), 8u);
    }
  }
}

TEST(World, NobodyRepeatsHimselfWithinADay) {
  std::map<int, std::set<std::string>> seen;
  for (const WorldItem& item : world().items) {
    if (item.copy != CopyKind::kOriginal) continue;
    const int day = days_between(world().first, world_day(item.published));
    EXPECT_TRUE(seen[day].insert(text_of(item)).second) << text_of(item);
    if (item.kind == ItemKind::kNews) {
      // The lead alone must not come back either.
      EXPECT_TRUE(seen[day].insert(item.paragraphs[0]).second) << item.id << item.paragraphs[0];
    }
  }
}

TEST(World, TheTruthAgreesWithTheItems) {
  const World& w = world();
  for (size_t g = 0; g < w.copies.size(); ++g) {
    const WorldItem& original = w.items[static_cast<size_t>(w.copies[g].original)];
    for (const int m : w.copies[g].members) {
      const WorldItem& copy = w.items[static_cast<size_t>(m)];
      SCOPED_TRACE(copy.id);
      EXPECT_EQ(copy.copy_group, static_cast<int>(g));
      EXPECT_NE(copy.outlet, original.outlet);
      EXPECT_GE(copy.published, original.published);
      if (copy.copy == CopyKind::kVerbatim) {
        EXPECT_EQ(copy.paragraphs, original.paragraphs);
      }
      if (copy.copy == CopyKind::kShortened) {
        EXPECT_LT(copy.paragraphs.size(), original.paragraphs.size());
        EXPECT_EQ(copy.paragraphs[0], original.paragraphs[0]);
      }
    }
  }
  for (const WorldStatement& s : w.statements) {
    const WorldItem& said = w.items[static_cast<size_t>(s.item)];
    EXPECT_EQ(said.kind, ItemKind::kStatement);
    for (const Pickup& p : s.carried) {
      const WorldItem& carrier = w.items[static_cast<size_t>(p.item)];
      EXPECT_EQ(carrier.copy, p.how);
      EXPECT_EQ(carrier.published - said.published, std::chrono::minutes(p.minutes_late));
    }
  }
  for (const WorldIncident& i : w.incidents) {
    EXPECT_FALSE(i.name.empty()) << i.id;
    EXPECT_GE(i.items.size(), 3u) << i.id;
  }
  const auto json = parse_json(truth_of(w));
  ASSERT_TRUE(json) << json.error().message;
  EXPECT_EQ((*json)["items"].Size(), w.items.size());
  EXPECT_EQ((*json)["incidents"].Size(), w.incidents.size());
}

TEST(World, OpinionStepsAtThreeKnownDates) {
  const World& w = world();
  ASSERT_EQ(w.opinion.size(), 60u);
  ASSERT_EQ(w.shifts.size(), 3u);
  std::map<int, std::array<int, 4>> counted;
  for (const WorldItem& item : w.items) {
    if (item.kind != ItemKind::kPost) continue;
    auto& day = counted[days_between(w.first, world_day(item.published))];
    for (size_t i = 0; i < 4; ++i) day[i] += item.stance == kStances[i];
  }
  const int edges[] = {0, 18, 34, 48, 60};
  double against[4] = {};
  for (int phase = 0; phase < 4; ++phase) {
    int n = 0;
    int a = 0;
    for (int d = edges[phase]; d < edges[phase + 1]; ++d) {
      EXPECT_EQ(w.opinion[static_cast<size_t>(d)].stance, counted[d]);
      for (const int c : counted[d]) n += c;
      a += counted[d][1];
    }
    against[phase] = static_cast<double>(a) / n;
    // The written shares follow the planted ones.
    EXPECT_NEAR(against[phase], w.opinion[static_cast<size_t>(edges[phase])].planned[1], 0.03);
  }
  EXPECT_GT(against[1], against[0] + 0.15);
  EXPECT_LT(against[2], against[1] - 0.15);
  EXPECT_GT(against[3], against[2] + 0.1);
  for (const OpinionShift& s : w.shifts) {
    ASSERT_GE(s.incident, 0);
    EXPECT_EQ(w.incidents[static_cast<size_t>(s.incident)].day, s.day);
  }
}

TEST(World, TheSilentAndTheFailingPublishNothing) {
  const World& w = world();
  const size_t failing = w.outlet_index("minbar-jisr");
  const size_t silent = w.outlet_index("fanar");
  int before = 0;
  for (const WorldItem& item : w.items) {
    EXPECT_NE(item.outlet, failing);
    if (item.outlet != silent) continue;
    ++before;
    EXPECT_LT(days_between(w.first, world_day(item.published)), 50);
  }
  EXPECT_GT(before, 50);
}

TEST(World, AShorterWorldHoldsTogether) {
  const World w = make_world(7, kToday, 20);
  EXPECT_EQ(days_between(w.first, w.last), 19);
  EXPECT_GE(w.incidents.size(), 40u);
  EXPECT_EQ(w.opinion.size(), 20u);
}

TEST(ArabicCount, AgreesInGenderNumberAndCase) {
  struct Case {
    int n;
    const CountedNoun& noun;
    ArabicCase grammatical_case;
    const char* expected;
  };
  const Case cases[] = {
      {1, kPerson, ArabicCase::kNominative, "شخص"},
      {2, kPerson, ArabicCase::kNominative, "شخصان"},
      {2, kPerson, ArabicCase::kOblique, "شخصين"},
      {3, kPerson, ArabicCase::kNominative, "ثلاثة أشخاص"},
      {10, kPerson, ArabicCase::kOblique, "عشرة أشخاص"},
      {11, kPerson, ArabicCase::kOblique, "11 شخصا"},
      {3, kVehicle, ArabicCase::kNominative, "ثلاث مركبات"},
      {8, kFamily, ArabicCase::kNominative, "ثماني عائلات"},
      {45, kKilogram, ArabicCase::kOblique, "45 كيلوغراما"},
      {103, kPill, ArabicCase::kOblique, "103 حبات"},
      {20000, kPill, ArabicCase::kOblique, "20000 حبة"},
      {2, kSuspect, ArabicCase::kOblique, "مشتبه بهما"},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.expected);
    EXPECT_EQ(count_arabic(c.n, c.noun, c.grammatical_case), c.expected);
  }
}

/// Not a check: RASD_DUMP=FILE writes every text for reading.
TEST(World, CanBeRead) {
  const char* path = std::getenv("RASD_DUMP");
  if (path == nullptr) GTEST_SKIP() << "RASD_DUMP is not set";
  std::ofstream out(path);
  for (const WorldItem& item : world().items) {
    out << "## " << item.id << " " << world().outlets[item.outlet].id << " " << item.variety << " "
        << to_rfc3339(item.published) << " " << item.topic << " " << item.stage << " "
        << name(item.copy) << " " << item.tone << "/" << item.stance << "\n"
        << text_of(item) << "\n\n";
  }
  EXPECT_TRUE(out.good());
}

}  // namespace
}  // namespace rasd
