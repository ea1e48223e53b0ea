#pragma once
#include <cstdint>
#include <vector>

#include "nlp/annotated_set.h"
#include "nlp/decision.h"

namespace rasd {

/// Fits slopes, biases and offsets to out-of-fold margins of the items listed in `use`.
/// Probabilities speak of items drawn at random (the others were chosen for being rare or doubtful,
/// so labels are too common there); slopes of incident codes come from all items, since rare ones
/// have hardly a random positive. Offsets maximise F1, random items counting double.
Calibration fit_calibration(const std::vector<AnnotatedItem>& items,
                            const std::vector<Margins>& margins, const std::vector<uint32_t>& use);

/// Expected calibration error of one decision over the items drawn at random: ten bins of equal
/// width; for incident over all codes' probabilities, else over the top label's.
double calibration_error(const std::vector<AnnotatedItem>& items,
                         const std::vector<Margins>& margins,
                         const std::vector<Calibration>& calibration_of_item, Decision decision);

}  // namespace rasd
