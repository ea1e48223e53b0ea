#include "store/search.h"

#include <gtest/gtest.h>

#include "store/search_query.h"
#include "tests/store/sample.h"
#include "tests/support/temp_folder.h"

namespace rasd {
namespace {

/// Folds as a real one does, in small: alef forms are one letter, a leading "ال" goes.
int small_arabic(std::string_view text, void* context, SearchTokenSink emit) {
  struct Pass {
    void* context;
    SearchTokenSink emit;
  } pass{context, emit};
  return plain_folding().tokens(text, &pass,
                                [](void* c, std::string_view form, size_t start, size_t end) {
                                  std::string folded;
                                  for (size_t i = 0; i < form.size();) {
                                    const std::string_view two = form.substr(i, 2);
                                    if (two == "أ" || two == "إ" || two == "آ") {
                                      folded += "ا";
                                      i += 2;
                                    } else {
                                      folded += form[i++];
                                    }
                                  }
                                  if (folded.starts_with("ال")) folded.erase(0, 4);
                                  const auto& p = *static_cast<Pass*>(c);
                                  return p.emit(p.context, folded, start, end);
                                });
}

TEST(SearchQueryTest, IsBuiltNeverPasted) {
  struct Case {
    const char* text;
    const char* match;
    const char* shown;
  };
  const Case cases[] = {
      {"fire crews", R"(("fire") AND ("crews"))", "fire crews"},
      {"\"fire crews\"", R"(("fire crews"))", "\"fire crews\""},
      {"Fire OR flood crews", R"(("Fire" OR "flood") AND ("crews"))", "fire OR flood crews"},
      {"fire -flood", R"((("fire")) NOT ("flood"))", "fire -flood"},
      {"fir*", R"(("fir"*))", "fir*"},
      {"title:fire NEAR(a b)", R"x(("title:fire") AND ("NEAR(a") AND ("b)"))x",
       "\"title fire\" \"near a\" b"},
      {"\"unclosed", R"(("unclosed"))", "unclosed"},
      {"a ) ( ; b", R"(("a") AND ("b"))", "a b"},
      {"OR OR a OR", R"(("a"))", "a"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.text);
    const auto query = parse_search(c.text, plain_folding());
    ASSERT_TRUE(query) << query.error().message;
    EXPECT_EQ(query->match, c.match);
    EXPECT_EQ(query->shown, c.shown);
  }
  const auto nul = parse_search(std::string("\"a\0b\"", 5), plain_folding());
  ASSERT_TRUE(nul);
  EXPECT_EQ(nul->match, "(\"a b\")") << "FTS5 would end the expression at a NUL";
  for (const char* bad : {"", "  ", "-fire", "()", "\"\""}) {
    SCOPED_TRACE(bad);
    EXPECT_EQ(parse_search(bad, plain_folding()).error().kind, ErrorKind::kUsage);
  }
}

class SearchTest : public ::testing::Test {
 protected:
  void SetUp() override {
    options_.folding = {small_arabic, "small"};
    auto writer = Writer::open(options_, clock_);
    ASSERT_TRUE(writer) << writer.error().message;
    auto a = sample_article(1);
    a.article.title = "أحمد في الأمن";
    a.article.text = "text about a fire";
    auto b = sample_article(2, "petra", test_day() - std::chrono::hours{48});
    b.article.title = "احمد هنا";
    b.article.text = "text about a flood";
    must_commit(*writer, {a, b});
    auto reader = StoreReader::open(options_);
    ASSERT_TRUE(reader);
    reader_.emplace(std::move(*reader));
  }
  SearchAnswer must_search(const std::string& text, SearchMode mode = SearchMode::kFolded) {
    SearchQuery query;
    query.text = text;
    query.mode = mode;
    auto answer = search_items(*reader_, query);
    EXPECT_TRUE(answer) << answer.error().message;
    return answer ? *answer : SearchAnswer{};
  }
  TempFolder folder_;
  FixedClock clock_{test_day()};
  StoreOptions options_ = test_options(folder_.path());
  std::optional<StoreReader> reader_;
};

TEST_F(SearchTest, FoldsUnlessExact) {
  EXPECT_EQ(must_search("إحمد").total, 2u);
  EXPECT_EQ(must_search("أحمد", SearchMode::kExact).total, 1u);
  EXPECT_EQ(must_search("إحمد", SearchMode::kExact).total, 0u);
  EXPECT_EQ(must_search("أحمد OR احمد", SearchMode::kExact).total, 2u);
  EXPECT_EQ(must_search("امن").total, 1u);
  EXPECT_EQ(must_search("احمد -flood").total, 1u);
  EXPECT_EQ(must_search("fire OR flood").total, 2u);
  EXPECT_EQ(must_search("\"about a fire\"").total, 1u);
  EXPECT_EQ(must_search("flo*").total, 1u);
  EXPECT_EQ(must_search("nothing").total, 0u);
}

TEST_F(SearchTest, ShowsWhereItMatched) {
  const auto answer = must_search("fire");
  ASSERT_EQ(answer.hits.size(), 1u);
  const auto& hit = answer.hits[0];
  ASSERT_EQ(hit.matches.size(), 1u);
  EXPECT_EQ(hit.snippet.substr(hit.matches[0].first, hit.matches[0].second - hit.matches[0].first),
            "fire");
  EXPECT_EQ(hit.item.title, "أحمد في الأمن");
}

TEST_F(SearchTest, NarrowsByFilterAndTime) {
  SearchQuery query;
  query.text = "احمد";
  query.filter.source = "petra";
  EXPECT_EQ(search_items(*reader_, query)->total, 1u);
  query.filter.source.clear();
  query.filter.window = {test_day(), test_day() + std::chrono::hours{24}};
  EXPECT_EQ(search_items(*reader_, query)->total, 1u);
  query.filter.window = {};
  query.order = SearchOrder::kNewest;
  const auto newest = search_items(*reader_, query);
  EXPECT_EQ(newest->hits[0].item.source_id, "roya");
  query.slice = {1, 1};
  EXPECT_EQ(search_items(*reader_, query)->hits.size(), 1u);
}

TEST_F(SearchTest, AnotherFoldingIsNoticedAndRebuilt) {
  StoreOptions other = options_;
  other.folding = plain_folding();
  const auto troubles = check_store(other);
  ASSERT_TRUE(troubles) << troubles.error().message;
  EXPECT_FALSE(troubles->empty());
  ASSERT_TRUE(rebuild_search(other));
  EXPECT_TRUE(check_store(other)->empty());
  EXPECT_FALSE(check_store(options_)->empty());
}

}  // namespace
}  // namespace rasd
