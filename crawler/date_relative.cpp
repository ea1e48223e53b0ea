#include "crawler/date_relative.h"

#include <algorithm>

#include "crawler/date_words.h"

namespace rasd {
namespace {

using std::chrono::days;
using std::chrono::seconds;
using std::chrono::sys_days;

constexpr long kDay = 86'400, kMonth = 30 * kDay, kYear = 365 * kDay;

/// The word without a joined preposition or conjunction and the article: "بالأسبوع" -> "اسبوع".
std::string_view bare(std::string_view w) {
  for (const std::string_view prefix : {"و", "ب", "لل", "ال"})
    if (w.size() > prefix.size() + 4 && w.substr(0, prefix.size()) == prefix)
      w.remove_prefix(prefix.size());
  return w;
}

bool is_past(const DateTokens& t, size_t i) {
  return t.any(i, {"الماضي", "الماضيه", "الفائت", "الفائته", "الفايت", "المنصرم", "المنصرمه",
                   "السابق", "السابقه", "الاخير", "الاخيره", "الماضيين", "الماضيتين", "الماضييه"});
}

bool is_this(const DateTokens& t, size_t i) {
  return t.any(i, {"هذا", "هذه", "الجاري", "الجاريه", "الحالي", "الحاليه", "this"});
}

class RelativeReader {
 public:
  RelativeReader(const DateTokens& tokens, Instant reference)
      : t_(tokens), now_(reference), today_(std::chrono::floor<days>(reference)) {}

  std::optional<RelativeDate> read() const {
    for (size_t i = 0; i < t_.size(); ++i)
      if (t_.any(i, {"غدا", "الغد", "غد", "tomorrow", "morgen"}) || ahead_day(i))
        return std::nullopt;
    for (const auto form :
         {&RelativeReader::before_yesterday, &RelativeReader::day_of_month, &RelativeReader::ago,
          &RelativeReader::day_name, &RelativeReader::weekday, &RelativeReader::unit})
      for (size_t i = 0; i < t_.size(); ++i)
        if (auto found = (this->*form)(i)) return found;
    return std::nullopt;
  }

 private:
  RelativeDate day(sys_days at, size_t end) const { return {at, true, end}; }

  bool ahead_day(size_t i) const {
    if (!is_ahead(t_, i)) return false;
    const bool arabic = static_cast<unsigned char>(t_[i].text[0]) >= 0x80;
    const size_t beside = arabic ? i - 1 : i + 1;
    if (!t_.word(beside)) return false;
    int count = 0;
    return weekday_of(t_[beside].text) >= 0 || unit_seconds(bare(t_[beside].text), count) != 0 ||
           t_.word(beside, "اليوم");
  }

  /// "أول أمس", "أول من أمس", "أمس الأول", "قبل أمس", "the day before yesterday", "vorgestern".
  std::optional<RelativeDate> before_yesterday(size_t i) const {
    const auto yesterday = [&](size_t k) {
      return t_.any(k, {"امس", "الامس", "البارحه", "yesterday", "dun"});
    };
    if (!yesterday(i)) {
      if (t_.word(i) && relative_day(t_[i].text) == 2) return day(today_ - days{2}, i + 1);
      return std::nullopt;
    }
    if (t_.any(i + 1, {"الاول", "الاولي"})) return day(today_ - days{2}, i + 2);
    for (size_t k = i; k > 0 && i - k < 3; --k)
      if (t_.any(k - 1, {"اول", "قبل", "يسبق", "before", "سبق", "evvelsi"}))
        return day(today_ - days{2}, i + 1);
    return std::nullopt;
  }

  /// "12 من الشهر الماضي", "15 من هذا الشهر".
  std::optional<RelativeDate> day_of_month(size_t i) const {
    if (!t_.number(i, 1, 2)) return std::nullopt;
    size_t at = i + 1;
    while (at < i + 3 && t_.any(at, {"من", "of", "في"})) ++at;
    bool past = false, here = false;
    if (t_.any(at, {"هذا", "this", "last"})) {
      past = t_.word(at, "last");
      here = !past;
      ++at;
    }
    if (!t_.any(at, {"الشهر", "month", "شهر"})) return std::nullopt;
    past = past || is_past(t_, at + 1);
    here = here || is_this(t_, at + 1);
    if (past == here) return std::nullopt;
    const std::chrono::year_month_day now{today_};
    const std::chrono::year_month month =
        now.year() / now.month() - std::chrono::months{past ? 1 : 0};
    const std::chrono::year_month_day date =
        month / std::chrono::day{static_cast<unsigned>(t_[i].value)};
    if (!date.ok() || sys_days{date} > today_) return std::nullopt;
    return day(sys_days{date}, at + 2);
  }

