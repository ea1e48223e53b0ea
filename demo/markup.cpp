#include "demo/markup.h"

#include <unicode/ucnv.h>

#include <cstdio>

#include "demo/setting.h"

namespace rasd {
namespace {

struct Parts {
  Day day;
  int hour, minute, second;
};

Parts parts_of(Instant at, std::chrono::seconds offset) {
  const Instant local = at + offset;
  const auto midnight = std::chrono::floor<std::chrono::days>(local);
  const int s = static_cast<int>((local - midnight).count());
  return {Day{midnight}, s / 3600, s / 60 % 60, s % 60};
}

std::string mail_date(const Parts& p, const char* zone) {
  char out[48];
  std::snprintf(out, sizeof out, "%.3s, %02u %.3s %04d %02d:%02d:%02d %s",
                weekday_english(p.day).data(), static_cast<unsigned>(p.day.day()),
                date_english(p.day).c_str() + date_english(p.day).find(' ') + 1,
                static_cast<int>(p.day.year()), p.hour, p.minute, p.second, zone);
  return out;
}

}  // namespace

std::string rfc3339_local(Instant at) {
  const Parts p = parts_of(at, kWorldOffset);
  char out[40];
  std::snprintf(out, sizeof out, "%sT%02d:%02d:%02d+03:00", to_string(p.day).c_str(), p.hour,
                p.minute, p.second);
  return out;
}

std::string rfc822_local(Instant at) { return mail_date(parts_of(at, kWorldOffset), "+0300"); }
std::string http_date(Instant at) {
  return mail_date(parts_of(at, std::chrono::seconds(0)), "GMT");
}

std::string long_date(Instant at, std::string_view language) {
  const Parts p = parts_of(at, kWorldOffset);
  char time[16];
  std::snprintf(time, sizeof time, "%02d:%02d", p.hour, p.minute);
  const std::string year = std::to_string(static_cast<int>(p.day.year()));
  if (language == "en") {
    return std::string(weekday_english(p.day)) + ", " + date_english(p.day) + " " + year + ", " +
           time;
  }
  return std::string(weekday_arabic(p.day)) + " " + date_arabic(p.day) + " " + year + " - " + time;
}

std::string short_date(Instant at) {
  const Parts p = parts_of(at, kWorldOffset);
  char out[32];
  std::snprintf(out, sizeof out, "%02u/%02u/%04d %02d:%02d", static_cast<unsigned>(p.day.day()),
                static_cast<unsigned>(p.day.month()), static_cast<int>(p.day.year()), p.hour,
                p.minute);
  return out;
}

std::string to_windows_1256(std::string_view utf8) {
  UErrorCode status = U_ZERO_ERROR;
  UConverter* converter = ucnv_open("windows-1256", &status);
  if (U_FAILURE(status)) return std::string(utf8);
  ucnv_setSubstChars(converter, "?", 1, &status);
  std::string out(utf8.size() + 16, '\0');
  const int32_t n =
      ucnv_fromAlgorithmic(converter, UCNV_UTF8, out.data(), static_cast<int32_t>(out.size()),
                           utf8.data(), static_cast<int32_t>(utf8.size()), &status);
  ucnv_close(converter);
  out.resize(U_SUCCESS(status) && n > 0 ? static_cast<size_t>(n) : 0);
  return out;
}

}  // namespace rasd
