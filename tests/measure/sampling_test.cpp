#include "measure/sampling.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <numeric>

namespace rasd {
namespace {

TEST(Sampling, Allocates) {
  using Sizes = std::vector<int64_t>;
  const struct {
    const char* name;
    std::vector<Stratum> strata;
    int64_t n;
    Allocation how;
    Sizes drawn;
  } cases[] = {
      {"proportional", {{"a", 100, 1}, {"b", 300, 1}}, 40, Allocation::kProportional, {10, 30}},
      {"Neyman", {{"a", 100, 0.6}, {"b", 300, 0.2}}, 40, Allocation::kNeyman, {20, 20}},
      {"at least four", {{"a", 10, 1}, {"b", 990, 1}}, 40, Allocation::kProportional, {4, 36}},
      {"small taken whole", {{"a", 3, 1}, {"b", 500, 1}}, 40, Allocation::kProportional, {3, 37}},
      {"full gives its rest", {{"a", 10, 1}, {"b", 100, .01}}, 40, Allocation::kNeyman, {10, 30}},
      {"frame too small", {{"a", 3, 1}, {"b", 5, 1}}, 40, Allocation::kNeyman, {3, 5}},
      {"least alone needs more", {{"a", 50, 1}, {"b", 50, 1}}, 5, Allocation::kNeyman, {4, 4}},
      {"nothing", {}, 10, Allocation::kNeyman, {}},
      {"remainders",
       {{"a", 50, 1}, {"b", 50, 1}, {"c", 50, 1}},
       20,
       Allocation::kProportional,
       {7, 7, 6}},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(allocate(c.strata, c.n, c.how), c.drawn);
  }
}

std::vector<SamplingUnit> frame(int n) {
  std::vector<SamplingUnit> units;
  for (int i = 0; i < n; ++i) {
    units.push_back({"item-" + std::to_string(i), i % 4 == 0 ? "rare" : "usual", 0.5});
  }
  return units;
}

TEST(Sampling, SameSeedSameSampleWhateverTheOrder) {
  std::vector<SamplingUnit> units = frame(200);
  const Draw one = draw_sample(units, 30, Allocation::kNeyman, 42);
  std::reverse(units.begin(), units.end());
  const Draw two = draw_sample(units, 30, Allocation::kNeyman, 42);
  ASSERT_EQ(one.units.size(), 30u);
  ASSERT_EQ(two.units.size(), one.units.size());
  for (size_t i = 0; i < one.units.size(); ++i) EXPECT_EQ(one.units[i].id, two.units[i].id);
  const Draw other = draw_sample(units, 30, Allocation::kNeyman, 43);
  int same = 0;
  for (size_t i = 0; i < 30; ++i) same += one.units[i].id == other.units[i].id;
  EXPECT_LT(same, 20);
}

TEST(Sampling, InclusionProbabilitiesHold) {
  const std::vector<SamplingUnit> units = frame(100);
  std::map<std::string, int> times;
  double pi = 0;
  constexpr int kDraws = 2000;
  for (uint64_t seed = 0; seed < kDraws; ++seed) {
    for (const DrawnUnit& unit : draw_sample(units, 20, Allocation::kProportional, seed).units) {
      ++times[unit.id];
      pi = unit.pi;
    }
  }
  EXPECT_DOUBLE_EQ(pi, 0.2);
  ASSERT_EQ(times.size(), 100u);
  // Standard error of each is .009; 4.5 of them.
  for (const auto& [id, count] : times) EXPECT_NEAR(count / double{kDraws}, 0.2, 0.04) << id;
}

TEST(Sampling, StreamingSelection) {
  EXPECT_DOUBLE_EQ(inclusion_probability(0.5, 0.5), 0.2 + 0.8 * 0.25);
  EXPECT_DOUBLE_EQ(inclusion_probability(0.9, 5), 1);
  int selected = 0;
  for (int i = 0; i < 10000; ++i) selected += is_selected("item-" + std::to_string(i), 0.3, 5);
  EXPECT_NEAR(selected / 10000.0, 0.3, 0.02);
  EXPECT_EQ(is_selected("x", 0.3, 5), is_selected("x", 0.3, 5));
}

TEST(Sampling, LabelsNeeded) {
  EXPECT_EQ(labels_needed(0.3, 0.25, 0.05), 243);  // 242.02, rounded up
  EXPECT_EQ(labels_needed(0.3, 0.25, 0.03), 673);
}

}  // namespace
}  // namespace rasd
