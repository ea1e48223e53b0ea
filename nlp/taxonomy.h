#pragma once
#include <array>
#include <cstdint>
#include <string_view>

namespace rasd {

/// One code of the codebook (version 1): how it is spelled in data, what it is called, and what it
/// takes in. UTF-8.
struct Label {
  std::string_view code;
  std::string_view en;
  std::string_view ar;
  std::string_view means_en;
  std::string_view means_ar;
};

/// The four decisions about an item. Their order is the order of the classifier's outputs.
enum class Decision : uint8_t { kIncident, kTopic, kTone, kStance };
inline constexpr size_t kDecisions = 4;

inline constexpr size_t kIncidentCodes = 19;
inline constexpr size_t kTopics = 14;
inline constexpr size_t kToneCount = 3;
inline constexpr size_t kStanceCount = 4;
inline constexpr size_t kOutputs = kIncidentCodes + kTopics + kToneCount + kStanceCount;

/// The version of the codebook that these labels belong to.
inline constexpr std::string_view kCodebookVersion = "v1";

/// No incident: written where a list of codes is empty.
inline constexpr std::string_view kNoIncident = "NON";

const std::array<Label, kIncidentCodes>& incident_labels();
const std::array<Label, kTopics>& topic_labels();
const std::array<Label, kToneCount>& tone_labels();
const std::array<Label, kStanceCount>& stance_labels();

/// The label of a code, or nullptr where the codebook has none of that name. Thread-safe.
const Label* find_label(Decision decision, std::string_view code);

/// Where a decision's outputs start among the kOutputs, and how many it has.
struct OutputRange {
  size_t first;
  size_t count;
};
OutputRange outputs_of(Decision decision);
/// The output's code: "HOM", …, "politics", …, "negative", …, "favourable", ….
std::string_view output_code(size_t output);
/// "incident", "topic", "tone" or "stance".
std::string_view name(Decision decision);

}  // namespace rasd
