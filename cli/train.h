#pragma once
#include <string>

namespace rasd {

struct TrainOptions {
  std::string data;            ///< folder with annotated/, lid/, dialect_ar/, sentiment_en/
  std::string out = "models";  ///< where labels.bin and variety.bin go
  std::string deep;            ///< the encoder as models/deep/export.py wrote it; empty: not asked
  std::string held_out;        ///< what it said of items held out, by models/deep/train.py
};

/// `rasd train`: trains the label and variety models and writes them. Deterministic: the same data
/// and program give the same bytes. With `deep`: leaves those as they are, mixes the encoder with
/// the fast reader, calibrates the mix on the items held out, writes deep.bin and prints its scores
/// on them, each item by constants fitted on the others. Returns 0; 1 when something failed, said
/// on standard error.
int run_train(const TrainOptions& options);

}  // namespace rasd
