#include <gtest/gtest.h>

#include "store/items.h"
#include "store/tags.h"
#include "tests/web/desk_fixture.h"
#include "web/desk.h"

namespace rasd {
namespace {

TEST(Desk, TagsAreStoredWithWhoAndWhatWasSuggested) {
  TestDesk test;
  test.sign_in_as(Role::kAnalyst);
  const std::string page = test.get("/tag?queue=learning").body;
  const std::string mark = "name=\"item\" value=\"";
  const size_t at = page.find(mark);
  ASSERT_NE(at, std::string::npos) << page;
  const std::string id = page.substr(at + mark.size(), 32);
  EXPECT_TRUE(contains(page, "id=\"suggestion\""));
  EXPECT_EQ(test.submit("/tag", {{"item", id}, {"queue", "learning"}, {"action", "save"}}).status,
            400)
      << "nothing chosen";
  EXPECT_EQ(test.submit("/tag", {{"item", id},
                                 {"queue", "learning"},
                                 {"action", "save"},
                                 {"incident", "FIR"},
                                 {"incident", "nonsense"},
                                 {"topic", "environment_weather"},
                                 {"tone", "negative"},
                                 {"stance", "against"}})
                .status,
            303);
  auto reader = StoreReader::open(test.store());
  ASSERT_TRUE(reader.has_value());
  auto item = read_item(*reader, id);
  ASSERT_TRUE(item.has_value());
  ASSERT_EQ(item->tags.size(), 1U);
  EXPECT_EQ(item->tags[0].user, "nader");
  EXPECT_EQ(item->tags[0].purpose, "learning");
  EXPECT_EQ(item->tags[0].labels.incident, std::vector<std::string>{"FIR"});
  EXPECT_EQ(item->tags[0].suggested.topic, item->line.topic);
  EXPECT_EQ(item->tags[0].suggested_by, "test-1");
  EXPECT_TRUE(contains(test.get("/tag").body, "آخر عشرة"));
  EXPECT_TRUE(contains(test.get("/tag").body, "حريق وحوادث · بيئة وطقس · سلبي · معارض"))
      << "what the analyst chose, not what was suggested";
  EXPECT_EQ(test.submit("/tag/undo", {}).status, 303);
  item = read_item(*reader, id);
  EXPECT_EQ(item->tags[0].undone_by, "nader");
  EXPECT_EQ(test.submit("/tag/undo", {}).status, 404);
  EXPECT_FALSE(contains(test.get("/tag?queue=learning&hide=1").body, "id=\"suggestion\""));
}

TEST(Desk, AuditSampleHidesTheSuggestion) {
  TestDesk test;
  test.sign_in_as(Role::kAnalyst);
  EXPECT_EQ(test.submit("/tag/draw", {{"from", "2026-11-18"}, {"to", "2026-11-24"}, {"size", "20"}})
                .status,
            303);
  const std::string page = test.get("/tag?queue=audit&hide=0").body;
  EXPECT_TRUE(contains(page, "name=\"queue\" value=\"audit\"")) << page;
  EXPECT_FALSE(contains(page, "id=\"suggestion\""));
  EXPECT_FALSE(contains(page, "0.66"));
  const std::string exported = test.get("/tag/export").body;
  EXPECT_EQ(exported, "");
  EXPECT_EQ(logged(test, "export"), 1U);
}

TEST(Desk, WhatIsDrawnWhileItIsOnTheScreenStaysBlind) {
  TestDesk test;
  test.sign_in_as(Role::kAnalyst);
  const auto item_in = [](const std::string& page) {
    const std::string mark = "name=\"item\" value=\"";
    const size_t at = page.find(mark);
    return at == std::string::npos ? std::string() : page.substr(at + mark.size(), 32);
  };
  const std::string before = test.get("/tag?queue=learning").body;
  const std::string id = item_in(before);
  ASSERT_EQ(id.size(), 32U) << before;
  EXPECT_TRUE(contains(before, "id=\"suggestion\""));
  ASSERT_EQ(
      test.submit("/tag/draw", {{"from", "2026-11-01"}, {"to", "2026-11-24"}, {"size", "2000"}})
          .status,
      303);
  EXPECT_NE(item_in(test.get("/tag?queue=learning&hide=0").body), id);
  const struct {
    const char* name;
    HttpResponse answer;
  } cases[] = {
      {"named in the address", test.get("/tag?hide=0&item=" + id)},
      {"sent back as incomplete",
       test.submit("/tag", {{"item", id}, {"queue", "learning"}, {"action", "save"}})},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(item_in(c.answer.body), id);
    EXPECT_FALSE(contains(c.answer.body, "id=\"suggestion\""));
    EXPECT_FALSE(contains(c.answer.body, "queue=learning&amp;hide=0")) << "no way to show it";
  }
}

}  // namespace
}  // namespace rasd
