#include "crawler/youtube.h"

#include <algorithm>

#include "base/utf8.h"
#include "crawler/feed.h"
#include "crawler/post_reading.h"
#include "crawler/query_string.h"
#include "crawler/url.h"

namespace rasd {
namespace {

using rapidjson::Value;

constexpr std::string_view kNetwork = "youtube.com";
constexpr std::string_view kApi = "/youtube/v3/";
// Comments come in the first days; each list of a video's comments costs one unit of 10,000 a day.
constexpr std::chrono::hours kCommentTime{72};

std::string video_url(std::string_view id) {
  return "https://www.youtube.com/watch?v=" + std::string(id);
}

/// Ids are put into addresses; this is what they are made of.
bool is_id(std::string_view text) {
  return !text.empty() && text.size() <= 128 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '.';
  });
}

std::string api_url(std::string_view base, const char* resource,
                    std::initializer_list<std::pair<std::string_view, std::string_view>> more) {
  const auto url = parse_url(base);
  return url ? with_parameters(url->origin() + std::string(kApi) + resource, more)
             : std::string(base);
}

std::string comments_url(const ListContext& context, std::string_view parameter,
                         std::string_view id) {
  const bool replies = parameter == "parentId";
  return api_url(context.url, replies ? "comments" : "commentThreads",
                 {{"part", replies ? "snippet" : "snippet,replies"},
                  {"maxResults", "100"},
                  {"textFormat", "plainText"},
                  {"order", replies ? "" : "time"},
                  {parameter, id}});
}

std::string image_of(const Value& snippet) {
  const auto* images = find_object(snippet, "thumbnails");
  const auto* image = images ? find_object(*images, "high") : nullptr;
  return image ? text_of(*image, "url") : std::string();
}

ListedItem new_video(const Source& source, std::string_view id, std::string title,
                     std::string_view description, const ListContext& context) {
  ListedItem item = new_post(source, ItemKind::kPost, id, video_url(id), context);
  set_plain_text(item, description);
  item.page.hints.title = std::move(title);
  return item;
}

/// Adds a comment; its time, where it has one.
std::optional<Instant> add_comment(const Source& source, const Value& comment, std::string video,
                                   const ListContext& context, ListReading& reading) {
  const auto* snippet = find_object(comment, "snippet");
  const std::string id = text_of(comment, "id");
  if (snippet == nullptr || !is_id(id)) return std::nullopt;
  if (video.empty()) video = text_of(*snippet, "videoId");
  const std::string parent = text_of(*snippet, "parentId");
  // A comment on the channel itself stands on no video; a list of replies does not name theirs.
  const std::string url = video.empty()
                              ? "https://www.youtube.com/channel/" + text_of(*snippet, "channelId")
                              : with_parameters(video_url(video), {{"lc", id}});
  ListedItem item = new_post(source, ItemKind::kComment, id, url, context);
  std::string text = text_of(*snippet, "textOriginal");
  if (text.empty()) text = text_of(*snippet, "textDisplay");
  set_plain_text(item, text);
  EntryHints& hints = item.page.hints;
  hints.published = time_of(*snippet, "publishedAt");
  if (const auto edited = time_of(*snippet, "updatedAt"); edited != hints.published)
    hints.updated = edited;
  const auto* channel = find_object(*snippet, "authorChannelId");
  std::string author = channel ? text_of(*channel, "value") : std::string();
  if (author.empty()) author = text_of(*snippet, "authorDisplayName");
  hints.author = author_of(context, kNetwork, author);
  if (const std::string& answered = parent.empty() ? video : parent; !answered.empty())
    item.page.parent_id = post_id(source, answered);
  const auto at = hints.published;
  reading.items.push_back(std::move(item));
  return at;
}

/// Follows nextPageToken while the list is newer than it need be.
void ask_next_page(const Value& answer, std::optional<Instant> oldest, Instant bound,
                   const ListContext& context, ListReading& reading) {
  const std::string token = text_of(answer, "nextPageToken");
  if (token.empty() || token == query_parameter(context.url, "pageToken") || !oldest) return;
  if (*oldest > bound) reading.more.push_back(with_parameters(context.url, {{"pageToken", token}}));
}

