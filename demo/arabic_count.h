#pragma once
#include <string>
#include <string_view>

namespace rasd {

/// An Arabic noun as counting needs it.
struct CountedNoun {
  std::string_view one;          ///< شخص
  std::string_view two;          ///< شخصان (nominative)
  std::string_view two_oblique;  ///< شخصين
  std::string_view few;          ///< أشخاص, after 3 to 10
  std::string_view many;         ///< شخصا, after 11 to 99
  bool feminine = false;         ///< of the singular: it turns round the gender of 3 to 10
};

enum class ArabicCase { kNominative, kOblique };

/// "شخص", "شخصان", "ثلاثة أشخاص", "11 شخصا", "100 شخص": number and noun agreed as in newspapers,
/// in words up to ten and in Western digits above.
std::string count_arabic(int n, const CountedNoun& noun, ArabicCase grammatical_case);

/// The possessive ending that refers back to counted men: ه, هما, هم.
std::string_view pronoun_for(int n);

/// English: "one person", "two people", "14 people".
std::string count_english(int n, std::string_view one, std::string_view many);

extern const CountedNoun kPerson, kInjured, kSuspect, kVehicle, kHouse, kFamily, kYear, kHour,
    kPill, kKilogram, kWeapon, kDay, kMonth, kChild, kYouth, kTeam, kShop, kMinute;

}  // namespace rasd
