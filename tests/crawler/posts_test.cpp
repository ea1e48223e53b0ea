#include <gtest/gtest.h>

#include "base/utf8.h"
#include "crawler/query_string.h"
#include "records/wire.h"
#include "tests/crawler/post_fixtures.h"

namespace rasd {
namespace {

using namespace posts;

TEST(Reddit, PostsAndCommentsWithoutNames) {
  const Source source = reddit();
  const std::string url = list_url(source, "");
  EXPECT_EQ(url, "https://www.reddit.com/r/exampletown/new/.rss?limit=100");
  const auto reading = read_list(source, R"(<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns="http://www.w3.org/2005/Atom"><title>newest</title>
<entry><author><name>/u/salma</name><uri>https://www.reddit.com/user/salma</uri></author>
<content type="html">&lt;!-- SC_OFF --&gt;&lt;div class=&quot;md&quot;&gt;&lt;p&gt;ازدحام على الطريق&lt;/p&gt;&lt;/div&gt;&lt;!-- SC_ON --&gt; &amp;#32; submitted by &amp;#32; &lt;a href=&quot;https://www.reddit.com/user/salma&quot;&gt; /u/salma &lt;/a&gt; &lt;span&gt;&lt;a href=&quot;https://x&quot;&gt;[link]&lt;/a&gt;&lt;/span&gt;</content>
<id>t3_1abc</id><link href="https://www.reddit.com/r/exampletown/comments/1abc/traffic/"/>
<updated>2026-11-24T09:00:00+00:00</updated><published>2026-11-24T09:00:00+00:00</published>
<title>Traffic</title></entry>
<entry><id>t2_user</id><title>somebody</title></entry></feed>)",
                                 context_of(url));
  ASSERT_TRUE(reading) << reading.error().message;
  ASSERT_EQ(reading->items.size(), 1u);
  const FetchedPage& post = reading->items[0].page;
  EXPECT_EQ(post.hints.title, "Traffic");
  EXPECT_NE(post.hints.content.find("ازدحام"), std::string::npos);
  EXPECT_EQ(post.hints.content.find("salma"), std::string::npos) << post.hints.content;
  EXPECT_EQ(post.hints.author, "");
  EXPECT_EQ(reading->cursor, "posts=2026-11-24T09:00:00Z");
  ASSERT_EQ(reading->more.size(), 2u);
  EXPECT_EQ(query_parameter(reading->more[0], "after"), "t3_1abc");
  EXPECT_EQ(reading->more[1], "https://www.reddit.com/r/exampletown/comments/.rss?limit=100");
  ListContext context = context_of(reading->more[1]);
  context.newest = reading->cursor;
  const auto comments =
      read_list(source, R"(<feed xmlns="http://www.w3.org/2005/Atom"><title>c</title>
<entry><author><name>/u/omar</name></author><content type="html">&lt;p&gt;نعم&lt;/p&gt;</content>
<id>t1_9zz</id><link href="https://www.reddit.com/r/exampletown/comments/1abc/traffic/9zz/"/>
<updated>2026-11-24T09:30:00+00:00</updated><title>/u/omar on Traffic</title></entry></feed>)",
                context);
  ASSERT_TRUE(comments) << comments.error().message;
  ASSERT_EQ(comments->items.size(), 1u);
  EXPECT_EQ(comments->items[0].page.kind, ItemKind::kComment);
  EXPECT_EQ(comments->items[0].page.parent_id, post.item_id);
  EXPECT_EQ(comments->items[0].page.hints.title, "") << "it is the author's name";
  EXPECT_EQ(comments->cursor, "posts=2026-11-24T09:00:00Z comments=2026-11-24T09:30:00Z");
}

