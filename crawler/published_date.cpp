#include "crawler/published_date.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "crawler/date_calendar.h"
#include "crawler/date_clock.h"
#include "crawler/date_numbers.h"
#include "crawler/date_relative.h"
#include "crawler/date_tokens.h"
#include "crawler/date_words.h"

namespace rasd {
namespace {

using std::chrono::days;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::sys_days;

constexpr Instant kEarliest{seconds{631'152'000}};  // 1990
constexpr size_t kTextCap = 400;  // bytes looked at: a date stands early or is none
// A day without its year may be the writer's today while UTC still has yesterday: as far east as
// Arabic is written.
constexpr std::chrono::hours kEastmost{4};

class Reader {
 public:
  Reader(std::string_view folded, const DateContext& context) : context_(context), t_(folded) {
    spell_out_numbers(t_);
  }

  std::optional<StatedDate> read() {
    for (const auto form :
         {&Reader::iso, &Reader::month_name, &Reader::numeric, &Reader::compact, &Reader::hijri,
          &Reader::relative, &Reader::day_and_month, &Reader::epoch}) {
      used_.assign(t_.size(), 0);
      if (auto found = (this->*form)()) return found;
    }
    return std::nullopt;
  }

 private:
  using LookUp = int (*)(std::string_view);

  void use(size_t from, size_t to) {
    for (size_t i = from; i < to && i < used_.size(); ++i) used_[i] = 1;
  }

  std::optional<sys_days> day(long y, long m, long d) const {
    return publication_day(y, m, d, context_.reference);
  }

  std::optional<StatedDate> at_day(std::optional<sys_days> day, size_t from, size_t end) {
    if (!day) return std::nullopt;
    use(from, end);
    return with_time(*day, end);
  }

  std::optional<StatedDate> iso() {
    for (size_t i = 0; i + 4 < t_.size(); ++i) {
      if (!t_.number(i, 4, 4) || !t_.number(i + 2, 1, 2) || !t_.number(i + 4, 1, 2)) continue;
      const bool marks = t_.separator(i + 1) && t_.separator(i + 3);
      if (!marks && !(t_.any(i + 1, {"年", "년"}) && t_.any(i + 3, {"月", "월"}))) continue;
      if (auto d = day(t_[i].value, t_[i + 2].value, t_[i + 4].value))
        return at_day(d, i, t_.any(i + 5, {"日", "일"}) ? i + 6 : i + 5);
    }
    return std::nullopt;
  }

  /// A month's name at i, of one word or two; moves `end` past it.
  int month_at(size_t i, size_t& end, LookUp look_up) const {
    if (!t_.word(i)) return 0;
    if (t_.word(i + 1)) {
      const std::string two = std::string(t_[i].text) + " " + std::string(t_[i + 1].text);
      if (const int m = look_up(two)) {
        end = i + 2;
        return m;
      }
    }
    end = i + 1;
    return look_up(t_[i].text);
  }

  bool passes(size_t i) const {  // what may stand between a day, a month and a year
    if (i >= t_.size()) return false;
    if (t_[i].kind == DateToken::kMark)
      return std::string_view(",-/.'()|").find(t_[i].text[0]) != std::string_view::npos;
    return t_.any(
        i, {"st",  "nd",   "rd",  "th", "de",  "of",  "من", "er", "del", "the", "عام", "لعام",
            "سنه", "لسنه", "شهر", "في", "day", "يوم", "do", "o",  "a",   "da",  "г"});
  }
  size_t over(size_t i) const {
    for (const size_t last = i + 3; i < last && passes(i);) ++i;
    return i;
  }
  bool year_at(size_t i) const {
    if (t_.number(i, 4, 4)) return true;
    int count = 0;
    return t_.number(i, 2, 2) && !t_[i].spelled && !t_.mark(i + 1, ':') &&
           !(t_.word(i + 1) && unit_seconds(t_[i + 1].text, count) > 0);
  }

  struct Parts {
    long day = 0, month = 0, year = 0;
    size_t from = 0, end = 0;
  };

