#include "crawler/youtube.h"

#include <gtest/gtest.h>

#include "crawler/post_reading.h"
#include "crawler/query_string.h"
#include "tests/crawler/post_fixtures.h"

namespace rasd {
namespace {

using namespace posts;

TEST(Youtube, AChannelsFeedWithoutAKey) {
  const Source source = youtube(false);
  const std::string url = list_url(source, "");
  EXPECT_EQ(url, "https://www.youtube.com/feeds/videos.xml?channel_id=UCoffice");
  const auto reading = read_list(source, R"(<?xml version="1.0"?>
<feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns:media="http://search.yahoo.com/mrss/"
 xmlns="http://www.w3.org/2005/Atom"><title>قناة</title>
<entry><id>yt:video:abc123</id><yt:videoId>abc123</yt:videoId><title>عنوان الفيديو</title>
<link rel="alternate" href="https://www.youtube.com/watch?v=abc123"/>
<published>2026-11-24T07:00:00+00:00</published>
<media:group><media:title>عنوان الفيديو</media:title>
<media:thumbnail url="https://i.ytimg.com/vi/abc123/hq.jpg" width="480" height="360"/>
<media:description>وصف الفيديو
سطر ثان</media:description></media:group></entry></feed>)",
                                 context_of(url));
  ASSERT_TRUE(reading) << reading.error().message;
  ASSERT_EQ(reading->items.size(), 1u);
  const FetchedPage& video = reading->items[0].page;
  EXPECT_TRUE(reading->items[0].complete) << "the page of a video is not fetched";
  EXPECT_EQ(video.item_id, post_id(source, "abc123")) << "the same id as by the interface";
  EXPECT_EQ(video.hints.title, "عنوان الفيديو");
  EXPECT_NE(video.hints.content.find("وصف الفيديو"), std::string::npos);
  EXPECT_EQ(video.hints.published, at("2026-11-24T07:00:00Z"));
  EXPECT_EQ(reading->cursor, "posts=2026-11-24T07:00:00Z");
}

TEST(Youtube, UploadsAndComments) {
  const Source source = youtube(true);
  ListContext context = context_of(list_url(source, ""));
  EXPECT_EQ(query_parameter(context.url, "playlistId"), "UUoffice");
  EXPECT_EQ(context.url.find("key="), std::string::npos);
  const auto uploads = read_list(
      source,
      R"({"kind":"youtube#playlistItemListResponse","nextPageToken":"p2","items":[{"snippet":{"title":"t","description":"d","publishedAt":"2026-11-24T07:00:00Z","channelId":"UCoffice","resourceId":{"videoId":"v1"}},"contentDetails":{"videoPublishedAt":"2026-11-24T06:00:00Z"}},{"snippet":{"resourceId":{"videoId":"../x"}}},{}]})",
      context);
  ASSERT_TRUE(uploads) << uploads.error().message;
  ASSERT_EQ(uploads->items.size(), 1u);
  EXPECT_EQ(uploads->items[0].page.hints.published, at("2026-11-24T06:00:00Z"));
  ASSERT_EQ(uploads->more.size(), 2u);
  EXPECT_EQ(query_parameter(uploads->more[0], "pageToken"), "p2");
  EXPECT_EQ(query_parameter(uploads->more[1], "allThreadsRelatedToChannelId"), "UCoffice");
  context.url = uploads->more[1];
  context.newest = uploads->cursor;
  const std::string threads =
      R"({"kind":"youtube#commentThreadListResponse","nextPageToken":"c2","items":[{"id":"T1","snippet":{"videoId":"v1","totalReplyCount":7,"topLevelComment":{"id":"T1","snippet":{"videoId":"v1","textOriginal":"رأي < آخر","authorDisplayName":"Salma","authorChannelId":{"value":"UCsalma"},"publishedAt":"2026-11-24T08:00:00Z","updatedAt":"2026-11-24T09:00:00Z"}}},"replies":{"comments":[{"id":"T1.r1","snippet":{"videoId":"v1","parentId":"T1","textDisplay":"رد","publishedAt":"2026-11-24T08:30:00Z"}}]}},{"id":"T0"}]})";
  const auto comments = read_list(source, threads, context);
  ASSERT_TRUE(comments) << comments.error().message;
  ASSERT_EQ(comments->items.size(), 2u);
  const FetchedPage& comment = comments->items[0].page;
  EXPECT_EQ(comment.kind, ItemKind::kComment);
  EXPECT_EQ(comment.parent_id, uploads->items[0].page.item_id) << "linked to its video";
  EXPECT_EQ(comment.url, "https://www.youtube.com/watch?v=v1&lc=T1");
  EXPECT_EQ(comment.hints.content, "رأي < آخر");
  EXPECT_EQ(comment.hints.updated, at("2026-11-24T09:00:00Z"));
  EXPECT_EQ(comments->items[1].page.parent_id, comment.item_id) << "a reply to its comment";
  EXPECT_EQ(comments->cursor, "posts=2026-11-24T06:00:00Z comments=2026-11-24T08:00:00Z");
  ASSERT_EQ(comments->more.size(), 2u);
  EXPECT_EQ(query_parameter(comments->more[0], "parentId"), "T1") << "six replies were not shown";
  EXPECT_EQ(query_parameter(comments->more[1], "pageToken"), "c2");
  context.since = context.newest = comments->cursor;
  EXPECT_TRUE(read_list(source, threads, context)->more.empty()) << "the last poll is reached";
}

TEST(Youtube, Refusals) {
  const struct {
    const char* name;
    int status;
    const char* body;
    const char* message;
    long wait;
    bool nothing_there;
  } cases[] = {
      {"quota", 403, R"({"error":{"errors":[{"reason":"quotaExceeded"}],"code":403}})",
       "the server answered 403: quotaExceeded", 20 * 3600, false},
      {"comments off", 403, R"({"error":{"errors":[{"reason":"commentsDisabled"}]}})",
       "the server answered 403: commentsDisabled", 0, true},
      {"key", 400, R"({"error":{"message":"API key not valid."}})",
       "the server answered 400: API key not valid.", 0, false},
      {"page", 500, "<html>", "the server answered 500", 0, false},
      {"text", 400, R"({"error":"error message"})", "the server answered 400", 0, false},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    ListContext context = context_of("https://www.googleapis.com/youtube/v3/commentThreads");
    context.status = c.status;
    const Refusal refusal = read_refusal(youtube(true), c.body, context);
    EXPECT_EQ(refusal.error.message, c.message);
    EXPECT_EQ(refusal.wait.value_or(std::chrono::seconds(0)).count(), c.wait);
    EXPECT_EQ(refusal.nothing_there, c.nothing_there);
  }
}

}  // namespace
}  // namespace rasd
