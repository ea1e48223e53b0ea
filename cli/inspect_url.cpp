#include "cli/inspect.h"
#include "cli/inspect_json.h"
#include "crawler/url.h"

namespace rasd {
namespace {

Result<void> answer(const rapidjson::Value& task, JsonWriter& writer) {
  const auto base_text = get_string(task, "base");
  Result<Url> base = Url();
  if (!base_text.empty()) {
    base = parse_url(base_text);
    if (!base) return fail(base.error());
  }
  const auto url = parse_url(get_string(task, "url"), base_text.empty() ? nullptr : &*base);
  if (!url) return fail(url.error());
  put(writer, "href", url->href());
  put_or_null(writer, "host", url->host.value_or(""));
  put(writer, "canonical", canonical_url(*url));
  return {};
}

}  // namespace

Result<InspectStage> inspect_url(const InspectOptions&) { return InspectStage(answer); }

}  // namespace rasd
