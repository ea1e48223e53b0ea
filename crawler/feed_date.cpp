#include "crawler/feed_date.h"

#include <array>
#include <chrono>
#include <cstdlib>
#include <vector>

#include "base/utf8.h"

namespace rasd {
namespace {

using std::chrono::days;
using std::chrono::seconds;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_alpha(char c) { return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80; }

/// The text in lower case, Arabic and Persian digits as ASCII ones, other spaces as one space.
std::string fold(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (c >= 0x660 && c <= 0x669)
      out += static_cast<char>('0' + (c - 0x660));
    else if (c >= 0x6F0 && c <= 0x6F9)
      out += static_cast<char>('0' + (c - 0x6F0));
    else if (c == 0xA0 || c <= 0x20)
      out += ' ';
    else if (c == 0x2212)
      out += '-';
    else if (c >= 'A' && c <= 'Z')
      out += static_cast<char>(c - 'A' + 'a');
    else if (c != 0x200E && c != 0x200F)
      append_utf8(out, c);
  }
  return std::string(trim(out));
}

struct Name {
  std::string_view text;
  int value;
};

// By the first letters, so that "sept", "september" and "sep." are one. The Levantine and the
// Gulf's month names beside each other.
constexpr std::array<Name, 37> kMonths = {{
    {"jan", 1},     {"feb", 2},     {"mar", 3},     {"apr", 4},   {"may", 5},    {"jun", 6},
    {"jul", 7},     {"aug", 8},     {"sep", 9},     {"oct", 10},  {"nov", 11},   {"dec", 12},
    {"يناير", 1},   {"فبراير", 2},  {"مارس", 3},    {"أبريل", 4}, {"ابريل", 4},  {"مايو", 5},
    {"يونيو", 6},   {"يوليو", 7},   {"أغسطس", 8},   {"اغسطس", 8}, {"سبتمبر", 9}, {"أكتوبر", 10},
    {"اكتوبر", 10}, {"نوفمبر", 11}, {"ديسمبر", 12}, {"شباط", 2},  {"آذار", 3},   {"نيسان", 4},
    {"أيار", 5},    {"حزيران", 6},  {"تموز", 7},    {"آب", 8},    {"أيلول", 9},  {"جانفي", 1},
    {"فيفري", 2},
}};

/// Zones by name, minutes east of UTC (RFC 822 5.1 and what is seen beside it).
constexpr std::array<Name, 30> kZones = {{
    {"gmt", 0},    {"ut", 0},      {"utc", 0},     {"z", 0},      {"wet", 0},    {"est", -300},
    {"edt", -240}, {"cst", -360},  {"cdt", -300},  {"mst", -420}, {"mdt", -360}, {"pst", -480},
    {"pdt", -420}, {"akst", -540}, {"akdt", -480}, {"hst", -600}, {"ast", -240}, {"adt", -180},
    {"nst", -210}, {"bst", 60},    {"cet", 60},    {"cest", 120}, {"met", 60},   {"mest", 120},
    {"eet", 120},  {"eest", 180},  {"msk", 180},   {"jst", 540},  {"kst", 540},  {"aest", 600},
}};

std::optional<int> zone_by_name(std::string_view name) {
  for (const auto& zone : kZones)
    if (zone.text == name) return zone.value;
  // RFC 822's military letters were specified wrongly, so RFC 5322 reads all of them as UTC.
  if (name.size() == 1) return 0;
  return std::nullopt;
}

struct Fields {
  int year = -1, month = 1, day = 1;
  int hour = 0, minute = 0, second = 0;
  int offset = 0;
  bool time = false;
};

std::optional<StatedDate> build(const Fields& f) {
  const std::chrono::year_month_day date{std::chrono::year{f.year},
                                         std::chrono::month{static_cast<unsigned>(f.month)},
                                         std::chrono::day{static_cast<unsigned>(f.day)}};
  if (!date.ok() || f.year < 1970 || f.year > 2100) return std::nullopt;
  if (f.hour > 24 || f.minute > 59 || f.second > 61 || f.hour < 0 || f.minute < 0)
    return std::nullopt;
  if (f.hour == 24 && (f.minute > 0 || f.second > 0)) return std::nullopt;
  if (std::abs(f.offset) > 18 * 60) return std::nullopt;
  StatedDate out;
  out.day_only = !f.time;
  out.offset_minutes = f.offset;
  out.at = std::chrono::sys_days{date} +
           seconds{f.hour * 3600 + f.minute * 60 + std::min(f.second, 59) - f.offset * 60};
  // The 24th hour of 2100 is a day that would not be read again.
  if (f.hour == 24 && f.year == 2100 && f.month == 12 && f.day == 31) return std::nullopt;
  return out;
}

/// A text read from its start; every take moves on only when it succeeds.
class Scanner {
 public:
  explicit Scanner(std::string_view text) : rest_(text) {}
  bool done() const { return rest_.empty(); }
  char peek() const { return rest_.empty() ? '\0' : rest_[0]; }
  std::string_view rest() const { return rest_; }
  void skip_any(std::string_view characters) {
    while (!rest_.empty() && characters.find(rest_[0]) != std::string_view::npos)
      rest_.remove_prefix(1);
  }
  bool take(char c) {
    if (peek() != c || rest_.empty()) return false;
    rest_.remove_prefix(1);
    return true;
  }
  /// A number of at least `least` and at most `most` digits; -1 otherwise.
  int number(size_t least, size_t most) {
    size_t n = 0;
    int value = 0;
    while (n < rest_.size() && n < most && is_digit(rest_[n]))
      value = value * 10 + (rest_[n++] - '0');
    if (n < least) return -1;
    rest_.remove_prefix(n);
    return value;
  }
  size_t digits_ahead() const {
    size_t n = 0;
    while (n < rest_.size() && is_digit(rest_[n])) ++n;
    return n;
  }
  std::string_view word() {
    size_t n = 0;
    while (n < rest_.size() && is_alpha(rest_[n])) ++n;
    const auto out = rest_.substr(0, n);
    rest_.remove_prefix(n);
    return out;
  }

