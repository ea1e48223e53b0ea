#include "reports/wording.h"

#include <gtest/gtest.h>

#include "base/html_escape.h"
#include "reports/text_layout.h"
#include "tests/reports/invented_store.h"

namespace rasd {
namespace {

constexpr Day kDay{std::chrono::year{2026}, std::chrono::November, std::chrono::day{24}};

TEST(Wording, ArabicPlurals) {
  const Wording words(Language::kArabic, amman());
  const struct {
    int64_t n;
    const char* said;
  } cases[] = {{0, "لا مواد"},    {1, "مادة واحدة"}, {2, "مادتان"},       {3, "3 مواد"},
               {10, "10 مواد"},   {11, "11 مادة"},   {99, "99 مادة"},     {100, "100 مادة"},
               {102, "102 مادة"}, {103, "103 مواد"}, {1234, "1,234 مادة"}};
  for (const auto& c : cases) {
    SCOPED_TRACE(c.n);
    EXPECT_EQ(words.say(Phrase::kItems, {{"n", c.n}}), c.said);
  }
  EXPECT_EQ(words.say(Phrase::kOutlets, {{"n", int64_t{6}}}), "6 مصادر");
}

TEST(Wording, EnglishPlurals) {
  const Wording words(Language::kEnglish, amman());
  EXPECT_EQ(words.say(Phrase::kItems, {{"n", int64_t{0}}}), "no items");
  EXPECT_EQ(words.say(Phrase::kItems, {{"n", int64_t{1}}}), "1 item");
  EXPECT_EQ(words.say(Phrase::kItems, {{"n", int64_t{1400}}}), "1,400 items");
}

TEST(Wording, DaysTimesAndDigits) {
  const Wording western(Language::kArabic, amman());
  EXPECT_EQ(western.date(kDay), "الثلاثاء، 24 تشرين الثاني 2026");
  EXPECT_EQ(western.short_date(kDay), "24 تشرين الثاني");
  EXPECT_EQ(western.time(at_amman(kDay, 7, 5)), "07:05");
  EXPECT_EQ(western.moment(at_amman(add_days(kDay, -1), 7, 5), kDay), "23 تشرين الثاني 07:05");
  const Wording arabic_indic(Language::kArabic, amman(), Digits::kArabicIndic);
  EXPECT_EQ(arabic_indic.date(kDay), "الثلاثاء، ٢٤ تشرين الثاني ٢٠٢٦");
  EXPECT_EQ(arabic_indic.tick(kDay), "٢٤/١١");
  EXPECT_EQ(arabic_indic.time(at_amman(kDay, 7, 5)), "٠٧:٠٥");
  const Wording english(Language::kEnglish, amman(), Digits::kArabicIndic);
  EXPECT_EQ(english.date(kDay), "Tuesday, 24 November 2026");
  EXPECT_EQ(english.percent(0.1234), "12.3%");
}

TEST(Wording, EveryPhraseIsAValidPattern) {
  for (const Language language : {Language::kArabic, Language::kEnglish}) {
    const Wording words(language, amman());
    for (size_t i = 0; i < static_cast<size_t>(Phrase::kCount); ++i) {
      const auto phrase = static_cast<Phrase>(i);
      SCOPED_TRACE(english_pattern(phrase));
      const std::string said = words.say(phrase, {{"n", int64_t{7}}});
      // A pattern that ICU refuses comes back as it stands.
      EXPECT_EQ(said.find("plural"), std::string::npos);
      EXPECT_FALSE(said.empty());
    }
  }
}

TEST(Wording, ForeignTextIsIsolated) {
  const Wording arabic(Language::kArabic, amman());
  EXPECT_EQ(arabic.say(Phrase::kFailingNow, {{"reason", "HTTP 503"}}),
            "متعذّر (\u2068HTTP 503\u2069)، ولم نصل إليه من قبل");
  EXPECT_EQ(arabic.say(Phrase::kType, {{"type", "حادث مرور"}}), "النوع: حادث مرور");
}

TEST(TextLayout, WidthPadWrap) {
  EXPECT_EQ(display_width("abc"), 3);
  EXPECT_EQ(display_width("مُحَمَّد"), 4);  // the marks take no column
  EXPECT_EQ(display_width("\u2068x\u2069"), 1);
  EXPECT_EQ(display_width("漢字"), 4);
  EXPECT_EQ(pad("سلام", 6), "سلام  ");
  EXPECT_EQ(pad("12", 4, Align::kEnd), "  12");
  EXPECT_EQ(pad("abcdef", 4), "abc…");
  EXPECT_EQ(pad("\u2068abcdef\u2069", 4), "\u2068abc…\u2069");
  EXPECT_EQ(wrap("one two three", 7), (std::vector<std::string>{"one two", "three"}));
  EXPECT_EQ(wrap("one two three", 7, 2), (std::vector<std::string>{"one two", "  three"}));
  EXPECT_EQ(wrap("https://example.org/long x", 5),
            (std::vector<std::string>{"https://example.org/long", "x"}));
  EXPECT_EQ(without_controls("a\x1b[31mb\u202Ec"), "a[31mbc");
}

TEST(HtmlEscape, Addresses) {
  EXPECT_EQ(safe_href("javascript:alert(1)"), "");
  EXPECT_EQ(safe_href(" HTTPS://x.example/?a=1&b=\"2\""),
            "HTTPS://x.example/?a=1&amp;b=&quot;2&quot;");
  EXPECT_EQ(safe_href("data:text/html,x"), "");
}

}  // namespace
}  // namespace rasd