  RelativeDate back(long count, long unit, size_t end) const {
    if (unit == kMonth || unit == kYear) {
      const std::chrono::year_month_day now{today_};
      const std::chrono::months months{static_cast<int>(unit == kYear ? 12 * count : count)};
      const std::chrono::year_month month = now.year() / now.month() - months;
      std::chrono::year_month_day date = month / now.day();
      if (!date.ok()) date = month / std::chrono::last;
      return day(sys_days{date}, end);
    }
    const Instant then = now_ - seconds{unit * count};
    if (unit >= kDay) return day(std::chrono::floor<days>(then), end);
    return {then, false, end};
  }

  /// A count and its unit at `at`: "3 ساعات", "ساعتين", "ثلاثة أيام", "an hour", "شهر".
  bool amount(size_t& at, long& count, long& unit, bool& counted) const {
    int n = 1;
    counted = false;
    if (t_.number(at, 1, 4)) {
      n = static_cast<int>(std::min(t_[at].value, 5000L));
      counted = true;
      ++at;
    } else if (t_.word(at)) {
      if (const int small = small_number(t_[at].text)) {
        n = small;
        counted = true;
        ++at;
      }
    }
    if (!t_.word(at)) return false;
    const int before = n;
    unit = unit_seconds(t_[at].text, n);
    if (unit == 0) unit = unit_seconds(bare(t_[at].text), n);
    if (unit == 0) return false;
    if (n != before) counted = true;  // a dual
    count = n;
    ++at;
    return true;
  }

  /// "منذ 3 ساعات", "قبل ساعة ونصف", "3 hours ago", "منذ شهر و 3 أيام", "vor 3 Tagen".
  std::optional<RelativeDate> ago(size_t i) const {
    const bool opened =
        t_.any(i, {"منذ", "قبل", "من", "since", "vor", "hace", "ha", "مضي", "مضت"}) ||
        (t_.word(i, "il") && t_.word(i + 1, "y") && t_.word(i + 2, "a"));
    size_t at = i;
    if (opened) at = t_.word(i, "il") ? i + 3 : i + 1;
    while (at < i + 6 &&
           t_.any(at, {"حوالي", "نحو", "اكثر", "من", "about", "قرابه", "environ", "etwa", "over",
                       "قبل", "ما", "يقارب", "يقرب", "more", "than", "around", "almost"}))
      ++at;
    long count = 1, unit = 0;
    bool counted = false;
    if (!amount(at, count, unit, counted)) return std::nullopt;
    const bool half = t_.any(at, {"ونصف", "ونص"});
    if (half) ++at;
    const bool whole = t_.any(at, {"كامل", "كامله", "كاملين"});
    if (whole) ++at;
    // A second, smaller amount: "10 months 3 days".
    long less_count = 0, less_unit = 0;
    size_t less_at = at;
    if (t_.any(less_at, {"و", "and"}) || t_.mark(less_at, ',')) ++less_at;
    bool less_counted = false;
    if (amount(less_at, less_count, less_unit, less_counted) && less_unit < unit &&
        (less_counted || less_at > at))
      at = less_at;
    else
      less_count = 0;
    const std::string_view last = at > 0 ? t_[at - 1].text : std::string_view{};
    constexpr std::string_view kBefore = "前";  // joined to its unit
    if (counted && last.size() > kBefore.size() &&
        last.substr(last.size() - kBefore.size()) == kBefore)
      return back(count, unit, at);
    const bool closed = t_.any(at, {"ago", "مضت", "مضي", "مضوا", "مضيا", "مضين", "قبل", "پيش", "fa",
                                    "atras", "once", "earlier", "back", "назад", "خلت", "سابقا",
                                    "geleden", "sedan", "siden"}) ||
                        (t_.word(at, "من") && t_.word(at + 1, "قبل"));
    if (!opened && !(counted && closed)) return std::nullopt;
    if (t_.word(i, "من") && !counted && !closed) return std::nullopt;
    // "قبل يوم الأحد" is no day ago; "قبل الساعة 7" and "قبل الظهر" neither.
    if (opened && !counted && !closed && t_.word(at) && weekday_of(t_[at].text) >= 0)
      return std::nullopt;
    if (opened && t_[i + 1].text == "الساعه") return std::nullopt;
    if (closed) ++at;
    RelativeDate found = back(count, unit, at);
    if (less_count != 0) {
      RelativeReader rest(t_, found.day_only && less_unit < kDay ? now_ : found.at);
      if (found.day_only) rest.now_ = found.at + (now_ - today_);
      found = rest.back(less_count, less_unit, at);
    }
    if (half) found.at -= seconds{unit / 2};
    if (found.day_only) found.at = std::chrono::floor<days>(found.at);
    return found;
  }