 private:
  std::string_view rest_;
};

/// "+0300", "+03:00", "+3", "gmt+3", "est", "z"; nothing there is UTC. False when it is no zone.
bool take_zone(Scanner& in, int& offset) {
  in.skip_any(" ");
  offset = 0;
  if (in.done()) return true;
  if (is_alpha(in.peek())) {
    const auto name = in.word();
    const auto known = zone_by_name(name);
    // An unknown name ("Asia/Amman", "AST5EDT") says nothing that can be relied on: UTC.
    if (!known) return true;
    offset = *known;
  }
  if (in.peek() != '+' && in.peek() != '-') return true;
  const int sign = in.peek() == '-' ? -1 : 1;
  in.take(in.peek());
  const size_t digits = in.digits_ahead();
  const int hours = in.number(1, digits == 3 ? 1 : 2);
  in.take(':');
  const int minutes = in.digits_ahead() >= 2 ? in.number(2, 2) : 0;
  if (hours < 0 || minutes > 59) return false;
  offset = sign * (hours * 60 + minutes);
  return true;
}

/// "08:30", "08:30:15.25", "8:30 pm", "083015"; false when there is no time.
bool take_time(Scanner& in, Fields& f) {
  const size_t digits = in.digits_ahead();
  if (digits == 4 || digits == 6) {  // ISO 8601 basic
    f.hour = in.number(2, 2);
    f.minute = in.number(2, 2);
    f.second = digits == 6 ? in.number(2, 2) : 0;
  } else {
    f.hour = in.number(1, 2);
    if (f.hour < 0) return false;
    if (in.take(':') || in.take('.')) {
      f.minute = in.number(1, 2);
      if (f.minute < 0) return false;
      if (in.take(':')) f.second = std::max(0, in.number(1, 2));
    }
  }
  if (in.peek() == '.' || in.peek() == ',') {
    in.take(in.peek());
    in.skip_any("0123456789");
  }
  in.skip_any(" ");
  for (const auto& [mark, add] : {std::pair{"am", 0}, {"pm", 12}, {"ص", 0}, {"م", 12}})
    if (in.rest().starts_with(mark) && f.hour <= 12) {
      in.word();
      f.hour = f.hour % 12 + add;
      break;
    }
  f.time = true;
  return true;
}

/// W3C-DTF and ISO 8601, also with a space for the T and with slashes.
std::optional<StatedDate> parse_iso(std::string_view text) {
  Scanner in(text);
  Fields f;
  const size_t digits = in.digits_ahead();
  f.year = in.number(4, 4);
  if (digits == 8) {
    f.month = in.number(2, 2);
    f.day = in.number(2, 2);
  } else if (in.take('-') || in.take('/')) {
    const size_t ahead = in.digits_ahead();
    if (ahead == 3) {  // ordinal day of the year
      const auto start = std::chrono::sys_days{std::chrono::year{f.year} / 1 / 1};
      const std::chrono::year_month_day date{start + days{in.number(3, 3) - 1}};
      f.month = static_cast<int>(static_cast<unsigned>(date.month()));
      f.day = static_cast<int>(static_cast<unsigned>(date.day()));
    } else {
      f.month = in.number(1, 2);
      if (in.take('-') || in.take('/')) f.day = in.number(1, 2);
    }
  } else if (digits != 4 || !in.done()) {
    return std::nullopt;
  }
  if (f.month < 0 || f.day < 0) return std::nullopt;
  if (in.done()) return build(f);
  if (in.peek() != 't' && in.peek() != ' ') return std::nullopt;
  in.skip_any("t ");
  if (!is_digit(in.peek())) return in.done() ? build(f) : std::nullopt;
  if (!take_time(in, f) || !take_zone(in, f.offset)) return std::nullopt;
  return build(f);
}

int month_by_name(std::string_view word) {
  for (const auto& month : kMonths)
    if (word.starts_with(month.text)) return month.value;
  if (word == "كانون") return -2;  // January or December: the next word tells
  if (word == "تشرين") return -3;
  return -1;
}

int full_year(int year, size_t digits) {
  if (digits >= 3) return year;
  return year < 70 ? 2000 + year : 1900 + year;  // RFC 5322 4.3, moved to the feed's era
}

/// RFC 822 in any order that leaves no doubt: a month by name, a day and a year by position.
std::optional<StatedDate> parse_named(std::string_view text) {
  Scanner in(text);
  Fields f;
  f.month = -1;
  f.day = -1;
  while (!in.done()) {
    in.skip_any(" ,-/.");
    if (in.done()) break;
    if (is_alpha(in.peek())) {
      const auto word = in.word();
      int month = f.month < 0 ? month_by_name(word) : -1;
      if (month < -1) {
        in.skip_any(" ");
        const bool first = in.word().starts_with("الأول") || in.rest().empty();
        month = month == -2 ? (first ? 12 : 1) : (first ? 10 : 11);
      }
      if (month > 0) {
        f.month = month;
      } else if (f.time && f.year >= 0 && zone_by_name(word)) {
        f.offset = *zone_by_name(word);
      }
      continue;
    }
    if (in.peek() == '+' || in.peek() == '-') {
      if (!take_zone(in, f.offset)) return std::nullopt;
      continue;
    }
    if (!is_digit(in.peek())) return std::nullopt;
    const size_t digits = in.digits_ahead();
    const auto ahead = in.rest().substr(digits);
    if (!f.time && digits <= 2 && !ahead.empty() && ahead[0] == ':') {
      if (!take_time(in, f)) return std::nullopt;
      if (f.year >= 0 && !take_zone(in, f.offset)) return std::nullopt;
      // asctime has its year after the time, and a zone may stand before it.
      if (f.year < 0 && is_alpha(in.peek())) {
        if (const auto zone = zone_by_name(in.word())) f.offset = *zone;
      } else if (f.year < 0 && (in.peek() == '+' || in.peek() == '-')) {
        if (!take_zone(in, f.offset)) return std::nullopt;
      }
      continue;
    }
    const int number = in.number(1, 4);
    if (digits > 4) return std::nullopt;
    if (digits <= 2 && f.day < 0)
      f.day = number;
    else if (f.year < 0 && digits > 1)  // "24 Nov 2" was cut off
      f.year = full_year(number, digits);
    else
      return std::nullopt;
  }
  if (f.month < 0 || f.day < 0 || f.year < 0) return std::nullopt;
  return build(f);
}

/// "24/11/2026 08:30" and "11/24/2026": by day first unless only the other can be.
std::optional<StatedDate> parse_slashed(std::string_view text) {
  Scanner in(text);
  Fields f;
  int a = in.number(1, 2);
  const char mark = in.peek();
  if (a < 0 || (mark != '/' && mark != '.' && mark != '-') || !in.take(mark)) return std::nullopt;
  int b = in.number(1, 2);
  if (b < 0 || !in.take(mark)) return std::nullopt;
  f.year = in.number(4, 4);
  if (f.year < 0) return std::nullopt;
  if (b > 12) std::swap(a, b);
  f.day = a;
  f.month = b;
  in.skip_any(" ,-t");
  if (in.done()) return build(f);
  if (!take_time(in, f) || !take_zone(in, f.offset)) return std::nullopt;
  return build(f);
}

}  // namespace

std::optional<StatedDate> parse_feed_date(std::string_view text) {
  if (text.size() > 200) return std::nullopt;
  const std::string folded = fold(text);
  if (folded.size() < 4) return std::nullopt;
  if (is_digit(folded[0]) && is_digit(folded[1]) && is_digit(folded[2]) && is_digit(folded[3]))
    if (auto date = parse_iso(folded)) return date;
  if (is_digit(folded[0]))
    if (auto date = parse_slashed(folded)) return date;
  return parse_named(folded);
}

}  // namespace rasd
