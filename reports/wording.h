#pragma once
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <variant>

#include "base/clock.h"
#include "reports/strings.h"

namespace rasd {

enum class Language : uint8_t { kArabic, kEnglish };
enum class Digits : uint8_t { kWestern, kArabicIndic };  ///< of Arabic pages; English has Western

/// One named argument of a phrase: a text (put in as it is, isolated where directions may mix)
/// or a whole number (formatted, and the plural is chosen by it).
struct PhraseArgument {
  std::string_view name;
  std::variant<std::string, int64_t> value;
};

/// Says things in one language: phrases with plurals, numbers, days and times, all by ICU. A
/// value; cheap to copy. Thread-safe. Plain text out: callers escape it.
class Wording {
 public:
  Wording(Language language, TimeZone zone, Digits digits = Digits::kWestern);

  Language language() const { return language_; }
  std::string_view tag() const;  ///< "ar" or "en", for lang attributes
  std::string_view dir() const;  ///< "rtl" or "ltr"

  const std::string& zone_name() const { return zone_.name(); }

  std::string say(Phrase phrase) const;
  std::string say(Phrase phrase, std::initializer_list<PhraseArgument> arguments) const;

  std::string number(int64_t n) const;              ///< 1,234
  std::string decimal(double x, int places) const;  ///< 12.4
  std::string percent(double share, int places = 1) const;
  std::string date(Day day) const;        ///< الثلاثاء، 24 تشرين الثاني 2026
  std::string short_date(Day day) const;  ///< 24 تشرين الثاني
  std::string tick(Day day) const;        ///< 24/11, for axes
  std::string time(Instant at) const;     ///< 07:10, in the directorate's zone
  std::string day_and_time(Instant at) const;  ///< 24 تشرين الثاني 2026 07:10
  /// Time alone on `day`, else the short date with it.
  std::string moment(Instant at, Day day) const;

  /// The date alone, with its year where that is not the year of `day`.
  std::string day_before(Instant at, Day day) const;

  /// Names of codes as the reader model writes them; an unknown code is shown as it is.
  std::string incident(std::string_view code) const;
  std::string topic(std::string_view code) const;
  std::string tone(std::string_view code) const;
  std::string stance(std::string_view code) const;
  std::string kind(std::string_view kind_name) const;  ///< of items: "news", "post", …

 private:
  std::string locale() const;
  Language language_;
  Digits digits_;
  TimeZone zone_;
};

}  // namespace rasd
