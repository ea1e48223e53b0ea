#pragma once
#include <string>
#include <vector>

#include "base/result.h"
#include "nlp/annotated_set.h"
#include "nlp/encoder.h"
#include "nlp/label_training.h"

namespace rasd {

/// What the encoder said of items that it was not trained on: one JSON object a line, `id` and
/// `logits` (models/deep/train.py writes it).
struct HeldOut {
  std::vector<uint32_t> items;  ///< places in the annotated set
  std::vector<Margins> logits;  ///< of each of them
};
/// Fails with kNotFound, or with kMalformed naming the line.
Result<HeldOut> read_held_out(const std::string& path, const std::vector<AnnotatedItem>& items);

/// How the two readers are mixed and what is decided on the mix.
struct DeepFit {
  Encoder::Mix mix[kDecisions];
  Calibration calibration{};
  /// Decided for each held-out item by constants fitted on the others (five folds).
  std::vector<AnnotatedItem> items;
  std::vector<Margins> margins;
  std::vector<Calibration> calibrations;
  std::vector<Decided> mixed;
  std::vector<Decided> deep_alone;
  std::vector<Decided> fast_alone;
};

/// Chooses, for each decision, how much of the fast reader's margin is added to the encoder's
/// logit (by log-likelihood out of fold), then fits the calibration to the mix. `fast`: margins of
/// all items from fast models that did not see them.
DeepFit fit_deep(const std::vector<AnnotatedItem>& items, const HeldOut& held_out,
                 const std::vector<Margins>& fast, const LabelRecipe& recipe);

}  // namespace rasd
