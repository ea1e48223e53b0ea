#include "crawler/published_date.h"

#include <unicode/ucal.h>
#include <unicode/ustring.h>

#include <string>
#include <vector>

#include "base/utf8.h"
#include "crawler/date_tokens.h"
#include "crawler/date_words.h"

namespace rasd {
namespace {

using std::chrono::days;
using std::chrono::minutes;
using std::chrono::seconds;
using std::chrono::sys_days;

constexpr size_t kTextCap = 400;  // bytes looked at: a date stands early or is none

class Reader {
 public:
  Reader(std::string_view folded, const DateContext& context)
      : context_(context), tokens_(date_tokens(folded)) {}

  std::optional<StatedDate> read() {
    for (const auto form : {&Reader::iso, &Reader::month_name, &Reader::numeric, &Reader::compact,
                            &Reader::hijri, &Reader::relative, &Reader::epoch}) {
      used_.assign(tokens_.size(), 0);
      if (auto found = (this->*form)()) return found;
    }
    return std::nullopt;
  }

 private:
  size_t size() const { return tokens_.size(); }
  bool number(size_t i, size_t digits_from, size_t digits_to) const {
    return i < size() && tokens_[i].kind == DateToken::kNumber &&
           tokens_[i].text.size() >= digits_from && tokens_[i].text.size() <= digits_to;
  }
  bool mark(size_t i, char c) const {
    return i < size() && tokens_[i].kind == DateToken::kMark && tokens_[i].text[0] == c;
  }
  bool word(size_t i, std::string_view w) const {
    return i < size() && tokens_[i].kind == DateToken::kWord && tokens_[i].text == w;
  }
  bool separator(size_t i) const { return mark(i, '-') || mark(i, '/') || mark(i, '.'); }
  void use(size_t from, size_t to) {
    for (size_t i = from; i < to && i < used_.size(); ++i) used_[i] = 1;
  }

  /// A day that the calendar has, not before 1990 and not after the reference.
  std::optional<sys_days> day(long y, long m, long d) const {
    if (y < 100 && y >= 0) y += y < 70 ? 2000 : 1900;
    const std::chrono::year_month_day date{std::chrono::year{static_cast<int>(y)},
                                           std::chrono::month{static_cast<unsigned>(m)},
                                           std::chrono::day{static_cast<unsigned>(d)}};
    if (y < 1990 || y > 2100 || m < 1 || m > 12 || d < 1 || !date.ok()) return std::nullopt;
    if (context_.reference != Instant{} &&
        sys_days{date} > std::chrono::floor<days>(context_.reference) + days{2})
      return std::nullopt;
    return sys_days{date};
  }

  std::optional<StatedDate> iso() {
    for (size_t i = 0; i + 4 < size(); ++i) {
      if (!number(i, 4, 4) || !separator(i + 1) || !number(i + 2, 1, 2) || !separator(i + 3) ||
          !number(i + 4, 1, 2))
        continue;
      if (auto d = day(tokens_[i].value, tokens_[i + 2].value, tokens_[i + 4].value)) {
        use(i, i + 5);
        return with_time(*d, i + 5);
      }
    }
    // 2026年11月24日
    for (size_t i = 0; i + 4 < size(); ++i) {
      if (number(i, 4, 4) && word(i + 1, "年") && number(i + 2, 1, 2) && word(i + 3, "月") &&
          number(i + 4, 1, 2))
        if (auto d = day(tokens_[i].value, tokens_[i + 2].value, tokens_[i + 4].value)) {
          use(i, i + 5);
          return with_time(*d, i + 5);
        }
    }
    return std::nullopt;
  }

  /// A month's name at i, of one word or two; moves `end` past it.
  int month_at(size_t i, size_t& end, int (*look_up)(std::string_view)) const {
    if (i >= size() || tokens_[i].kind != DateToken::kWord) return 0;
    if (i + 1 < size() && tokens_[i + 1].kind == DateToken::kWord) {
      const std::string two = std::string(tokens_[i].text) + " " + std::string(tokens_[i + 1].text);
      if (const int m = look_up(two)) {
        end = i + 2;
        return m;
      }
    }
    end = i + 1;
    return look_up(tokens_[i].text);
  }

