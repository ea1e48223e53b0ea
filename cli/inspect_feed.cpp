#include "base/utf8.h"
#include "cli/inspect.h"
#include "cli/inspect_json.h"
#include "crawler/feed.h"

namespace rasd {
namespace {

/// A header of the task's "headers", whose names are written in any case.
std::string header(const rapidjson::Value& task, std::string_view wanted) {
  if (!task.HasMember("headers") || !task["headers"].IsObject()) return {};
  for (const auto& member : task["headers"].GetObject())
    if (member.value.IsString() && equals_ignoring_case(member.name.GetString(), wanted))
      return member.value.GetString();
  return {};
}

void put_entry(JsonWriter& writer, const FeedEntry& entry) {
  writer.StartObject();
  put_or_null(writer, "id", entry.id);
  put_or_null(writer, "title", entry.title);
  put_or_null(writer, "link", entry.link);
  put_or_null(writer, "published", entry.published);
  put_or_null(writer, "updated", entry.updated);
  put_or_null(writer, "summary", entry.summary);
  put_or_null(writer, "content", entry.content);
  put_list(writer, "authors", entry.authors);
  put_list(writer, "categories", entry.categories);
  put_or_null(writer, "comments", entry.comments);
  put_or_null(writer, "image", entry.image);
  put_or_null(writer, "language", entry.language);
  writer.EndObject();
}

Result<void> answer(const rapidjson::Value& task, JsonWriter& writer) {
  const auto bytes = task_bytes(task);
  if (!bytes) return fail(bytes.error());
  FeedContext context;
  context.url = get_string(task, "url");
  context.content_type = header(task, "content-type");
  context.content_location = header(task, "content-location");
  context.content_language = header(task, "content-language");
  const auto feed = read_feed(*bytes, context);
  if (!feed) return fail(feed.error());
  put_or_null(writer, "feed_id", feed->feed_id);
  put(writer, "format", feed->format);
  put_or_null(writer, "title", feed->title);
  put_or_null(writer, "link", feed->link);
  put_or_null(writer, "language", feed->language);
  if (feed->broken) put(writer, "broken", true);
  if (feed->truncated) put(writer, "truncated", true);
  put_key(writer, "entries");
  writer.StartArray();
  for (const auto& entry : feed->entries) put_entry(writer, entry);
  writer.EndArray();
  return {};
}

}  // namespace

Result<InspectStage> inspect_feed(const InspectOptions&) { return InspectStage(answer); }

}  // namespace rasd
