#pragma once
#include <string>

namespace rasd {

struct TrainOptions {
  std::string data;            ///< folder with annotated/, lid/, dialect_ar/, sentiment_en/
  std::string out = "models";  ///< where labels.bin and variety.bin go
};

/// `rasd train`: trains the label and variety models and writes them. Deterministic: the same data
/// and program give the same bytes. Returns 0; 1 when something failed, said on standard error.
int run_train(const TrainOptions& options);

}  // namespace rasd
