#include "crawler/bluesky.h"

#include <gtest/gtest.h>

#include "crawler/post_reading.h"
#include "crawler/query_string.h"
#include "tests/crawler/post_fixtures.h"
#include "tests/support/temp_folder.h"

namespace rasd {
namespace {

using namespace posts;

TEST(Bluesky, AnAuthorsFeed) {
  const TempFolder folder;
  const auto pseudonym = Pseudonym::open(folder / "key");
  ASSERT_TRUE(pseudonym);
  const Source source = bluesky();
  const std::string url = list_url(source, "");
  EXPECT_EQ(url,
            "https://public.api.bsky.app/xrpc/app.bsky.feed.getAuthorFeed?actor=office.example&"
            "filter=posts_with_replies&limit=100");
  const std::string answer =
      R"({"cursor":"page2","feed":[{"post":)" +
      bluesky_post(
          "3k9", "2026-11-24T09:00:00.5Z",
          R"(,"reply":{"root":{"uri":"at://did:plc:a/app.bsky.feed.post/1"},"parent":{"uri":"at://did:plc:a/app.bsky.feed.post/2"}},)"
          R"("facets":[{"features":[{"$type":"app.bsky.richtext.facet#tag","tag":"عمان"}]}],)"
          R"("embed":{"$type":"app.bsky.embed.images","images":[{"alt":"سيارتان على الطريق"},{"alt":""}]})") +
      R"(},{"post":)" + bluesky_post("3k5", "2026-11-20T09:00:00Z") +
      R"(,"reason":{"$type":"app.bsky.feed.defs#reasonRepost","by":{"did":"did:plc:office"},"indexedAt":"2026-11-24T08:30:00Z"}},)"
      R"({"post":)" +
      bluesky_post("3k7", "2026-11-24T08:00:00Z", "",
                   R"(,"labels":[{"val":"!no-unauthenticated"}])") +
      R"(},7,{"post":{}},{"post":{"uri":"at://x/app.bsky.feed.like/1","record":{},"author":{}}}]})";
  const auto reading = read_list(source, answer, context_of(url, &*pseudonym));
  ASSERT_TRUE(reading) << reading.error().message;
  ASSERT_EQ(reading->items.size(), 1u) << "who asks not to be shown to strangers is not";
  const FetchedPage& post = reading->items[0].page;
  EXPECT_EQ(post.item_id, post_id(source, "at://did:plc:office/app.bsky.feed.post/3k9"));
  EXPECT_EQ(post.url, "https://bsky.app/profile/did:plc:office/post/3k9");
  EXPECT_EQ(post.parent_id, post_id(source, "at://did:plc:a/app.bsky.feed.post/2"));
  EXPECT_EQ(post.hints.content, "منشور 3k9\nسيارتان على الطريق");
  EXPECT_EQ(post.hints.language, "ar");
  EXPECT_EQ(post.hints.published, at("2026-11-24T09:00:00Z"));
  EXPECT_EQ(post.hints.categories, std::vector<std::string>{"عمان"});
  EXPECT_EQ(post.hints.author, pseudonym->of("bsky.app", "did:plc:office"));
  ASSERT_EQ(reading->reposts.size(), 1u);
  EXPECT_EQ(reading->reposts[0].state, ItemState::kFiltered);
  EXPECT_EQ(reading->reposts[0].reason,
            "a repost of https://bsky.app/profile/did:plc:office/post/3k5");
  EXPECT_EQ(reading->cursor, "2026-11-24T09:00:00Z");
  EXPECT_EQ(reading->more, std::vector<std::string>{url + "&cursor=page2"});
}

TEST(Bluesky, PagesUntilTheLastPoll) {
  const Source source = bluesky("حادث سير");
  const auto one = [](const std::string& time) {
    return R"({"cursor":"c2","posts":[)" + bluesky_post("3k1", time) + "]}";
  };
  ListContext context = context_of(list_url(source, "2026-11-24T10:00:00Z"));
  EXPECT_EQ(query_parameter(context.url, "q"), "حادث سير");
  EXPECT_EQ(query_parameter(context.url, "since"), "2026-11-24T09:50:00Z") << "polls overlap";
  context.since = context.newest = "2026-11-24T10:00:00Z";
  EXPECT_EQ(read_list(source, one("2026-11-24T10:30:00Z"), context)->more.size(), 1u);
  EXPECT_TRUE(read_list(source, one("2026-11-24T09:00:00Z"), context)->more.empty());
  EXPECT_EQ(read_list(source, one("2026-11-24T09:00:00Z"), context)->cursor, context.newest);
  EXPECT_EQ(read_list(source, one("2031-01-01T00:00:00Z"), context)->cursor, context.newest)
      << "an author's clock that runs ahead moves nothing";
  context.url += "&cursor=c2";
  EXPECT_TRUE(read_list(source, one("2026-11-24T10:30:00Z"), context)->more.empty())
      << "a cursor that repeats is the end";
}

TEST(Bluesky, AddressesOfPosts) {
  const struct {
    const char* uri;
    const char* url;
  } cases[] = {
      {"at://did:plc:x/app.bsky.feed.post/3k", "https://bsky.app/profile/did:plc:x/post/3k"},
      {"at://did:plc:x/app.bsky.feed.like/3k", ""},
      {"https://bsky.app/", ""},
      {"at://a\"><script>/app.bsky.feed.post/3k", ""},
      {"at:///app.bsky.feed.post/3k", ""},
  };
  for (const auto& c : cases) EXPECT_EQ(bluesky_post_url(c.uri), c.url) << c.uri;
}

}  // namespace
}  // namespace rasd
