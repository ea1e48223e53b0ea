// Answers that real servers gave (../shared/suites, social-api-samples), skipped when they are
// absent. Telegram and Reddit are not among them.
#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>

#include "base/file.h"
#include "base/utf8.h"
#include "crawler/bluesky.h"
#include "crawler/post_reading.h"
#include "crawler/query_string.h"
#include "crawler/url.h"
#include "records/json.h"
#include "tests/crawler/post_fixtures.h"
#include "tests/support/shared.h"

namespace rasd {
namespace {

using namespace posts;
namespace fs = std::filesystem;

std::optional<std::string> samples() { return shared_folder("suites", "social-api-samples"); }

/// One GET of a cassette (YAML as vcrpy writes it).
struct Recorded {
  std::string url, head, body;
};

/// The value of a header in a cassette's response: lines after "link:" up to the next key.
std::string header_of(std::string_view headers, std::string_view name) {
  const std::string key = "\n      " + std::string(name) + ":\n";
  size_t at = headers.find(key);
  if (at == headers.npos) return {};
  std::string value;
  std::istringstream lines(std::string(headers.substr(at + key.size())));
  for (std::string line; std::getline(lines, line);) {
    const bool is_more = line.starts_with("      - ") || line.starts_with("        ");
    if (!is_more) break;
    value += " " + std::string(trim(line.substr(8)));
  }
  value = trim(value);
  if (value.size() > 1 && value.front() == '\'') value = value.substr(1, value.size() - 2);
  return value;
}

/// The interactions whose answer is a JSON array in single quotes.
std::vector<Recorded> read_cassette(const std::string& path) {
  const auto text = read_file(path);
  if (!text) return {};
  std::vector<Recorded> all;
  constexpr std::string_view kBody = "\n  response:\n    body:\n      string: '[";
  for (size_t at = text->find(kBody); at != text->npos; at = text->find(kBody, at + 1)) {
    const size_t uri = text->rfind("uri: ", at);
    const size_t end = text->find("'\n    headers:", at);
    const size_t stop = std::min(text->find("\n    status:", end), text->size());
    if (uri == text->npos || end == text->npos) break;
    Recorded one;
    one.url = trim(text->substr(uri + 5, at - uri - 5));
    if (one.url.starts_with("'")) one.url = one.url.substr(1, one.url.size() - 2);
    const std::string_view quoted =
        std::string_view(*text).substr(at + kBody.size() - 1, end - at - kBody.size() + 1);
    for (size_t i = 0; i < quoted.size(); ++i) {
      if (quoted[i] == '\n') {  // a folded line
        while (i + 1 < quoted.size() && quoted[i + 1] == ' ') ++i;
        one.body += ' ';
        continue;
      }
      one.body += quoted[i];
      if (quoted[i] == '\'' && i + 1 < quoted.size() && quoted[i + 1] == '\'') ++i;
    }
    const std::string_view headers = std::string_view(*text).substr(end, stop - end);
    one.head = "HTTP/1.1 200 OK\r\nlink: " + header_of(headers, "link") + "\r\n\r\n";
    all.push_back(std::move(one));
  }
  return all;
}

TEST(PostsSuite, MastodonTimelines) {
  const auto dir = samples();
  if (!dir) GTEST_SKIP() << kNoShared;
  size_t timelines = 0, posts = 0, reposts = 0, older = 0;
  for (const auto& entry : fs::directory_iterator(*dir + "/social-mastodonpy/tests/cassettes"))
    for (const Recorded& recorded : read_cassette(entry.path())) {
      const bool is_timeline = recorded.url.find("/timelines/public") != std::string::npos ||
                               recorded.url.find("/timelines/tag/") != std::string::npos ||
                               (recorded.url.find("/accounts/") != std::string::npos &&
                                recorded.url.find("/statuses") != std::string::npos);
      if (!is_timeline) continue;
      SCOPED_TRACE(entry.path().filename().string() + " " + recorded.url);
      ++timelines;
      Source source;
      source.id = "m";
      source.url = recorded.url;
      source.connector = Connector::kMastodon;
      ListContext context = context_of(recorded.url);
      context.head = recorded.head;
      const auto reading = read_list(source, recorded.body, context);
      ASSERT_TRUE(reading) << reading.error().message;
      const auto json = parse_json(recorded.body);
      ASSERT_TRUE(json && json->IsArray());
      EXPECT_EQ(reading->items.size() + reading->reposts.size(), json->Size())
          << "each of them is public";
      for (const ListedItem& item : reading->items) {
        EXPECT_TRUE(item.page.hints.published.has_value());
        EXPECT_TRUE(parse_url(item.page.url).has_value()) << item.page.url;
      }
      posts += reading->items.size();
      reposts += reading->reposts.size();
      // The next page is the one that the server's own client asked for next.
      const std::string next =
          query_parameter(reading->more.empty() ? std::string() : reading->more.front(), "max_id");
      if (recorded.head.find("rel=\"next\"") != std::string::npos) {
        EXPECT_NE(recorded.head.find("max_id=" + next), std::string::npos);
        EXPECT_EQ(next.empty(), json->Empty());
        ++older;
      }
    }
  EXPECT_GE(timelines, 20u);
  std::printf("mastodon: %zu timelines, %zu posts, %zu boosts, %zu older pages named\n", timelines,
              posts, reposts, older);
}

TEST(PostsSuite, XSearchAndTimelines) {
  const auto dir = samples();
  if (!dir) GTEST_SKIP() << kNoShared;
  const struct {
    const char* file;
    bool has_next;
  } cases[] = {{"searches/search_tweets_query.json", true},
               {"searches/search_tweets_for_nyc.json", true},
               {"timeline/timeline_tweets.json", true},
               {"timeline/timeline_mentions.json", true},
               {"timeline/timeline_reverse_chronological.json", true},
               {"lists/list_tweets_resp.json", true},
               {"tweet/tweets_resp.json", false}};
  size_t posts = 0, reposts = 0, replies = 0;
  for (const auto& c : cases) {
    SCOPED_TRACE(c.file);
    const auto bytes = read_file(*dir + "/social-x-pytwitter/testdata/apis/" + c.file);
    ASSERT_TRUE(bytes) << bytes.error().message;
    const auto json = parse_json(*bytes);
    ASSERT_TRUE(json);
    const Source source = x_search();
    const auto reading = read_list(source, *bytes, context_of(list_url(source, "")));
    ASSERT_TRUE(reading) << reading.error().message;
    const auto* data = find_array(*json, "data");
    ASSERT_NE(data, nullptr);
    EXPECT_EQ(reading->items.size() + reading->reposts.size(), data->Size());
    for (const ListedItem& item : reading->items) {
      EXPECT_FALSE(item.page.hints.content.empty());
      replies += item.page.parent_id.empty() ? 0 : 1;
    }
    const auto* meta = find_object(*json, "meta");
    EXPECT_EQ(!reading->more.empty(), meta != nullptr && !text_of(*meta, "next_token").empty());
    if (meta != nullptr && !text_of(*meta, "newest_id").empty()) {
      EXPECT_EQ(reading->cursor, text_of(*meta, "newest_id"));
    }
    posts += reading->items.size();
    reposts += reading->reposts.size();
  }
  std::printf("x: %zu posts (%zu replies), %zu retweets\n", posts, replies, reposts);
}

TEST(PostsSuite, YoutubeVideosCommentsAndErrors) {
  const auto dir = samples();
  if (!dir) GTEST_SKIP() << kNoShared;
  const std::string root = *dir + "/social-youtube/testdata/";
  const char* files[] = {"apidata/comment_threads/comment_threads_by_video_paged_1.json",
                         "apidata/comment_threads/comment_threads_by_video_paged_2.json",
                         "apidata/comment_threads/comment_threads_by_channel.json",
                         "apidata/comment_threads/comment_threads_all_to_me.json",
                         "apidata/comment_threads/comment_threads_with_search.json",
                         "apidata/comments/comments_by_parent_paged_1.json",
                         "apidata/comments/comments_by_parent_paged_2.json",
                         "apidata/playlist_items/playlist_items_paged_1.json",
                         "apidata/playlist_items/playlist_items_paged_2.json",
                         "apidata/search/search_by_keywords_p1.json",
                         "apidata/search/search_by_keywords_p2.json"};
  size_t items = 0, comments = 0;
  for (const char* file : files) {
    SCOPED_TRACE(file);
    const auto bytes = read_file(root + file);
    ASSERT_TRUE(bytes) << bytes.error().message;
    const auto json = parse_json(*bytes);
    ASSERT_TRUE(json);
    const Source source = youtube(true);
    const std::string url = "https://www.googleapis.com/youtube/v3/x";
    const auto reading = read_list(source, *bytes, context_of(url));
    ASSERT_TRUE(reading) << reading.error().message;
    const auto* listed = find_array(*json, "items");
    EXPECT_GE(reading->items.size(), listed->Size());
    for (const ListedItem& item : reading->items) {
      EXPECT_TRUE(item.page.hints.published.has_value());
      const bool is_comment = item.page.kind == ItemKind::kComment;
      comments += is_comment ? 1 : 0;
      if (is_comment) {
        EXPECT_FALSE(item.page.hints.content.empty());
        EXPECT_TRUE(!item.page.parent_id.empty() ||
                    item.page.url.find("/channel/") != std::string::npos)
            << "all but comments on the channel itself have a parent";
      }
    }
    items += reading->items.size();
    const std::string token = text_of(*json, "nextPageToken");
    bool asked = token.empty();
    for (const std::string& more : reading->more)
      asked |= query_parameter(more, "pageToken") == token;
    EXPECT_TRUE(asked) << "the next page";
  }
  ListContext context = context_of("https://www.googleapis.com/youtube/v3/search");
  context.status = 400;
  EXPECT_EQ(
      read_refusal(youtube(true), *read_file(root + "error_response.json"), context).error.message,
      "the server answered 400: keyInvalid");
  context.status = 403;
  EXPECT_EQ(
      read_refusal(youtube(true), *read_file(root + "apidata/error_permission_resp.json"), context)
          .error.message.substr(0, 24),
      "the server answered 403:");
  std::printf("youtube: %zu videos, %zu comments\n", items - comments, comments);
}

/// Records as their authors wrote them, in the envelope that the AppView puts around them.
TEST(PostsSuite, BlueskyRecords) {
  const auto dir = samples();
  if (!dir) GTEST_SKIP() << kNoShared;
  std::istringstream lines(
      read_file(*dir + "/social-jetstream/internal/corpus/testdata/expected_v1.jsonl").value());
  size_t posts = 0, replies = 0, tongues = 0;
  for (std::string line; std::getline(lines, line);) {
    const auto json = parse_json(line);
    ASSERT_TRUE(json) << json.error().message;
    const auto* commit = find_object(*json, "commit");
    const auto* record = commit ? find_object(*commit, "record") : nullptr;
    if (record == nullptr || text_of(*commit, "collection") != "app.bsky.feed.post") continue;
    JsonBuffer buffer;
    JsonWriter writer(buffer);
    record->Accept(writer);
    const std::string did = text_of(*json, "did");
    const std::string answer = R"({"posts":[{"uri":"at://)" + did + "/app.bsky.feed.post/" +
                               text_of(*commit, "rkey") + R"(","author":{"did":")" + did +
                               R"("},"record":)" + buffer.GetString() + "}]}";
    const auto reading =
        read_list(bluesky("x"), answer, context_of("https://public.api.bsky.app/x"));
    ASSERT_TRUE(reading) << reading.error().message;
    ASSERT_EQ(reading->items.size(), 1u);
    const FetchedPage& post = reading->items[0].page;
    EXPECT_TRUE(post.hints.content.starts_with(text_of(*record, "text")));
    EXPECT_TRUE(post.hints.published.has_value());
    EXPECT_EQ(!post.parent_id.empty(), record->HasMember("reply"));
    EXPECT_EQ(!post.hints.language.empty(), record->HasMember("langs"));
    ++posts;
    replies += post.parent_id.empty() ? 0 : 1;
    tongues += post.hints.language.empty() ? 0 : 1;
  }
  EXPECT_GT(posts, 10u);
  std::printf("bluesky: %zu records, %zu replies, %zu with a language\n", posts, replies, tongues);
}

