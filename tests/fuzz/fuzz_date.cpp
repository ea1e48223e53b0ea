#include "crawler/date_in_url.h"
#include "crawler/feed_date.h"
#include "crawler/published_date.h"
#include "crawler/retry_after.h"
#include "tests/fuzz/property.h"

using namespace rasd;
using fuzz::require;

namespace {

const Instant kNow = *parse_rfc3339("2026-11-24T12:00:00Z");

/// What was read and written is read again as the same.
void look_at(const StatedDate& date, const char* from) {
  const std::string written = to_string(date);
  require(is_utf8(written) && written.size() < 64, "a date is written short", written);
  require(date.offset_minutes > -24 * 60 && date.offset_minutes < 24 * 60, "a zone is of a day",
          std::string(from) + " " + written);
  const auto again = parse_feed_date(written);
  require(again.has_value(), "what was written is read", std::string(from) + " " + written);
  require(again->at == date.at, "writing is idempotent", std::string(from) + " " + written);
}

}  // namespace

/// Input: a text with a date in it.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(fuzz::as_text(data, size));
  if (const auto date = parse_feed_date(text)) {
    require(date->at >= *parse_rfc3339("1969-12-30T00:00:00Z") &&
                date->at <= *parse_rfc3339("2101-01-02T00:00:00Z"),
            "a feed's date lies in 1970 to 2100", text);
    look_at(*date, "feed");
  }
  for (const char* language : {"ar", "en-US"}) {
    DateContext context;
    context.language = language;
    if (const auto date = read_date(text, context)) look_at(*date, "page");
    context.reference = kNow;
    if (const auto date = read_date(text, context)) {
      require(date->at <= kNow + std::chrono::days(3), "no date long after the reference", text);
      require(date->at >= *parse_rfc3339("1989-12-30T00:00:00Z"), "nothing before 1990", text);
      look_at(*date, "page");
    }
  }
  if (const auto date = date_in_url(text)) look_at(*date, "address");
  if (const auto instant = parse_rfc3339(text)) {
    const auto again = parse_rfc3339(to_rfc3339(*instant));
    require(again && *again == *instant, "RFC 3339 is idempotent", text);
  }
  if (const auto day = parse_day(text))
    require(parse_day(to_string(*day)) == *day, "a day is written as it is read", text);
  if (const auto wait = parse_retry_after(text, kNow))
    require(wait->count() >= 0 && *wait <= std::chrono::hours(24), "Retry-After is of one day");
  return 0;
}
