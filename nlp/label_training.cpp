#include "nlp/label_training.h"

#include <atomic>
#include <functional>
#include <thread>

#include "nlp/calibration.h"

namespace rasd {
namespace {

/// Runs `work` for 0 to n - 1 on some threads. What a number gives must not hang on the order.
void in_parallel(size_t n, unsigned jobs, const std::function<void(size_t)>& work) {
  std::atomic<size_t> next{0};
  const auto run = [&] {
    for (size_t i = next++; i < n; i = next++) work(i);
  };
  std::vector<std::jthread> threads;
  for (unsigned j = 1; j < jobs; ++j) threads.emplace_back(run);
  run();
}

Decision decision_of(size_t output) {
  for (const Decision d : {Decision::kIncident, Decision::kTopic, Decision::kTone}) {
    const auto [first, count] = outputs_of(d);
    if (output < first + count) return d;
  }
  return Decision::kStance;
}

std::vector<uint8_t> positives(const std::vector<AnnotatedItem>& items, size_t output) {
  std::vector<uint8_t> positive(items.size());
  for (size_t i = 0; i < items.size(); ++i) positive[i] = has_label(items[i], output);
  return positive;
}

}  // namespace

LabelRecipe default_label_recipe() {
  LabelRecipe recipe;
  constexpr std::array<float, kDecisions> kBalance = {0.25F, 0.25F, 0.4F, 0.75F};
  for (size_t d = 0; d < kDecisions; ++d) recipe.options[d].balance = kBalance[d];
  return recipe;
}

std::vector<std::vector<Feature>> features_of(const std::vector<AnnotatedItem>& items,
                                              unsigned jobs) {
  std::vector<std::vector<Feature>> features(items.size());
  constexpr size_t kBatch = 256;
  in_parallel((items.size() + kBatch - 1) / kBatch, jobs, [&](size_t batch) {
    const size_t end = std::min(items.size(), (batch + 1) * kBatch);
    for (size_t i = batch * kBatch; i < end; ++i) {
      features[i] = extract_features(classifier_text("", items[i].text), items[i].genre);
    }
  });
  return features;
}

std::vector<std::vector<float>> train_outputs(const std::vector<AnnotatedItem>& items,
                                              const SparseRows& rows,
                                              const std::vector<uint32_t>& use,
                                              const LabelRecipe& recipe) {
  std::vector<std::vector<float>> weights(kOutputs);
  in_parallel(kOutputs, recipe.jobs, [&](size_t output) {
    LinearOptions options = recipe.options[static_cast<size_t>(decision_of(output))];
    options.seed = recipe.seed + output;
    weights[output] = train_one(rows, use, positives(items, output), options);
  });
  return weights;
}

std::vector<Margins> margins_out_of_fold(const std::vector<AnnotatedItem>& items,
                                         const SparseRows& rows, const LabelRecipe& recipe) {
  std::vector<Margins> margins(items.size());
  for (size_t fold = 0; fold < recipe.folds; ++fold) {
    std::vector<uint32_t> use;
    for (uint32_t i = 0; i < items.size(); ++i) {
      if (fold_of(items[i].group, recipe.folds, recipe.seed) != fold) use.push_back(i);
    }
    const auto weights = train_outputs(items, rows, use, recipe);
    for (size_t i = 0; i < items.size(); ++i) {
      if (fold_of(items[i].group, recipe.folds, recipe.seed) != fold) continue;
      for (size_t k = 0; k < kOutputs; ++k) margins[i][k] = margin(rows, i, weights[k]);
    }
  }
  return margins;
}

std::vector<Calibration> calibrations_out_of_fold(const std::vector<AnnotatedItem>& items,
                                                  const std::vector<Margins>& margins,
                                                  const LabelRecipe& recipe) {
  std::vector<Calibration> of_fold(recipe.folds);
  in_parallel(recipe.folds, recipe.jobs, [&](size_t fold) {
    std::vector<uint32_t> use;
    for (uint32_t i = 0; i < items.size(); ++i) {
      if (fold_of(items[i].group, recipe.folds, recipe.seed) != fold) use.push_back(i);
    }
    of_fold[fold] = fit_calibration(items, margins, use);
  });
  std::vector<Calibration> calibrations(items.size());
  for (size_t i = 0; i < items.size(); ++i) {
    calibrations[i] = of_fold[fold_of(items[i].group, recipe.folds, recipe.seed)];
  }
  return calibrations;
}

}  // namespace rasd
