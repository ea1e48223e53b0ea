#include "crawler/date_clock.h"

#include "crawler/date_words.h"

namespace rasd {
namespace {

enum class Half { kUnsaid, kMorning, kNoon, kEvening, kNight };

class ClockReader {
 public:
  ClockReader(const DateTokens& tokens, const std::vector<uint8_t>& used)
      : t_(tokens), used_(used) {}

  std::optional<ClockTime> read(size_t i) {
    if (auto named = by_name(i)) return named;
    if (auto past = past_or_to(i)) return past;
    if (auto first = half_first(i)) return first;
    return digits(i, Half::kUnsaid);
  }

 private:
  bool free_number(size_t i, size_t from, size_t to) const {
    return t_.number(i, from, to) && !used_[i];
  }

  std::optional<ClockTime> made(long hour, long minute, long second, Half half, size_t end) const {
    if (half == Half::kMorning && hour == 12) hour = 0;
    if (half == Half::kEvening && hour < 12) hour += 12;
    if (half == Half::kNoon && hour < 6) hour += 12;
    // "8 ليلا" is before midnight, "2 ليلا" after it.
    if (half == Half::kNight) hour = hour == 12 ? 0 : hour >= 6 && hour < 12 ? hour + 12 : hour;
    if (minute < 0) {
      minute += 60;
      hour = (hour + 23) % 24;
    }
    if (hour > 23 || minute > 59 || second > 60) return std::nullopt;
    return ClockTime{std::chrono::seconds{hour * 3600 + minute * 60 + second}, zone(end), end};
  }

  std::optional<ClockTime> by_name(size_t i) const {
    if (t_.any(i, {"noon", "midday"}) || (t_.word(i, "منتصف") && t_.word(i + 1, "النهار")))
      return ClockTime{std::chrono::hours{12}, std::nullopt, i + 1};
    if (t_.any(i, {"midnight", "mitternacht", "minuit"}) ||
        (t_.word(i, "منتصف") && t_.word(i + 1, "الليل")))
      return ClockTime{std::chrono::hours{0}, std::nullopt, i + 1};
    return std::nullopt;
  }

  /// "half past 3", "a quarter to seven", "20 minutes past eight".
  std::optional<ClockTime> past_or_to(size_t i) const {
    long minutes = 0;
    if (t_.word(i, "half"))
      minutes = 30;
    else if (t_.word(i, "quarter"))
      minutes = 15;
    else if (free_number(i, 1, 2))
      minutes = t_[i].value;
    else
      return std::nullopt;
    size_t at = i + 1;
    const bool arabic = t_.any(at, {"دقيقه", "دقائق", "دقايق"});
    if (arabic || t_.any(at, {"min", "mins", "minute", "minutes"})) ++at;
    const bool past = t_.word(at, arabic ? "بعد" : "past");
    if (!past && !t_.word(at, arabic ? "قبل" : "to")) return std::nullopt;
    if (t_.word(++at, "الساعه")) ++at;
    if (!free_number(at, 1, 2) || (arabic && !spelled_hour(at) && !asked_for(at)))
      return std::nullopt;
    size_t end = at + 1;
    Half half = half_day(end);
    if (half == Half::kUnsaid) half = half_elsewhere();
    return made(t_[at].value, past ? minutes : -minutes, 0, half, end);
  }

  /// "مساء الساعة 7", "في المساء عند 7:30" and the Chinese and Japanese order.
  std::optional<ClockTime> half_first(size_t i) const {
    size_t end = i;
    const Half half = half_day(end);
    if (half == Half::kUnsaid || t_.any(i, {"م", "ص", "am", "pm", "a", "p"})) return std::nullopt;
    while (t_.any(end, {"الساعه", "عند", "في", "حوالي", "يوم"})) ++end;
    return digits(end, half);
  }

