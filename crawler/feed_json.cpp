#include <algorithm>

#include "base/utf8.h"
#include "crawler/feed_date.h"
#include "crawler/feed_xml.h"
#include "crawler/html_entity.h"
#include "crawler/sanitize.h"
#include "records/json.h"

namespace rasd {
namespace {

using rapidjson::Value;

std::string absolute(std::string_view text, const Url* base) {
  const auto address = trim(text);
  if (address.empty()) return {};
  const auto url = parse_url(address, base);
  return url ? url->href() : std::string(address);
}

std::string escaped(std::string_view text) {
  std::string out;
  append_html_escaped(out, text);
  return out;
}

/// An id is a string, but numbers are sent too and shall be read as their text (JSON Feed 1.1).
std::string id_text(const Value& item) {
  const auto it = item.FindMember("id");
  if (it == item.MemberEnd()) return {};
  if (it->value.IsString()) return std::string(it->value.GetString(), it->value.GetStringLength());
  if (it->value.IsInt64()) return std::to_string(it->value.GetInt64());
  if (!it->value.IsNumber()) return {};
  JsonBuffer buffer;
  JsonWriter writer(buffer);
  it->value.Accept(writer);
  return std::string(buffer.GetString(), buffer.GetSize());
}

void add_author(const Value& author, FeedEntry& entry) {
  std::string name =
      squeeze_spaces(author.IsString() ? author.GetString() : get_string(author, "name"));
  if (name.empty()) name = std::string(get_string(author, "url"));
  auto& all = entry.authors;
  if (!name.empty() && all.size() < 100 && std::find(all.begin(), all.end(), name) == all.end())
    all.push_back(std::move(name));
}

/// "authors" (1.1) and "author" (1.0) of an item or of the feed.
void add_authors(const Value& object, FeedEntry& entry) {
  const auto author = object.FindMember("author");
  if (author != object.MemberEnd()) add_author(author->value, entry);
  const auto authors = object.FindMember("authors");
  if (authors != object.MemberEnd() && authors->value.IsArray())
    for (const auto& one : authors->value.GetArray()) add_author(one, entry);
}

FeedEntry read_item(const Value& item, const Url* base) {
  FeedEntry entry;
  entry.id = id_text(item);
  entry.title = squeeze_spaces(html_to_text(get_string(item, "title")));
  entry.link = absolute(get_string(item, "url"), base);
  if (entry.link.empty()) entry.link = absolute(get_string(item, "external_url"), base);
  entry.summary = escaped(get_string(item, "summary"));
  entry.content = sanitize_html(get_string(item, "content_html"), base);
  if (entry.content.empty()) entry.content = escaped(get_string(item, "content_text"));
  entry.image = absolute(get_string(item, "image"), base);
  if (entry.image.empty()) entry.image = absolute(get_string(item, "banner_image"), base);
  entry.language = get_string(item, "language");
  entry.published = parse_feed_date(get_string(item, "date_published"));
  entry.updated = parse_feed_date(get_string(item, "date_modified"));
  add_authors(item, entry);
  const auto tags = item.FindMember("tags");
  if (tags != item.MemberEnd() && tags->value.IsArray())
    for (const auto& tag : tags->value.GetArray())
      if (tag.IsString() && entry.categories.size() < 100)
        entry.categories.push_back(squeeze_spaces(tag.GetString()));
  return entry;
}

}  // namespace

Result<Feed> read_json_feed(std::string_view text, const FeedContext& context) {
  auto document = parse_json(trim(text));
  if (!document) return fail(document.error());
  if (!document->IsObject()) return fail(ErrorKind::kMalformed, "JSON, but not a JSON Feed");
  const auto version = get_string(*document, "version");
  const auto items = document->FindMember("items");
  const bool named = version.find("jsonfeed.org/version/") != std::string_view::npos;
  if (!named && items == document->MemberEnd())
    return fail(ErrorKind::kMalformed, "JSON, but not a JSON Feed");
  const auto base = parse_url(context.url);
  Feed feed;
  feed.format = version.ends_with("1.1") ? "json11" : "json10";
  feed.title = squeeze_spaces(get_string(*document, "title"));
  feed.link = absolute(get_string(*document, "home_page_url"), base ? &*base : nullptr);
  feed.language = get_string(*document, "language");
  feed.feed_id = get_string(*document, "feed_url");
  if (items != document->MemberEnd() && items->value.IsArray())
    for (const auto& item : items->value.GetArray()) {
      if (!item.IsObject()) continue;
      if (feed.entries.size() >= kMaxFeedEntries) {
        feed.truncated = true;
        break;
      }
      feed.entries.push_back(read_item(item, base ? &*base : nullptr));
      // The feed's author stands for items that name none (JSON Feed 1.1, "authors").
      if (feed.entries.back().authors.empty()) add_authors(*document, feed.entries.back());
    }
  return feed;
}

}  // namespace rasd
