#include "nlp/stories.h"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>

#include "tests/support/shared.h"

namespace rasd {
namespace {

constexpr Instant kMonday = std::chrono::sys_days(std::chrono::year(2026) / 11 / 2);

struct Told {
  const char* id;
  int hours;  // after kMonday
  const char* title;
  const char* text;
  std::vector<std::string> incident;
};

const Told kFire = {"fire1",
                    0,
                    "حريق كبير في مصنع للدهانات بمدينة سحاب",
                    "تعاملت كوادر الدفاع المدني مع حريق شب في مصنع للدهانات في مدينة سحاب الصناعية",
                    {"FIR", "POL"}};
const Told kFireAgain = {"fire2",
                         5,
                         "السيطرة على حريق مصنع الدهانات في سحاب",
                         "سيطر الدفاع المدني على حريق مصنع الدهانات في سحاب دون إصابات",
                         {"FIR"}};
const Told kMatch = {"match",
                     3,
                     "المنتخب يفوز بهدفين في تصفيات كأس آسيا",
                     "فاز المنتخب الوطني لكرة القدم بهدفين نظيفين في التصفيات الآسيوية",
                     {}};
const Told kTheft = {"theft",
                     6,
                     "القبض على سارق محال تجارية في إربد",
                     "ألقت الشرطة القبض على شخص سرق عدة محال تجارية في مدينة إربد",
                     {"THF", "POL"}};

StoryItem as_item(const Told& told) {
  return {told.id, kMonday + std::chrono::hours(told.hours), told.title, told.text, &told.incident};
}

TEST(Stories, JoinsReportsOfOneEventOnly) {
  StoryIndex index;
  EXPECT_EQ(index.add(as_item(kFire)), "fire1");
  EXPECT_EQ(index.add(as_item(kMatch)), "match");
  EXPECT_EQ(index.add(as_item(kFireAgain)), "fire1");
  EXPECT_EQ(index.add(as_item(kTheft)), "theft");
  EXPECT_EQ(index.size(), 3U);
}

TEST(Stories, EndAfterTwoSilentWeeks) {
  StoryIndex index;
  EXPECT_EQ(index.add(as_item(kFire)), "fire1");
  Told late = kFireAgain;
  late.hours = 24 * 20;
  EXPECT_EQ(index.add(as_item(late)), "fire2");
  EXPECT_EQ(index.size(), 1U) << "the old one expired";
}

TEST(Stories, RestoreKeepsTheName) {
  StoryIndex index;
  index.restore(as_item(kFire), "older");
  EXPECT_EQ(index.add(as_item(kFireAgain)), "older");
}

TEST(Stories, AReplayIsTheSameStory) {
  StoryIndex index;
  index.add(as_item(kFire));
  EXPECT_EQ(index.add(as_item(kFire)), "fire1");
  EXPECT_EQ(index.add(as_item(kFireAgain)), "fire1");
}

TEST(Stories, StayBounded) {
  StoryOptions options;
  options.capacity = 50;
  StoryIndex index(options);
  for (int i = 0; i < 500; ++i) {
    const std::string id = "i" + std::to_string(i);
    const std::string title = "word" + std::to_string(i) + " event" + std::to_string(i * 7) +
                              " place" + std::to_string(i * 13);
    EXPECT_EQ(index.add({id, kMonday + std::chrono::minutes(i), title, "", nullptr}), id);
  }
  EXPECT_EQ(index.size(), 50U);
}

TEST(Stories, TooShortToTellIsItsOwnStory) {
  StoryIndex index;
  EXPECT_EQ(index.add({"a", kMonday, "عاجل", "", nullptr}), "a");
  EXPECT_EQ(index.add({"b", kMonday, "عاجل", "", nullptr}), "b");
}

/// Same headline in several papers: silver pairs. A sanity test, not a measurement.
TEST(Stories, MostSilverClustersHoldTogether) {
  const auto dir = shared_folder("data", "cluster_ar");
  if (!dir) GTEST_SKIP() << kNoShared;
  std::ifstream in(*dir + "/saudinewsnet_same_title_silver.tsv");
  std::string line;
  std::getline(in, line);
  struct Row {
    std::string cluster, id, title, text;
    Instant when;
  };
  std::vector<Row> rows;
  while (std::getline(in, line)) {
    std::istringstream fields(line);
    Row row;
    std::string source;
    std::string date;
    std::getline(fields, row.cluster, '\t');
    std::getline(fields, source, '\t');
    std::getline(fields, date, '\t');
    std::getline(fields, row.title, '\t');
    std::getline(fields, row.text);
    const auto when = parse_rfc3339(date);
    ASSERT_TRUE(when) << date;
    row.when = *when;
    row.id = std::to_string(rows.size());
    rows.push_back(row);
  }
  ASSERT_GT(rows.size(), 1000U);
  std::stable_sort(rows.begin(), rows.end(),
                   [](const Row& a, const Row& b) { return a.when < b.when; });
  StoryIndex index;
  std::map<std::string, std::map<std::string, int>> of_cluster;
  std::map<std::string, std::map<std::string, int>> of_story;
  for (const Row& row : rows) {
    const std::string story = index.add({row.id, row.when, row.title, row.text, nullptr});
    ++of_cluster[row.cluster][story];
    ++of_story[story][row.cluster];
  }
  // BCubed (Bagga and Baldwin 1998).
  const auto bcubed = [&rows](const auto& groups) {
    double sum = 0;
    for (const auto& [name, parts] : groups) {
      double size = 0;
      for (const auto& [part, n] : parts) size += n;
      for (const auto& [part, n] : parts) sum += n * (n / size);
    }
    return sum / static_cast<double>(rows.size());
  };
  const double recall = bcubed(of_cluster);
  const double precision = bcubed(of_story);
  std::printf("silver clusters: n %zu, BCubed precision %.3f, recall %.3f\n", rows.size(),
              precision, recall);
  EXPECT_GT(recall, 0.85);
  EXPECT_GT(precision, 0.80);
}

}  // namespace
}  // namespace rasd
