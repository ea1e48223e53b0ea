#include "crawler/date_in_url.h"

namespace rasd {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::optional<StatedDate> date_in_url(std::string_view url) {
  const auto digits_at = [&](size_t i, size_t n) {
    long v = 0;
    for (size_t k = i; k < i + n; ++k) {
      if (k >= url.size() || !is_digit(url[k])) return -1L;
      v = v * 10 + (url[k] - '0');
    }
    return v;
  };
  const auto made = [](long y, long m, long d) -> std::optional<StatedDate> {
    const std::chrono::year_month_day date{std::chrono::year{static_cast<int>(y)},
                                           std::chrono::month{static_cast<unsigned>(m)},
                                           std::chrono::day{static_cast<unsigned>(d)}};
    if (!date.ok() || y < 1990 || y > 2100) return std::nullopt;
    return StatedDate{std::chrono::sys_days{date}, true, 0};
  };
  for (size_t i = 0; i + 8 <= url.size(); ++i) {
    if (i > 0 && is_digit(url[i - 1])) continue;
    const long year = digits_at(i, 4);
    if (year < 1990 || year > 2100) continue;
    const char s = url[i + 4];
    if (s == '/' || s == '-' || s == '_' || s == '.') {
      const size_t m_digits = digits_at(i + 5, 2) >= 0 ? 2 : 1;
      const long m = digits_at(i + 5, m_digits);
      const size_t d_at = i + 5 + m_digits + 1;
      if (m < 1 || d_at > url.size() || url[d_at - 1] != s) continue;
      const size_t d_digits = digits_at(d_at, 2) >= 0 ? 2 : 1;
      const long d = digits_at(d_at, d_digits);
      if (d < 1 || digits_at(d_at + d_digits, 1) >= 0) continue;
      if (auto date = made(year, m, d)) return date;
    } else if (digits_at(i, 8) >= 0 && digits_at(i + 8, 1) < 0) {
      const long v = digits_at(i, 8);
      if (auto date = made(year, v / 100 % 100, v % 100)) return date;
    }
  }
  return std::nullopt;
}

}  // namespace rasd