/// playlistItems of a channel's uploads, or search.
void read_videos(const Source& source, const Value& answer, const Value& items,
                 const ListContext& context, ListReading& reading) {
  const bool is_search = get_string(answer, "kind") == "youtube#searchListResponse";
  std::optional<Instant> oldest, newest;
  for (const Value& entry : items.GetArray()) {
    const auto* snippet = find_object(entry, "snippet");
    const auto* holder = is_search ? find_object(entry, "id")
                         : snippet ? find_object(*snippet, "resourceId")
                                   : nullptr;
    const std::string id = holder ? text_of(*holder, "videoId") : std::string();
    if (snippet == nullptr || !is_id(id)) continue;
    // Search writes its texts as HTML, without telling.
    ListedItem item = new_video(source, id, text_of(*snippet, "title"),
                                text_of(*snippet, "description"), context);
    if (is_search) item.page.content_type.clear();
    const auto* details = find_object(entry, "contentDetails");
    EntryHints& hints = item.page.hints;
    hints.published = details ? time_of(*details, "videoPublishedAt") : std::nullopt;
    if (!hints.published) hints.published = time_of(*snippet, "publishedAt");
    hints.image = image_of(*snippet);
    std::string owner = text_of(*snippet, "videoOwnerChannelId");
    if (owner.empty()) owner = text_of(*snippet, "channelId");
    hints.author = author_of(context, kNetwork, owner);
    const auto at = hints.published;
    if (at && (!oldest || *at < *oldest)) oldest = at;
    if (at && (!newest || *at > *newest)) newest = at;
    reading.items.push_back(std::move(item));
    if (is_search && at && *at > context.now - kCommentTime)
      reading.more.push_back(comments_url(context, "videoId", id));
  }
  reading.cursor = move_cursor_part(reading.cursor, "posts", newest, context.now);
  const auto since = cursor_part(context.since, "posts");
  // A search asks by time itself, and is sorted by relevance among equals.
  const Instant bound = is_search || !since ? context.oldest : std::max(*since, context.oldest);
  ask_next_page(answer, oldest, bound, context, reading);
  if (!is_search && query_parameter(context.url, "pageToken").empty())
    reading.more.push_back(comments_url(context, "allThreadsRelatedToChannelId", source.account));
}

void read_threads(const Source& source, const Value& answer, const Value& items,
                  const ListContext& context, ListReading& reading) {
  const auto since = cursor_part(context.since, "comments");
  std::optional<Instant> oldest, newest;
  for (const Value& thread : items.GetArray()) {
    const auto* snippet = find_object(thread, "snippet");
    const auto* top = snippet ? find_object(*snippet, "topLevelComment") : nullptr;
    if (top == nullptr) continue;
    const std::string video = text_of(*snippet, "videoId");
    const auto at = add_comment(source, *top, video, context, reading);
    if (at && (!oldest || *at < *oldest)) oldest = at;
    if (at && (!newest || *at > *newest)) newest = at;
    int64_t shown = 0;
    if (const auto* replies = find_object(thread, "replies"))
      if (const auto* comments = find_array(*replies, "comments"))
        for (const Value& reply : comments->GetArray()) {
          add_comment(source, reply, video, context, reading);
          ++shown;
        }
    const std::string id = text_of(*top, "id");
    const bool is_new = !since || !at || *at > *since;
    if (is_new && is_id(id) && get_int(*snippet, "totalReplyCount") > shown)
      reading.more.push_back(comments_url(context, "parentId", id));
  }
  const bool of_channel = !query_parameter(context.url, "allThreadsRelatedToChannelId").empty();
  reading.cursor = move_cursor_part(reading.cursor, "comments", newest, context.now);
  // A video that is found late has comments from before the last poll.
  const Instant bound = of_channel && since ? std::max(*since, context.oldest) : context.oldest;
  ask_next_page(answer, oldest, bound, context, reading);
}

void read_replies(const Source& source, const Value& answer, const Value& items,
                  const ListContext& context, ListReading& reading) {
  for (const Value& comment : items.GetArray()) add_comment(source, comment, "", context, reading);
  ask_next_page(answer, context.now, context.oldest, context, reading);
}

