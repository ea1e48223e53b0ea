#include "records/json.h"

#include <rapidjson/error/en.h>
#include <rapidjson/reader.h>

#include <cmath>

namespace rasd {
namespace {

/// Counts nesting over one SAX pass, which costs less than a tree that is thrown away.
struct DepthCheck : rapidjson::BaseReaderHandler<rapidjson::UTF8<>, DepthCheck> {
  explicit DepthCheck(unsigned cap_levels) : cap(cap_levels) {}
  bool Default() { return true; }
  bool StartObject() { return ++level <= cap; }
  bool EndObject(rapidjson::SizeType) { return --level, true; }
  bool StartArray() { return ++level <= cap; }
  bool EndArray(rapidjson::SizeType) { return --level, true; }
  unsigned cap;
  unsigned level = 0;
};

/// A cheap upper bound of nesting: only text with more openers than the cap needs the real check.
bool may_nest_deeper(std::string_view text, unsigned depth) {
  unsigned openers = 0;
  for (const char c : text)
    if ((c == '[' || c == '{') && ++openers > depth) return true;
  return false;
}

}  // namespace

Result<rapidjson::Document> parse_json(std::string_view text, size_t cap, unsigned depth) {
  if (text.size() > cap)
    return fail(ErrorKind::kMalformed, "JSON of " + std::to_string(text.size()) +
                                           " bytes is over the limit of " + std::to_string(cap));
  constexpr unsigned kFlags =
      rapidjson::kParseIterativeFlag | rapidjson::kParseValidateEncodingFlag;
  if (may_nest_deeper(text, depth)) {
    rapidjson::MemoryStream stream(text.data(), text.size());
    rapidjson::Reader reader;
    DepthCheck check(depth);
    const auto ok = reader.Parse<kFlags>(stream, check);
    if (ok.Code() == rapidjson::kParseErrorTermination)
      return fail(ErrorKind::kMalformed,
                  "JSON nested deeper than " + std::to_string(depth) + " levels");
  }
  rapidjson::Document document;
  document.Parse<kFlags>(text.data(), text.size());
  if (document.HasParseError())
    return fail(ErrorKind::kMalformed, std::string("JSON: ") +
                                           rapidjson::GetParseError_En(document.GetParseError()) +
                                           " at byte " + std::to_string(document.GetErrorOffset()));
  return document;
}

namespace {
const rapidjson::Value* find(const rapidjson::Value& object, const char* key) {
  if (!object.IsObject()) return nullptr;
  const auto it = object.FindMember(key);
  return it == object.MemberEnd() ? nullptr : &it->value;
}
}  // namespace

std::string_view get_string(const rapidjson::Value& object, const char* key,
                            std::string_view otherwise) {
  const auto* value = find(object, key);
  return value && value->IsString() ? std::string_view(value->GetString(), value->GetStringLength())
                                    : otherwise;
}

int64_t get_int(const rapidjson::Value& object, const char* key, int64_t otherwise) {
  const auto* value = find(object, key);
  return value && value->IsInt64() ? value->GetInt64() : otherwise;
}

double get_double(const rapidjson::Value& object, const char* key, double otherwise) {
  const auto* value = find(object, key);
  return value && value->IsNumber() ? value->GetDouble() : otherwise;
}

bool get_bool(const rapidjson::Value& object, const char* key, bool otherwise) {
  const auto* value = find(object, key);
  return value && value->IsBool() ? value->GetBool() : otherwise;
}

void put_key(JsonWriter& writer, std::string_view key) {
  writer.Key(key.data(), static_cast<rapidjson::SizeType>(key.size()));
}
void put_value(JsonWriter& writer, std::string_view text) {
  writer.String(text.data() ? text.data() : "", static_cast<rapidjson::SizeType>(text.size()));
}
void put(JsonWriter& writer, std::string_view key, std::string_view value) {
  put_key(writer, key);
  put_value(writer, value);
}
void put(JsonWriter& writer, std::string_view key, const char* value) {
  put(writer, key, std::string_view(value));
}
void put(JsonWriter& writer, std::string_view key, int64_t value) {
  put_key(writer, key);
  writer.Int64(value);
}
void put(JsonWriter& writer, std::string_view key, double value) {
  put_key(writer, key);
  // JSON has no infinity or NaN; null says "no figure" honestly.
  if (std::isfinite(value))
    writer.Double(value);
  else
    writer.Null();
}
void put(JsonWriter& writer, std::string_view key, bool value) {
  put_key(writer, key);
  writer.Bool(value);
}
void put_null(JsonWriter& writer, std::string_view key) {
  put_key(writer, key);
  writer.Null();
}

}  // namespace rasd
