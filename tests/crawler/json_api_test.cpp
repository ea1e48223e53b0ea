#include "crawler/json_api.h"

#include <gtest/gtest.h>

#include "crawler/post_reading.h"
#include "tests/crawler/post_fixtures.h"
#include "tests/support/temp_folder.h"

namespace rasd {
namespace {

using namespace posts;

TEST(JsonApi, ReadsByPaths) {
  const TempFolder folder;
  const auto pseudonym = Pseudonym::open(folder / "key");
  ASSERT_TRUE(pseudonym);
  const Source source = json_api();
  const std::string answer = R"({"data":{"next":"n2","items":[
    {"id":17,"title":"عنوان","body":{"text":"<p>نص</p>"},"when":"2026-11-24T08:00:00+03:00",
     "by":{"name":"salma"},"href":"/n/17","lang":"ar","answers":3},
    {"id":"18","body":{"text":"x"},"shared":true},
    {"id":"19","body":{}}]}})";
  const auto reading = read_list(source, answer, context_of(source.url, &*pseudonym));
  ASSERT_TRUE(reading) << reading.error().message;
  ASSERT_EQ(reading->items.size(), 1u);
  const FetchedPage& post = reading->items[0].page;
  EXPECT_EQ(post.item_id, post_id(source, "17"));
  EXPECT_EQ(post.url, "https://api.example/n/17");
  EXPECT_EQ(post.hints.content, "<p>نص</p>");
  EXPECT_EQ(post.hints.published, at("2026-11-24T05:00:00Z"));
  EXPECT_EQ(post.hints.author, pseudonym->of("api.example", "salma"));
  EXPECT_EQ(post.parent_id, post_id(source, "3"));
  EXPECT_EQ(reading->reposts.size(), 1u);
  ASSERT_EQ(reading->broken.size(), 1u);
  EXPECT_EQ(reading->broken[0].reason,
            "item 3: no text at json_text \"body.text\"; it has id, body");
  EXPECT_EQ(reading->broken[0].bytes, R"({"id":"19","body":{}})");
  EXPECT_EQ(reading->more, std::vector<std::string>{source.url + "?cursor=n2"});
}

TEST(JsonApi, SaysWhichPathFindsNothing) {
  const struct {
    const char* name;
    const char* body;
    const char* message;
  } cases[] = {
      {"other shape", R"({"results":[],"meta":{}})",
       "json_items: nothing at \"data.items\"; the answer has results, meta"},
      {"no list", R"({"data":{"items":{"a":1}}})",
       "json_items: no list at \"data.items\"; the answer has data"},
      {"array", "[1,2]", "json_items: nothing at \"data.items\"; the answer has a list of 2"},
      {"all items of another shape", R"({"data":{"items":[{"uid":1,"text":"x"}]}})",
       "no item can be read: item 1: nothing at json_id \"id\"; it has uid, text"},
      {"page", "<!doctype html><p>", "not JSON: the answer is a web page"},
      {"empty", "", "not JSON: the answer is empty"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    const auto reading = read_list(json_api(), c.body, context_of("https://api.example/v1/notes"));
    ASSERT_FALSE(reading);
    EXPECT_EQ(reading.error().kind, ErrorKind::kMalformed);
    EXPECT_EQ(reading.error().message, c.message);
  }
}

TEST(JsonApi, TimesAndPages) {
  const struct {
    const char* name;
    const char* format;
    const char* page_parameter;
    const char* next_parameter;
    const char* when;
    const char* next;
    const char* published;
    const char* more;
  } cases[] = {
      {"seconds", "unix", "", "", "1795507200", "\"?after=2\"", "2026-11-24T08:00:00Z",
       "https://api.example/v1/notes?after=2"},
      {"milliseconds as text", "unix_ms", "page", "", "\"1795507200000\"", "0",
       "2026-11-24T08:00:00Z", "https://api.example/v1/notes?page=2"},
      {"out of all bounds", "unix", "", "cursor", "1e300", "99", "",
       "https://api.example/v1/notes?cursor=99"},
      {"no next", "rfc3339", "", "cursor", "\"yesterday\"", "null", "", ""},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    Source source = json_api();
    source.json.time_format = c.format;
    source.json.page_parameter = c.page_parameter;
    source.json.next_parameter = c.next_parameter;
    const auto reading = read_list(source,
                                   std::string(R"({"data":{"next":)") + c.next +
                                       R"(,"items":[{"id":1,"title":"t","when":)" + c.when + "}]}}",
                                   context_of(source.url));
    ASSERT_TRUE(reading) << reading.error().message;
    ASSERT_EQ(reading->items.size(), 1u);
    const auto published = reading->items[0].page.hints.published;
    EXPECT_EQ(published ? to_rfc3339(*published) : "", c.published);
    EXPECT_EQ(reading->more.empty() ? "" : reading->more[0], c.more);
  }
}

TEST(JsonApi, Paths) {
  const auto json = parse_json(R"({"a":{"b":[{"c":"x"}],"d.e":1,"":2}})");
  ASSERT_TRUE(json);
  const struct {
    const char* path;
    bool found;
  } cases[] = {{"", true},        {"a.b.0.c", true},   {"a.b.1.c", false}, {"a.b.c", false},
               {"a.d.e", false},  {"/a/d.e", true},    {"/a/b/0/c", true}, {"a..", true},
               {"a.b.-1", false}, {"a.b.0.c.d", false}};
  for (const auto& c : cases) EXPECT_EQ(find_path(*json, c.path) != nullptr, c.found) << c.path;
}

}  // namespace
}  // namespace rasd