/// What we ask for and what we read, by the network's own schemas.
TEST(PostsSuite, BlueskyLexicons) {
  const auto dir = samples();
  if (!dir) GTEST_SKIP() << kNoShared;
  const std::string root = *dir + "/social-atproto/";
  const struct {
    const char* method;
    Source source;
  } cases[] = {{"getAuthorFeed", bluesky()}, {"searchPosts", bluesky("x")}};
  for (const auto& c : cases) {
    SCOPED_TRACE(c.method);
    const auto lexicon = parse_json(
        read_file(root + "lexicons/app/bsky/feed/" + c.method + std::string(".json")).value());
    ASSERT_TRUE(lexicon);
    const auto& parameters = (*lexicon)["defs"]["main"]["parameters"]["properties"];
    const auto url = parse_url(list_url(c.source, "2026-11-24T08:00:00Z"));
    ASSERT_TRUE(url);
    EXPECT_EQ(url->path, std::string("/xrpc/app.bsky.feed.") + c.method);
    std::istringstream query(*url->query);
    for (std::string pair; std::getline(query, pair, '&');)
      EXPECT_TRUE(parameters.HasMember(pair.substr(0, pair.find('=')).c_str())) << pair;
    EXPECT_EQ(get_int(parameters["limit"], "maximum"),
              std::stoi(query_parameter(url->href(), "limit")));
  }
  const auto defs = parse_json(read_file(root + "lexicons/app/bsky/feed/defs.json").value());
  ASSERT_TRUE(defs);
  EXPECT_TRUE((*defs)["defs"].HasMember("reasonRepost"));
  EXPECT_TRUE((*defs)["defs"].HasMember("reasonPin"));
  for (const char* member : {"post", "reason"})
    EXPECT_TRUE((*defs)["defs"]["feedViewPost"]["properties"].HasMember(member)) << member;
  for (const char* member : {"uri", "author", "record", "indexedAt", "embed"})
    EXPECT_TRUE((*defs)["defs"]["postView"]["properties"].HasMember(member)) << member;
  // Each address of the syntax suite is a link or nothing, and a link is an address.
  std::istringstream uris(
      read_file(root + "interop-test-files/syntax/aturi_syntax_valid.txt").value() +
      read_file(root + "interop-test-files/syntax/aturi_syntax_invalid.txt").value());
  for (std::string line; std::getline(uris, line);) {
    const std::string link = bluesky_post_url(line);
    if (!link.empty()) {
      EXPECT_EQ(parse_url(link)->href(), link) << line;
    }
  }
}

}  // namespace
}  // namespace rasd
