#pragma once
#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"

namespace rasd {

/// Compact JSON writer whose strings are checked to be UTF-8 where they are made, not here.
using JsonBuffer = rapidjson::StringBuffer;
using JsonWriter = rapidjson::Writer<JsonBuffer>;

/// Parses JSON that may come from anybody: iterative parser (no stack to blow), at most `depth`
/// levels and `cap` bytes, whole input used; half a surrogate pair reads as U+FFFD, so that all
/// strings are valid UTF-8. Fails with kMalformed and the place.
Result<rapidjson::Document> parse_json(std::string_view text, size_t cap = size_t{16} << 20,
                                       unsigned depth = 64);

/// Member readers that never throw: the default when absent or of another type.
std::string_view get_string(const rapidjson::Value& object, const char* key,
                            std::string_view otherwise = {});
int64_t get_int(const rapidjson::Value& object, const char* key, int64_t otherwise = 0);
double get_double(const rapidjson::Value& object, const char* key, double otherwise = 0);
bool get_bool(const rapidjson::Value& object, const char* key, bool otherwise = false);

/// Writers: `put(w, "title", article.title)`; the string form takes any UTF-8.
void put_key(JsonWriter& writer, std::string_view key);
void put_value(JsonWriter& writer, std::string_view text);
void put(JsonWriter& writer, std::string_view key, std::string_view value);
void put(JsonWriter& writer, std::string_view key, const char* value);
void put(JsonWriter& writer, std::string_view key, int64_t value);
void put(JsonWriter& writer, std::string_view key, double value);
void put(JsonWriter& writer, std::string_view key, bool value);
void put_null(JsonWriter& writer, std::string_view key);

}  // namespace rasd
