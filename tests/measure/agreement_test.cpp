#include "measure/agreement.h"

#include <gtest/gtest.h>

#include <cmath>

namespace rasd {
namespace {

// Krippendorff's own example (2011, section C): four observers, twelve units, missing codes; and
// its published answers for nominal and interval data.
const std::vector<CodedUnit> kPublished = {{1, 1, 1},    {2, 2, 3, 2}, {3, 3, 3, 3}, {3, 3, 3, 3},
                                           {2, 2, 2, 2}, {1, 2, 3, 4}, {4, 4, 4, 4}, {1, 1, 2, 1},
                                           {2, 2, 2, 2}, {5, 5, 5},    {1, 1},       {3}};

double interval_distance(uint32_t a, uint32_t b) {
  const double d = static_cast<double>(a) - static_cast<double>(b);
  return d * d;
}

TEST(Agreement, AlphaIsAsPublished) {
  const struct {
    const char* name;
    std::vector<CodedUnit> units;
    CodeDistance distance;
    double alpha;
    int64_t counted;
  } cases[] = {
      {"nominal", kPublished, nominal_distance, 0.743, 11},
      {"interval", kPublished, interval_distance, 0.849, 11},
      // Two observers, ten units, two categories (the paper's section A).
      {"binary",
       {{0, 1}, {1, 1}, {0, 1}, {0, 0}, {0, 0}, {0, 1}, {0, 0}, {0, 0}, {1, 0}, {0, 0}},
       nominal_distance,
       0.095,
       10},
      {"all agree", {{0, 0}, {1, 1}, {2, 2}}, nominal_distance, 1, 3},
      {"always apart", {{0, 1}, {1, 0}, {0, 1}, {1, 0}}, nominal_distance, -0.75, 4},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    const Agreement found = krippendorff_alpha(c.units, 6, c.distance);
    ASSERT_TRUE(found.alpha);
    EXPECT_NEAR(*found.alpha, c.alpha, 0.0006);
    EXPECT_EQ(found.units, c.counted);
    EXPECT_LE(found.interval.low, *found.alpha);
    EXPECT_GE(found.interval.high, *found.alpha);
  }
}

TEST(Agreement, SaysNothingWhereNothingCanBeSaid) {
  const struct {
    const char* name;
    std::vector<CodedUnit> units;
    int64_t counted;
    double same;
  } cases[] = {
      {"no unit", {}, 0, 0},
      {"each coded once", {{0}, {1}}, 0, 0},
      {"one category only", {{0, 0}, {0, 0}}, 2, 1},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    const Agreement found = krippendorff_alpha(c.units, 2);
    EXPECT_FALSE(found.alpha);
    EXPECT_EQ(found.units, c.counted);
    EXPECT_DOUBLE_EQ(found.same, c.same);
    EXPECT_DOUBLE_EQ(found.interval.low, -1);
  }
}

TEST(Agreement, TheIntervalNarrowsWithMoreUnitsAndIsRepeatable) {
  std::vector<CodedUnit> few;
  for (uint32_t i = 0; i < 30; ++i) few.push_back({i % 3, i % 5 == 0 ? (i + 1) % 3 : i % 3});
  std::vector<CodedUnit> many;
  for (int copy = 0; copy < 16; ++copy) many.insert(many.end(), few.begin(), few.end());
  const auto wide = krippendorff_alpha(few, 3);
  const auto narrow = krippendorff_alpha(many, 3);
  // Sixteen times the units: a quarter of the width.
  EXPECT_NEAR(
      (narrow.interval.high - narrow.interval.low) / (wide.interval.high - wide.interval.low), 0.25,
      0.05);
  const auto again = krippendorff_alpha(few, 3);
  EXPECT_DOUBLE_EQ(again.interval.low, wide.interval.low);
  EXPECT_DOUBLE_EQ(again.interval.high, wide.interval.high);
}

TEST(Agreement, MostConfusedPairsComeFirst) {
  const auto pairs = confused_pairs(kPublished, 3);
  ASSERT_EQ(pairs.size(), 3u);
  // {1,2} and {2,3} each in two units, in the order of their codes; then a pair met once.
  EXPECT_EQ(pairs[0].a, 1u);
  EXPECT_EQ(pairs[0].b, 2u);
  EXPECT_EQ(pairs[0].units, 2);
  EXPECT_EQ(pairs[1].a, 2u);
  EXPECT_EQ(pairs[1].b, 3u);
  EXPECT_EQ(pairs[1].units, 2);
  EXPECT_EQ(pairs[2].units, 1);
}

}  // namespace
}  // namespace rasd
