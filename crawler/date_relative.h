#pragma once
#include <optional>

#include "base/clock.h"
#include "crawler/date_tokens.h"

namespace rasd {

/// A day or an instant that a text states relative to its own present.
struct RelativeDate {
  Instant at{};
  bool day_only = true;
  size_t end = 0;  ///< one past its last token
};

/// Reads "أمس", "أول من أمس", "منذ 3 ساعات", "قبل شهرين", "الأحد الماضي", "الاثنين من الأسبوع
/// الماضي", "12 من الشهر الماضي", "2 hours ago", "vor 3 Tagen", "il y a 2 heures", … Months and
/// years are the calendar's. Weekdays are the last ones, weeks begin on Monday. What lies ahead
/// (غدا, next Sunday) is nothing: it is no date of publication.
std::optional<RelativeDate> relative_date(const DateTokens& tokens, Instant reference);

/// What stands after a day and month that have no year: 1 for "من العام الماضي", "last year"; 0.
int years_back(const DateTokens& tokens, size_t after);

/// True for a word that says that what stands beside it lies ahead: "القادم", "next".
bool is_ahead(const DateTokens& tokens, size_t i);

}  // namespace rasd
