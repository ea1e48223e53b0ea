#pragma once
#include <chrono>
#include <optional>
#include <vector>

#include "crawler/date_tokens.h"

namespace rasd {

/// A time of day as a text states it, with its zone where one stands behind it.
struct ClockTime {
  std::chrono::seconds of_day{};
  std::optional<int> zone_minutes;  ///< east of UTC
  size_t end = 0;                   ///< one past its last token
};

/// The time of day at token i, if one starts there: "10:30", "10:30:05.123", "3:30 م", "10.30 pm",
/// "7 مساء", "الساعة 7", "الثالثة والنصف", "الثامنة إلا ربعا", "half past 3", "14h05", "14 Uhr",
/// "noon". A bare number is one only after a word that asks for an hour. `used` marks tokens that
/// belong to the date.
std::optional<ClockTime> clock_at(const DateTokens& tokens, size_t i,
                                  const std::vector<uint8_t>& used);

}  // namespace rasd
