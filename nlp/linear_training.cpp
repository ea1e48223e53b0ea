#include "nlp/linear_training.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <random>

namespace rasd {

float rarity(size_t documents, uint32_t documents_with) {
  return std::sqrt(
      std::log(1 + static_cast<float>(documents) / static_cast<float>(documents_with)) / 5);
}

SparseRows make_rows(const std::vector<std::vector<Feature>>& documents, uint32_t least) {
  std::vector<uint32_t> all;
  for (const auto& document : documents) {
    for (const Feature& f : document) all.push_back(f.key);
  }
  std::sort(all.begin(), all.end());
  SparseRows rows;
  for (size_t i = 0; i < all.size();) {
    size_t j = i;
    while (j < all.size() && all[j] == all[i]) ++j;
    if (j - i >= least) {
      rows.keys.push_back(all[i]);
      rows.documents_with.push_back(static_cast<uint32_t>(j - i));
    }
    i = j;
  }
  rows.starts.push_back(0);
  std::vector<std::pair<uint32_t, float>> entries;
  for (const auto& document : documents) {
    entries.clear();
    for (const Feature& f : document) {
      const auto it = std::lower_bound(rows.keys.begin(), rows.keys.end(), f.key);
      if (it == rows.keys.end() || *it != f.key) continue;
      entries.emplace_back(static_cast<uint32_t>(it - rows.keys.begin()), f.value);
    }
    std::sort(entries.begin(), entries.end());
    float before = 0;
    float after = 0;
    for (auto& [column, value] : entries) {
      before += value * value;
      value *= rarity(documents.size(), rows.documents_with[column]);
      after += value * value;
    }
    const float scale = after > 0 ? std::sqrt(before / after) : 1;
    for (const auto& [column, value] : entries) {
      rows.columns.push_back(column);
      rows.values.push_back(value * scale);
    }
    rows.starts.push_back(rows.columns.size());
  }
  return rows;
}

float margin(const SparseRows& rows, size_t document, const std::vector<float>& weights) {
  float sum = 0;
  for (size_t k = rows.starts[document]; k < rows.starts[document + 1]; ++k) {
    sum += rows.values[k] * weights[rows.columns[k]];
  }
  return sum;
}

std::vector<float> train_one(const SparseRows& rows, const std::vector<uint32_t>& use,
                             const std::vector<uint8_t>& positive, const LinearOptions& options) {
  std::vector<float> weights(rows.keys.size(), 0.0F);
  const auto positives = static_cast<float>(
      std::count_if(use.begin(), use.end(), [&](uint32_t d) { return positive[d] != 0; }));
  const float negatives = static_cast<float>(use.size()) - positives;
  if (positives == 0 || negatives == 0) return weights;
  const float dearer = std::pow(negatives / positives, options.balance);
  // The mean cost stays `cost`, however rare the label is.
  const float mean = (positives * dearer + negatives) / (positives + negatives);
  const float cost[2] = {options.cost / mean, options.cost * dearer / mean};

  const size_t n = use.size();
  std::vector<float> alpha(n, 0.0F);
  std::vector<float> diagonal(n);
  for (size_t i = 0; i < n; ++i) {
    float squares = 0;
    for (size_t k = rows.starts[use[i]]; k < rows.starts[use[i] + 1]; ++k) {
      squares += rows.values[k] * rows.values[k];
    }
    diagonal[i] = squares + 0.5F / cost[positive[use[i]]];
  }
  std::vector<uint32_t> order(n);
  for (size_t i = 0; i < n; ++i) order[i] = static_cast<uint32_t>(i);
  size_t active = n;
  constexpr float kInfinite = std::numeric_limits<float>::infinity();
  float shrink_above = kInfinite;
  std::mt19937_64 random(options.seed);
  for (int pass = 0; pass < options.passes; ++pass) {
    float highest = -kInfinite;
    float lowest = kInfinite;
    for (size_t s = 0; s + 1 < active; ++s) {
      std::swap(order[s], order[s + random() % (active - s)]);
    }
    for (size_t s = 0; s < active;) {
      const uint32_t i = order[s];
      const uint32_t d = use[i];
      const float sign = positive[d] != 0 ? 1.0F : -1.0F;
      const float gradient =
          sign * margin(rows, d, weights) - 1 + alpha[i] * 0.5F / cost[positive[d]];
      float projected = gradient;
      if (alpha[i] == 0) {
        if (gradient > shrink_above) {
          std::swap(order[s], order[--active]);
          continue;
        }
        projected = std::min(gradient, 0.0F);
      }
      highest = std::max(highest, projected);
      lowest = std::min(lowest, projected);
      if (std::fabs(projected) > 1e-6F) {
        const float before = alpha[i];
        alpha[i] = std::max(before - gradient / diagonal[i], 0.0F);
        const float step = (alpha[i] - before) * sign;
        for (size_t k = rows.starts[d]; k < rows.starts[d + 1]; ++k) {
          weights[rows.columns[k]] += step * rows.values[k];
        }
      }
      ++s;
    }
    if (highest - lowest <= options.tolerance) {
      if (active == n) break;
      active = n;
      shrink_above = kInfinite;
      continue;
    }
    shrink_above = highest <= 0 ? kInfinite : highest;
  }
  return weights;
}

}  // namespace rasd
