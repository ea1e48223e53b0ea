#include "crawler/mastodon.h"

#include "base/id.h"
#include "base/utf8.h"
#include "crawler/url.h"
#include "records/json.h"

namespace rasd {
namespace {

constexpr int kPageSize = 40;  // the API's most

/// Ids are numbers of any length in text form.
bool older(std::string_view a, std::string_view b) {
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

std::string parameter(std::string_view url, std::string_view name) {
  const auto parsed = parse_url(url);
  if (!parsed || !parsed->query) return {};
  const std::string_view query = *parsed->query;
  for (size_t at = 0; at <= query.size();) {
    const size_t end = std::min(query.find('&', at), query.size());
    const std::string_view pair = query.substr(at, end - at);
    if (pair.starts_with(name) && pair.size() > name.size() && pair[name.size()] == '=')
      return std::string(pair.substr(name.size() + 1));
    at = end + 1;
  }
  return {};
}

std::string text_of(const rapidjson::Value& object, const char* key) {
  return to_valid_utf8(get_string(object, key));
}

std::string post_id(const Source& source, std::string_view id) {
  return content_id({source.id, "post", id});
}

/// An id is text in the API and a number in some imitations of it.
std::string id_of(const rapidjson::Value& object, const char* key) {
  const int64_t number = get_int(object, key, -1);
  return number >= 0 ? std::to_string(number) : text_of(object, key);
}

std::optional<Instant> instant_of(const rapidjson::Value& object, const char* key) {
  const auto at = parse_rfc3339(get_string(object, key));
  return at ? std::optional<Instant>(*at) : std::nullopt;
}

ListedItem read_status(const Source& source, const rapidjson::Value& status,
                       const ListContext& context) {
  ListedItem item;
  item.complete = true;
  FetchedPage& page = item.page;
  const std::string id = id_of(status, "id");
  page.item_id = post_id(source, id);
  page.source_id = source.id;
  page.kind = ItemKind::kPost;
  page.url = text_of(status, "url");
  if (page.url.empty()) page.url = text_of(status, "uri");
  page.final_url = page.url;
  page.fetched = context.now;
  if (const std::string answered = id_of(status, "in_reply_to_id"); !answered.empty())
    page.parent_id = post_id(source, answered);
  page.hints.content = text_of(status, "content");
  page.hints.summary = text_of(status, "spoiler_text");
  page.hints.language = text_of(status, "language");
  page.hints.published = instant_of(status, "created_at");
  page.hints.updated = instant_of(status, "edited_at");
  if (const auto account = status.FindMember("account");
      account != status.MemberEnd() && account->value.IsObject() && context.pseudonym != nullptr) {
    const auto url = parse_url(context.url);
    page.hints.author = context.pseudonym->of(url ? url->authority() : source.id,
                                              get_string(account->value, "acct"));
  }
  if (const auto tags = status.FindMember("tags");
      tags != status.MemberEnd() && tags->value.IsArray())
    for (const auto& tag : tags->value.GetArray())
      if (tag.IsObject()) page.hints.categories.push_back(text_of(tag, "name"));
  if (const auto media = status.FindMember("media_attachments");
      media != status.MemberEnd() && media->value.IsArray() && !media->value.Empty() &&
      media->value[0].IsObject() && get_string(media->value[0], "type") == "image")
    page.hints.image = text_of(media->value[0], "preview_url");
  return item;
}

bool is_wanted(const rapidjson::Value& status) {
  if (!status.IsObject() || (!status.HasMember("id"))) return false;
  const auto reblog = status.FindMember("reblog");
  if (reblog != status.MemberEnd() && reblog->value.IsObject()) return false;
  const std::string_view visibility = get_string(status, "visibility", "public");
  if (visibility != "public" && visibility != "unlisted") return false;
  const auto account = status.FindMember("account");
  return account == status.MemberEnd() || !account->value.IsObject() ||
         !get_bool(account->value, "noindex");
}

}  // namespace

std::string timeline_url(std::string_view source_url, std::string_view since_id,
                         std::string_view max_id) {
  auto url = parse_url(source_url);
  if (!url) return std::string(source_url);
  if (url->path.find("/api/v1/") == std::string::npos) {
    while (url->path.ends_with('/')) url->path.pop_back();
    url->path += "/api/v1/timelines/public";
  }
  std::string query;
  const std::string old = url->query.value_or("");
  for (size_t at = 0; at < old.size();) {
    const size_t end = std::min(old.find('&', at), old.size());
    const std::string pair = old.substr(at, end - at);
    at = end + 1;
    if (pair.starts_with("since_id=") || pair.starts_with("max_id=") || pair.starts_with("limit="))
      continue;
    query += pair + "&";
  }
  query += "limit=" + std::to_string(kPageSize);
  if (!since_id.empty()) query.append("&since_id=").append(since_id);
  if (!max_id.empty()) query.append("&max_id=").append(max_id);
  url->query = query;
  return url->href();
}

Result<ListReading> read_timeline(const Source& source, std::string_view bytes,
                                  const ListContext& context) {
  auto json = parse_json(bytes);
  if (!json) return fail(json.error());
  if (!json->IsArray()) {
    const std::string said(json->IsObject() ? get_string(*json, "error") : "");
    return fail(ErrorKind::kMalformed,
                "not a timeline" + (said.empty() ? "" : ": " + to_valid_utf8(said).substr(0, 200)));
  }
  ListReading reading;
  std::string oldest;
  std::optional<Instant> oldest_at;
  for (const auto& status : json->GetArray()) {
    if (!status.IsObject()) continue;
    const std::string id = id_of(status, "id");
    if (id.empty()) continue;
    if (reading.cursor.empty() || older(reading.cursor, id)) reading.cursor = id;
    if (oldest.empty() || older(id, oldest)) {
      oldest = id;
      oldest_at = instant_of(status, "created_at");
    }
    if (is_wanted(status)) reading.items.push_back(read_status(source, status, context));
  }
  // A server that takes no notice of max_id would be asked for ever.
  const std::string asked = parameter(context.url, "max_id");
  const bool moves_on = !oldest.empty() && (asked.empty() || older(oldest, asked));
  if (moves_on && json->Size() >= kPageSize)
    reading.more.push_back(timeline_url(context.url, parameter(context.url, "since_id"), oldest));
  return reading;
}

}  // namespace rasd