  /// "اليوم", "أمس", "ليلة البارحة", "today", "now".
  std::optional<RelativeDate> day_name(size_t i) const {
    if (!t_.word(i)) return std::nullopt;
    if (t_.any(i, {"الان", "now", "حاليا"}) || (t_.word(i, "هذه") && t_.word(i + 1, "اللحظه")))
      return RelativeDate{now_, false, i + 1};
    if (t_.any(i, {"الليله", "ليله"}) && (is_past(t_, i + 1) || t_.word(i + 1, "البارحه")))
      return day(today_ - days{1}, i + 2);
    if (t_.word(i, "last") && t_.any(i + 1, {"night", "evening"}))
      return day(today_ - days{1}, i + 2);
    if (t_.word(i, "اليوم") && t_.any(i + 1, {"السابق", "الفائت"}))
      return day(today_ - days{1}, i + 2);
    const int back = relative_day(t_[i].text);
    if (back == 0 || back == 1) return day(today_ - days{back}, i + 1);
    if (t_.any(i, {"هذا", "هذه", "this"}) &&
        t_.any(i + 1, {"الصباح", "المساء", "اليوم", "الليله", "الظهيره", "morning", "evening",
                       "afternoon"}))
      return day(today_, i + 2);
    return std::nullopt;
  }

  /// -1 for the week before, 0 for this one, 1 where none is said near i.
  int week_said() const {
    for (size_t k = 0; k < t_.size(); ++k) {
      if (t_.any(k, {"الاسبوع", "بالاسبوع", "اسبوع"})) {
        if (is_past(t_, k + 1)) return -1;
        if (is_this(t_, k + 1) || (k > 0 && is_this(t_, k - 1))) return 0;
      }
      if (t_.word(k, "week") && k > 0) {
        if (t_.any(k - 1, {"last", "past", "previous"})) return -1;
        if (t_.word(k - 1, "this")) return 0;
      }
    }
    return 1;
  }

  std::optional<RelativeDate> weekday(size_t i) const {
    if (!t_.word(i)) return std::nullopt;
    int weekday = weekday_of(t_[i].text);
    if (weekday < 0 && t_[i].text.substr(0, 2) == "و") weekday = weekday_of(t_[i].text.substr(2));
    if (weekday < 0) return std::nullopt;
    const int now = static_cast<int>(std::chrono::weekday{today_}.c_encoding());
    if (const int week = week_said(); week <= 0) {
      const days from_monday{(weekday + 6) % 7 - (now + 6) % 7 + 7 * week};
      if (from_monday > days{0}) return std::nullopt;
      return day(today_ + from_monday, i + 1);
    }
    const bool past = is_past(t_, i + 1) || t_.any(i - 1, {"last", "past", "letzten", "اخر"}) ||
                      t_.any(i + 1, {"dernier", "pasado", "scorso"}) ||
                      (t_.mark(i + 1, ',') && is_past(t_, i + 2));
    int back = (now - weekday + 7) % 7;
    if (past && back == 0) back = 7;
    return day(today_ - days{back}, i + (past ? 2 : 1));
  }

  /// "الأسبوع الماضي", "last week", "العام الماضي".
  std::optional<RelativeDate> unit(size_t i) const {
    std::string_view name;
    if (t_.any(i, {"last", "past", "previous"}) && t_.word(i + 1))
      name = t_[i + 1].text;
    else if (t_.word(i) && is_past(t_, i + 1))
      name = bare(t_[i].text);
    int count = 1;
    const long length = name.empty() ? 0 : unit_seconds(name, count);
    if (length < kDay) return std::nullopt;
    return back(count, length, i + 2);
  }

  const DateTokens& t_;
  Instant now_;
  sys_days today_;
};

}  // namespace

std::optional<RelativeDate> relative_date(const DateTokens& tokens, Instant reference) {
  return RelativeReader(tokens, reference).read();
}

int years_back(const DateTokens& t, size_t after) {
  while (t.any(after, {"من", "في", "of"}) || t.mark(after, ',')) ++after;
  const bool year = t.any(after, {"العام", "السنه", "عام", "سنه"});
  return (year && is_past(t, after + 1)) || (t.word(after, "last") && t.word(after + 1, "year"));
}

bool is_ahead(const DateTokens& t, size_t i) {
  return t.any(i, {"القادم", "القادمه", "المقبل", "المقبله", "التالي", "التاليه", "next"});
}

}  // namespace rasd
