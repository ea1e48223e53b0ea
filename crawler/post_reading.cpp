#include "crawler/post_reading.h"

#include <algorithm>

#include "base/id.h"
#include "base/utf8.h"

namespace rasd {

std::string post_id(const Source& source, std::string_view network_id) {
  return content_id({source.id, "post", network_id});
}

ListedItem new_post(const Source& source, ItemKind kind, std::string_view network_id,
                    std::string url, const ListContext& context) {
  ListedItem item;
  item.complete = true;
  item.page.item_id = post_id(source, network_id);
  item.page.source_id = source.id;
  item.page.kind = kind;
  item.page.url = std::move(url);
  item.page.final_url = item.page.url;
  item.page.fetched = context.now;
  return item;
}

void set_plain_text(ListedItem& item, std::string_view text,
                    const std::vector<std::string>& descriptions) {
  item.page.content_type = "text/plain; charset=utf-8";
  std::string& content = item.page.hints.content;
  content = text;
  for (const std::string& description : descriptions)
    if (!trim(description).empty()) content.append(content.empty() ? "" : "\n").append(description);
}

std::string author_of(const ListContext& context, std::string_view network,
                      std::string_view author) {
  return context.pseudonym == nullptr ? std::string() : context.pseudonym->of(network, author);
}

Outcome repost_outcome(const Source& source, std::string_view network_id, std::string url,
                       std::string_view of, const ListContext& context) {
  Outcome outcome;
  outcome.item_id = post_id(source, network_id);
  outcome.source_id = source.id;
  outcome.url = std::move(url);
  outcome.state = ItemState::kFiltered;
  outcome.stage = "fetch";
  outcome.reason = "a repost" + (of.empty() ? "" : " of " + std::string(of));
  outcome.at = context.now;
  return outcome;
}

std::string said(std::string_view text) {
  return std::string(clip_utf8(squeeze_spaces(to_valid_utf8(text.substr(0, 1000))), 200));
}

tl::unexpected<Error> not_a_list(const std::string& expected, std::string_view bytes) {
  const std::string_view start = trim(bytes.substr(0, 512));
  std::string instead;
  if (start.empty()) {
    instead = "the answer is empty";
  } else if (start.starts_with('<')) {
    instead = "the answer is a web page";
  } else if (const auto json = parse_json(bytes); !json) {
    instead = json.error().message;
  } else if (json->IsObject()) {
    for (const char* key : {"detail", "message", "error", "title"})
      if (instead.empty()) instead = said(get_string(*json, key));
  }
  return fail(ErrorKind::kMalformed, "not " + expected + (instead.empty() ? "" : ": " + instead));
}

const rapidjson::Value* find_object(const rapidjson::Value& object, const char* key) {
  if (!object.IsObject()) return nullptr;
  const auto member = object.FindMember(key);
  return member != object.MemberEnd() && member->value.IsObject() ? &member->value : nullptr;
}

const rapidjson::Value* find_array(const rapidjson::Value& object, const char* key) {
  if (!object.IsObject()) return nullptr;
  const auto member = object.FindMember(key);
  return member != object.MemberEnd() && member->value.IsArray() ? &member->value : nullptr;
}

std::string text_of(const rapidjson::Value& object, const char* key) {
  return object.IsObject() ? to_valid_utf8(get_string(object, key)) : std::string();
}

std::string id_of(const rapidjson::Value& object, const char* key) {
  if (!object.IsObject()) return {};
  const int64_t number = get_int(object, key, -1);
  return number >= 0 ? std::to_string(number) : text_of(object, key);
}

std::optional<Instant> time_of(const rapidjson::Value& object, const char* key) {
  if (!object.IsObject()) return std::nullopt;
  const auto at = parse_rfc3339(get_string(object, key));
  return at ? std::optional<Instant>(*at) : std::nullopt;
}

bool is_older_id(std::string_view a, std::string_view b) {
  return a.size() != b.size() ? a.size() < b.size() : a < b;
}

std::string newer_time(std::string_view cursor, std::optional<Instant> at) {
  const auto old = parse_rfc3339(cursor);
  if (!at || (old && *old >= *at)) return std::string(cursor);
  return to_rfc3339(*at);
}

std::optional<Instant> cursor_part(std::string_view cursor, std::string_view name) {
  const std::string key = std::string(name) + "=";
  for (size_t at = 0; at < cursor.size();) {
    const size_t end = std::min(cursor.find(' ', at), cursor.size());
    if (const std::string_view part = cursor.substr(at, end - at); part.starts_with(key))
      if (const auto time = parse_rfc3339(part.substr(key.size()))) return *time;
    at = end + 1;
  }
  return std::nullopt;
}

std::string move_cursor_part(std::string_view cursor, std::string_view name,
                             std::optional<Instant> at, Instant now) {
  std::string out;
  for (const std::string_view part : {"posts", "comments"}) {
    auto time = cursor_part(cursor, part);
    if (part == name && at && *at <= now && (!time || *time < *at)) time = at;
    if (time) out += (out.empty() ? "" : " ") + std::string(part) + "=" + to_rfc3339(*time);
  }
  return out;
}

}  // namespace rasd
