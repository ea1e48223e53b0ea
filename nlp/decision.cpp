#include "nlp/decision.h"

#include <algorithm>
#include <cmath>

namespace rasd {
namespace {

uint8_t highest(const Margins& margins, const Calibration& calibration, Decision decision) {
  const auto [first, count] = outputs_of(decision);
  size_t best = 0;
  for (size_t k = 1; k < count; ++k) {
    if (margins[first + k] + calibration[first + k].offset >
        margins[first + best] + calibration[first + best].offset) {
      best = k;
    }
  }
  return static_cast<uint8_t>(best);
}

}  // namespace

Decided decide(const Margins& margins, const Calibration& calibration) {
  Decided decided;
  std::array<std::pair<float, uint32_t>, kIncidentCodes> above;
  size_t n = 0;
  for (uint32_t k = 0; k < kIncidentCodes; ++k) {
    const float shifted = margins[k] + calibration[k].offset;
    if (shifted > 0) above[n++] = {-shifted, k};
  }
  std::sort(above.begin(), above.begin() + static_cast<std::ptrdiff_t>(n));
  for (size_t i = 0; i < std::min(n, kMostIncidents); ++i) {
    decided.incident |= 1U << above[i].second;
  }
  decided.topic = highest(margins, calibration, Decision::kTopic);
  decided.tone = highest(margins, calibration, Decision::kTone);
  decided.stance = highest(margins, calibration, Decision::kStance);
  return decided;
}

std::array<float, kOutputs> probabilities(const Margins& margins, const Calibration& calibration) {
  std::array<float, kOutputs> p{};
  for (size_t k = 0; k < kOutputs; ++k) {
    p[k] = calibration[k].slope * margins[k] + calibration[k].bias;  // a logit for now
  }
  for (size_t k = 0; k < kIncidentCodes; ++k) p[k] = 1 / (1 + std::exp(-p[k]));
  for (const Decision decision : {Decision::kTopic, Decision::kTone, Decision::kStance}) {
    const auto [first, count] = outputs_of(decision);
    const float top = *std::max_element(p.begin() + static_cast<std::ptrdiff_t>(first),
                                        p.begin() + static_cast<std::ptrdiff_t>(first + count));
    float sum = 0;
    for (size_t k = first; k < first + count; ++k) sum += p[k] = std::exp(p[k] - top);
    for (size_t k = first; k < first + count; ++k) p[k] /= sum;
  }
  return p;
}

}  // namespace rasd
