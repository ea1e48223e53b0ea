#include "web/strings.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "base/file.h"
#include "web/view.h"

namespace rasd {
namespace {

TEST(UiText, BothLanguagesAreWhole) {
  std::set<std::string_view> keys;
  for (const UiText& text : ui_texts()) {
    SCOPED_TRACE(text.key);
    EXPECT_TRUE(keys.insert(text.key).second) << "twice in the table";
    EXPECT_FALSE(text.arabic.empty());
    EXPECT_FALSE(text.english.empty());
    if (text.arabic.find(", plural,") == std::string_view::npos) continue;
    // ICU falls back to "other" in silence: all six forms must stand.
    for (const char* form : {"zero {", "one {", "two {", "few {", "many {", "other {"}) {
      EXPECT_NE(text.arabic.find(form), std::string_view::npos) << form;
    }
  }
}

TEST(UiText, EveryTemplateTextExists) {
  std::set<std::string> keys;
  for (const UiText& text : ui_texts()) keys.insert(std::string(text.key));
  const std::string folder = std::string(RASD_SOURCE_DIR) + "/web/views";
  int found = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    const auto html = read_file(entry.path().string());
    ASSERT_TRUE(html.has_value());
    EXPECT_NE(html->find("AUTOESCAPE context=\"HTML\""), std::string::npos) << entry.path();
    for (size_t at = 0; (at = html->find("{{T_", at)) != std::string::npos; ++found) {
      at += 4;
      const std::string key = html->substr(at, html->find("}}", at) - at);
      EXPECT_TRUE(keys.contains(key)) << entry.path() << ": " << key;
    }
  }
  EXPECT_GT(found, 100);
}

TEST(UiText, CountsInTheSixFormsOfArabic) {
  const std::pair<int64_t, const char*> cases[] = {
      {0, "لا مواد"},  {1, "مادة واحدة"}, {2, "مادتان"},     {3, "3 مواد"},    {10, "10 مواد"},
      {11, "11 مادة"}, {99, "99 مادة"},   {100, "100 مادة"}, {103, "103 مواد"}};
  for (const auto& [n, expected] : cases) {
    SCOPED_TRACE(n);
    EXPECT_EQ(ui_text(Language::kArabic, Digits::kWestern, "n_items", {{"n", n}}), expected);
  }
  EXPECT_EQ(ui_text(Language::kArabic, Digits::kArabicIndic, "n_items", {{"n", int64_t{12}}}),
            "١٢ مادة");
  EXPECT_EQ(ui_text(Language::kEnglish, Digits::kWestern, "n_items", {{"n", int64_t{1}}}),
            "1 item");
  EXPECT_EQ(ui_text(Language::kEnglish, Digits::kWestern, "n_items", {{"n", int64_t{1234}}}),
            "1,234 items");
  EXPECT_EQ(ui_text(Language::kEnglish, Digits::kWestern, "demo_you", {{"who", std::string("A")}}),
            "You are \u2068A\u2069.");
}

}  // namespace
}  // namespace rasd
