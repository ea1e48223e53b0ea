#pragma once
#include <string>
#include <string_view>

namespace rasd {

/// A date's text made comparable: lower case, Arabic-Indic digits as ASCII, vowel marks and tatweel
/// gone, alef, ya and ta marbuta folded, Latin accents gone, marks of direction gone, all spaces
/// plain.
std::string fold_date_text(std::string_view text);

/// 1 … 12 for a folded month name in Arabic (Levant, Egypt and Gulf, Maghreb), English, and the
/// larger European languages, whole or cut short; 0 otherwise. The two-word Levantine names are
/// looked up with a space in between ("تشرين الثاني").
int month_of(std::string_view folded);
/// 1 … 12 for a folded Hijri month name, with a space in two-word names; 0 otherwise.
int hijri_month_of(std::string_view folded);
/// Days before today of a word that names a day: 0 "اليوم", 1 "أمس", 2 "vorgestern"; -1 otherwise.
int relative_day(std::string_view folded);
/// 0 (Sunday) … 6 for a folded weekday name in Arabic, English and some larger languages; -1
/// otherwise.
int weekday_of(std::string_view folded);
/// Seconds in a unit of time ("ساعات", "hours", …), 0 when it is none; the Arabic dual
/// ("ساعتين") says two by itself and sets `count`.
long unit_seconds(std::string_view folded, int& count);
/// A number in words, 1 … 12 ("ثلاث", "three"); 0 when it is none.
int small_number(std::string_view folded);
/// Minutes east of UTC for a zone's short name ("gmt", "est", …); false when it is none.
bool zone_minutes(std::string_view folded, int& minutes);

}  // namespace rasd
