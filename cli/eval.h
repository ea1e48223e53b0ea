#pragma once
#include <string>

namespace rasd {

struct EvalOptions {
  std::string data;        ///< folder with annotated/train.tsv
  bool fasttext = true;    ///< print plain fastText, trained on the same folds, beside ours
  size_t resamples = 200;  ///< of the bootstrap
};

/// `rasd eval labels`: 5-fold cross-validation by near-duplicate group; macro-F1 of each decision
/// with its 95 % interval and n, per language and kind, and plain fastText beside it. Returns 0, or
/// 1 when something failed, said on standard error.
int run_eval_labels(const EvalOptions& options);

}  // namespace rasd