TEST(Mastodon, BoostsLinksAndAltText) {
  Source source;
  source.id = "m";
  source.url = "https://m.example/tags/amman";
  source.connector = Connector::kMastodon;
  ListContext context = context_of(list_url(source, "100"));
  EXPECT_EQ(context.url, "https://m.example/api/v1/timelines/tag/amman?limit=40&since_id=100");
  context.since = context.newest = "100";
  const std::string head =
      "HTTP/1.1 200 OK\r\nLink: "
      "<https://m.example/api/v1/timelines/tag/amman?limit=40&max_id=150>; "
      "rel=\"next\", <https://m.example/api/v1/timelines/tag/amman?min_id=170>; "
      "rel=\"prev\"\r\n\r\n";
  context.head = head;
  const auto reading = read_list(
      source,
      R"([{"id":"160","url":"https://m.example/@a/160","content":"<p>صورة</p>","account":{"acct":"a"},"media_attachments":[{"type":"image","preview_url":"https://m/i.png","description":"جسر <تحت> الماء"}]},
          {"id":"150","uri":"https://m.example/u/150","reblog":{"id":"9","url":"https://o.example/9"},"account":{"acct":"b"}}])",
      context);
  ASSERT_TRUE(reading) << reading.error().message;
  ASSERT_EQ(reading->items.size(), 1u);
  EXPECT_EQ(reading->items[0].page.hints.content, "<p>صورة</p><p>جسر &lt;تحت&gt; الماء</p>");
  ASSERT_EQ(reading->reposts.size(), 1u);
  EXPECT_EQ(reading->reposts[0].reason, "a repost of https://o.example/9");
  EXPECT_EQ(reading->more, std::vector<std::string>{context.url + "&max_id=150"})
      << "the server's page is short and goes on, and since_id is kept";
  context.since = "150";
  EXPECT_TRUE(read_list(source, R"([{"id":"150","content":"x"}])", context)->more.empty())
      << "the last poll is reached, whatever the server offers";
}

/// Whatever comes, a reading is bounded, valid and spoolable, or the error is a plain line.
TEST(Posts, HostileAnswers) {
  const std::vector<std::string> hostile = {
      "",
      "null",
      "[]",
      "{}",
      "7",
      "\"x\"",
      "[null,1,\"x\",[],{}]",
      "<html><body>503</body></html>",
      R"({"data":7,"meta":[],"includes":"x","errors":{}})",
      R"({"data":[{"id":{},"text":[]}]})",
      R"({"feed":[{"post":[]},{"post":{"record":7,"author":null}}],"cursor":{}})",
      R"({"posts":[{"uri":7}]})",
      R"({"kind":"youtube#searchListResponse","items":[7,{"id":"x"}]})",
      R"({"kind":"youtube#commentThreadListResponse","items":[{"snippet":{"topLevelComment":[]}}]})",
      R"({"data":{"items":[{},[],null,"x"]}})",
      R"({"data":{"items":[]},"next":{}})",
      R"([{"id":"1","content":{},"account":[],"reblog":7,"media_attachments":[7],"tags":[{}]}])",
      R"({"data":[{"id":"1","text":"cut)",
      std::string(1000, '['),
      std::string(100'000, '{'),
      "{\"feed\":" + std::string(60, '[') + std::string(60, ']') + "}",
      R"(<div class="tgme_widget_message" data-post="office_news/99999999999999999999999">)",
      R"(<div class="tgme_widget_message" data-post="office_news/18446744073709551615">x</div>)",
      R"(<div data-post="office_news/5"><div data-post="office_news/6"><time datetime="x">)",
      "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><id>t3_</id></entry><entry/></feed>",
      "\xff\xfe\x00garbage",
      std::string("\0\0\0", 3)};
  Source mastodon;
  mastodon.id = "m";
  mastodon.url = "https://m.example";
  mastodon.connector = Connector::kMastodon;
  Source search = youtube(true);
  search.query = "x";
  for (const Source& source : {mastodon, bluesky(), bluesky("x"), telegram(), youtube(false),
                               youtube(true), search, x_search(), reddit(), json_api()}) {
    for (const std::string& bytes : hostile) {
      SCOPED_TRACE(std::string(name(source.connector)) + ": " + bytes.substr(0, 60));
      for (const char* since : {"", "5", "2026-11-24T08:00:00Z", "posts=2026-11-24T08:00:00Z"}) {
        ListContext context = context_of(list_url(source, since));
        context.since = context.newest = since;
        const auto reading = read_list(source, bytes, context);
        if (!reading) {
          EXPECT_TRUE(is_utf8(reading.error().message));
          EXPECT_LT(reading.error().message.size(), 600u);
        } else {
          EXPECT_LE(reading->items.size() + reading->broken.size(), bytes.size());
          EXPECT_LE(reading->more.size(), 3u);
          for (const ListedItem& item : reading->items)
            EXPECT_TRUE(decode(encode(item.page)).has_value());
        }
        for (const int status : {401, 403, 404, 429, 500}) {
          context.status = status;
          const Refusal refusal = read_refusal(source, bytes, context);
          EXPECT_EQ(refusal.again, "");
          EXPECT_NE(refusal.error.message.find(std::to_string(status)), std::string::npos);
          EXPECT_LT(refusal.error.message.size(), 300u);
          EXPECT_TRUE(is_utf8(refusal.error.message));
        }
      }
    }
  }
}

}  // namespace
}  // namespace rasd
