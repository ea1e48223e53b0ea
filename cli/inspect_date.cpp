#include "cli/inspect.h"
#include "crawler/page.h"
#include "crawler/published_date.h"

namespace rasd {

Result<InspectStage> inspect_date(const InspectOptions&) {
  return [](const rapidjson::Value& task, JsonWriter& answer) -> Result<void> {
    Instant reference{};
    if (const std::string_view text = get_string(task, "reference"); !text.empty()) {
      const auto at = parse_rfc3339(text);
      if (!at) return fail(at.error());
      reference = *at;
    }
    std::optional<StatedDate> published;
    if (task.HasMember("text")) {
      published = read_date(get_string(task, "text"), {reference, get_string(task, "language")});
    } else {
      const auto bytes = task_bytes(task);
      if (!bytes) return fail(bytes.error());
      PageContext context;
      context.url = get_string(task, "url");
      context.content_type = get_string(task, "content_type");
      context.fetched = reference;
      published = read_page(*bytes, context).published;
    }
    if (published)
      put(answer, "published", to_string(*published));
    else
      put_null(answer, "published");
    return {};
  };
}

}  // namespace rasd