  /// Day, month by name and year in any of the usual orders; `from` where to look first.
  std::optional<Parts> named(LookUp look_up, size_t from) const {
    for (size_t i = from; i < t_.size(); ++i) {
      size_t end = 0;
      Parts p;
      p.month = month_at(i, end, look_up);
      if (p.month == 0) continue;
      size_t before = i;
      for (int k = 0; k < 3 && before > 0 && passes(before - 1); ++k) --before;
      size_t after = over(end);
      // "كانون الثاني/يناير": the same month twice.
      size_t twin_end = 0;
      if (month_at(after, twin_end, look_up) == p.month) {
        end = twin_end;
        after = over(end);
      }
      p.from = i;
      if (before > 0 && t_.number(before - 1, 1, 2)) {
        p.day = t_[before - 1].value;
        p.from = before - 1;
        p.end = end;
        if (year_at(after)) {
          p.year = t_[after].value;
          p.end = after + 1;
        } else if (p.from > 0) {  // "2016, 22 فبراير"
          size_t year = p.from - 1;
          for (int k = 0; k < 2 && passes(year); ++k) --year;
          if (t_.number(year, 4, 4)) {
            p.year = t_[year].value;
            p.from = year;
          }
        }
        return p;  // without a year the caller decides
      }
      if (t_.number(after, 1, 2) && !t_.mark(after + 1, ':')) {  // "November 24, 2026"
        p.day = t_[after].value;
        p.end = after + 1;
        const size_t y = over(after + 1);
        if (t_.number(y, 4, 4)) {
          p.year = t_[y].value;
          p.end = y + 1;
        } else if (before > 0 && t_.number(before - 1, 4, 4)) {  // "2026 November 24"
          p.year = t_[before - 1].value;
          p.from = before - 1;
        }
        return p;
      }
    }
    return std::nullopt;
  }

  std::optional<StatedDate> month_name() {
    std::optional<Parts> without_year;
    for (size_t from = 0; from < t_.size();) {
      auto p = named(month_of, from);
      if (!p) break;
      if (p->year != 0) {
        if (auto d = day(p->year, p->month, p->day)) return at_day(d, p->from, p->end);
      } else if (!without_year) {
        without_year = p;
      }
      from = std::max(p->end, from + 1);
    }
    if (!without_year || is_ahead(t_, without_year->end)) return std::nullopt;
    return latest(without_year->month, without_year->day, without_year->from, without_year->end);
  }

  /// The last such day that is not after the reference.
  std::optional<StatedDate> latest(long month, long day_of_month, size_t from, size_t end) {
    if (context_.reference == Instant{} || context_.forms == DateForms::kComplete)
      return std::nullopt;
    const sys_days today = std::chrono::floor<days>(context_.reference + kEastmost);
    const int year = static_cast<int>(std::chrono::year_month_day{today}.year());
    const int said = years_back(t_, end);
    // Eight years hold a 29 February.
    for (int back = said; back <= (said > 0 ? said : 8); ++back)
      if (auto d = day(year - back, month, day_of_month); d && *d <= today)
        return at_day(d, from, end);
    return std::nullopt;
  }

  bool month_first() const { return context_.language == "en-US" || context_.language == "en-us"; }

  std::optional<StatedDate> numeric() {
    for (size_t i = 0; i + 4 < t_.size(); ++i) {
      if (!t_.number(i, 1, 2) || !t_.separator(i + 1) || !t_.number(i + 2, 1, 2) ||
          !(t_[i + 1].text == t_[i + 3].text || t_.mark(i + 3, ',')) || !t_.number(i + 4, 2, 4) ||
          t_[i + 4].digits == 3)
        continue;
      const long a = t_[i].value, b = t_[i + 2].value, y = t_[i + 4].value;
      auto first = month_first() ? day(y, a, b) : day(y, b, a);
      if (!first) first = month_first() ? day(y, b, a) : day(y, a, b);
      if (first) return at_day(first, i, i + 5);
    }
    return std::nullopt;
  }

