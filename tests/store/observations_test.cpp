#include "store/observations.h"

#include <gtest/gtest.h>

#include "store/sqlite.h"
#include "tests/store/sample.h"
#include "tests/support/temp_folder.h"

namespace rasd {
namespace {

AnnotatedArticle observation(int n) {
  AnnotatedArticle one = sample_article(n, "inbox", test_day() + std::chrono::hours{n});
  one.article.kind = ItemKind::kObservation;
  one.article.attachments = {{std::string(64, 'a'), "صورة.jpg", "image/jpeg", 12},
                             {std::string(64, 'b'), "", "", 1}};
  return one;
}

TEST(Observations, GoThroughTheirStatesAndKeepTheirHistory) {
  const TempFolder folder;
  const StoreOptions options = test_options(folder.path());
  FixedClock clock{test_day()};
  auto writer = Writer::open(options, clock);
  ASSERT_TRUE(writer);
  must_commit(*writer, {sample_article(50), observation(1), observation(2), observation(3)});
  must_commit(*writer, {observation(1)});  // delivered twice
  auto book = ObservationBook::open(options, clock);
  ASSERT_TRUE(book) << book.error().message;
  const std::string first = observation(1).article.item_id;
  const std::string news = sample_article(50).article.item_id;
  const struct {
    const char* name;
    std::string item;
    ObservationState state;
    std::string linked, note;
    std::optional<ErrorKind> fails;
  } steps[] = {
      {"to check", first, ObservationState::kToCheck, "", "اتُّصل بالبلدية", {}},
      {"linked to nothing", first, ObservationState::kLinked, "", "", ErrorKind::kUsage},
      {"linked to itself", first, ObservationState::kLinked, first, "", ErrorKind::kUsage},
      {"linked to nobody's item", first, ObservationState::kLinked, "x", "", ErrorKind::kNotFound},
      {"linked", first, ObservationState::kLinked, news, "", {}},
      {"news is no observation", news, ObservationState::kClosed, "", "", ErrorKind::kNotFound},
      {"an endless note", first, ObservationState::kClosed, "", std::string(2001, 'x'),
       ErrorKind::kUsage},
  };
  for (const auto& c : steps) {
    SCOPED_TRACE(c.name);
    const auto done = book->add_step(c.item, c.state, c.linked, c.note, "salma");
    EXPECT_EQ(done ? std::optional<ErrorKind>() : done.error().kind, c.fails);
  }
  auto reader = StoreReader::open(options);
  ASSERT_TRUE(reader);
  EXPECT_EQ(*count_observations(*reader), (std::array<uint64_t, 5>{2, 0, 1, 0, 0}));
  const auto all = list_observations(*reader, std::nullopt);
  ASSERT_TRUE(all) << all.error().message;
  ASSERT_EQ(all->size(), 3u) << "news is not among them";
  EXPECT_EQ((*all)[0].item.item_id, observation(3).article.item_id) << "newest first";
  const auto linked = list_observations(*reader, ObservationState::kLinked);
  ASSERT_EQ(linked->size(), 1u);
  EXPECT_EQ((*linked)[0].last.linked_to, news);
  EXPECT_EQ((*linked)[0].last.user, "salma");
  EXPECT_EQ((*linked)[0].attachments, 2u);
  EXPECT_EQ(list_observations(*reader, ObservationState::kNew)->size(), 2u);
  const auto history = read_observation_steps(*reader, first);
  ASSERT_EQ(history->size(), 2u);
  EXPECT_EQ((*history)[0].note, "اتُّصل بالبلدية");
  EXPECT_EQ(*read_attachments(*reader, first), observation(1).article.attachments);
  // What was done stays: neither changed nor taken away, by whatever hand.
  auto db =
      sql::Connection::open(options.path, sql::Access::kReadWrite, std::chrono::milliseconds{100});
  EXPECT_FALSE((*db)->run("DELETE FROM observation_steps"));
  EXPECT_FALSE((*db)->run("UPDATE observation_steps SET user = 'x'"));
}

}  // namespace
}  // namespace rasd
