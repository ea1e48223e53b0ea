#pragma once
#include <functional>
#include <string>
#include <vector>

#include "nlp/annotated_set.h"
#include "nlp/decision.h"

namespace rasd {

/// A figure with its bootstrap interval (95 %, items resampled).
struct Score {
  double value = 0;
  double low = 0;
  double high = 0;
};

/// Macro-F1 of the four decisions over some items. Incident counts NON as a label and leaves out
/// codes with fewer than five items; `stance_where` covers items that mention an authority.
struct LabelScores {
  size_t n = 0;
  Score incident;
  Score incident_micro;
  Score topic;
  Score tone;
  Score stance;
  Score stance_where;
};

/// Scores what was decided for the items of one cell. Deterministic: the bootstrap is seeded.
LabelScores score_labels(const std::vector<AnnotatedItem>& items,
                         const std::vector<Decided>& decided,
                         const std::function<bool(const AnnotatedItem&)>& in_cell,
                         size_t resamples = 200);

/// F1 and number of items of each label of a decision, in the taxonomy's order (then NON).
struct LabelScore {
  std::string code;
  size_t n = 0;
  double f1 = 0;
};
std::vector<LabelScore> score_each(const std::vector<AnnotatedItem>& items,
                                   const std::vector<Decided>& decided, Decision decision);

}  // namespace rasd