  /// "22/04" or "4-22", when the text is nothing else than that with a weekday and a time.
  std::optional<StatedDate> day_and_month() {
    std::optional<size_t> at;
    for (size_t i = 0; i + 2 < t_.size() && !at; ++i)
      if (t_.number(i, 1, 2) && t_.separator(i + 1) && t_.number(i + 2, 1, 2) &&
          !t_[i + 1].spaced && !t_[i + 2].spaced && !t_.separator(i + 3) && !t_.separator(i - 1))
        at = i;
    if (!at) return std::nullopt;
    use(*at, *at + 3);
    size_t rest = 0;
    for (size_t i = 0; i < t_.size();) {
      const auto clock = used_[i] ? std::nullopt : clock_at(t_, i, used_);
      if (clock)
        i = std::max(clock->end, i + 1);
      else
        rest += !used_[i] && t_.word(i) && weekday_of(t_[i].text) < 0 && t_[i].text.size() > 6, ++i;
    }
    if (rest > 1 || t_.size() > 14) return std::nullopt;
    long d = t_[*at].value, m = t_[*at + 2].value;
    if ((month_first() && d <= 12) || m > 12) std::swap(d, m);
    return latest(m, d, *at, *at + 3);
  }

  std::optional<StatedDate> compact() {
    for (size_t i = 0; i < t_.size(); ++i) {
      if (!t_.number(i, 8, 8) && !t_.number(i, 14, 14)) continue;
      const bool long_form = t_[i].digits == 14;
      const long v = long_form ? t_[i].value / 1'000'000 : t_[i].value;
      const auto d = day(v / 10000, v / 100 % 100, v % 100);
      if (!d) continue;
      long clock = -1;
      if (long_form)
        clock = t_[i].value % 1'000'000;
      else if (t_.word(i + 1, "t") && t_.number(i + 2, 4, 6))
        clock = t_[i + 2].digits == 4 ? t_[i + 2].value * 100 : t_[i + 2].value;
      StatedDate date{*d, true, 0};
      if (clock >= 0 && clock / 10000 < 24 && clock / 100 % 100 < 60) {
        date.at += seconds{clock / 10000 * 3600 + clock / 100 % 100 * 60 + clock % 100};
        date.day_only = date.zoned = false;
      }
      return date;
    }
    return std::nullopt;
  }

  std::optional<StatedDate> hijri() {
    const auto p = named(hijri_month_of, 0);
    if (!p) return std::nullopt;
    const auto gregorian = hijri_day(p->year, p->month, p->day);
    if (!gregorian) return std::nullopt;
    const std::chrono::year_month_day date{*gregorian};
    return at_day(day(static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                      static_cast<unsigned>(date.day())),
                  p->from, p->end);
  }

  std::optional<StatedDate> relative() {
    if (context_.reference == Instant{} || context_.forms == DateForms::kComplete)
      return std::nullopt;
    const auto found = relative_date(t_, context_.reference);
    if (!found || found->at < kEarliest) return std::nullopt;
    if (!found->day_only) return StatedDate{found->at, false, 0};
    return with_time(std::chrono::floor<days>(found->at), found->end);
  }

  std::optional<StatedDate> epoch() {
    if (t_.size() != 1 || (!t_.number(0, 10, 10) && !t_.number(0, 13, 13))) return std::nullopt;
    const long v = t_[0].digits == 13 ? t_[0].value / 1000 : t_[0].value;
    if (v > 4'102'444'800) return std::nullopt;  // 2100
    const Instant at{seconds{v}};
    if (at < kEarliest) return std::nullopt;
    if (context_.reference != Instant{} && at > context_.reference + days{2}) return std::nullopt;
    return StatedDate{at, false, 0};
  }

  /// Adds the time of day that stands near the date: after it first, else before it.
  StatedDate with_time(sys_days day, size_t after) const {
    StatedDate date{day, true, 0};
    std::optional<ClockTime> clock;
    for (size_t i = after; i < t_.size() && i < after + 8 && !clock; ++i)
      clock = clock_at(t_, i, used_);
    for (size_t i = 0; i < t_.size() && !clock; ++i) clock = clock_at(t_, i, used_);
    if (!clock) return date;
    date.at += clock->of_day;
    date.day_only = false;
    date.zoned = clock->zone_minutes.has_value();
    date.offset_minutes = clock->zone_minutes.value_or(0);
    date.at -= minutes{date.offset_minutes};
    return date;
  }

  const DateContext& context_;
  DateTokens t_;
  std::vector<uint8_t> used_;
};

}  // namespace

std::optional<StatedDate> read_date(std::string_view text, const DateContext& context) {
  const std::string folded = fold_date_text(clip_utf8(text, kTextCap));
  return Reader(folded, context).read();
}

}  // namespace rasd
