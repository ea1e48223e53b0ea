#include "base/clock.h"

#include <unicode/timezone.h>

#include <charconv>
#include <cstdio>

namespace rasd {
namespace {

using std::chrono::days;
using std::chrono::seconds;
using std::chrono::sys_days;

/// Reads exactly `digits` digits at `at` and moves past them; -1 when they are not there.
int take_number(std::string_view text, size_t& at, size_t digits) {
  if (at + digits > text.size()) return -1;
  int value = 0;
  for (size_t i = at; i < at + digits; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  at += digits;
  return value;
}

bool take(std::string_view text, size_t& at, char wanted) {
  if (at >= text.size() || text[at] != wanted) return false;
  ++at;
  return true;
}

}  // namespace

Instant SystemClock::now() const {
  return std::chrono::floor<seconds>(std::chrono::system_clock::now());
}

std::string to_rfc3339(Instant at) {
  const auto day = std::chrono::floor<days>(at);
  const std::chrono::year_month_day date{day};
  const std::chrono::hh_mm_ss time{at - day};
  char text[40];
  std::snprintf(text, sizeof text, "%04d-%02u-%02uT%02d:%02d:%02dZ", static_cast<int>(date.year()),
                static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
                static_cast<int>(time.seconds().count()));
  return text;
}

Result<Instant> parse_rfc3339(std::string_view text) {
  const auto bad = [&] {
    return fail(ErrorKind::kMalformed, "not an RFC 3339 instant: '" + std::string(text) + "'");
  };
  size_t at = 0;
  auto day = parse_day(text.substr(0, 10));
  if (!day) return bad();
  const Instant midnight = sys_days{*day};
  at = 10;
  if (at == text.size()) return midnight;
  if (text[at] != 'T' && text[at] != 't' && text[at] != ' ') return bad();
  ++at;
  const int hour = take_number(text, at, 2);
  if (hour < 0 || hour > 23 || !take(text, at, ':')) return bad();
  const int minute = take_number(text, at, 2);
  if (minute < 0 || minute > 59) return bad();
  int second = 0;
  if (take(text, at, ':')) {
    second = take_number(text, at, 2);
    if (second < 0 || second > 60) return bad();
    if (take(text, at, '.'))
      while (at < text.size() && text[at] >= '0' && text[at] <= '9') ++at;
  }
  int offset = 0;
  if (at < text.size() && (text[at] == 'Z' || text[at] == 'z')) {
    ++at;
  } else if (at < text.size() && (text[at] == '+' || text[at] == '-')) {
    const int sign = text[at++] == '-' ? -1 : 1;
    const int hours = take_number(text, at, 2);
    take(text, at, ':');
    const int minutes = take_number(text, at, 2);
    if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return bad();
    offset = sign * (hours * 3600 + minutes * 60);
  }
  if (at != text.size()) return bad();
  return midnight + seconds{hour * 3600 + minute * 60 + second - offset};
}

std::string to_string(Day day) {
  char text[24];
  std::snprintf(text, sizeof text, "%04d-%02u-%02u", static_cast<int>(day.year()),
                static_cast<unsigned>(day.month()), static_cast<unsigned>(day.day()));
  return text;
}

Result<Day> parse_day(std::string_view text) {
  size_t at = 0;
  const int year = take_number(text, at, 4);
  if (year >= 0 && take(text, at, '-')) {
    const int month = take_number(text, at, 2);
    if (month >= 0 && take(text, at, '-')) {
      const int day = take_number(text, at, 2);
      const Day date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)},
                     std::chrono::day{static_cast<unsigned>(day)}};
      if (day >= 0 && at == text.size() && date.ok()) return date;
    }
  }
  return fail(ErrorKind::kMalformed,
              "not a day: '" + std::string(text) + "'; write it like 2026-11-24");
}

Day add_days(Day day, int n) { return Day{sys_days{day} + days{n}}; }

int days_between(Day a, Day b) { return static_cast<int>((sys_days{b} - sys_days{a}).count()); }

struct TimeZone::Impl {
  std::unique_ptr<icu::TimeZone> zone;
};

Result<TimeZone> TimeZone::open(std::string_view iana_name) {
  auto impl = std::make_shared<Impl>();
  const auto id = icu::UnicodeString::fromUTF8(
      icu::StringPiece(iana_name.data(), static_cast<int32_t>(iana_name.size())));
  impl->zone.reset(icu::TimeZone::createTimeZone(id));
  if (!impl->zone || *impl->zone == icu::TimeZone::getUnknown())
    return fail(ErrorKind::kConfiguration, "unknown time zone '" + std::string(iana_name) +
                                               "'; write an IANA name such as Asia/Amman");
  return TimeZone(std::string(iana_name), std::move(impl));
}

seconds TimeZone::offset_at(Instant at) const {
  int32_t raw = 0;
  int32_t dst = 0;
  UErrorCode status = U_ZERO_ERROR;
  impl_->zone->getOffset(static_cast<UDate>(at.time_since_epoch().count()) * 1000.0, false, raw,
                         dst, status);
  return seconds{(raw + dst) / 1000};
}

Day TimeZone::day_of(Instant at) const { return Day{std::chrono::floor<days>(at + offset_at(at))}; }

Instant TimeZone::start_of(Day day) const {
  const Instant local = sys_days{day};
  Instant guess = local - offset_at(local);
  // Near a change of clocks the offset at the guess differs from the one at local midnight.
  guess = local - offset_at(guess);
  while (day_of(guess) != day) guess += std::chrono::hours{1};
  return guess;
}

}  // namespace rasd
