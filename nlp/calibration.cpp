#include "nlp/calibration.h"

#include <algorithm>
#include <cmath>

namespace rasd {
namespace {

/// How much an item drawn at random counts when thresholds are chosen.
constexpr float kRandomWeight = 2;
/// Pull of the bias fitted on random items towards the one of all items: some codes have hardly
/// a positive among the random ones.
constexpr double kBiasPrior = 2;

double sigmoid(double x) { return 1 / (1 + std::exp(-x)); }

struct Line {
  double slope = 1;
  double bias = 0;
};

/// Platt's fit of one label by Newton steps, with a weak prior on both constants.
Line fit_line(const std::vector<std::pair<float, bool>>& points) {
  Line line{2, 0};
  for (int step = 0; step < 30; ++step) {
    double g0 = 0.1 * line.bias;
    double g1 = 0.1 * (line.slope - 2);
    double h00 = 0.1;
    double h01 = 0;
    double h11 = 0.1;
    for (const auto& [m, positive] : points) {
      const double p = sigmoid(line.slope * m + line.bias);
      const double error = p - (positive ? 1 : 0);
      const double w = p * (1 - p);
      g0 += error;
      g1 += error * m;
      h00 += w;
      h01 += w * m;
      h11 += w * m * m;
    }
    const double det = h00 * h11 - h01 * h01;
    if (det < 1e-12) break;
    line.bias -= (h11 * g0 - h01 * g1) / det;
    line.slope -= (h00 * g1 - h01 * g0) / det;
  }
  line.slope = std::clamp(line.slope, 0.2, 12.0);
  return line;
}

double fit_bias(const std::vector<std::pair<float, bool>>& points, const Line& all) {
  double bias = all.bias;
  for (int step = 0; step < 30; ++step) {
    double g = kBiasPrior * (bias - all.bias);
    double h = kBiasPrior;
    for (const auto& [m, positive] : points) {
      const double p = sigmoid(all.slope * m + bias);
      g += p - (positive ? 1 : 0);
      h += p * (1 - p);
    }
    bias -= std::clamp(g / h, -1.0, 1.0);
  }
  return bias;
}

/// The offset with the best F1: between the two margins where the best cut lies.
float best_offset(std::vector<std::pair<float, float>> scored, float positives) {
  // pairs of margin and signed weight: positive items have a positive weight
  std::sort(scored.begin(), scored.end(), [](const auto& a, const auto& b) { return a > b; });
  float taken = 0;
  float right = 0;
  float best = -1;
  float offset = 0;
  for (size_t i = 0; i < scored.size(); ++i) {
    taken += std::fabs(scored[i].second);
    right += std::max(scored[i].second, 0.0F);
    const float f1 = 2 * right / (taken + positives);
    if (f1 > best) {
      best = f1;
      const float next = i + 1 < scored.size() ? scored[i + 1].first : scored[i].first - 0.1F;
      offset = -(scored[i].first + next) / 2;
    }
  }
  return offset;
}

void fit_incident(const std::vector<AnnotatedItem>& items, const std::vector<Margins>& margins,
                  const std::vector<uint32_t>& use, Calibration& calibration) {
  for (size_t k = 0; k < kIncidentCodes; ++k) {
    std::vector<std::pair<float, bool>> all;
    std::vector<std::pair<float, bool>> random;
    std::vector<std::pair<float, float>> scored;
    float positives = 0;
    for (const uint32_t i : use) {
      const bool positive = has_label(items[i], k);
      const float weight = items[i].random ? kRandomWeight : 1;
      all.emplace_back(margins[i][k], positive);
      if (items[i].random) random.emplace_back(margins[i][k], positive);
      scored.emplace_back(margins[i][k], positive ? weight : -weight);
      if (positive) positives += weight;
    }
    const Line line = fit_line(all);
    calibration[k].slope = static_cast<float>(line.slope);
    calibration[k].bias = static_cast<float>(fit_bias(random, line));
    calibration[k].offset = best_offset(std::move(scored), positives);
  }
}

/// One slope for all labels of the decision and a bias each, by gradient descent with momentum.
void fit_shares(const std::vector<AnnotatedItem>& items, const std::vector<Margins>& margins,
                const std::vector<uint32_t>& use, Decision decision, Calibration& calibration) {
  const auto [first, count] = outputs_of(decision);
  std::vector<double> bias(count, 0);
  double slope = 2;
  const auto descend = [&, first = first, count = count](bool random_only, int rounds) {
    std::vector<double> speed(count + 1, 0);
    const std::vector<double> prior = bias;
    for (int round = 0; round < rounds; ++round) {
      std::vector<double> gradient(count + 1, 0);
      double n = 0;
      for (const uint32_t i : use) {
        if (random_only && !items[i].random) continue;
        std::array<double, kTopics> p{};
        double sum = 0;
        for (size_t k = 0; k < count; ++k) {
          sum += p[k] = std::exp(slope * margins[i][first + k] + bias[k]);
        }
        for (size_t k = 0; k < count; ++k) {
          const double error = p[k] / sum - (has_label(items[i], first + k) ? 1 : 0);
          gradient[k] += error;
          gradient[count] += error * margins[i][first + k];
        }
        ++n;
      }
      if (n == 0) return;
      if (random_only) {
        for (size_t k = 0; k < count; ++k) gradient[k] += kBiasPrior * (bias[k] - prior[k]);
      }
      for (size_t k = 0; k <= count; ++k) {
        speed[k] = 0.9 * speed[k] - 0.5 * gradient[k] / n;
        (k < count ? bias[k] : slope) += speed[k];
      }
    }
  };
  descend(false, 120);
  descend(true, 120);
  for (size_t k = 0; k < count; ++k) {
    calibration[first + k].slope = static_cast<float>(slope);
    calibration[first + k].bias = static_cast<float>(bias[k]);
  }
}

/// Macro-F1 of a decision under the present offsets.
double macro_f1(const std::vector<AnnotatedItem>& items, const std::vector<Margins>& margins,
                const std::vector<uint32_t>& use, Decision decision,
                const Calibration& calibration) {
  const auto [first, count] = outputs_of(decision);
  std::array<double, kTopics> hit{};
  std::array<double, kTopics> truth{};
  std::array<double, kTopics> said{};
  for (const uint32_t i : use) {
    const double weight = items[i].random ? kRandomWeight : 1;
    size_t best = 0;
    for (size_t k = 1; k < count; ++k) {
      if (margins[i][first + k] + calibration[first + k].offset >
          margins[i][first + best] + calibration[first + best].offset) {
        best = k;
      }
    }
    said[best] += weight;
    for (size_t k = 0; k < count; ++k) {
      if (!has_label(items[i], first + k)) continue;
      truth[k] += weight;
      if (k == best) hit[k] += weight;
    }
  }
  double sum = 0;
  for (size_t k = 0; k < count; ++k) {
    sum += truth[k] + said[k] > 0 ? 2 * hit[k] / (truth[k] + said[k]) : 0;
  }
  return sum / static_cast<double>(count);
}

void fit_offsets(const std::vector<AnnotatedItem>& items, const std::vector<Margins>& margins,
                 const std::vector<uint32_t>& use, Decision decision, Calibration& calibration) {
  const auto [first, count] = outputs_of(decision);
  double best = macro_f1(items, margins, use, decision, calibration);
  for (const float step : {0.16F, 0.08F, 0.04F}) {
    for (size_t k = first; k < first + count; ++k) {
      for (const float direction : {step, -step}) {
        for (int tries = 0; tries < 4; ++tries) {
          calibration[k].offset += direction;
          const double now = macro_f1(items, margins, use, decision, calibration);
          if (now > best + 1e-5) {
            best = now;
            continue;
          }
          calibration[k].offset -= direction;
          break;
        }
      }
    }
  }
}

}  // namespace

Calibration fit_calibration(const std::vector<AnnotatedItem>& items,
                            const std::vector<Margins>& margins, const std::vector<uint32_t>& use) {
  Calibration calibration{};
  fit_incident(items, margins, use, calibration);
  for (const Decision decision : {Decision::kTopic, Decision::kTone, Decision::kStance}) {
    fit_shares(items, margins, use, decision, calibration);
    fit_offsets(items, margins, use, decision, calibration);
  }
  return calibration;
}

double calibration_error(const std::vector<AnnotatedItem>& items,
                         const std::vector<Margins>& margins,
                         const std::vector<Calibration>& calibration_of_item, Decision decision) {
  constexpr size_t kBins = 10;
  std::array<double, kBins> said{};
  std::array<double, kBins> right{};
  double n = 0;
  const auto [first, count] = outputs_of(decision);
  const auto note = [&](float p, bool correct) {
    const size_t bin = std::min(kBins - 1, static_cast<size_t>(p * kBins));
    said[bin] += p;
    right[bin] += correct ? 1 : 0;
    ++n;
  };
  for (size_t i = 0; i < items.size(); ++i) {
    if (!items[i].random) continue;
    const auto p = probabilities(margins[i], calibration_of_item[i]);
    if (decision == Decision::kIncident) {
      for (size_t k = 0; k < count; ++k) note(p[k], has_label(items[i], k));
      continue;
    }
    size_t top = first;
    for (size_t k = first; k < first + count; ++k) top = p[k] > p[top] ? k : top;
    note(p[top], has_label(items[i], top));
  }
  double error = 0;
  for (size_t bin = 0; bin < kBins; ++bin) error += std::fabs(said[bin] - right[bin]);
  return n > 0 ? error / n : 0;
}

}  // namespace rasd
