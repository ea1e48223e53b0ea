#include <algorithm>
#include <array>

#include "base/utf8.h"
#include "nlp/normalize.h"

namespace rasd {
namespace {

// All Arabic letters here are in matching form (alef bare, ta marbuta as ha, ya unified) and take
// two bytes each.
constexpr size_t kLetter = 2;
constexpr size_t kShortestStem = 3 * kLetter;

constexpr std::array<std::string_view, 11> kArticles = {"وبال", "وكال", "فبال", "وال", "بال", "كال",
                                                        "فال",  "ولل",  "فلل",  "لل",  "ال"};

/// Words whose first letter looks like "and" but is of the root.
constexpr std::array<std::string_view, 26> kStartWithWaw = {
    "وزاره",  "وزارات", "وزراء",  "وزاري", "وزاريه", "وكاله", "وكالات", "وكيل",  "ولايه",
    "ولايات", "والده",  "والدته", "واحده", "واشنطن", "وسائل", "وسطاء",  "وطنيه", "وثيقه",
    "وثائق",  "وظيفه",  "وظائف",  "وحدات", "وفيات",  "واقعه", "وقائع",  "وجبات"};

constexpr std::array<std::string_view, 20> kEndings = {
    "تها", "تهم", "تنا", "هما", "كما", "تين", "ها", "هم", "هن", "كم",
    "نا",  "ات",  "ون",  "ين",  "ان",  "وا",  "يه", "ته", "ه",  "ي"};

bool is_arabic(std::string_view form) {
  if (form.size() % kLetter != 0) return false;
  for (size_t i = 0; i < form.size(); i += kLetter) {
    const auto lead = static_cast<unsigned char>(form[i]);
    if (lead < 0xD8 || lead > 0xDB) return false;
  }
  return !form.empty();
}

std::string_view without_prefix(std::string_view form) {
  for (const std::string_view article : kArticles) {
    if (form.starts_with(article) && form.size() - article.size() >= kShortestStem) {
      return form.substr(article.size());
    }
  }
  const std::string_view first = form.substr(0, kLetter);
  const std::string_view rest = form.substr(kLetter);
  if (first == "و" && rest.size() >= 4 * kLetter &&
      std::find(kStartWithWaw.begin(), kStartWithWaw.end(), form) == kStartWithWaw.end()) {
    return rest;
  }
  // A bare preposition is taken off only before letters that commonly start a verbal noun, and
  // from a long word: "لمكافحه", "بتهمه", but "كتابه" and "بلديه" stay.
  const std::string_view second = rest.substr(0, kLetter);
  const bool preposition = first == "ب" || first == "ل" || first == "ك" || first == "ف";
  if (preposition && rest.size() >= 5 * kLetter &&
      (second == "ا" || second == "ت" || second == "م")) {
    return rest;
  }
  return form;
}

std::string arabic_stem(std::string_view form) {
  if (form.size() <= kShortestStem) return std::string(form);
  form = without_prefix(form);
  for (const std::string_view ending : kEndings) {
    if (form.ends_with(ending) && form.size() - ending.size() >= kShortestStem) {
      form.remove_suffix(ending.size());
      break;
    }
  }
  return std::string(form);
}

std::string english_stem(std::string_view form) {
  if (form.ends_with("'s")) form.remove_suffix(2);
  if (form.size() < 4 || !form.ends_with('s')) return std::string(form);
  for (const std::string_view kept : {"ss", "us", "is"}) {
    if (form.ends_with(kept)) return std::string(form);
  }
  if (form.ends_with("ies") && form.size() > 4) {
    return std::string(form.substr(0, form.size() - 3)) + "y";
  }
  for (const std::string_view hissing : {"sses", "shes", "ches", "xes"}) {
    if (form.ends_with(hissing)) return std::string(form.substr(0, form.size() - 2));
  }
  return std::string(form.substr(0, form.size() - 1));
}

bool is_english(std::string_view form) {
  return !form.empty() && std::all_of(form.begin(), form.end(),
                                      [](char c) { return (c >= 'a' && c <= 'z') || c == '\''; });
}

}  // namespace

std::string light_stem(std::string_view form) {
  if (is_arabic(form)) return arabic_stem(form);
  if (is_english(form)) return english_stem(form);
  return std::string(form);
}

}  // namespace rasd
