#include "nlp/normalize.h"

#include <gtest/gtest.h>

#include <fstream>
#include <random>

#include "base/utf8.h"
#include "tests/support/shared.h"

namespace rasd {
namespace {

TEST(Normalize, FoldsWhatSearchersWriteDifferently) {
  struct Case {
    const char* name;
    const char* text;
    const char* expected;
  };
  const Case cases[] = {
      {"tashkeel", "مُحَمَّدٌ", "محمد"},
      {"tatweel", "الأمـــن", "الامن"},
      {"alef forms", "أإآٱ", "ا"},  // a run of one letter is cut to one
      {"alef of words", "إدارة أمن آخر", "اداره امن اخر"},
      {"alef maqsura and Persian ya", "مستشفى علی", "مستشفي علي"},
      {"hamza carriers", "مسؤول رئيس", "مسوول رييس"},
      {"Persian kaf", "کرک", "كرك"},
      {"digits", "٢٠٢٦ ۱۲", "2026 12"},
      {"presentation forms", "ﻻﻋﺐ", "لاعب"},
      {"zero width and bidi", "ا\u200cل\u200fق\u202aد\u2066س\ufeff", "القدس"},
      {"elongation", "جمييييل sooooo", "جميل so"},
      {"two letters stay", "ممكن good", "ممكن good"},
      {"digits do not shrink", "10000", "10000"},
      {"full width and ligature", "ＡＢＣ ﬁre", "abc fire"},
      {"case and accents", "ÉCOLE STRASSE Straße", "école strasse strasse"},
      {"decomposed accent", "e\u0301cole", "école"},
      {"curly quotes", "don’t “go”", "don't \"go\""},
      {"emoji stay", "نار🔥❤️", "نار🔥❤"},
      {"honorific stays one sign", "ﷺ", "ﷺ"},
      {"ill-formed bytes", "a\xff\xc3", "a\uFFFD\uFFFD"},
      {"empty", "", ""},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    const std::string once = normalize_for_matching(c.text);
    EXPECT_EQ(once, c.expected);
    EXPECT_EQ(normalize_for_matching(once), once);
  }
}

/// Random text of the characters that hurt: marks, presentation forms, joiners, wide forms.
std::string random_text(std::mt19937& random) {
  static const std::u32string kPool =
      U"aAeEiöéIZ09_-.'# \n"
      U"\u0627\u0623\u0644\u0645\u064a\u0649\u0629\u0647\u0621\u0626\u0640"
      U"\u064b\u0651\u0653\u0654\u0655\u0670\u0301\u0308\u0323\u0338\u0345\u200c\u200d\u200f\u2066"
      U"\ufe76\ufe77\ufe0f\ufefb\ufdfa\ufdf2\ufc5e\u06c0\u06d5\u06c7\u0677\u1100\u1161\u11a8\uac00"
      U"\u2026\u2033\u3316\u30ab\u3099\u4e2d\u0e01\U0001F525\U0001F1EF\U0001F1F4\U0001F3FD\u2103"
      U"\u212b\u0130\u00df\u1e9e\u0660\u06f1\u0958\u09c7\u09be\u0f71\u0f72";
  std::string text;
  const size_t length = random() % 24;
  for (size_t i = 0; i < length; ++i) {
    if (random() % 40 == 0) {
      const char byte = static_cast<char>(random() % 256);
      if (byte != '@') text += byte;  // a letter to ICU 72, not to us
      continue;
    }
    const char32_t c = kPool[random() % kPool.size()];
    const size_t times = random() % 8 == 0 ? 4 : 1;
    for (size_t k = 0; k < times; ++k) append_utf8(text, c);
  }
  return text;
}

TEST(Normalize, IsIdempotentValidAndBounded) {
  std::mt19937 random(7);
  for (int i = 0; i < 60000; ++i) {
    const std::string text = random_text(random);
    const std::string once = normalize_for_matching(text);
    ASSERT_TRUE(is_utf8(once)) << text;
    ASSERT_LE(once.size(), 3 * text.size()) << text;
    ASSERT_EQ(normalize_for_matching(once), once) << text;
  }
}

TEST(Normalize, EveryCodePointAloneIsStable) {
  for (char32_t c = 1; c < 0x20000; ++c) {
    if (c >= 0xD800 && c < 0xE000) continue;
    std::string text;
    append_utf8(text, c);
    const std::string once = normalize_for_matching(text);
    ASSERT_LE(once.size(), 3 * text.size()) << std::hex << static_cast<uint32_t>(c);
    ASSERT_EQ(normalize_for_matching(once), once) << std::hex << static_cast<uint32_t>(c);
  }
}

std::vector<std::string> forms(const std::vector<Token>& tokens) {
  std::vector<std::string> out;
  for (const Token& t : tokens) out.push_back(t.form);
  return out;
}

TEST(Tokenize, WordsHashtagsAndEmoji) {
  struct Case {
    const char* name;
    const char* text;
    std::vector<std::string> expected;
  };
  const Case cases[] = {
      {"Arabic", "قالت الشرطةُ: «ضُبط» 3 أشخاص.", {"قالت", "الشرطه", "ضبط", "3", "اشخاص"}},
      {"hashtag words", "#عمان_الآن #Amman", {"عمان", "الان", "amman"}},
      {"apostrophe and dots", "don't U.S. 3.5 1,000", {"don't", "u.s", "3.5", "1,000"}},
      {"at sign", "K'@ a@b.c @user 日本", {"k", "a", "b.c", "user", "日本"}},
      {"emoji", "حريق🔥🔥 في", {"حريق", "🔥", "🔥", "في"}},
      {"flag", "🇯🇴🇵🇸", {"🇯🇴", "🇵🇸"}},
      {"family is one", "👨‍👩‍👧", {"👨👩👧"}},
      {"only marks", "ـــ ... !!", {}},
      {"empty", "", {}},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(forms(tokenize(c.text, Stemming::kNone)), c.expected);
  }
}

TEST(Tokenize, OffsetsPointIntoTheOriginal) {
  const std::string text = "في «عمّان» #حريق_كبير";
  const auto tokens = tokenize(text, Stemming::kNone);
  ASSERT_EQ(tokens.size(), 4U);
  EXPECT_EQ(text.substr(tokens[1].start, tokens[1].end - tokens[1].start), "عمّان");
  EXPECT_EQ(text.substr(tokens[3].start, tokens[3].end - tokens[3].start), "كبير");
}

void expect_same(const std::string& text) {
  const auto fast = tokenize(text, Stemming::kNone);
  const auto icu = tokenize_by_icu(text, Stemming::kNone);
  ASSERT_EQ(fast.size(), icu.size()) << text;
  for (size_t i = 0; i < fast.size(); ++i) {
    ASSERT_EQ(fast[i].form, icu[i].form) << text;
    ASSERT_EQ(fast[i].start, icu[i].start) << text;
    ASSERT_EQ(fast[i].end, icu[i].end) << text;
  }
}

TEST(Tokenize, OurScannerAgreesWithIcuOnRandomText) {
  std::mt19937 random(11);
  for (int i = 0; i < 40000; ++i) expect_same(random_text(random));
}

TEST(Tokenize, OurScannerAgreesWithIcuOnRealText) {
  const auto dir = shared_folder("data", "annotated");
  if (!dir) GTEST_SKIP() << kNoShared;
  std::ifstream in(*dir + "/train.tsv");
  std::string line;
  for (int i = 0; i < 8000 && std::getline(in, line); ++i) expect_same(line);
}

TEST(Stem, TakesCliticsOffLongWordsOnly) {
  struct Case {
    const char* form;
    const char* expected;
  };
  const Case cases[] = {
      {"والشرطه", "شرط"},   {"الشرطه", "شرط"},     {"شرطه", "شرط"},      {"للامن", "امن"},
      {"بالرصاص", "رصاص"},  {"لمكافحه", "مكافح"},  {"كتاب", "كتاب"},     {"وزاره", "وزار"},
      {"الوزاره", "وزار"},  {"متهمين", "متهم"},    {"المتهمون", "متهم"}, {"دم", "دم"},
      {"police", "police"}, {"arrests", "arrest"}, {"cities", "city"},   {"gas", "gas"},
      {"crashes", "crash"}, {"glass", "glass"},    {"3.5", "3.5"},       {"", ""},
  };
  for (const Case& c : cases) {
    SCOPED_TRACE(c.form);
    EXPECT_EQ(light_stem(c.form), c.expected);
  }
}

}  // namespace
}  // namespace rasd
