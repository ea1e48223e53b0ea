#pragma once
#include <string>
#include <string_view>

namespace rasd {

/// An item id as crawl.db keys it: ids are 32 hex digits everywhere else, and half the index when
/// kept as 16 bytes. Any other text is its own key. Thread-safe.
std::string item_key(std::string_view item_id);
/// The id of a key.
std::string item_id_of(std::string_view key);

}  // namespace rasd
