#include "crawler/connectors.h"

#include <algorithm>

#include "base/id.h"
#include "base/utf8.h"
#include "crawler/feed.h"
#include "crawler/list_page.h"
#include "crawler/mastodon.h"
#include "crawler/observations.h"
#include "crawler/sitemap.h"
#include "crawler/url.h"

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
  item.comment_feed = std::move(entry.comment_feed);
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
  for (SitemapEntry& entry : map->entries) {
    const auto url = parse_url(entry.link);
    // sitemaps.org: a sitemap speaks for its own site only.
    if (!own || !url || !url->is_web() || !same_site(*url, *own)) continue;
    if (map->kind == SitemapKind::kIndex) {
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
  for (PageLink& link : article_links(read_page(bytes, page).links, context.url)) {
    ListedItem item = new_item(source, std::move(link.url), context);
    item.page.hints.title = std::move(link.text);
    reading.items.push_back(std::move(item));
  }
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
  return source.connector == Connector::kMastodon ? timeline_url(source.url, cursor, {})
                                                  : source.url;
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
    case Connector::kReplay:
      break;
  }
  return fail(ErrorKind::kUsage, "replayed items have no list");
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
    item.page.item_id = content_id({source.id, "comment", parent_id, own});
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
