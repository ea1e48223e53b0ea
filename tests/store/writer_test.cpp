#include "store/writer.h"

#include <gtest/gtest.h>

#include "tests/store/sample.h"
#include "tests/support/temp_folder.h"

namespace rasd {
namespace {

class WriterTest : public ::testing::Test {
 protected:
  TempFolder folder_;
  FixedClock clock_{test_day() + std::chrono::hours{12}};
  StoreOptions options_ = test_options(folder_.path());
  Result<Writer> writer_ = Writer::open(options_, clock_);
  void SetUp() override { ASSERT_TRUE(writer_) << writer_.error().message; }
};

TEST_F(WriterTest, StoresOnceWhateverIsRedelivered) {
  const auto article = sample_article(1);
  auto first = must_commit(*writer_, {article, article});
  EXPECT_EQ(first[0].state, ItemState::kStored);
  EXPECT_EQ(first[1].state, ItemState::kStored);
  Outcome late;
  late.item_id = article.article.item_id;
  late.source_id = "roya";
  late.state = ItemState::kFailed;
  late.reason = "timeout";
  auto second = must_commit(*writer_, {article, late});
  EXPECT_EQ(second[0].state, ItemState::kStored);
  EXPECT_EQ(second[1].state, ItemState::kStored);
  auto reader = StoreReader::open(options_);
  ASSERT_TRUE(reader) << reader.error().message;
  EXPECT_EQ(measure_store(*reader)->items, 1u);
  EXPECT_TRUE(check_store(options_)->empty());
}

TEST_F(WriterTest, KnowsDuplicates) {
  struct Case {
    const char* name;
    std::function<void(AnnotatedArticle&)> change;
    ItemState expected;
  };
  const auto post = [](AnnotatedArticle& a, const char* author) {
    a.article.kind = ItemKind::kPost;
    a.article.author = author;
    a.article.canonical_url += "/post";
  };
  const std::vector<Case> cases = {
      {"same address",
       [](auto& a) {
         a.article.item_id = "x1";
         a.article.hash = "other";
       },
       ItemState::kDuplicate},
      {"same text, other address",
       [](auto& a) {
         a.article.item_id = "x2";
         a.article.canonical_url += "?again";
       },
       ItemState::kDuplicate},
      {"same text in another source",
       [](auto& a) {
         a.article.item_id = "x3";
         a.article.source_id = "petra";
       },
       ItemState::kStored},
      {"a comment may share the page's address",
       [](auto& a) {
         a.article.item_id = "x4";
         a.article.kind = ItemKind::kComment;
         a.article.author = "a1";
       },
       ItemState::kStored},
      {"the same words by another author",
       [&](auto& a) {
         a.article.item_id = "x5";
         post(a, "a2");
       },
       ItemState::kStored},
      {"the same words by the same author",
       [&](auto& a) {
         a.article.item_id = "x6";
         post(a, "a2");
       },
       ItemState::kDuplicate},
      {"an observation that repeats another",
       [](auto& a) {
         a.article.item_id = "x7";
         a.article.kind = ItemKind::kObservation;
       },
       ItemState::kStored},
      {"no id", [](auto& a) { a.article.item_id.clear(); }, ItemState::kQuarantined},
      {"not UTF-8",
       [](auto& a) {
         a.article.item_id = "x8";
         a.article.text = "\xff\xfe";
       },
       ItemState::kQuarantined},
  };
  must_commit(*writer_, {sample_article(1)});
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    auto article = sample_article(1);
    c.change(article);
    const auto outcomes = must_commit(*writer_, {article});
    ASSERT_EQ(outcomes.size(), 1u);
    EXPECT_EQ(name(outcomes[0].state), name(c.expected)) << outcomes[0].reason;
    if (!article.article.item_id.empty()) {
      EXPECT_EQ(must_commit(*writer_, {article})[0].state, c.expected) << "redelivered";
    }
  }
}

TEST_F(WriterTest, AnEarlierFailureGivesWayToTheArticle) {
  const auto article = sample_article(1);
  Outcome broken;
  broken.item_id = article.article.item_id;
  broken.source_id = "roya";
  broken.state = ItemState::kQuarantined;
  broken.stage = "extract";
  broken.reason = "crashed three times";
  broken.bytes = "<html";
  EXPECT_EQ(must_commit(*writer_, {broken})[0].state, ItemState::kQuarantined);
  EXPECT_EQ(must_commit(*writer_, {article})[0].state, ItemState::kStored);
  EXPECT_EQ(must_commit(*writer_, {broken})[0].state, ItemState::kStored);
  EXPECT_TRUE(check_store(options_)->empty());
}

TEST_F(WriterTest, AsksForAPlaceOnlyForNewItems) {
  std::vector<std::string> asked;
  const PlaceArticle place = [&](const AnnotatedArticle& a) {
    asked.push_back(a.article.item_id);
    return Placement{"group", "story"};
  };
  const std::vector<StoreInput> batch = {sample_article(1), sample_article(1), sample_article(2)};
  ASSERT_TRUE(writer_->commit(batch, place));
  ASSERT_TRUE(writer_->commit(batch, place));
  EXPECT_EQ(asked.size(), 2u);
}

}  // namespace
}  // namespace rasd
