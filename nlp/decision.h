#pragma once
#include <array>
#include <cstdint>

#include "nlp/taxonomy.h"

namespace rasd {

/// The classifier's raw outputs for one document, in the taxonomy's order.
using Margins = std::array<float, kOutputs>;

/// From a margin to a probability and to a decision. A probability says how common a label is
/// where items are drawn at random; a decision aims at the best F1 of each label, rare or not. So
/// the two have their own constants, both fitted out of fold.
struct OutputCalibration {
  float slope = 1;  ///< temperature: logit = slope * margin + bias
  float bias = 0;
  float offset = 0;  ///< added to the margin before deciding
};
using Calibration = std::array<OutputCalibration, kOutputs>;

/// What is decided of one document: bits of incident codes, and places in the label tables.
struct Decided {
  uint32_t incident = 0;
  uint8_t topic = 0;
  uint8_t tone = 0;
  uint8_t stance = 0;
};

/// At most this many incident codes an item (codebook v1).
inline constexpr size_t kMostIncidents = 3;

/// Incident codes whose shifted margin is above zero (the highest three); of the other decisions
/// the label with the highest shifted margin.
Decided decide(const Margins& margins, const Calibration& calibration);

/// Incident: each code's own probability. Topic, tone, stance: shares that add up to one.
std::array<float, kOutputs> probabilities(const Margins& margins, const Calibration& calibration);

}  // namespace rasd
