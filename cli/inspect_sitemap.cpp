#include "cli/inspect.h"
#include "cli/inspect_json.h"
#include "crawler/sitemap.h"

namespace rasd {
namespace {

Result<void> answer(const rapidjson::Value& task, JsonWriter& writer) {
  const auto bytes = task_bytes(task);
  if (!bytes) return fail(bytes.error());
  const auto map = read_sitemap(*bytes, get_string(task, "url"));
  if (!map) return fail(map.error());
  put(writer, "kind", name(map->kind));
  if (map->truncated) put(writer, "truncated", true);
  put_key(writer, "entries");
  writer.StartArray();
  for (const auto& entry : map->entries) {
    writer.StartObject();
    put(writer, "link", entry.link);
    put_or_null(writer, "modified", entry.modified);
    put_or_null(writer, "title", entry.title);
    put_or_null(writer, "published", entry.published);
    put_or_null(writer, "language", entry.language);
    writer.EndObject();
  }
  writer.EndArray();
  return {};
}

}  // namespace

Result<InspectStage> inspect_sitemap(const InspectOptions&) { return InspectStage(answer); }

}  // namespace rasd
