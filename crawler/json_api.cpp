#include "crawler/json_api.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/id.h"
#include "base/utf8.h"
#include "crawler/post_reading.h"
#include "crawler/query_string.h"
#include "crawler/url.h"

namespace rasd {
namespace {

using rapidjson::Value;

constexpr size_t kMostKeptBytes = size_t{64} << 10;

/// A member by its name, an element by its number; null when there is none.
const Value* step(const Value& value, const std::string& name) {
  if (value.IsObject()) {
    const auto member = value.FindMember(name.c_str());
    return member == value.MemberEnd() ? nullptr : &member->value;
  }
  rapidjson::SizeType index = 0;
  const auto read = std::from_chars(name.data(), name.data() + name.size(), index);
  if (!value.IsArray() || read.ec != std::errc{} || read.ptr != name.data() + name.size())
    return nullptr;
  return index < value.Size() ? &value[index] : nullptr;
}

/// RFC 6901: ~1 is a slash, ~0 a tilde.
std::string unescaped(std::string_view name) {
  std::string out(name);
  for (const auto& [mark, character] : {std::pair{"~1", "/"}, std::pair{"~0", "~"}})
    for (size_t at = out.find(mark); at != out.npos; at = out.find(mark, at + 1))
      out.replace(at, 2, character);
  return out;
}

/// A text, a number or true as text; empty for anything else.
std::string scalar(const Value* value) {
  if (value == nullptr) return {};
  if (value->IsString()) return to_valid_utf8({value->GetString(), value->GetStringLength()});
  if (value->IsInt64()) return std::to_string(value->GetInt64());
  if (value->IsUint64()) return std::to_string(value->GetUint64());
  return value->IsBool() && value->GetBool() ? "true" : std::string();
}

std::string at_path(const Value& item, const std::string& path) {
  return path.empty() ? std::string() : scalar(find_path(item, path));
}

std::optional<Instant> time_at(const Value& item, const JsonPaths& paths) {
  const Value* value = paths.time.empty() ? nullptr : find_path(item, paths.time);
  if (value == nullptr) return std::nullopt;
  if (paths.time_format == "rfc3339") {
    const auto at = parse_rfc3339(scalar(value));
    return at ? std::optional<Instant>(*at) : std::nullopt;
  }
  double number = 0;
  if (value->IsNumber()) {
    number = value->GetDouble();
  } else {
    const std::string text = scalar(value);
    const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
    if (text.empty() || read.ec != std::errc{}) return std::nullopt;
  }
  if (paths.time_format == "unix_ms") number /= 1000;
  if (!(number > 0) || number > 32'503'680'000.0) return std::nullopt;  // the year 3000
  return Instant{std::chrono::seconds(static_cast<int64_t>(std::floor(number)))};
}

/// What an answer or item has, for a message about what it has not.
std::string members_of(const Value& value) {
  if (value.IsArray()) return "a list of " + std::to_string(value.Size());
  if (!value.IsObject()) return "a single value";
  std::string names;
  for (const auto& member : value.GetObject()) {
    if (names.size() > 120) return names + ", …";
    names.append(names.empty() ? "" : ", ").append(said(member.name.GetString()));
  }
  return names.empty() ? "an empty object" : names;
}

Outcome broken_item(const Source& source, const Value& item, size_t number, std::string why,
                    const ListContext& context) {
  JsonBuffer buffer;
  JsonWriter writer(buffer);
  item.Accept(writer);
  Outcome outcome;
  outcome.bytes = std::string(buffer.GetString(), std::min(buffer.GetSize(), kMostKeptBytes));
  outcome.item_id = content_id({source.id, "broken", outcome.bytes});
  outcome.source_id = source.id;
  outcome.url = context.url;
  outcome.state = ItemState::kQuarantined;
  outcome.stage = "fetch";
  outcome.reason = "item " + std::to_string(number) + ": " + std::move(why);
  outcome.at = context.now;
  return outcome;
}

/// The address of the next page; empty when there is none to ask for.
std::string next_page(const Value& answer, const JsonPaths& paths, const ListContext& context) {
  if (!paths.page_parameter.empty()) {
    const std::string asked = query_parameter(context.url, paths.page_parameter);
    unsigned page = 1;
    std::from_chars(asked.data(), asked.data() + asked.size(), page);
    return with_parameters(context.url, {{paths.page_parameter, std::to_string(page + 1)}});
  }
  const std::string next = at_path(answer, paths.next);
  if (next.empty()) return {};
  if (paths.next_parameter.empty()) {
    const std::string url = resolve_url(next, context.url);
    return url == context.url ? std::string() : url;
  }
  if (next == query_parameter(context.url, paths.next_parameter)) return {};
  return with_parameters(context.url, {{paths.next_parameter, next}});
}

}  // namespace

const Value* find_path(const Value& root, std::string_view path) {
  const bool is_pointer = path.starts_with('/');
  if (is_pointer) path.remove_prefix(1);
  const Value* value = &root;
  while (value != nullptr && !path.empty()) {
    const size_t end = std::min(path.find(is_pointer ? '/' : '.'), path.size());
    const std::string_view name = path.substr(0, end);
    value = step(*value, is_pointer ? unescaped(name) : std::string(name));
    path.remove_prefix(std::min(end + 1, path.size()));
  }
  return value;
}

Result<ListReading> read_json_api(const Source& source, std::string_view bytes,
                                  const ListContext& context) {
  auto json = parse_json(bytes);
  if (!json) return not_a_list("JSON", bytes);
  const JsonPaths& paths = source.json;
  const Value* items = find_path(*json, paths.items);
  if (items == nullptr || !items->IsArray())
    return fail(ErrorKind::kMalformed,
                "json_items: " +
                    (items == nullptr ? "nothing at \"" + paths.items + "\""
                                      : "no list at \"" + paths.items + "\"") +
                    "; the answer has " + members_of(*json));
  ListReading reading;
  reading.cursor = context.newest;
  const auto base = parse_url(context.url);
  const std::string network = base ? base->authority() : source.id;
  std::optional<Instant> oldest;
  size_t number = 0;
  for (const Value& entry : items->GetArray()) {
    ++number;
    std::string link = at_path(entry, paths.link);
    if (!link.empty()) link = resolve_url(link, context.url);
    std::string id = at_path(entry, paths.id);
    if (id.empty()) id = link;
    std::string title = at_path(entry, paths.title);
    std::string text = at_path(entry, paths.text);
    if (id.empty() || trim(title + text).empty()) {
      const std::string why = id.empty() ? "nothing at json_id \"" + paths.id + "\""
                                         : "no text at json_text \"" + paths.text + "\"";
      reading.broken.push_back(
          broken_item(source, entry, number, why + "; it has " + members_of(entry), context));
      continue;
    }
    const auto at = time_at(entry, paths);
    if (at && (!oldest || *at < *oldest)) oldest = at;
    if (at && *at <= context.now) reading.cursor = newer_time(reading.cursor, at);
    if (!at_path(entry, paths.repost).empty() ||
        (!paths.repost.empty() && find_path(entry, paths.repost) != nullptr &&
         find_path(entry, paths.repost)->IsObject())) {
      reading.reposts.push_back(repost_outcome(source, id, link, "", context));
      continue;
    }
    ListedItem item = new_post(source, source.kind, id, link.empty() ? context.url : link, context);
    EntryHints& hints = item.page.hints;
    hints.title = std::move(title);
    hints.content = std::move(text);  // with markup or without, as the interface has it
    hints.language = at_path(entry, paths.language);
    hints.published = at;
    hints.author = author_of(context, network, at_path(entry, paths.author));
    if (const std::string parent = at_path(entry, paths.parent); !parent.empty())
      item.page.parent_id = post_id(source, parent);
    reading.items.push_back(std::move(item));
  }
  const bool all_broken = !items->Empty() && reading.broken.size() == items->Size();
  if (all_broken)
    return fail(ErrorKind::kMalformed, "no item can be read: " + reading.broken.front().reason);
  const auto since = parse_rfc3339(context.since);
  const Instant bound = since ? std::max(*since, context.oldest) : context.oldest;
  if (!items->Empty() && (!oldest || *oldest > bound))
    if (std::string next = next_page(*json, paths, context); !next.empty())
      reading.more.push_back(std::move(next));
  return reading;
}

}  // namespace rasd
