#include "cli/eval_extraction.h"

#include <gtest/gtest.h>

#include "base/file.h"
#include "cli/extraction_score.h"
#include "records/json.h"
#include "tests/support/temp_folder.h"

namespace rasd {
namespace {

// Figures by hand from the rules of the public benchmark.
TEST(ExtractionScore, AgreesWithThePublicMeasure) {
  const struct {
    const char* name;
    const char* truth;
    const char* found;
    double precision, recall, words_f1;
  } cases[] = {
      {"both empty", "", " \n", 1, 1, 1},
      {"nothing found", "a b c d", "", 0, 0, 0},
      {"the same, other marks", "One two. Three four!", "One, two three", 0, 0, 4.0 / 7},
      {"short texts are one shingle", "a b", "a, b", 1, 1, 1},
      {"half found", "a b c d e f", "a b c d", 1, 1.0 / 3, 0.8},
      {"more found", "a b c d", "a b c d e", 0.5, 1, 8.0 / 9},
      {"repeats count", "a a a a a", "a a a a", 1, 0.5, 8.0 / 9},
      {"vowel signs part words", "كَتَب", "كتب", 0, 0, 0},
      {"digits of any script", "عام ٢٠٢٦", "عام ٢٠٢٦!", 1, 1, 1},
      {"underscore joins", "a_b", "a b", 0, 0, 0},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    const TextScore score = score_text(c.truth, c.found);
    EXPECT_NEAR(score.precision, c.precision, 1e-9);
    EXPECT_NEAR(score.recall, c.recall, 1e-9);
    EXPECT_NEAR(score.words_f1, c.words_f1, 1e-9);
  }
  const MeanScore mean = mean_score({{1, 0.5, 1}, {0.5, 1, 0}});
  EXPECT_NEAR(mean.f1, 0.75, 1e-9);
  EXPECT_NEAR(mean.words_f1, 0.5, 1e-9);
}

TEST(EvalExtraction, ReadsBothLayouts) {
  const TempFolder folder;
  const std::string text =
      "The council of the invented town met on Monday, and it voted for a new bridge over the "
      "river after a long debate.";
  const std::string page = "<html lang=en><title>A bridge for the town</title><article><p>" + text +
                           "</p></article></html>";
  const std::string keyed = folder.path() + "/keyed", paged = folder.path() + "/paged/one";
  ASSERT_TRUE(make_folder(keyed + "/html"));
  ASSERT_TRUE(make_folder(paged));
  ASSERT_TRUE(write_file(keyed + "/html/k1.html.gz", gzip(page)));
  ASSERT_TRUE(write_file(keyed + "/ground-truth.json",
                         R"({"k1": {"articleBody": ")" + text + R"(", "url": "http://a.example/"},
                             "lost": {"articleBody": "no page", "url": ""}})"));
  ASSERT_TRUE(write_file(paged + "/source.html", page));
  ASSERT_TRUE(write_file(paged + "/expected.html", "<div><p>" + text + "</p></div>"));
  ASSERT_TRUE(write_file(paged + "/expected-metadata.json",
                         R"({"title": "A bridge for the town", "lang": "de", "byline": null})"));
  for (const std::string& root : {keyed, folder.path() + "/paged"}) {
    SCOPED_TRACE(root);
    testing::internal::CaptureStdout();
    EXPECT_EQ(run_eval_extraction({root, 1, true}), 0);
    const auto answer = parse_json(testing::internal::GetCapturedStdout());
    ASSERT_TRUE(answer);
    EXPECT_EQ(get_int(*answer, "n"), 1);
    EXPECT_EQ(get_double(*answer, "f1"), 1);
    EXPECT_EQ((*answer)["worst"].Size(), 1u);
    const auto& fields = (*answer)["fields"];
    EXPECT_EQ(fields.HasMember("title"), root != keyed);
    if (root == keyed) continue;
    EXPECT_EQ(get_int(fields["title"], "same"), 1);
    EXPECT_EQ(get_int(fields["language"], "known"), 1);
    EXPECT_EQ(get_int(fields["language"], "same"), 0);
    EXPECT_FALSE(fields.HasMember("byline"));
  }
}

}  // namespace
}  // namespace rasd
