#include "crawler/rate_limit.h"

#include <algorithm>
#include <charconv>
#include <string>

#include "base/utf8.h"
#include "crawler/http_message.h"
#include "crawler/retry_after.h"

namespace rasd {
namespace {

using std::chrono::seconds;

constexpr seconds kMost = std::chrono::days(1);
constexpr const char* kPrefixes[] = {"x-ratelimit-", "x-rate-limit-", "ratelimit-"};

std::optional<double> number_of(std::string_view text) {
  double value = 0;
  text = trim(text);
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || read.ec != std::errc{} || read.ptr != text.data() + text.size())
    return std::nullopt;
  return value;
}

/// The wait until a reset; nothing when the header cannot be read or the moment has passed.
std::optional<seconds> until(std::string_view reset, Instant now) {
  seconds wait{};
  if (const auto value = number_of(reset)) {
    if (!(*value >= 0)) return std::nullopt;
    // No window is longer than a year, and no server stands in 1971.
    constexpr double kYear = 366.0 * 86400;
    const auto whole = static_cast<int64_t>(std::min(*value, 1e12));
    wait = *value < kYear ? seconds(whole + 1) : Instant{seconds(whole + 1)} - now;
  } else if (const auto at = parse_rfc3339(trim(reset))) {
    wait = *at + seconds(1) - now;
  } else {
    return std::nullopt;
  }
  if (wait <= seconds(0)) return std::nullopt;
  return std::min(wait, kMost);
}

}  // namespace

std::optional<seconds> asked_to_wait(std::string_view head, int status, Instant now) {
  std::optional<seconds> longest;
  const auto take = [&](std::optional<seconds> wait) {
    if (wait && (!longest || *wait > *longest)) longest = wait;
  };
  if (const auto header = header_value(head, "retry-after"); !header.empty())
    if (const auto parsed = parse_retry_after(header, now)) take(*parsed);
  for (const std::string prefix : kPrefixes) {
    const std::string_view reset = header_value(head, prefix + "reset");
    if (reset.empty()) continue;
    const auto remaining = number_of(header_value(head, prefix + "remaining"));
    if (status == 429 || (remaining && *remaining < 1)) take(until(reset, now));
  }
  return longest;
}

}  // namespace rasd
