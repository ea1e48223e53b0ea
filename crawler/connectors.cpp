#include "crawler/connectors.h"

#include <algorithm>

#include "base/id.h"
#include "base/utf8.h"
#include "crawler/bluesky.h"
#include "crawler/comment_items.h"
#include "crawler/feed.h"
#include "crawler/json_api.h"
#include "crawler/list_page.h"
#include "crawler/mastodon.h"
#include "crawler/observations.h"
#include "crawler/post_reading.h"
#include "crawler/reddit.h"
#include "crawler/sitemap.h"
#include "crawler/telegram.h"
#include "crawler/url.h"
#include "crawler/x_search.h"
#include "crawler/youtube.h"
#include "records/json.h"

namespace rasd {
namespace {

std::optional<Instant> instant_of(const std::optional<StatedDate>& date) {
  return date ? std::optional<Instant>(date->at) : std::nullopt;
}

std::string joined(const std::vector<std::string>& names) {
  std::string out;
  for (const std::string& name : names) out += (out.empty() ? "" : "، ") + name;
  return out;
}

ListedItem new_item(const Source& source, std::string url, const ListContext& context) {
  ListedItem item;
  item.page.item_id = item_id(source, url);
  item.page.source_id = source.id;
  item.page.kind = item_kind(source);
  item.page.url = std::move(url);
  item.page.fetched = context.now;
  return item;
}

bool is_of_persons(ItemKind kind) { return kind == ItemKind::kPost || kind == ItemKind::kComment; }

/// The author of a post or comment never travels by name.
std::string author_of(const FeedEntry& entry, ItemKind kind, const ListContext& context) {
  const std::string names = joined(entry.authors);
  if (!is_of_persons(kind)) return names;
  if (context.pseudonym == nullptr) return {};
  const auto url = parse_url(context.url);
  return context.pseudonym->of(url ? url->authority() : std::string(), names);
}

void take_hints(ListedItem& item, FeedEntry& entry, const Feed& feed, const ListContext& context) {
  EntryHints& hints = item.page.hints;
  hints.author = author_of(entry, item.page.kind, context);
  hints.title = std::move(entry.title);
  hints.summary = std::move(entry.summary);
  hints.content = std::move(entry.content);
  hints.language = entry.language.empty() ? feed.language : std::move(entry.language);
  hints.image = std::move(entry.image);
  hints.comments_url = entry.comments;
  // A feed that says there are none is not asked for them.
  if (entry.comment_count != 0) item.comment_feed = std::move(entry.comment_feed);
  hints.categories = std::move(entry.categories);
  hints.published = instant_of(entry.published);
  hints.updated = instant_of(entry.updated);
}

Result<Feed> open_feed(std::string_view bytes, const ListContext& context) {
  FeedContext feed;
  feed.url = context.url;
  feed.content_type = context.content_type;
  return read_feed(bytes, feed);
}

Result<ListReading> read_feed_list(const Source& source, std::string_view bytes,
                                   const ListContext& context) {
  auto feed = open_feed(bytes, context);
  if (!feed) return fail(feed.error());
  ListReading reading;
  for (FeedEntry& entry : feed->entries) {
    const auto link = parse_url(entry.link);
    const bool has_page = link && link->is_web();
    // An entry without a page of its own is known by its id, else by what it says.
    const std::string own = !entry.id.empty() ? entry.id : entry.title + "\n" + entry.summary;
    if (!has_page && trim(own).empty()) continue;
    ListedItem item = new_item(source, has_page ? entry.link : context.url, context);
    if (!has_page) item.page.item_id = content_id({source.id, "entry", own});
    item.complete = !has_page || is_of_persons(source.kind);
    take_hints(item, entry, *feed, context);
    reading.items.push_back(std::move(item));
  }
  return reading;
}

Result<ListReading> read_sitemap_list(const Source& source, std::string_view bytes,
                                      const ListContext& context) {
  auto map = read_sitemap(bytes, context.url);
  if (!map) return fail(map.error());
  const auto own = parse_url(context.url);
  ListReading reading;
  // Of an index with more parts than are read at once, the newest count.
  if (map->kind == SitemapKind::kIndex)
    std::stable_sort(map->entries.begin(), map->entries.end(), [](const auto& a, const auto& b) {
      return a.modified && b.modified && a.modified->at > b.modified->at;
    });
  for (SitemapEntry& entry : map->entries) {
    const auto url = parse_url(entry.link);
    // sitemaps.org: a sitemap speaks for its own site only.
    if (!own || !url || !url->is_web() || !same_site(*url, *own)) continue;
    if (map->kind == SitemapKind::kIndex) {
      if (entry.modified && entry.modified->at < context.oldest) continue;
      reading.more.push_back(std::move(entry.link));
      continue;
    }
    ListedItem item = new_item(source, std::move(entry.link), context);
    item.page.hints.title = std::move(entry.title);
    item.page.hints.language = std::move(entry.language);
    item.page.hints.published = instant_of(entry.published);
    item.page.hints.updated = instant_of(entry.modified);
    reading.items.push_back(std::move(item));
  }
  return reading;
}

Result<ListReading> read_list_page(const Source& source, std::string_view bytes,
                                   const ListContext& context) {
  PageContext page;
  page.url = context.url;
  page.content_type = context.content_type;
  page.fetched = context.now;
  page.links = true;
  ListReading reading;
  const ExtractedPage read = read_page(bytes, page);
  ListJudgement judged =
      judge_list(read.links, context.url, read.next,
                 context.shapes == nullptr ? std::vector<LinkShape>() : *context.shapes);
  for (JudgedLink& one : judged.links) {
    if (!one.taken) continue;
    ListedItem item = new_item(source, std::move(one.link.url), context);
    item.page.hints.title = std::move(one.link.text);
    reading.items.push_back(std::move(item));
  }
  if (!judged.next.empty()) reading.more.push_back(std::move(judged.next));
  reading.shapes = std::move(judged.shapes);
  return reading;
}

}  // namespace

std::string item_id(const Source& source, std::string_view url) {
  return content_id({source.id, canonical_url(url)});
}

ItemKind item_kind(const Source& source) {
  return source.official && source.kind == ItemKind::kNews ? ItemKind::kStatement : source.kind;
}

std::string list_url(const Source& source, std::string_view cursor) {
  switch (source.connector) {
    case Connector::kMastodon:
      return timeline_url(source.url, cursor, {});
    case Connector::kBluesky:
      return bluesky_url(source, cursor);
    case Connector::kTelegram:
      return telegram_url(source);
    case Connector::kYoutube:
      return youtube_url(source, cursor);
    case Connector::kX:
      return x_search_url(source, cursor);
    case Connector::kReddit:
      return reddit_url(source);
    default:
      return source.url;
  }
}

Result<ListReading> read_list(const Source& source, std::string_view bytes,
                              const ListContext& context) {
  switch (source.connector) {
    case Connector::kFeed:
      return read_feed_list(source, bytes, context);
    case Connector::kSitemap:
      return read_sitemap_list(source, bytes, context);
    case Connector::kListPage:
      return read_list_page(source, bytes, context);
    case Connector::kMastodon:
      return read_timeline(source, bytes, context);
    case Connector::kObservations:
      return read_observations(source, bytes, context);
    case Connector::kBluesky:
      return read_bluesky(source, bytes, context);
    case Connector::kTelegram:
      return read_telegram(source, bytes, context);
    case Connector::kYoutube:
      return read_youtube(source, bytes, context);
    case Connector::kX:
      return read_x_search(source, bytes, context);
    case Connector::kReddit:
      return read_reddit(source, bytes, context);
    case Connector::kJson:
      return read_json_api(source, bytes, context);
    case Connector::kReplay:
      break;
  }
  return fail(ErrorKind::kUsage, "replayed items have no list");
}

std::optional<Error> error_of_status(int status) {
  if ((status >= 200 && status < 300) || status == 304) return std::nullopt;
  const std::string said = "the server answered " + std::to_string(status);
  if (status == 404 || status == 410) return Error{ErrorKind::kGone, said + " (gone)"};
  if (status == 408 || status == 425 || status == 429 || status >= 500)
    return Error{ErrorKind::kTemporary, said};
  return Error{ErrorKind::kRefused, said};
}

Refusal read_refusal(const Source& source, std::string_view bytes, const ListContext& context) {
  Refusal refusal;
  refusal.error = error_of_status(context.status)
                      .value_or(Error{ErrorKind::kRefused,
                                      "the server answered " + std::to_string(context.status)});
  if (source.connector == Connector::kX) return read_x_refusal(std::move(refusal), bytes, context);
  if (source.connector == Connector::kYoutube)
    return read_youtube_refusal(std::move(refusal), bytes, context);
  if (!is_of_posts(source.connector)) return refusal;
  if (const auto json = parse_json(bytes, size_t{1} << 20); json && json->IsObject())
    for (const char* key : {"message", "error_description", "error", "detail"})
      if (const std::string words = said(get_string(*json, key)); !words.empty()) {
        refusal.error.message += ": " + words;
        break;
      }
  return refusal;
}

Result<ListReading> read_comment_feed(const Source& source, const std::string& parent_id,
                                      std::string_view bytes, const ListContext& context) {
  auto feed = open_feed(bytes, context);
  if (!feed) return fail(feed.error());
  ListReading reading;
  for (FeedEntry& entry : feed->entries) {
    const std::string own = !entry.id.empty()     ? entry.id
                            : !entry.link.empty() ? entry.link
                                                  : entry.title + "\n" + entry.summary;
    ListedItem item = new_item(source, entry.link.empty() ? context.url : entry.link, context);
    item.page.item_id = comment_id(source, parent_id, own);
    item.page.kind = ItemKind::kComment;
    item.page.parent_id = parent_id;
    item.complete = true;
    take_hints(item, entry, *feed, context);
    item.page.hints.title.clear();  // "Comment on … by NAME": a person's name and no text
    reading.items.push_back(std::move(item));
  }
  return reading;
}

}  // namespace rasd
