#include <gtest/gtest.h>

#include <memory>

#include "base/utf8.h"
#include "crawler/bluesky.h"
#include "crawler/json_api.h"
#include "crawler/mastodon.h"
#include "crawler/post_reading.h"
#include "crawler/query_string.h"
#include "crawler/telegram.h"
#include "crawler/x_search.h"
#include "crawler/youtube.h"
#include "records/wire.h"
#include "tests/crawler/post_fixtures.h"
#include "tests/support/temp_folder.h"

namespace rasd {
namespace {

using namespace posts;

std::vector<std::string> ids_of(const Source& source, const std::vector<std::string>& network_ids) {
  std::vector<std::string> ids;
  for (const std::string& id : network_ids) ids.push_back(post_id(source, id));
  return ids;
}

std::vector<std::string> ids_of(const ListReading& reading) {
  std::vector<std::string> ids;
  for (const ListedItem& item : reading.items) ids.push_back(item.page.item_id);
  return ids;
}

std::string ranges_of(const ListReading& reading) {
  std::string out;
  for (const MissingPosts& gap : reading.missing)
    out += (out.empty() ? "" : " ") + gap.first + "-" + gap.last + "(" + std::to_string(gap.count) +
           ")";
  return out;
}

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

TEST(Telegram, MessagesWithAllTheySay) {
  const Source source = telegram();
  const std::string url = list_url(source, "");
  EXPECT_EQ(url, "https://t.me/s/office_news");
  const std::string page =
      R"(<html><body><section class="tgme_channel_history">)" +
      telegram_message(
          10,
          R"(<a class="tgme_widget_message_reply" href="https://t.me/office_news/7"><div class="tgme_widget_message_text js-message_reply_text">نص قديم</div></a>)"
          R"(<div class="tgme_widget_message_text js-message_text" dir="auto"><b>عاجل</b><br/>سطر ثان &amp; <a href="https://a.example/x">الرابط</a> <a href="javascript:void">لا</a></div>)") +
      telegram_message(
          11,
          R"(<div class="tgme_widget_message_forwarded_from accent_color">Forwarded from <a class="tgme_widget_message_forwarded_from_name" href="https://t.me/other_office/99"><span>Other</span></a></div><div class="tgme_widget_message_text">نص غيرنا</div>)") +
      telegram_message(
          12,
          R"~(<a class="tgme_widget_message_photo_wrap grouped_media_wrap" style="width:1px;background-image:url('https://cdn.example/p.jpg')" href="https://t.me/office_news/12?single"><i>.</i></a><a class="tgme_widget_message_photo_wrap" href="https://t.me/office_news/13?single"><i>.</i></a>)~") +
      telegram_message(14, R"(<div class="tgme_widget_message_text">Channel photo updated</div>)",
                       "service_message") +
      telegram_message(
          16,
          R"(<div class="tgme_widget_message_poll"><div class="tgme_widget_message_poll_question">هل ترى؟</div><div class="tgme_widget_message_poll_option_text">نعم</div></div>)") +
      "</section></body></html>";
  const auto reading = read_list(source, page, context_of(url));
  ASSERT_TRUE(reading) << reading.error().message;
  EXPECT_EQ(ids_of(*reading), ids_of(source, {"10", "12", "16"}));
  const FetchedPage& first = reading->items[0].page;
  EXPECT_EQ(first.url, "https://t.me/office_news/10");
  EXPECT_EQ(first.hints.content,
            "<p>عاجل<br>سطر ثان &amp; <a href=\"https://a.example/x\">الرابط</a> لا</p>");
  EXPECT_EQ(first.hints.published, at("2026-11-24T08:00:00Z"));
  EXPECT_EQ(first.parent_id, post_id(source, "7"));
  EXPECT_EQ(reading->items[2].page.hints.content, "<p>هل ترى؟</p><p>نعم</p>");
  ASSERT_EQ(reading->reposts.size(), 1u);
  EXPECT_EQ(reading->reposts[0].reason, "a repost of https://t.me/other_office/99");
  EXPECT_EQ(ranges_of(*reading), "15-15(1)") << "albums and service messages hold ids too";
  EXPECT_EQ(reading->cursor, "16");
  EXPECT_EQ(reading->more, std::vector<std::string>{url + "?before=10"});
}

TEST(Telegram, GapsAndPages) {
  const struct {
    const char* name;
    const char* since;
    const char* before;
    int first, last;
    std::set<int> without;
    const char* missing;
    bool more;
  } cases[] = {
      {"never read: nothing below the page is missed", "", "", 80, 99, {}, "", true},
      {"the page reaches the last poll", "90", "", 85, 99, {}, "", false},
      {"gaps known from the last poll are not told again",
       "90",
       "",
       85,
       99,
       {86, 95},
       "95-95(1)",
       false},
      {"the older page tells what is between", "90", "", 92, 99, {}, "", true},
      {"what was between", "90", "92", 72, 90, {}, "91-91(1)", false},
      {"not reached yet", "50", "", 80, 99, {}, "", true},
      {"between two pages", "50", "80", 60, 77, {}, "78-79(2)", true},
      {"down to the last poll", "50", "60", 51, 59, {52, 53}, "52-53(2)", false},
      {"the same page again", "50", "60", 60, 79, {}, "51-59(0)", false},
      {"the channel's beginning", "", "6", 1, 5, {3}, "3-3(1)", false},
      {"no messages at all", "50", "60", 1, 0, {}, "51-59(9)", false},
  };
  const Source source = telegram();
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    ListContext context = context_of("https://t.me/s/office_news" +
                                     (*c.before ? std::string("?before=") + c.before : ""));
    context.since = context.newest = c.since;
    const auto reading = read_list(source, telegram_page(c.first, c.last, c.without), context);
    ASSERT_TRUE(reading) << reading.error().message;
    EXPECT_EQ(ranges_of(*reading), c.missing);
    EXPECT_EQ(!reading->more.empty(), c.more);
  }
}

TEST(Telegram, WhatIsNoPreview) {
  const Source source = telegram();
  const auto led_on = read_list(source, "<html><body>Telegram: Contact</body></html>",
                                context_of("https://t.me/office_news"));
  ASSERT_FALSE(led_on);
  EXPECT_EQ(led_on.error().kind, ErrorKind::kRefused);
  EXPECT_NE(led_on.error().message.find("no public preview"), std::string::npos);
  const auto other = read_list(source, "<html><body>Sign in</body></html>",
                               context_of("https://t.me/s/office_news"));
  ASSERT_FALSE(other);
  EXPECT_EQ(other.error().kind, ErrorKind::kMalformed);
  // Another channel's messages are not this channel's.
  const auto foreign = read_list(telegram("another_one"), telegram_page(1, 3),
                                 context_of("https://t.me/s/another_one"));
  ASSERT_TRUE(foreign);
  EXPECT_TRUE(foreign->items.empty());
}

TEST(XSearch, PostsRepliesRetweetsAndLongTexts) {
  const Source source = x_search();
  const std::string url = list_url(source, "900");
  EXPECT_EQ(query_parameter(url, "query"), "حادث lang:ar");
  EXPECT_EQ(query_parameter(url, "since_id"), "900");
  EXPECT_EQ(query_parameter(list_url(source, "x' OR"), "since_id"), "");
  const std::string answer =
      R"({"data":[)" +
      x_post(
          "1003",
          R"(,"attachments":{"media_keys":["m1"]},"note_tweet":{"text":"نص طويل &lt;كامل&gt; &amp;amp;"},)"
          R"("entities":{"hashtags":[{"tag":"مرور"}]},"referenced_tweets":[{"type":"replied_to","id":"77"}])") +
      "," + x_post("1002", R"(,"referenced_tweets":[{"type":"retweeted","id":"500"}])") + "," +
      x_post("1001") +
      R"(,{"id":"abc"},null],)"
      R"("includes":{"users":[{"id":"7","protected":false}],)"
      R"("media":[{"media_key":"m1","alt_text":"صورة حافلة","url":"https://i.example/1.jpg"}]},)"
      R"("errors":[{"resource_type":"tweet","resource_id":"1000","parameter":"ids","title":"Authorization Error"},)"
      R"({"resource_type":"tweet","resource_id":"77","parameter":"referenced_tweets.id","title":"Not Found Error"}],)"
      R"("meta":{"newest_id":"1003","oldest_id":"1001","result_count":3,"next_token":"n2"}})";
  const auto reading = read_list(source, answer, context_of(url));
  ASSERT_TRUE(reading) << reading.error().message;
  EXPECT_EQ(ids_of(*reading), ids_of(source, {"1003", "1001"}));
  const FetchedPage& post = reading->items[0].page;
  EXPECT_EQ(post.url, "https://x.com/i/web/status/1003") << "without the author's name";
  EXPECT_EQ(post.hints.content, "نص طويل <كامل> &amp;\nصورة حافلة");
  EXPECT_EQ(post.hints.image, "https://i.example/1.jpg");
  EXPECT_EQ(post.parent_id, post_id(source, "77"));
  EXPECT_EQ(post.hints.categories, std::vector<std::string>{"مرور"});
  ASSERT_EQ(reading->reposts.size(), 1u);
  EXPECT_EQ(reading->reposts[0].reason, "a repost of https://x.com/i/web/status/500");
  EXPECT_EQ(reading->cursor, "1003");
  EXPECT_EQ(ranges_of(*reading), "1000-1000(1)") << "a lost reference is no loss of ours";
  EXPECT_EQ(reading->more, std::vector<std::string>{url + "&next_token=n2"});
}

TEST(XSearch, ProtectedAuthorsAreLeftOut) {
  const auto reading = read_list(
      x_search(),
      R"({"data":[{"id":"5","author_id":"8","text":"x","created_at":"2026-11-24T08:00:00Z"}],)"
      R"("includes":{"users":[{"id":"8","protected":true}]},"meta":{"result_count":1}})",
      context_of("https://api.x.com/2/tweets/search/recent?query=x"));
  ASSERT_TRUE(reading);
  EXPECT_TRUE(reading->items.empty());
  EXPECT_EQ(reading->cursor, "5");
}

TEST(XSearch, NothingFoundAndRefusals) {
  const Source source = x_search();
  ListContext context = context_of(list_url(source, "900"));
  context.since = context.newest = "900";
  const auto none = read_list(source, R"({"meta":{"result_count":0}})", context);
  ASSERT_TRUE(none) << none.error().message;
  EXPECT_EQ(none->cursor, "900");
  context.status = 400;
  const Refusal old = read_refusal(
      source,
      R"({"errors":[{"message":"'since_id' must be a tweet id created after 2026-11-17T12:00Z"}],"title":"Invalid Request","detail":"One or more parameters to your request was invalid."})",
      context);
  EXPECT_EQ(old.again, list_url(source, ""));
  ASSERT_EQ(old.missing.size(), 1u);
  EXPECT_EQ(old.missing[0].first, "900");
  const Refusal other =
      read_refusal(source, R"({"title":"Invalid","detail":"bad query"})", context);
  EXPECT_EQ(other.again, "");
  EXPECT_EQ(other.error.message, "the server answered 400: bad query");
  context.status = 401;
  EXPECT_EQ(read_refusal(source, R"({"title":"Unauthorized"})", context).error.message,
            "the server answered 401: Unauthorized");
}

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
