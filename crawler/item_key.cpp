#include "crawler/item_key.h"

#include <algorithm>

#include "base/id.h"

namespace rasd {

std::string item_key(std::string_view item_id) {
  const auto is_hex = [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); };
  if (item_id.size() != 32 || !std::all_of(item_id.begin(), item_id.end(), is_hex))
    return std::string(item_id);
  const auto digit = [](char c) { return c <= '9' ? c - '0' : c - 'a' + 10; };
  std::string key;
  for (size_t i = 0; i < item_id.size(); i += 2)
    key += static_cast<char>(digit(item_id[i]) * 16 + digit(item_id[i + 1]));
  return key;
}

std::string item_id_of(std::string_view key) {
  return key.size() == 16 ? to_hex(key) : std::string(key);
}

}  // namespace rasd
