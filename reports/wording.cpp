#include "reports/wording.h"

#include <unicode/datefmt.h>
#include <unicode/msgfmt.h>
#include <unicode/numberformatter.h>
#include <unicode/smpdtfmt.h>
#include <unicode/timezone.h>
#include <unicode/uchar.h>

#include <memory>
#include <vector>

#include "base/utf8.h"
#include "nlp/taxonomy.h"

namespace rasd {
namespace {

std::string utf8(const icu::UnicodeString& text) {
  std::string out;
  text.toUTF8String(out);
  return out;
}

// Whether a text has letters that run against the sentence it is put in.
bool runs_against(std::string_view text, Language language) {
  size_t at = 0;
  while (at < text.size()) {
    const auto c = static_cast<UChar32>(next_code_point(text, at));
    if (c == 0x200E || c == 0x200F) continue;  // marks of number formats
    const auto direction = u_charDirection(c);
    const bool rtl = direction == U_RIGHT_TO_LEFT || direction == U_RIGHT_TO_LEFT_ARABIC;
    if (language == Language::kArabic ? direction == U_LEFT_TO_RIGHT : rtl) return true;
  }
  return false;
}

// FIRST STRONG ISOLATE … POP DIRECTIONAL ISOLATE.
std::string isolated(const std::string& text, Language language) {
  if (!runs_against(text, language)) return text;
  return "\u2068" + text + "\u2069";
}

std::string_view pattern(Phrase phrase, Language language) {
  return language == Language::kArabic ? arabic_pattern(phrase) : english_pattern(phrase);
}

icu::Locale icu_locale(const std::string& tag) {
  UErrorCode status = U_ZERO_ERROR;
  return icu::Locale::forLanguageTag(tag, status);
}

std::string format_date(icu::DateFormat& format, const std::string& zone, Instant at) {
  format.adoptTimeZone(icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(zone)));
  icu::UnicodeString out;
  format.format(static_cast<UDate>(at.time_since_epoch().count()) * 1000.0, out);
  return utf8(out);
}

std::string day_by(const char* skeleton, const std::string& locale, Day day) {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::DateFormat> format(
      icu::DateFormat::createInstanceForSkeleton(skeleton, icu_locale(locale), status));
  if (U_FAILURE(status) || !format) return to_string(day);
  return format_date(*format, "UTC", Instant(std::chrono::sys_days(day)));
}

std::string named(Decision decision, std::string_view code, Language language) {
  const Label* label = find_label(decision, code);
  if (!label) return std::string(code);
  return std::string(language == Language::kArabic ? label->ar : label->en);
}

}  // namespace

Wording::Wording(Language language, TimeZone zone, Digits digits)
    : language_(language),
      digits_(language == Language::kEnglish ? Digits::kWestern : digits),
      zone_(std::move(zone)) {}

std::string_view Wording::tag() const { return language_ == Language::kArabic ? "ar" : "en"; }
std::string_view Wording::dir() const { return language_ == Language::kArabic ? "rtl" : "ltr"; }

std::string Wording::locale() const {
  if (language_ == Language::kEnglish) return "en-GB";
  return digits_ == Digits::kArabicIndic ? "ar-JO-u-nu-arab" : "ar-JO-u-nu-latn";
}

std::string Wording::say(Phrase phrase) const { return say(phrase, {}); }

std::string Wording::say(Phrase phrase, std::initializer_list<PhraseArgument> arguments) const {
  const std::string_view text = pattern(phrase, language_);
  if (text.find('{') == std::string_view::npos) return std::string(text);
  UErrorCode status = U_ZERO_ERROR;
  const icu::MessageFormat format(icu::UnicodeString::fromUTF8(icu::StringPiece(
                                      text.data(), static_cast<int32_t>(text.size()))),
                                  icu_locale(locale()), status);
  std::vector<icu::UnicodeString> names;
  std::vector<icu::Formattable> values;
  for (const PhraseArgument& argument : arguments) {
    names.push_back(icu::UnicodeString::fromUTF8(std::string(argument.name)));
    if (const auto* n = std::get_if<int64_t>(&argument.value)) {
      values.emplace_back(*n);
    } else {
      values.emplace_back(
          icu::UnicodeString::fromUTF8(isolated(std::get<std::string>(argument.value), language_)));
    }
  }
  icu::UnicodeString out;
  if (U_SUCCESS(status)) {
    format.format(names.data(), values.data(), static_cast<int32_t>(values.size()), out, status);
  }
  return U_SUCCESS(status) ? utf8(out) : std::string(text);
}

std::string Wording::number(int64_t n) const {
  UErrorCode status = U_ZERO_ERROR;
  return utf8(icu::number::NumberFormatter::withLocale(icu_locale(locale()))
                  .formatInt(n, status)
                  .toString(status));
}

std::string Wording::decimal(double x, int places) const {
  UErrorCode status = U_ZERO_ERROR;
  return utf8(icu::number::NumberFormatter::withLocale(icu_locale(locale()))
                  .precision(icu::number::Precision::fixedFraction(places))
                  .formatDouble(x, status)
                  .toString(status));
}

std::string Wording::percent(double share, int places) const {
  UErrorCode status = U_ZERO_ERROR;
  return utf8(icu::number::NumberFormatter::withLocale(icu_locale(locale()))
                  .unit(icu::MeasureUnit::getPercent())
                  .precision(icu::number::Precision::fixedFraction(places))
                  .formatDouble(share * 100, status)
                  .toString(status));
}

std::string Wording::date(Day day) const { return day_by("EEEEdMMMMy", locale(), day); }
std::string Wording::short_date(Day day) const { return day_by("dMMMM", locale(), day); }

std::string Wording::tick(Day day) const {
  return number(static_cast<int64_t>(unsigned{day.day()})) + "/" +
         number(static_cast<int64_t>(unsigned{day.month()}));
}

std::string Wording::time(Instant at) const {
  UErrorCode status = U_ZERO_ERROR;
  icu::SimpleDateFormat format(icu::UnicodeString("HH:mm"), icu_locale(locale()), status);
  if (U_FAILURE(status)) return to_rfc3339(at);
  return format_date(format, zone_.name(), at);
}

std::string Wording::day_and_time(Instant at) const {
  return day_by("dMMMMy", locale(), zone_.day_of(at)) + " " + time(at);
}

std::string Wording::moment(Instant at, Day day) const {
  if (zone_.day_of(at) == day) return time(at);
  return day_before(at, day) + " " + time(at);
}

std::string Wording::day_before(Instant at, Day day) const {
  const Day on = zone_.day_of(at);
  return on.year() == day.year() ? short_date(on) : day_by("dMMMMy", locale(), on);
}

std::string Wording::incident(std::string_view code) const {
  return named(Decision::kIncident, code, language_);
}
std::string Wording::topic(std::string_view code) const {
  return named(Decision::kTopic, code, language_);
}
std::string Wording::tone(std::string_view code) const {
  return named(Decision::kTone, code, language_);
}
std::string Wording::stance(std::string_view code) const {
  return named(Decision::kStance, code, language_);
}
std::string Wording::kind(std::string_view kind_name) const {
  const bool arabic = language_ == Language::kArabic;
  const std::string_view found = arabic ? arabic_kind(kind_name) : english_kind(kind_name);
  return std::string(found.empty() ? kind_name : found);
}

}  // namespace rasd
