#include "demo/grammar.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "demo/setting.h"

namespace rasd {
namespace {

TEST(Grammar, FillsSlotsAndChoices) {
  const Grammar grammar{
      "@a.report\nH head {x}\nL lead [one|one]\nB first\nB! always\nB third\n@x\ny\n"};
  Random random(1, "test");
  std::set<std::string> used;
  const Composed text = grammar.compose("a.report", {}, 2, random, used);
  EXPECT_EQ(text.headline, "Head y");
  ASSERT_EQ(text.paragraphs.size(), 3u);
  EXPECT_EQ(text.paragraphs[0], "Lead one");
  EXPECT_NE(std::find(text.paragraphs.begin(), text.paragraphs.end(), "always"),
            text.paragraphs.end());
  EXPECT_EQ(grammar.expand("{unknown} {x}", {{"x", "z"}}, random), "{unknown} z");
  EXPECT_EQ(grammar.expand("open [ and {", {}, random), "open [ and {");
}

TEST(Grammar, EveryStageOfTheWorldHasItsSentences) {
  EXPECT_GE(arabic_grammar().size() + english_grammar().size(), 250u);
  for (const char* section : {"hom.report", "drg.report", "trf.report", "fir.report", "fld.report",
                              "cyb.report", "pub.report", "brd.report", "res.report", "thf.report",
                              "rum.statement", "vid.report", "mis.followup", "fee.report"}) {
    EXPECT_TRUE(arabic_grammar().has(section)) << section;
  }
}

}  // namespace
}  // namespace rasd
