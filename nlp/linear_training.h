#pragma once
#include <cstdint>
#include <vector>

#include "nlp/features.h"

namespace rasd {

/// Documents as rows of a sparse matrix over the features that occur often enough.
struct SparseRows {
  std::vector<size_t> starts;     ///< of document i's entries; one more at the end
  std::vector<uint32_t> columns;  ///< places in `keys`
  std::vector<float> values;
  std::vector<uint32_t> keys;            ///< the kept features' hashes, ascending
  std::vector<uint32_t> documents_with;  ///< for each key
};

/// How much a feature counts by its rarity: the root of its inverse document frequency.
float rarity(size_t documents, uint32_t documents_with);

/// Keeps the features that stand in at least `least` documents; values are weighted by rarity and
/// each document keeps its length.
SparseRows make_rows(const std::vector<std::vector<Feature>>& documents, uint32_t least);

/// L2-regularised, squared-hinge linear classifier by dual coordinate descent (Hsieh et al. 2008,
/// "A dual coordinate descent method for large-scale linear SVM", Algorithm 3 with shrinking).
struct LinearOptions {
  float cost = 0.5F;
  /// How much dearer a mistake on a rare positive is: (negatives / positives) to this power.
  float balance = 0.5F;
  int passes = 12;
  float tolerance = 0.1F;
  uint64_t seed = 1;
};

/// The weights of one label against the rest, for the documents listed in `use` alone.
/// Deterministic. Thread-safe.
std::vector<float> train_one(const SparseRows& rows, const std::vector<uint32_t>& use,
                             const std::vector<uint8_t>& positive, const LinearOptions& options);

/// The margin of document i.
float margin(const SparseRows& rows, size_t document, const std::vector<float>& weights);

}  // namespace rasd
