#include "crawler/retry_after.h"

#include <curl/curl.h>

#include <algorithm>
#include <charconv>
#include <string>

#include "base/utf8.h"

namespace rasd {

Result<std::chrono::seconds> parse_retry_after(std::string_view header, Instant now) {
  using std::chrono::seconds;
  constexpr seconds kMost = std::chrono::days(1);
  const std::string text(trim(header));
  if (text.empty()) return fail(ErrorKind::kMalformed, "Retry-After is empty");
  if (std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; })) {
    int64_t n = 0;
    const auto read = std::from_chars(text.data(), text.data() + text.size(), n);
    // Only an overflow can fail here, and that is longer than a day as well.
    return read.ec == std::errc{} ? std::min(seconds(n), kMost) : kMost;
  }
  // curl reads the three forms of RFC 9110 5.6.7; it takes more than those, so a name of a day or
  // a month must be there at least.
  const bool has_letters = std::any_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  });
  const time_t at = has_letters ? curl_getdate(text.c_str(), nullptr) : -1;
  if (at < 0) return fail(ErrorKind::kMalformed, "not a Retry-After: " + text.substr(0, 60));
  return std::clamp(Instant{seconds(at)} - now, seconds(0), kMost);
}

}  // namespace rasd
