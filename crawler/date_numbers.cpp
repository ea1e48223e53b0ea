#include "crawler/date_numbers.h"

#include <string>
#include <unordered_map>

#include "crawler/date_words.h"

namespace rasd {
namespace {

using Numbers = std::unordered_map<std::string_view, int>;

const Numbers& arabic_cardinals() {
  static const Numbers table = {
      {"واحد", 1},     {"واحده", 1},   {"احد", 1},      {"احدي", 1},     {"اثنان", 2},
      {"اثنين", 2},    {"اثنتان", 2},  {"اثنتين", 2},   {"اثنا", 2},     {"اثني", 2},
      {"اثنتا", 2},    {"اثنتي", 2},   {"ثلاث", 3},     {"ثلاثه", 3},    {"اربع", 4},
      {"اربعه", 4},    {"خمس", 5},     {"خمسه", 5},     {"ست", 6},       {"سته", 6},
      {"سبع", 7},      {"سبعه", 7},    {"ثمان", 8},     {"ثماني", 8},    {"ثمانيه", 8},
      {"تسع", 9},      {"تسعه", 9},    {"عشر", 10},     {"عشره", 10},    {"عشرون", 20},
      {"عشرين", 20},   {"ثلاثون", 30}, {"ثلاثين", 30},  {"اربعون", 40},  {"اربعين", 40},
      {"خمسون", 50},   {"خمسين", 50},  {"ستون", 60},    {"ستين", 60},    {"سبعون", 70},
      {"سبعين", 70},   {"ثمانون", 80}, {"ثمانين", 80},  {"تسعون", 90},   {"تسعين", 90},
      {"مئه", 100},    {"مائه", 100},  {"مئتين", 200},  {"مائتين", 200}, {"تسعمائه", 900},
      {"تسعمئه", 900}, {"الف", 1000},  {"الفان", 2000}, {"الفين", 2000}};
  return table;
}

const Numbers& arabic_ordinals() {
  static const Numbers table = {
      {"الاول", 1},    {"الاولي", 1},    {"الواحد", 1},    {"الواحده", 1},  {"الحادي", 1},
      {"الحاديه", 1},  {"الثاني", 2},    {"الثانيه", 2},   {"الثالث", 3},   {"الثالثه", 3},
      {"الرابع", 4},   {"الرابعه", 4},   {"الخامس", 5},    {"الخامسه", 5},  {"السادس", 6},
      {"السادسه", 6},  {"السابع", 7},    {"السابعه", 7},   {"الثامن", 8},   {"الثامنه", 8},
      {"التاسع", 9},   {"التاسعه", 9},   {"العاشر", 10},   {"العاشره", 10}, {"العشرين", 20},
      {"العشرون", 20}, {"الثلاثين", 30}, {"الثلاثون", 30}, {"اول", 1}};
  return table;
}

const Numbers& english() {
  static const Numbers table = {
      {"one", 1},         {"two", 2},         {"three", 3},      {"four", 4},
      {"five", 5},        {"six", 6},         {"seven", 7},      {"eight", 8},
      {"nine", 9},        {"ten", 10},        {"eleven", 11},    {"twelve", 12},
      {"thirteen", 13},   {"fourteen", 14},   {"fifteen", 15},   {"sixteen", 16},
      {"seventeen", 17},  {"eighteen", 18},   {"nineteen", 19},  {"twenty", 20},
      {"thirty", 30},     {"forty", 40},      {"fifty", 50},     {"first", 1},
      {"second", 2},      {"third", 3},       {"fourth", 4},     {"fifth", 5},
      {"sixth", 6},       {"seventh", 7},     {"eighth", 8},     {"ninth", 9},
      {"tenth", 10},      {"eleventh", 11},   {"twelfth", 12},   {"thirteenth", 13},
      {"fourteenth", 14}, {"fifteenth", 15},  {"sixteenth", 16}, {"seventeenth", 17},
      {"eighteenth", 18}, {"nineteenth", 19}, {"twentieth", 20}, {"thirtieth", 30},
      {"premier", 1}};
  return table;
}

int look_up(const Numbers& table, std::string_view word) {
  const auto found = table.find(word);
  return found == table.end() ? 0 : found->second;
}

/// The word after a joined "و" ("وعشرين"); empty when there is none.
std::string_view after_and(std::string_view word) {
  constexpr std::string_view kAnd = "و";
  return word.substr(0, kAnd.size()) == kAnd ? word.substr(kAnd.size()) : std::string_view{};
}

struct Spelled {
  long value = 0;
  size_t count = 0;  ///< tokens; zero for no number
};

bool is_month(const DateTokens& t, size_t i) {
  if (!t.word(i)) return false;
  if (month_of(t[i].text) != 0 || hijri_month_of(t[i].text) != 0) return true;
  if (!t.word(i + 1)) return false;
  const std::string two = std::string(t[i].text) + " " + std::string(t[i + 1].text);
  return month_of(two) != 0 || hijri_month_of(two) != 0;
}

/// A month stands after i, perhaps behind "من", "of", "يوم من شهر".
bool month_follows(const DateTokens& t, size_t i) {
  for (int k = 0; k < 3; ++k, ++i) {
    if (is_month(t, i)) return true;
    if (!t.any(i, {"من", "of", "شهر", "day", "the", "يوم", "في", "هذا", "last", "this"})) break;
  }
  return is_month(t, i) || t.any(i, {"الشهر", "month"});
}

/// "ثلاثة وعشرين", "ألفين وستة عشر": a running sum whose parts grow smaller.
Spelled arabic_cardinal(const DateTokens& t, size_t i) {
  Spelled s;
  long last = 0;
  for (size_t k = i; t.word(k); ++k) {
    std::string_view w = t[k].text;
    size_t step = 1;
    if (k == i && t.number(i - 1, 1, 2) && !after_and(w).empty()) {
      w = after_and(w);  // minutes after an hour: "الثامنة وعشرين"
    } else if (k > i) {
      if (w == "و" && t.word(k + 1)) {
        w = t[k + 1].text;
        step = 2;
      } else if (const std::string_view rest = after_and(w); !rest.empty()) {
        w = rest;
      } else if ((w == "عشر" || w == "عشره") && last < 10) {
        s.value += 10;
        last = 10;
        s.count = k + 1 - i;
        continue;
      } else if ((w == "الاف" || w == "مئه" || w == "مائه") && last < 10 && s.value == last) {
        s.value *= w == "الاف" ? 1000 : 100;
        last = w == "الاف" ? 1000 : 100;
        s.count = k + 1 - i;
        continue;
      } else {
        break;
      }
    }
    const int v = look_up(arabic_cardinals(), w);
    const bool fits = k == i || (last < 10 && v >= 20 && v < 100) || (last >= 1000 && v < 1000) ||
                      (last >= 100 && last < 1000 && v < 100);
    if (v == 0 || !fits) break;
    s.value += v;
    last = v;
    s.count = k + step - i;
    k += step - 1;
  }
  return s;
}

/// "الخامس عشر", "الحادي والعشرين", "الثانية عشرة".
Spelled arabic_ordinal(const DateTokens& t, size_t i) {
  Spelled s{look_up(arabic_ordinals(), t[i].text), 1};
  if (s.value == 0) return {};
  if (s.value >= 10) return s;
  if (t.any(i + 1, {"عشر", "عشره"})) return {s.value + 10, 2};
  if (t.word(i + 1)) {
    const bool apart = t.word(i + 1, "و") && t.word(i + 2);
    const int tens = look_up(arabic_ordinals(), apart ? t[i + 2].text : after_and(t[i + 1].text));
    if (tens >= 20) return {s.value + tens, apart ? size_t{3} : size_t{2}};
  }
  return s;
}

/// "twenty-first", "fifteen", "two thousand and sixteen".
Spelled english_number(const DateTokens& t, size_t i) {
  Spelled s{look_up(english(), t[i].text), 1};
  if (s.value == 0) return {};
  if (s.value == 2 && t.word(i + 1, "thousand")) {
    const size_t rest = i + (t.word(i + 2, "and") ? 3 : 2);
    const Spelled small = t.word(rest) ? english_number(t, rest) : Spelled{};
    if (small.count == 0) return {2000, 2};
    return {2000 + small.value, rest + small.count - i};
  }
  if (s.value >= 20) {
    const size_t unit = t.mark(i + 1, '-') ? i + 2 : i + 1;
    const int v = t.word(unit) ? look_up(english(), t[unit].text) : 0;
    if (v > 0 && v < 10) return {s.value + v, unit + 1 - i};
  }
  return s;
}

/// Whether a spelled hour may stand at i.
bool hour_awaited(const DateTokens& t, size_t i) {
  if (i == 0) return false;
  return t.any(i - 1, {"الساعه", "ساعه", "للساعه", "بالساعه", "تمام", "حوالي", "at", "past", "to",
                       "around", "الا", "والساعه", "حتي"});
}

bool part_of_day_follows(const DateTokens& t, size_t i) {
  return t.any(i, {"صباحا",  "صباح",   "مساء", "ظهرا", "عصرا", "ليلا", "فجرا", "والنصف",
                   "والربع", "والثلث", "ونصف", "وربع", "وثلث", "الا",  "بعد",  "في",
                   "من",     "تماما",  "am",   "pm",   "o",    "وعشر", "وخمس"}) ||
         i == t.size() || t.mark(i, ',');
}

}  // namespace

void spell_out_numbers(DateTokens& t) {
  for (size_t i = 0; i < t.size(); ++i) {
    if (!t.word(i)) continue;
    // The second word of a month's or a day's name.
    if (i > 0 && t.any(i - 1, {"تشرين", "كانون", "ربيع", "جمادي", "امس", "البارحه"})) continue;
    if (Spelled s = arabic_ordinal(t, i); s.count > 0) {
      const std::string_view w = t[i].text;
      const bool feminine = w.size() > 2 && w.substr(w.size() - 2) == "ه";
      const bool day = month_follows(t, i + s.count) || (i > 0 && is_month(t, i - 1)) ||
                       (i > 1 && t.word(i - 1, "يوم") && s.value > 10);
      const bool hour =
          feminine && s.value <= 12 && (hour_awaited(t, i) || part_of_day_follows(t, i + s.count));
      if (day || hour) t.merge(i, s.count, s.value);
      continue;
    }
    if (Spelled s = arabic_cardinal(t, i); s.count > 0) {
      int count = 0;
      const size_t next = i + s.count;
      const bool unit = t.word(next) && unit_seconds(t[next].text, count) != 0;
      const bool hour = s.value < 60 && hour_awaited(t, i);
      const bool minute = s.value < 60 && t.number(i - 1, 1, 2);
      if (unit || hour || minute || s.value >= 1000 || month_follows(t, next) ||
          (s.value >= 10 && s.value < 32 && i > 0 && is_month(t, i - 1)))
        t.merge(i, s.count, s.value);
      continue;
    }
    if (Spelled s = english_number(t, i); s.count > 0) {
      int count = 0;
      const size_t next = i + s.count;
      const bool unit = t.word(next) && unit_seconds(t[next].text, count) != 0;
      const bool ordinal_unit = t.word(i, "second") || t.word(i, "third");
      if ((unit && !ordinal_unit) || s.value >= 2000 || month_follows(t, next) ||
          (i > 0 && is_month(t, i - 1)) || (i > 1 && t.word(i - 1, "the") && is_month(t, i - 2)) ||
          hour_awaited(t, i) || t.any(next, {"am", "pm", "o", "past", "in"}))
        t.merge(i, s.count, s.value);
    }
  }
}

}  // namespace rasd
