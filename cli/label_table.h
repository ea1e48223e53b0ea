#pragma once
#include <functional>
#include <vector>

#include "nlp/annotated_set.h"
#include "nlp/evaluation.h"

namespace rasd {

/// A part of the annotated set that has a row of its own.
struct LabelCell {
  const char* name;
  std::function<bool(const AnnotatedItem&)> holds;
};
/// All, those drawn at random, and each language and kind.
std::vector<LabelCell> label_cells();

/// The Markdown table of label scores on standard output.
void print_label_header();
void print_label_row(const char* cell, const char* reader, const LabelScores& scores);
/// Calibration error and each label's F1, one decision after the other.
void print_each_label(const std::vector<AnnotatedItem>& items, const std::vector<Decided>& decided,
                      const std::vector<Margins>& margins,
                      const std::vector<Calibration>& calibrations);

}  // namespace rasd
