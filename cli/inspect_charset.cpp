#include "cli/inspect.h"
#include "cli/inspect_json.h"
#include "crawler/charset.h"

namespace rasd {

Result<InspectStage> inspect_charset(const InspectOptions& options) {
  return InspectStage(
      [with_text = options.text](const rapidjson::Value& task, JsonWriter& writer) -> Result<void> {
        const auto bytes = task_bytes(task);
        if (!bytes) return fail(bytes.error());
        const DecodedText decoded = decode_page(*bytes, get_string(task, "content_type"));
        put(writer, "charset", decoded.charset);
        put(writer, "source", name(decoded.source));
        if (decoded.mended > 0) put(writer, "mended", static_cast<int64_t>(decoded.mended));
        if (with_text) put(writer, "text", decoded.text);
        return {};
      });
}

}  // namespace rasd
