#include "cli/inspect_json.h"

namespace rasd {

void put_or_null(JsonWriter& writer, std::string_view key, std::string_view text) {
  if (text.empty())
    put_null(writer, key);
  else
    put(writer, key, text);
}

void put_or_null(JsonWriter& writer, std::string_view key, const std::optional<StatedDate>& date) {
  if (date)
    put(writer, key, to_string(*date));
  else
    put_null(writer, key);
}

void put_list(JsonWriter& writer, std::string_view key, const std::vector<std::string>& texts) {
  put_key(writer, key);
  writer.StartArray();
  for (const auto& text : texts) put_value(writer, text);
  writer.EndArray();
}

}  // namespace rasd