  std::optional<ClockTime> digits(size_t i, Half half) const {
    bool awaited = half != Half::kUnsaid || asked_for(i);
    if (!free_number(i, 1, 2)) return std::nullopt;
    const long hour = t_[i].value;
    long minute = 0, second = 0;
    size_t end = i + 1;
    bool minutes = false;
    const bool letter = t_.any(i + 1, {"h", "时", "時", "点"});
    const bool point = t_.mark(i + 1, '.');
    if ((t_.mark(i + 1, ':') || point || letter) && free_number(i + 2, 2, 2)) {
      minutes = true;
      minute = t_[i + 2].value;
      end = i + 3;
      if (t_.word(end, "分")) ++end;
      if ((t_.mark(end, ':') || (point && t_.mark(end, '.'))) && t_.number(end + 1, 2, 2)) {
        second = t_[end + 1].value;
        end += 2;
        if ((t_.mark(end, '.') || t_.mark(end, ',')) && t_.number(end + 1, 1, 9) &&
            !t_[end + 1].spaced)
          end += 2;
      }
    } else if (letter || t_.any(i + 1, {"uhr", "heures", "heure"})) {
      awaited = true;
      ++end;
    } else {
      if (t_.word(end, "o") && t_.mark(end + 1, '\'')) end += 3, awaited = true;
      if (t_.word(end, "oclock")) ++end, awaited = true;
      // "في تمام الثامنة": the hour's own name says that it is one.
      minutes = spoken_minutes(minute, end);
    }
    if (t_.any(end, {"uhr", "تماما"})) ++end, awaited = true;
    const Half said = half_day(end);
    if (said != Half::kUnsaid) half = said;
    if (!minutes && half == Half::kUnsaid && !awaited && !spelled_hour(i)) return std::nullopt;
    if (point && minutes && half == Half::kUnsaid && !awaited) return std::nullopt;
    if (half == Half::kUnsaid) half = half_elsewhere();
    return made(hour, minute, second, half, end);
  }

  /// "مساء أمس الساعة 8": the half of the day stands apart from the hour.
  Half half_elsewhere() const {
    for (size_t i = 0; i < t_.size(); ++i) {
      if (!t_.word(i) || t_[i].text.size() < 4) continue;
      if (t_.any(i, {"من", "في", "هذا", "هذه", "the", "this"})) continue;
      size_t end = i;
      if (const Half half = half_day(end); half != Half::kUnsaid) return half;
    }
    return Half::kUnsaid;
  }

  /// A word before i that asks for an hour.
  bool asked_for(size_t i) const {
    for (int back = 0; back < 2 && i > 0; ++back, --i) {
      if (t_.any(i - 1,
                 {"الساعه", "ساعه", "للساعه", "بالساعه", "والساعه", "at", "um", "saat", "ساعت"}))
        return true;
      if (!t_.any(i - 1, {"حوالي", "تمام", "around", "about", "نحو", "gegen"})) return false;
    }
    return false;
  }

  bool spelled_hour(size_t i) const {
    const std::string_view text = t_[i].text;
    return t_[i].spelled && text.substr(0, 4) == "ال" && text.substr(text.size() - 2) == "ه";
  }

  /// "والنصف", "وثلث", "وعشرين دقيقة", "إلا ربعا", "و 20 دقيقة"; moves `end` past them.
  bool spoken_minutes(long& minute, size_t& end) const {
    size_t at = end;
    const bool less = t_.word(at, "الا");
    if (less || t_.word(at, "و")) ++at;
    long value = -1;
    if (t_.number(at, 1, 2) && at > end && t_[at].value < 60)
      value = t_[at].value;
    else if (t_.number(at, 1, 2) && t_[at].spelled && t_[at].text.substr(0, 2) == "و")
      value = t_[at].value;
    else if (t_.word(at))
      value = part_of_hour(t_[at].text);
    if (value < 0) return false;
    ++at;
    if (t_.any(at, {"دقيقه", "دقائق", "دقايق"})) ++at;
    long more = 0;  // "والنصف وخمس دقائق"
    size_t more_end = at;
    if (!less && value == 30 && spoken_minutes(more, more_end)) {
      value += more;
      at = more_end;
    }
    minute = less ? -value : value;
    end = at;
    return true;
  }

