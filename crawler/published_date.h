#pragma once
#include <optional>
#include <string_view>

#include "crawler/page.h"

namespace rasd {

/// What helps to read a date that a person wrote.
struct DateContext {
  Instant reference{};        ///< "now" of the text; zero when unknown: then nothing relative
  std::string_view language;  ///< "en-US" puts the month first in 3/4/2026; all others the day
};

/// Reads a date as feeds and pages write it: RFC 3339 and ISO 8601, RFC 822, "24 November 2026,
/// 10:30 am", "24 تشرين الثاني 2026 - 10:30", "٢٤/١١/٢٠٢٦", "منذ 3 ساعات", "yesterday 14:00", a
/// Hijri date (Umm al-Qura, by ICU), seconds or milliseconds since 1970. Text around it is passed
/// over. Of two readings of a numeric date, one after the reference loses. Nothing before 1990 or
/// more than two days after the reference. Thread-safe; linear.
std::optional<StatedDate> read_date(std::string_view text, const DateContext& context = {});

}  // namespace rasd
