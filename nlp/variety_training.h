#pragma once
#include <string>
#include <vector>

#include "base/result.h"
#include "nlp/variety.h"

namespace rasd {

/// A text and whether the answer to the question is yes.
struct VarietyExample {
  std::string text;
  bool positive = false;
};

/// Trains one question on every example whose number is not held out. `keep` features at most.
VarietyModel::Answer train_variety(const std::vector<VarietyExample>& examples, size_t keep,
                                   uint64_t seed);

/// The bias with the best F1 on examples that the model has not seen.
float best_variety_bias(const VarietyModel& model, VarietyModel::Question question,
                        const std::vector<VarietyExample>& examples);

/// F1 of the positive answer.
double variety_f1(const VarietyModel& model, VarietyModel::Question question,
                  const std::vector<VarietyExample>& examples);

/// Arabizi (lid/, Haifa set) against English posts (sentiment_en/) and every other sentence of
/// other languages in Latin letters (lid/, papluca).
/// Fails with kNotFound when a set is missing.
Result<std::vector<VarietyExample>> arabizi_examples(const std::string& data);
/// Levantine sentences (dialect_ar/, Shami) against sentences of Arabic news (annotated/).
Result<std::vector<VarietyExample>> dialect_examples(const std::string& data);

}  // namespace rasd