  bool passes(size_t i) const {  // what may stand between a day, a month and a year
    if (i >= size()) return false;
    if (tokens_[i].kind == DateToken::kMark)
      return std::string_view(",-/.'()|").find(tokens_[i].text[0]) != std::string_view::npos;
    const std::string_view w = tokens_[i].text;
    return tokens_[i].kind == DateToken::kWord &&
           (w == "st" || w == "nd" || w == "rd" || w == "th" || w == "de" || w == "of" ||
            w == "من" || w == "er" || w == "del" || w == "the" || w == "عام" || w == "لعام" ||
            w == "سنه");
  }

  struct Parts {
    long day = 0, month = 0, year = 0;
    size_t from = 0, end = 0;
  };

  /// Day, month by name and year in any of the usual orders; `from` where to look first.
  std::optional<Parts> named(int (*look_up)(std::string_view), size_t from) const {
    for (size_t i = from; i < size(); ++i) {
      size_t end = 0;
      Parts p;
      p.month = month_at(i, end, look_up);
      if (p.month == 0) continue;
      size_t before = i;
      for (int k = 0; k < 3 && before > 0 && passes(before - 1); ++k) --before;
      size_t after = end;
      while (after < end + 3 && passes(after)) ++after;
      // "كانون الثاني/يناير": the same month twice.
      size_t twin_end = 0;
      if (month_at(after, twin_end, look_up) == p.month && look_up(tokens_[after].text) >= 0 &&
          after < size() && tokens_[after].kind == DateToken::kWord) {
        end = after = twin_end;
        while (after < end + 3 && passes(after)) ++after;
      }
      p.from = i;
      const bool day_before = before > 0 && number(before - 1, 1, 2);
      if (day_before) {
        p.day = tokens_[before - 1].value;
        p.from = before - 1;
        if (number(after, 4, 4) || (number(after, 2, 2) && !mark(after + 1, ':'))) {
          p.year = tokens_[after].value;
          p.end = after + 1;
          return p;
        }
        if (before > 2 && number(before - 3, 4, 4)) continue;
        p.end = end;
        return p;  // no year: the caller decides
      }
      if (number(after, 1, 2) && !mark(after + 1, ':')) {  // "November 24, 2026"
        p.day = tokens_[after].value;
        p.end = after + 1;
        size_t y = after + 1;
        while (y < after + 4 && passes(y)) ++y;
        if (number(y, 4, 4)) {
          p.year = tokens_[y].value;
          p.end = y + 1;
        } else if (before > 0 && number(before - 1, 4, 4)) {  // "2026 November 24"
          p.year = tokens_[before - 1].value;
          p.from = before - 1;
        }
        return p;
      }
    }
    return std::nullopt;
  }

  std::optional<StatedDate> month_name() {
    std::optional<Parts> without_year;
    for (size_t from = 0; from < size();) {
      auto p = named(month_of, from);
      if (!p) break;
      if (p->year != 0) {
        if (auto d = day(p->year, p->month, p->day)) {
          use(p->from, p->end);
          return with_time(*d, p->end);
        }
      } else if (!without_year) {
        without_year = p;
      }
      from = std::max(p->end, from + 1);
    }
    if (!without_year || context_.reference == Instant{}) return std::nullopt;
    // The last such day that is not after the reference.
    const std::chrono::year_month_day now{std::chrono::floor<days>(context_.reference)};
    for (int back = 0; back < 2; ++back)
      if (auto d = day(static_cast<int>(now.year()) - back, without_year->month, without_year->day);
          d && *d <= std::chrono::floor<days>(context_.reference) + days{1}) {
        use(without_year->from, without_year->end);
        return with_time(*d, without_year->end);
      }
    return std::nullopt;
  }

