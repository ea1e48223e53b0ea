#pragma once
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "nlp/features.h"

namespace rasd {

/// Two small linear questions about a text: is Latin text Arabizi, is Arabic text dialect?
/// Immutable, thread-safe.
class VarietyModel {
 public:
  enum class Question : uint8_t { kArabizi, kDialect };
  static constexpr size_t kQuestions = 2;

  struct Answer {
    std::vector<uint32_t> keys;  ///< ascending
    std::vector<int8_t> weights;
    float scale = 1;
    float bias = 0;  ///< a text is positive when its margin plus this is above zero
  };

  static Result<VarietyModel> open(const std::string& path);
  Result<void> write(const std::string& path) const;
  /// Above zero: yes. Zero for a text without a known feature.
  float score(Question question, const std::vector<Feature>& features) const;

  std::array<Answer, kQuestions> answers;
};

}  // namespace rasd
