#include "nlp/evaluation.h"

#include <algorithm>
#include <array>
#include <random>

namespace rasd {
namespace {

constexpr size_t kIncidentLabels = kIncidentCodes + 1;  // and NON
constexpr size_t kFewest = 5;

struct Tally {
  double hit = 0;
  double truth = 0;
  double said = 0;
  double f1() const { return truth + said > 0 ? 2 * hit / (truth + said) : 0; }
};
using Tallies = std::array<Tally, kIncidentLabels>;

uint32_t with_none(uint32_t bits) { return bits == 0 ? 1U << kIncidentCodes : bits; }

void count_bits(uint32_t truth, uint32_t said, Tallies& tallies) {
  for (size_t k = 0; k < kIncidentLabels; ++k) {
    const bool t = ((truth >> k) & 1U) != 0;
    const bool s = ((said >> k) & 1U) != 0;
    tallies[k].truth += t ? 1 : 0;
    tallies[k].said += s ? 1 : 0;
    tallies[k].hit += t && s ? 1 : 0;
  }
}

void count_one(uint8_t truth, uint8_t said, Tallies& tallies) {
  ++tallies[truth].truth;
  ++tallies[said].said;
  if (truth == said) ++tallies[truth].hit;
}

struct AllTallies {
  Tallies incident{};
  Tallies topic{};
  Tallies tone{};
  Tallies stance{};
  Tallies stance_where{};
};

double macro(const Tallies& tallies, size_t fewest, size_t labels) {
  double sum = 0;
  size_t n = 0;
  for (size_t k = 0; k < labels; ++k) {
    if (tallies[k].truth < static_cast<double>(fewest)) continue;
    sum += tallies[k].f1();
    ++n;
  }
  return n > 0 ? sum / static_cast<double>(n) : 0;
}

constexpr size_t kFigures = 6;
std::array<double, kFigures> figures(const std::vector<AnnotatedItem>& items,
                                     const std::vector<Decided>& decided,
                                     const std::vector<uint32_t>& use) {
  constexpr uint8_t kNotMentioned = kStanceCount - 1;
  AllTallies t;
  for (const uint32_t i : use) {
    count_bits(with_none(items[i].incident), with_none(decided[i].incident), t.incident);
    count_one(items[i].topic, decided[i].topic, t.topic);
    count_one(items[i].tone, decided[i].tone, t.tone);
    count_one(items[i].stance, decided[i].stance, t.stance);
    if (items[i].stance != kNotMentioned) {
      count_one(items[i].stance, decided[i].stance, t.stance_where);
    }
  }
  Tally all;
  for (const Tally& one : t.incident) {
    if (one.truth < kFewest) continue;
    all.hit += one.hit;
    all.truth += one.truth;
    all.said += one.said;
  }
  return {macro(t.incident, kFewest, kIncidentLabels),
          all.f1(),
          macro(t.topic, 1, kTopics),
          macro(t.tone, 1, kToneCount),
          macro(t.stance, 1, kStanceCount),
          macro(t.stance_where, 1, kStanceCount - 1)};
}

}  // namespace

LabelScores score_labels(const std::vector<AnnotatedItem>& items,
                         const std::vector<Decided>& decided,
                         const std::function<bool(const AnnotatedItem&)>& in_cell,
                         size_t resamples) {
  std::vector<uint32_t> cell;
  for (uint32_t i = 0; i < items.size(); ++i) {
    if (in_cell(items[i])) cell.push_back(i);
  }
  LabelScores scores;
  scores.n = cell.size();
  if (cell.empty()) return scores;
  const auto found = figures(items, decided, cell);
  std::array<std::vector<double>, kFigures> samples;
  std::mt19937 random(20261124);
  std::vector<uint32_t> drawn(cell.size());
  for (size_t r = 0; r < resamples; ++r) {
    for (uint32_t& d : drawn) d = cell[random() % cell.size()];
    const auto sample = figures(items, decided, drawn);
    for (size_t k = 0; k < kFigures; ++k) samples[k].push_back(sample[k]);
  }
  const std::array<Score*, kFigures> into = {&scores.incident, &scores.incident_micro,
                                             &scores.topic,    &scores.tone,
                                             &scores.stance,   &scores.stance_where};
  for (size_t k = 0; k < kFigures; ++k) {
    into[k]->value = found[k];
    if (samples[k].empty()) continue;
    std::sort(samples[k].begin(), samples[k].end());
    into[k]->low = samples[k][samples[k].size() * 25 / 1000];
    into[k]->high = samples[k][samples[k].size() * 975 / 1000];
  }
  return scores;
}

std::vector<LabelScore> score_each(const std::vector<AnnotatedItem>& items,
                                   const std::vector<Decided>& decided, Decision decision) {
  Tallies tallies{};
  for (size_t i = 0; i < items.size(); ++i) {
    switch (decision) {
      case Decision::kIncident:
        count_bits(with_none(items[i].incident), with_none(decided[i].incident), tallies);
        break;
      case Decision::kTopic:
        count_one(items[i].topic, decided[i].topic, tallies);
        break;
      case Decision::kTone:
        count_one(items[i].tone, decided[i].tone, tallies);
        break;
      case Decision::kStance:
        count_one(items[i].stance, decided[i].stance, tallies);
        break;
    }
  }
  const auto [first, count] = outputs_of(decision);
  std::vector<LabelScore> scores;
  for (size_t k = 0; k < count; ++k) {
    scores.push_back({std::string(output_code(first + k)), static_cast<size_t>(tallies[k].truth),
                      tallies[k].f1()});
  }
  if (decision == Decision::kIncident) {
    const Tally& none = tallies[kIncidentCodes];
    scores.push_back({std::string(kNoIncident), static_cast<size_t>(none.truth), none.f1()});
  }
  return scores;
}

}  // namespace rasd
