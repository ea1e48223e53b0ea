#pragma once
#include <chrono>
#include <optional>

#include "base/clock.h"

namespace rasd {

/// The day of these numbers, if the calendar has it and it can be one of publication: 1990 or
/// later, not more than two days after the reference (zero: not after 2100). A year of two digits
/// lies in 1970 … 2069.
std::optional<std::chrono::sys_days> publication_day(long year, long month, long day,
                                                     Instant reference);

/// The Gregorian day of a Hijri date by the Umm al-Qura calendar (ICU); 1400 … 1500, else nothing.
std::optional<std::chrono::sys_days> hijri_day(long year, long month, long day);

}  // namespace rasd
