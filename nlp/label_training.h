#pragma once
#include <array>
#include <vector>

#include "nlp/annotated_set.h"
#include "nlp/decision.h"
#include "nlp/linear_training.h"

namespace rasd {

/// The recipe of the label model. The constants were chosen by cross-validation on the annotated
/// set (models/CARD.md has the table).
struct LabelRecipe {
  uint64_t seed = 1;
  size_t folds = 5;
  uint32_t least_documents = 2;  ///< a feature of fewer documents is left out
  unsigned jobs = 2;
  std::array<LinearOptions, kDecisions> options{};
};
LabelRecipe default_label_recipe();

/// Features of every item, as the reader extracts them.
std::vector<std::vector<Feature>> features_of(const std::vector<AnnotatedItem>& items,
                                              unsigned jobs);

/// The weights of all outputs, trained on the items listed in `use`: one vector an output.
std::vector<std::vector<float>> train_outputs(const std::vector<AnnotatedItem>& items,
                                              const SparseRows& rows,
                                              const std::vector<uint32_t>& use,
                                              const LabelRecipe& recipe);

/// Margins of every item from the model that did not see it nor its near-duplicates.
std::vector<Margins> margins_out_of_fold(const std::vector<AnnotatedItem>& items,
                                         const SparseRows& rows, const LabelRecipe& recipe);

/// Each item's calibration, fitted on the other folds' margins, so that no item has a say in its
/// own threshold.
std::vector<Calibration> calibrations_out_of_fold(const std::vector<AnnotatedItem>& items,
                                                  const std::vector<Margins>& margins,
                                                  const LabelRecipe& recipe);

}  // namespace rasd