  std::optional<StatedDate> numeric() {
    const bool month_first = context_.language == "en-US" || context_.language == "en-us";
    for (size_t i = 0; i + 4 < size(); ++i) {
      if (!number(i, 1, 2) || !separator(i + 1) || !number(i + 2, 1, 2) ||
          tokens_[i + 1].text != tokens_[i + 3].text || !number(i + 4, 2, 4) ||
          tokens_[i + 4].text.size() == 3)
        continue;
      const long a = tokens_[i].value, b = tokens_[i + 2].value, y = tokens_[i + 4].value;
      auto first = month_first ? day(y, a, b) : day(y, b, a);
      if (!first) first = month_first ? day(y, b, a) : day(y, a, b);
      if (first) {
        use(i, i + 5);
        return with_time(*first, i + 5);
      }
    }
    return std::nullopt;
  }

  std::optional<StatedDate> compact() {
    for (size_t i = 0; i < size(); ++i) {
      if (number(i, 8, 8) || number(i, 14, 14)) {
        const bool long_form = tokens_[i].text.size() == 14;
        const long v = long_form ? tokens_[i].value / 1'000'000 : tokens_[i].value;
        if (auto d = day(v / 10000, v / 100 % 100, v % 100)) {
          StatedDate date{*d, true, 0};
          const long t = tokens_[i].value % 1'000'000;
          if (long_form && t / 10000 < 24 && t / 100 % 100 < 60) {
            date.at += seconds{t / 10000 * 3600 + t / 100 % 100 * 60 + t % 100};
            date.day_only = date.zoned = false;
          } else if (word(i + 1, "t") && number(i + 2, 4, 6)) {
            const long c =
                tokens_[i + 2].text.size() == 4 ? tokens_[i + 2].value * 100 : tokens_[i + 2].value;
            date.at += seconds{c / 10000 * 3600 + c / 100 % 100 * 60 + c % 100};
            date.day_only = date.zoned = false;
          }
          return date;
        }
      }
    }
    return std::nullopt;
  }

  std::optional<StatedDate> hijri() {
    auto p = named(hijri_month_of, 0);
    if (!p || p->year < 1400 || p->year > 1500) return std::nullopt;
    UErrorCode status = U_ZERO_ERROR;
    UCalendar* calendar =
        ucal_open(u"UTC", 3, "ar@calendar=islamic-umalqura", UCAL_DEFAULT, &status);
    if (U_FAILURE(status)) return std::nullopt;
    ucal_clear(calendar);
    ucal_set(calendar, UCAL_EXTENDED_YEAR, static_cast<int32_t>(p->year));
    ucal_set(calendar, UCAL_MONTH, static_cast<int32_t>(p->month - 1));
    ucal_set(calendar, UCAL_DATE, static_cast<int32_t>(p->day));
    const UDate at = ucal_getMillis(calendar, &status);
    ucal_close(calendar);
    if (U_FAILURE(status)) return std::nullopt;
    const std::chrono::year_month_day date{
        std::chrono::floor<days>(Instant{seconds{static_cast<int64_t>(at / 1000)}})};
    auto d = day(static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                 static_cast<unsigned>(date.day()));
    if (!d) return std::nullopt;
    use(p->from, p->end);
    return with_time(*d, p->end);
  }

  std::optional<StatedDate> relative() {
    if (context_.reference == Instant{}) return std::nullopt;
    const auto today = std::chrono::floor<days>(context_.reference);
    for (size_t i = 0; i < size(); ++i) {
      if (tokens_[i].kind == DateToken::kNumber || tokens_[i].kind == DateToken::kWord)
        if (auto found = ago(i)) return found;
      if (tokens_[i].kind != DateToken::kWord) continue;
      const std::string_view w = tokens_[i].text;
      if (w == "اليوم" || w == "today") return with_time(today, i + 1);
      if (w == "امس" || w == "yesterday" || w == "البارحه") {
        const bool before = word(i + 1, "الاول") || (i > 0 && word(i - 1, "اول"));
        return with_time(today - days{before ? 2 : 1}, i + 1);
      }
      if (w == "الان" || w == "now") return StatedDate{context_.reference, false, 0};
      if ((w == "just") && word(i + 1, "now")) return StatedDate{context_.reference, false, 0};
      if (const int weekday = weekday_of(w); weekday >= 0) {
        const int now = static_cast<int>(std::chrono::weekday{today}.c_encoding());
        const bool past = word(i + 1, "الماضي") || word(i + 1, "الفائت") ||
                          word(i + 1, "المنصرم") || (i > 0 && word(i - 1, "last"));
        int back = (now - weekday + 7) % 7;
        if (past && back == 0) back = 7;
        return with_time(today - days{back}, i + 1);
      }
      if (auto found = last_unit(i)) return found;
    }
    return std::nullopt;
  }

