#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "nlp/features.h"

namespace rasd {

/// One item of a set labelled by the codebook. Labels are places in the taxonomy's tables.
struct AnnotatedItem {
  std::string id;
  std::string language;  ///< "ar" or "en"
  Genre genre = Genre::kNews;
  uint32_t incident = 0;  ///< bit i: incident_labels()[i]
  uint8_t topic = 0;
  uint8_t tone = 0;
  uint8_t stance = 0;
  bool random = false;  ///< drawn at random: these alone say how common a label is
  std::string text;
  uint32_t group = 0;  ///< near-duplicates share one
};

/// Reads a TSV with the header id, language, kind, incident, topic, tone, stance, stratum, source,
/// text. Fails with kNotFound, or with kMalformed naming the line.
Result<std::vector<AnnotatedItem>> read_annotated(const std::string& path);

/// Whether the item has the label of that output (taxonomy.h).
bool has_label(const AnnotatedItem& item, size_t output);

/// Gives near-duplicates (estimated Jaccard of at least .5, or equal matching form) one group.
void group_near_duplicates(std::vector<AnnotatedItem>& items);

/// The fold of a group: 0 to folds - 1, from its number and the seed alone.
size_t fold_of(uint32_t group, size_t folds, uint64_t seed);

}  // namespace rasd
