#include "demo/arabic_count.h"

namespace rasd {

const CountedNoun kPerson{"شخص", "شخصان", "شخصين", "أشخاص", "شخصا", false};
const CountedNoun kInjured{"مصاب", "مصابان", "مصابين", "مصابين", "مصابا", false};
const CountedNoun kSuspect{"مشتبه به",  "مشتبه بهما", "مشتبه بهما",
                           "مشتبه بهم", "مشتبها بهم", false};
const CountedNoun kVehicle{"مركبة", "مركبتان", "مركبتين", "مركبات", "مركبة", true};
const CountedNoun kHouse{"منزل", "منزلان", "منزلين", "منازل", "منزلا", false};
const CountedNoun kFamily{"عائلة", "عائلتان", "عائلتين", "عائلات", "عائلة", true};
const CountedNoun kYear{"سنة", "سنتان", "سنتين", "سنوات", "سنة", true};
const CountedNoun kHour{"ساعة", "ساعتان", "ساعتين", "ساعات", "ساعة", true};
const CountedNoun kPill{"حبة", "حبتان", "حبتين", "حبات", "حبة", true};
const CountedNoun kKilogram{"كيلوغرام",   "كيلوغرامان", "كيلوغرامين",
                            "كيلوغرامات", "كيلوغراما",  false};
const CountedNoun kWeapon{"قطعة سلاح", "قطعتا سلاح", "قطعتي سلاح", "قطع سلاح", "قطعة سلاح", true};
const CountedNoun kDay{"يوم", "يومان", "يومين", "أيام", "يوما", false};
const CountedNoun kMonth{"شهر", "شهران", "شهرين", "أشهر", "شهرا", false};
const CountedNoun kChild{"طفل", "طفلان", "طفلين", "أطفال", "طفلا", false};
const CountedNoun kYouth{"شاب", "شابان", "شابين", "شبان", "شابا", false};
const CountedNoun kTeam{"فريق", "فريقان", "فريقين", "فرق", "فريقا", false};
const CountedNoun kShop{"محل تجاري",   "محلان تجاريان", "محلين تجاريين",
                        "محال تجارية", "محلا تجاريا",   false};
const CountedNoun kMinute{"دقيقة", "دقيقتان", "دقيقتين", "دقائق", "دقيقة", true};

std::string count_arabic(int n, const CountedNoun& noun, ArabicCase grammatical_case) {
  // The number's own gender is the opposite of the noun's from three to ten.
  static constexpr std::string_view kWithMasculine[] = {"ثلاثة", "أربعة",  "خمسة", "ستة",
                                                        "سبعة",  "ثمانية", "تسعة", "عشرة"};
  static constexpr std::string_view kWithFeminine[] = {"ثلاث", "أربع",  "خمس", "ست",
                                                       "سبع",  "ثماني", "تسع", "عشر"};
  if (n == 1) return std::string(noun.one);
  if (n == 2) {
    return std::string(grammatical_case == ArabicCase::kNominative ? noun.two : noun.two_oblique);
  }
  if (n >= 3 && n <= 10) {
    const auto word = (noun.feminine ? kWithFeminine : kWithMasculine)[n - 3];
    return std::string(word) + " " + std::string(noun.few);
  }
  const int last = n % 100;
  const auto form = last >= 3 && last <= 10 ? noun.few : last >= 11 ? noun.many : noun.one;
  return std::to_string(n) + " " + std::string(form);
}

std::string_view pronoun_for(int n) { return n == 1 ? "ه" : n == 2 ? "هما" : "هم"; }

std::string count_english(int n, std::string_view one, std::string_view many) {
  static constexpr std::string_view kWords[] = {"no",   "one", "two",   "three", "four",
                                                "five", "six", "seven", "eight", "nine"};
  std::string out = n >= 0 && n <= 9 ? std::string(kWords[n]) : std::to_string(n);
  return out.append(" ").append(n == 1 ? one : many);
}

}  // namespace rasd
