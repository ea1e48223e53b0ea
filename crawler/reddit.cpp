#include "crawler/reddit.h"

#include <algorithm>

#include "base/utf8.h"
#include "crawler/feed.h"
#include "crawler/post_reading.h"
#include "crawler/query_string.h"
#include "crawler/url.h"

namespace rasd {
namespace {

constexpr std::string_view kNetwork = "reddit.com";
constexpr const char* kPageSize = "100";

/// Each text ends with "submitted by /u/NAME [link] [comments]".
std::string without_author(std::string content) {
  const size_t at = content.rfind("submitted by");
  if (at != content.npos && content.find("/u/", at) != content.npos) content.erase(at);
  return content;
}

/// "t3_1abcd": the kind of thing, and its number.
bool is_fullname(std::string_view id) {
  return id.size() > 3 && id.size() < 24 && id[0] == 't' && id[2] == '_' &&
         std::all_of(id.begin() + 3, id.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); });
}

/// The post that a comment's address "/r/NAME/comments/POST/slug/COMMENT/" stands under.
std::string post_of(std::string_view link) {
  constexpr std::string_view kComments = "/comments/";
  const size_t at = link.find(kComments);
  if (at == link.npos) return {};
  link.remove_prefix(at + kComments.size());
  const std::string name = "t3_" + std::string(link.substr(0, link.find('/')));
  return is_fullname(name) ? name : std::string();
}

bool is_comments_url(std::string_view url) {
  const auto parsed = parse_url(url);
  return parsed && parsed->path.ends_with("/comments/.rss");
}

}  // namespace

std::string reddit_url(const Source& source) {
  const auto base = parse_url(source.url);
  if (!base) return source.url;
  std::string path = base->origin();
  if (!source.account.empty()) path += "/r/" + source.account;
  if (source.query.empty()) return with_parameters(path + "/new/.rss", {{"limit", kPageSize}});
  return with_parameters(path + "/search.rss", {{"q", source.query},
                                                {"sort", "new"},
                                                {"restrict_sr", source.account.empty() ? "" : "on"},
                                                {"limit", kPageSize}});
}

Result<ListReading> read_reddit(const Source& source, std::string_view bytes,
                                const ListContext& context) {
  FeedContext feed_context;
  feed_context.url = context.url;
  feed_context.content_type = context.content_type;
  auto feed = read_feed(bytes, feed_context);
  if (!feed) return fail(feed.error());
  ListReading reading;
  reading.cursor = context.newest;
  const bool of_comments = is_comments_url(context.url);
  const std::string part = of_comments ? "comments" : "posts";
  std::string last;
  std::optional<Instant> oldest;
  for (FeedEntry& entry : feed->entries) {
    if (!is_fullname(entry.id)) continue;  // communities and people among a search's results
    const bool is_comment = entry.id.starts_with("t1_");
    if (!is_comment && !entry.id.starts_with("t3_")) continue;
    ListedItem item = new_post(source, is_comment ? ItemKind::kComment : ItemKind::kPost, entry.id,
                               entry.link, context);
    EntryHints& hints = item.page.hints;
    if (!is_comment) hints.title = std::move(entry.title);
    hints.content =
        without_author(entry.content.empty() ? std::move(entry.summary) : std::move(entry.content));
    hints.image = std::move(entry.image);
    hints.author = author_of(context, kNetwork, entry.authors.empty() ? "" : entry.authors.front());
    if (entry.published) hints.published = entry.published->at;
    if (entry.updated && !hints.published) hints.published = entry.updated->at;
    if (is_comment)
      if (const std::string post = post_of(entry.link); !post.empty())
        item.page.parent_id = post_id(source, post);
    last = entry.id;
    if (hints.published && (!oldest || *hints.published < *oldest)) oldest = hints.published;
    reading.cursor = move_cursor_part(reading.cursor, part, hints.published, context.now);
    reading.items.push_back(std::move(item));
  }
  const auto since = cursor_part(context.since, part);
  const Instant bound = since ? std::max(*since, context.oldest) : context.oldest;
  const bool goes_on =
      !last.empty() && last != query_parameter(context.url, "after") && oldest && *oldest > bound;
  if (goes_on) reading.more.push_back(with_parameters(context.url, {{"after", last}}));
  const auto url = parse_url(context.url);
  const bool is_first = url && query_parameter(context.url, "after").empty();
  if (is_first && !of_comments && source.query.empty())
    reading.more.push_back(with_parameters(
        url->origin() + "/r/" + source.account + "/comments/.rss", {{"limit", kPageSize}}));
  return reading;
}

}  // namespace rasd
