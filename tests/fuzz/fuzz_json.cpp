#include "records/json.h"
#include "records/wire.h"
#include "tests/fuzz/property.h"

using namespace rasd;
using fuzz::require;

/// Input: JSON, perhaps a record from another stage.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const std::string text(fuzz::as_text(data, size));
  const auto document = parse_json(text);
  if (!document) require(!decode(text).has_value(), "no record without JSON", text);
  if (document) {
    JsonBuffer buffer;
    JsonWriter writer(buffer);
    document->Accept(writer);
    const std::string_view written(buffer.GetString(), buffer.GetSize());
    require(is_utf8(written), "what is read is UTF-8", written);
    require(parse_json(written).has_value(), "what is written is read", written);
  }
  const auto record = decode(text);
  if (!record) return 0;
  const auto written = std::visit([](const auto& r) { return encode(r); }, *record);
  require(is_utf8(written), "a record is UTF-8", written);
  require(written.size() <= 8 * size + 4096, "a record is bounded");
  const auto again = decode(written);
  require(again.has_value(), "a written record is read", written);
  require(again->index() == record->index(), "a record keeps its type", written);
  const auto twice = std::visit([](const auto& r) { return encode(r); }, *again);
  require(twice == written, "records round-trip", written + "\n" + twice);
  return 0;
}