Result<ListReading> read_channel_feed(const Source& source, std::string_view bytes,
                                      const ListContext& context) {
  FeedContext feed_context;
  feed_context.url = context.url;
  feed_context.content_type = context.content_type;
  auto feed = read_feed(bytes, feed_context);
  if (!feed) return fail(feed.error());
  ListReading reading;
  reading.cursor = context.newest;
  for (FeedEntry& entry : feed->entries) {
    const std::string id = query_parameter(entry.link, "v");
    const std::string own = is_id(id) ? id : entry.id;
    if (own.empty()) continue;
    ListedItem item = new_video(source, own, std::move(entry.title), "", context);
    item.page.content_type.clear();  // a feed's texts are sanitised HTML
    item.page.url = item.page.final_url = entry.link;
    EntryHints& hints = item.page.hints;
    hints.content = entry.content.empty() ? std::move(entry.summary) : std::move(entry.content);
    hints.image = std::move(entry.image);
    hints.author = author_of(context, kNetwork, source.account);
    if (entry.published) hints.published = entry.published->at;
    if (entry.updated) hints.updated = entry.updated->at;
    reading.cursor = move_cursor_part(reading.cursor, "posts", hints.published, context.now);
    reading.items.push_back(std::move(item));
  }
  return reading;
}

}  // namespace

std::string youtube_url(const Source& source, std::string_view cursor) {
  const auto base = parse_url(source.url);
  if (!base) return source.url;
  if (!source.query.empty()) {
    const auto since = cursor_part(cursor, "posts");
    return api_url(source.url, "search",
                   {{"part", "snippet"},
                    {"type", "video"},
                    {"order", "date"},
                    {"maxResults", "50"},
                    {"publishedAfter", since ? to_rfc3339(*since - kCommentTime) : std::string()},
                    {"q", source.query}});
  }
  if (source.token_file.empty())
    return with_parameters(base->origin() + "/feeds/videos.xml", {{"channel_id", source.account}});
  // A channel's uploads are the playlist that has its id, with UU for UC.
  const std::string uploads =
      "UU" + source.account.substr(std::min<size_t>(2, source.account.size()));
  return api_url(
      source.url, "playlistItems",
      {{"part", "snippet,contentDetails"}, {"maxResults", "50"}, {"playlistId", uploads}});
}

Result<ListReading> read_youtube(const Source& source, std::string_view bytes,
                                 const ListContext& context) {
  if (source.token_file.empty()) return read_channel_feed(source, bytes, context);
  auto json = parse_json(bytes);
  const Value* items = json ? find_array(*json, "items") : nullptr;
  const std::string_view kind = items ? get_string(*json, "kind") : std::string_view();
  ListReading reading;
  reading.cursor = context.newest;
  if (kind == "youtube#searchListResponse" || kind == "youtube#playlistItemListResponse")
    read_videos(source, *json, *items, context, reading);
  else if (kind == "youtube#commentThreadListResponse")
    read_threads(source, *json, *items, context, reading);
  else if (kind == "youtube#commentListResponse")
    read_replies(source, *json, *items, context, reading);
  else
    return not_a_list("a list of the YouTube Data API", bytes);
  return reading;
}

Refusal read_youtube_refusal(Refusal refusal, std::string_view bytes, const ListContext& context) {
  const auto json = parse_json(bytes);
  const auto* error = json ? find_object(*json, "error") : nullptr;
  if (error == nullptr) return refusal;
  const auto* errors = find_array(*error, "errors");
  std::string reason = errors && !errors->Empty() ? text_of((*errors)[0], "reason") : std::string();
  if (reason.empty()) reason = text_of(*error, "message");
  if (!reason.empty()) refusal.error.message += ": " + said(reason);
  if (reason == "quotaExceeded" || reason == "dailyLimitExceeded") {
    refusal.error.kind = ErrorKind::kTemporary;
    // Midnight of winter time; in summer that is an hour late, and no request is wasted.
    constexpr std::chrono::hours kMidnight{8};
    auto reset = std::chrono::floor<std::chrono::days>(context.now) + kMidnight;
    if (reset <= context.now) reset += std::chrono::days(1);
    refusal.wait = reset - context.now;
  }
  refusal.nothing_there =
      reason == "commentsDisabled" || reason == "videoNotFound" || reason == "commentNotFound";
  return refusal;
}

}  // namespace rasd
