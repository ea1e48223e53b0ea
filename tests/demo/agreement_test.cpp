#include <gtest/gtest.h>

#include <cctype>
#include <set>
#include <sstream>
#include <string>

#include "demo/world.h"

namespace rasd {
namespace {

/// Spot checks of the grammar over every Arabic text of several worlds: what a reader would trip
/// over first is a number that does not agree with what it counts.
const std::set<std::string> kPlurals = {"أشخاص", "أيام",   "سنوات",  "منازل", "أشهر",
                                        "ساعات", "عائلات", "مركبات", "دقائق", "أطفال",
                                        "فرق",   "أسابيع", "آلاف",   "محال",  "شبان"};
const std::set<std::string> kSingulars = {"شخص",   "شخصا",  "يوم",  "يوما",  "سنة",    "منزل",
                                          "منزلا", "شهر",   "شهرا", "ساعة",  "عائلة",  "مركبة",
                                          "دقيقة", "طفل",   "طفلا", "فريقا", "أسبوعا", "ألف",
                                          "شاحنة", "مدرسة", "شركة", "سيدة",  "طلب",    "حزب"};
const std::set<std::string> kMasculineNumbers = {"ثلاثة", "أربعة",  "خمسة", "ستة",
                                                 "سبعة",  "ثمانية", "تسعة"};
const std::set<std::string> kFemininePlurals = {"سنوات", "ساعات", "عائلات", "مركبات",
                                                "دقائق", "قوائم", "دول",    "مدن"};
const std::set<std::string> kFeminineNumbers = {"ثلاث", "أربع", "خمس", "ست", "سبع", "ثماني", "تسع"};
const std::set<std::string> kMasculinePlurals = {"أشخاص", "أيام",  "منازل", "أشهر",
                                                 "أطفال", "أحزاب", "محال",  "شبان"};

/// Why two neighbouring words do not agree; empty when they do.
std::string quarrel(const std::string& number, const std::string& noun) {
  const bool digits =
      !number.empty() && number.find_first_not_of("0123456789") == std::string::npos;
  if (digits && number.size() <= 2) {
    const int n = std::stoi(number);
    if (n >= 11 && kPlurals.contains(noun)) return "plural after " + number;
    if (n >= 2 && n <= 10 && kSingulars.contains(noun)) return "singular after " + number;
  }
  if (kMasculineNumbers.contains(number) && kFemininePlurals.contains(noun)) return "gender";
  if (kFeminineNumbers.contains(number) && kMasculinePlurals.contains(noun)) return "gender";
  // Ten is left out: in "ثلاث عشرة مدرسة" it belongs to thirteen.
  // "منزل" after a number word would be a singular where a plural must stand.
  if ((kMasculineNumbers.contains(number) || kFeminineNumbers.contains(number)) &&
      kSingulars.contains(noun) && noun != "ألف") {
    return "singular after a word";
  }
  return {};
}

TEST(Agreement, NumbersAgreeWithWhatTheyCount) {
  const Day today{std::chrono::year{2026}, std::chrono::November, std::chrono::day{24}};
  for (const uint64_t seed : {1u, 2u, 3u, 4u, 5u}) {
    const World world = make_world(seed, today);
    for (const WorldItem& item : world.items) {
      if (item.variety != "msa") continue;
      std::string text = item.title;
      for (const std::string& p : item.paragraphs) text += " " + p;
      std::istringstream words(text);
      std::string before;
      for (std::string word; words >> word; before = word) {
        for (const char* mark : {"،", "."}) {
          if (word.ends_with(mark)) word.resize(word.size() - std::string(mark).size());
        }
        EXPECT_EQ(quarrel(before, word), "")
            << seed << " " << item.id << ": " << before << " " << word << "\n"
            << text;
      }
    }
  }
}

TEST(Agreement, TheCheckSeesWhatItShould) {
  EXPECT_NE(quarrel("5", "سنة"), "");
  EXPECT_NE(quarrel("14", "أشخاص"), "");
  EXPECT_NE(quarrel("ثلاثة", "سنوات"), "");
  EXPECT_EQ(quarrel("ثلاثة", "أيام"), "");
  EXPECT_EQ(quarrel("14", "شخصا"), "");
  EXPECT_EQ(quarrel("800", "متر"), "");
}

}  // namespace
}  // namespace rasd
