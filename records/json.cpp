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

/// The four hexadecimal digits of an escape at `at`, or -1.
long code_unit(std::string_view text, size_t at) {
  if (at + 6 > text.size() || text[at] != '\\' || text[at + 1] != 'u') return -1;
  long value = 0;
  for (size_t i = at + 2; i < at + 6; ++i) {
    const char lower = static_cast<char>(text[i] | 0x20);
    if (text[i] >= '0' && text[i] <= '9')
      value = value * 16 + (text[i] - '0');
    else if (lower >= 'a' && lower <= 'f')
      value = value * 16 + (lower - 'a' + 10);
    else
      return -1;
  }
  return value;
}

/// Half a surrogate pair ("\ud83d" where an emoji was cut) is no character. RapidJSON refuses the
/// text over a first half and makes ill-formed UTF-8 of a second: both become U+FFFD in `text`.
void replace_lone_surrogates(std::string& text) {
  for (size_t at = text.find('\\'); at != std::string::npos; at = text.find('\\', at)) {
    const long unit = code_unit(text, at);
    if (unit < 0) {
      at += 2;  // another escape, which may be of a backslash
      if (at > text.size()) break;
      continue;
    }
    if (unit >= 0xD800 && unit < 0xDC00) {
      const long next = code_unit(text, at + 6);
      if (next >= 0xDC00 && next < 0xE000) {
        at += 12;
        continue;
      }
    }
    if (unit >= 0xD800 && unit < 0xE000) text.replace(at + 2, 4, "fffd");
    at += 6;
  }
}

bool may_hold_surrogates(std::string_view text) {
  return text.find("\\ud") != std::string_view::npos || text.find("\\uD") != std::string_view::npos;
}

}  // namespace

Result<rapidjson::Document> parse_json(std::string_view text, size_t cap, unsigned depth) {
  if (text.size() > cap)
    return fail(ErrorKind::kMalformed, "JSON of " + std::to_string(text.size()) +
                                           " bytes is over the limit of " + std::to_string(cap));
  std::string mended;
  if (may_hold_surrogates(text)) {
    mended = text;
    replace_lone_surrogates(mended);
    text = mended;
  }
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