  /// "منذ 3 ساعات", "قبل ساعتين", "3 hours ago", "an hour ago".
  std::optional<StatedDate> ago(size_t i) const {
    const bool arabic = word(i, "منذ") || word(i, "قبل") || word(i, "من") || word(i, "since");
    size_t at = arabic ? i + 1 : i;
    if (arabic && (word(at, "حوالي") || word(at, "نحو") || word(at, "اكثر") || word(at, "about")))
      ++at;
    if (at >= size()) return std::nullopt;
    int count = 1;
    bool counted = false;
    if (tokens_[at].kind == DateToken::kNumber) {
      if (tokens_[at].value > 1000) return std::nullopt;
      count = static_cast<int>(tokens_[at].value);
      counted = true;
      ++at;
    } else if (const int n = small_number(tokens_[at].text)) {
      count = n;
      counted = true;
      ++at;
    }
    if (at >= size() || tokens_[at].kind != DateToken::kWord) return std::nullopt;
    const long unit = unit_seconds(tokens_[at].text, count);
    if (unit == 0) return std::nullopt;
    if (!arabic && !(counted && (word(at + 1, "ago") || word(at + 1, "مضت")))) return std::nullopt;
    const Instant then = context_.reference - seconds{unit * count};
    if (unit >= 86400) return StatedDate{std::chrono::floor<days>(then), true, 0};
    return StatedDate{then, false, 0};
  }

  /// "الأسبوع الماضي", "last week".
  std::optional<StatedDate> last_unit(size_t i) const {
    std::string_view unit;
    if (word(i, "last") && i + 1 < size()) {
      unit = tokens_[i + 1].text;
    } else if (word(i + 1, "الماضي") || word(i + 1, "الماضيه")) {
      unit = tokens_[i].text;
      if (unit.substr(0, 4) == "ال") unit.remove_prefix(4);
    }
    int count = 1;
    const long length = unit.empty() ? 0 : unit_seconds(unit, count);
    if (length < 86400) return std::nullopt;
    return StatedDate{std::chrono::floor<days>(context_.reference - seconds{length}), true, 0};
  }

  std::optional<StatedDate> epoch() {
    if (size() != 1 || tokens_[0].kind != DateToken::kNumber) return std::nullopt;
    const size_t digits = tokens_[0].text.size();
    if (digits != 10 && digits != 13) return std::nullopt;
    const Instant at{seconds{digits == 13 ? tokens_[0].value / 1000 : tokens_[0].value}};
    if (at < Instant{sys_days{std::chrono::year{1990} / 1 / 1}} ||
        at >= Instant{sys_days{std::chrono::year{2101} / 1 / 1}})
      return std::nullopt;
    if (context_.reference != Instant{} && at > context_.reference + days{2}) return std::nullopt;
    return StatedDate{at, false, 0};
  }

  /// Adds the time of day that stands near the date: after it first, else before it.
  StatedDate with_time(sys_days day, size_t after) {
    StatedDate date{day, true, 0};
    size_t end = 0;
    long clock = -1;
    for (size_t i = after; i < size() && i < after + 8 && clock < 0; ++i) clock = clock_at(i, end);
    for (size_t i = 0; i < size() && clock < 0; ++i) clock = clock_at(i, end);
    if (clock < 0) return date;
    date.at += seconds{clock};
    date.day_only = false;
    const auto zone = zone_at(end);
    date.zoned = zone.has_value();
    date.offset_minutes = zone.value_or(0);
    date.at -= minutes{date.offset_minutes};
    return date;
  }

