#include "crawler/date_calendar.h"

#include <unicode/ucal.h>

namespace rasd {

using std::chrono::days;
using std::chrono::sys_days;

std::optional<sys_days> publication_day(long y, long m, long d, Instant reference) {
  if (y < 100 && y >= 0) y += y < 70 ? 2000 : 1900;
  if (y < 1990 || y > 2100 || m < 1 || m > 12 || d < 1 || d > 31) return std::nullopt;
  const std::chrono::year_month_day date{std::chrono::year{static_cast<int>(y)},
                                         std::chrono::month{static_cast<unsigned>(m)},
                                         std::chrono::day{static_cast<unsigned>(d)}};
  if (!date.ok()) return std::nullopt;
  if (reference != Instant{} && sys_days{date} > std::chrono::floor<days>(reference) + days{2})
    return std::nullopt;
  return sys_days{date};
}

std::optional<sys_days> hijri_day(long y, long m, long d) {
  if (y < 1400 || y > 1500 || m < 1 || m > 12 || d < 1 || d > 30) return std::nullopt;
  UErrorCode status = U_ZERO_ERROR;
  UCalendar* calendar = ucal_open(u"UTC", 3, "ar@calendar=islamic-umalqura", UCAL_DEFAULT, &status);
  if (U_FAILURE(status)) return std::nullopt;
  ucal_clear(calendar);
  ucal_set(calendar, UCAL_EXTENDED_YEAR, static_cast<int32_t>(y));
  ucal_set(calendar, UCAL_MONTH, static_cast<int32_t>(m - 1));
  ucal_set(calendar, UCAL_DATE, static_cast<int32_t>(d));
  const UDate at = ucal_getMillis(calendar, &status);
  ucal_close(calendar);
  if (U_FAILURE(status)) return std::nullopt;
  return std::chrono::floor<days>(Instant{std::chrono::seconds{static_cast<int64_t>(at / 1000)}});
}

}  // namespace rasd