  static long part_of_hour(std::string_view w) {
    for (const std::string_view prefix : {"و", "ال"})
      if (w.substr(0, prefix.size()) == prefix) w.remove_prefix(prefix.size());
    if (w == "نصف" || w == "نص") return 30;
    if (w == "ربع" || w == "ربعا") return 15;
    if (w == "ثلث" || w == "ثلثا") return 20;
    return -1;
  }

  /// Which half of the day is said at `end`; moves `end` past the words.
  Half half_day(size_t& end) const {
    size_t at = t_.mark(end, '-') || t_.mark(end, ',') ? end + 1 : end;
    if ((t_.word(at, "a") || t_.word(at, "p")) && t_.mark(at + 1, '.') && t_.word(at + 2, "m")) {
      const Half half = t_.word(at, "a") ? Half::kMorning : Half::kEvening;
      end = t_.mark(at + 3, '.') ? at + 4 : at + 3;
      return half;
    }
    for (int k = 0; k < 2 && t_.any(at, {"من", "في", "هذا", "هذه", "in", "the", "this"}); ++k) ++at;
    const auto said = [&](Half half, size_t words) {
      end = at + words;
      return half;
    };
    if (t_.word(at, "بعد") && t_.any(at + 1, {"الظهر", "ظهر", "ظهرا"}))
      return said(Half::kEvening, 2);
    if (t_.word(at, "قبل") && t_.any(at + 1, {"الظهر", "ظهر"})) return said(Half::kMorning, 2);
    if (t_.word(at, "بعد") && t_.word(at + 1, "منتصف")) return said(Half::kMorning, 3);
    if (t_.any(at, {"am", "ص", "صباحا", "صباح", "الصباح", "فجرا", "الفجر", "فجر", "morning",
                    "morgens", "上午", "午前", "صبح"}))
      return said(Half::kMorning, 1);
    if (t_.any(at, {"pm", "م", "مساء", "المساء", "عصرا", "العصر", "عصر", "evening", "afternoon",
                    "abends", "نهارا", "下午", "午後", "عشاء", "بعدالظهر"}))
      return said(Half::kEvening, 1);
    if (t_.any(at, {"ظهرا", "الظهر", "ظهر", "الظهيره"})) return said(Half::kNoon, 1);
    if (t_.any(at, {"ليلا", "الليله", "ليل", "night", "tonight"})) return said(Half::kNight, 1);
    return Half::kUnsaid;
  }

  /// Minutes east of UTC, if a zone stands there.
  std::optional<int> zone(size_t i) const {
    while (t_.mark(i, '(') || t_.mark(i, ',') || t_.any(i, {"بتوقيت", "توقيت"})) ++i;
    int offset = 0;
    if (t_.word(i) && zone_minutes(t_[i].text, offset)) {
      if (offset != 0 || !(t_.mark(i + 1, '+') || t_.mark(i + 1, '-')) || !t_.number(i + 2, 1, 4))
        return offset;
      ++i;
    }
    if (!(t_.mark(i, '+') || t_.mark(i, '-')) || !t_.number(i + 1, 1, 4) || t_[i + 1].spaced)
      return std::nullopt;
    const long v = t_[i + 1].value;
    long total = 0;
    if (t_[i + 1].digits > 2)
      total = v / 100 * 60 + v % 100;
    else
      total = v * 60 + (t_.mark(i + 2, ':') && t_.number(i + 3, 2, 2) ? t_[i + 3].value : 0);
    if (total > 14 * 60) return std::nullopt;
    return static_cast<int>(t_.mark(i, '-') ? -total : total);
  }

  const DateTokens& t_;
  const std::vector<uint8_t>& used_;
};

}  // namespace

std::optional<ClockTime> clock_at(const DateTokens& tokens, size_t i,
                                  const std::vector<uint8_t>& used) {
  return ClockReader(tokens, used).read(i);
}

}  // namespace rasd
