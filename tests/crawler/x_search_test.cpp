#include "crawler/x_search.h"

#include <gtest/gtest.h>

#include "crawler/post_reading.h"
#include "crawler/query_string.h"
#include "tests/crawler/post_fixtures.h"

namespace rasd {
namespace {

using namespace posts;

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

}  // namespace
}  // namespace rasd