  /// Seconds into the day of a clock time at i, or -1; moves `end` past it.
  long clock_at(size_t i, size_t& end) const {
    if (!number(i, 1, 2) || used_[i]) return -1;
    long hour = tokens_[i].value, minute = 0, second = 0;
    end = i + 1;
    const bool colon = (mark(i + 1, ':') || mark(i + 1, '.') || word(i + 1, "h")) &&
                       number(i + 2, 2, 2) && !used_[i + 2];
    if (colon) {
      minute = tokens_[i + 2].value;
      end = i + 3;
      if (mark(end, ':') && number(end + 1, 2, 2)) {
        second = tokens_[end + 1].value;
        end += 2;
        if ((mark(end, '.') || mark(end, ',')) && number(end + 1, 1, 9) && !tokens_[end + 1].spaced)
          end += 2;
      }
    }
    const int half = half_day(end);
    if (!colon && half == 0) return -1;
    if (colon && tokens_[i + 1].text != ":" && half == 0 && tokens_[i + 1].text != "h") return -1;
    if (half == 2 && hour < 12) hour += 12;
    if (half == 1 && hour == 12) hour = 0;
    if (hour > 23 || minute > 59 || second > 60) return -1;
    return hour * 3600 + minute * 60 + second;
  }

  /// 1 before noon, 2 after noon, 0 not said; moves `end` past the word.
  int half_day(size_t& end) const {
    const size_t at = mark(end, '-') ? end + 1 : end;
    if (at >= size() || tokens_[at].kind != DateToken::kWord) return 0;
    const std::string_view w = tokens_[at].text;
    int half = 0;
    if (w == "am" || w == "ص" || w == "صباحا" || w == "صباح") half = 1;
    if (w == "pm" || w == "م" || w == "مساء" || w == "ظهرا" || w == "عصرا" || w == "ليلا") half = 2;
    if ((w == "a" || w == "p") && mark(at + 1, '.') && word(at + 2, "m")) {
      end = mark(at + 3, '.') ? at + 4 : at + 3;
      return w == "a" ? 1 : 2;
    }
    if (half != 0) end = at + 1;
    return half;
  }

  /// Minutes east of UTC, if a zone stands there.
  std::optional<int> zone_at(size_t i) const {
    while (i < size() && (mark(i, '(') || mark(i, ',') || word(i, "بتوقيت") || word(i, "توقيت")))
      ++i;
    int offset = 0;
    if (i < size() && tokens_[i].kind == DateToken::kWord &&
        zone_minutes(tokens_[i].text, offset)) {
      const bool base = offset == 0;
      if (!base || !(mark(i + 1, '+') || mark(i + 1, '-')) || !number(i + 2, 1, 4)) return offset;
      ++i;
    }
    if (!(mark(i, '+') || mark(i, '-')) || !number(i + 1, 1, 4) || tokens_[i + 1].spaced)
      return std::nullopt;
    const long v = tokens_[i + 1].value;
    long total = 0;
    if (tokens_[i + 1].text.size() > 2)
      total = v / 100 * 60 + v % 100;
    else
      total = v * 60 + (mark(i + 2, ':') && number(i + 3, 2, 2) ? tokens_[i + 3].value : 0);
    if (total > 14 * 60) return std::nullopt;
    return static_cast<int>(mark(i, '-') ? -total : total);
  }

  const DateContext& context_;
  std::vector<DateToken> tokens_;
  std::vector<uint8_t> used_;
};

}  // namespace

std::optional<StatedDate> read_date(std::string_view text, const DateContext& context) {
  const std::string folded = fold_date_text(clip_utf8(text, kTextCap));
  return Reader(folded, context).read();
}

}  // namespace rasd
