#pragma once
#include <optional>
#include <string_view>

#include "crawler/page.h"

namespace rasd {

/// Which ways to write a date are read: all of them, or only those that name a year, for text that
/// may be anything and of any age.
enum class DateForms : uint8_t { kAll, kComplete };

/// What helps to read a date that a person wrote.
struct DateContext {
  Instant reference{};        ///< "now" of the text; zero when unknown: then nothing relative
  std::string_view language;  ///< "en-US" puts the month first in 3/4/2026; all others the day
  DateForms forms = DateForms::kAll;
};

/// Reads a date as feeds and pages write it: RFC 3339 and ISO 8601, RFC 822, "24 November 2026,
/// 10:30 am", "24 تشرين الثاني 2026 - 10:30", "٢٤/١١/٢٠٢٦", "الخامس عشر من أكتوبر", "منذ 3 ساعات",
/// "yesterday 14:00", a Hijri date (Umm al-Qura, by ICU), seconds or milliseconds since 1970, in
/// Arabic, English and the larger languages of the press. Text around it is passed over. A date of
/// publication lies in the past: of two readings of a numeric date, one after the reference loses,
/// and a day without its year is the last such day. Nothing before 1990 or more than two days
/// after the reference. Thread-safe; the time is bounded, since only 400 bytes are looked at.
std::optional<StatedDate> read_date(std::string_view text, const DateContext& context = {});

}  // namespace rasd
