#include "crawler/query_string.h"

#include <algorithm>

#include "base/utf8.h"
#include "crawler/url.h"

namespace rasd {
namespace {

/// Calls `take(name, pair)` for each part of a query.
template <typename Take>
void for_each_pair(std::string_view query, Take take) {
  for (size_t at = 0; at < query.size();) {
    const size_t end = std::min(query.find('&', at), query.size());
    const std::string_view pair = query.substr(at, end - at);
    if (!pair.empty()) take(pair.substr(0, pair.find('=')), pair);
    at = end + 1;
  }
}

int digit_of(char c) {
  const auto at = std::string_view("0123456789abcdef").find(static_cast<char>(c | 0x20));
  return c >= '0' && c <= '9' ? c - '0' : at == std::string_view::npos ? -1 : static_cast<int>(at);
}

std::string decoded(std::string_view text) {
  std::string out;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool escaped = text[i] == '%' && i + 2 < text.size() && digit_of(text[i + 1]) >= 0 &&
                         digit_of(text[i + 2]) >= 0;
    if (escaped) {
      out += static_cast<char>(digit_of(text[i + 1]) * 16 + digit_of(text[i + 2]));
      i += 2;
    } else {
      out += text[i] == '+' ? ' ' : text[i];
    }
  }
  return to_valid_utf8(out);
}

std::string encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
        c == '.' || c == '_' || c == '~' || c == ',' || c == ':') {
      out += c;
    } else {
      out += '%';
      out += "0123456789ABCDEF"[byte >> 4];
      out += "0123456789ABCDEF"[byte & 15];
    }
  }
  return out;
}

}  // namespace

std::string query_parameter(std::string_view url, std::string_view name) {
  const auto parsed = parse_url(url);
  std::string value;
  if (!parsed || !parsed->query) return value;
  for_each_pair(*parsed->query, [&](std::string_view key, std::string_view pair) {
    if (value.empty() && key == name && pair.size() > key.size())
      value = decoded(pair.substr(key.size() + 1));
  });
  return value;
}

std::string with_parameters(
    std::string_view url,
    std::initializer_list<std::pair<std::string_view, std::string_view>> parameters) {
  auto parsed = parse_url(url);
  if (!parsed) return std::string(url);
  std::string query;
  const auto add = [&](std::string_view pair) {
    query.append(query.empty() ? "" : "&").append(pair);
  };
  for_each_pair(parsed->query.value_or(""), [&](std::string_view key, std::string_view pair) {
    const bool is_set = std::any_of(parameters.begin(), parameters.end(),
                                    [&](const auto& parameter) { return parameter.first == key; });
    if (!is_set) add(pair);
  });
  for (const auto& [key, value] : parameters)
    if (!value.empty()) add(std::string(key) + "=" + encoded(value));
  parsed->query = query.empty() ? std::nullopt : std::optional<std::string>(query);
  return parsed->href();
}

}  // namespace rasd
