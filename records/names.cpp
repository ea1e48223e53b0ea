#include <algorithm>
#include <array>
#include <string_view>

#include "records/ledger.h"
#include "records/source.h"

namespace rasd {
namespace {

constexpr std::array<std::string_view, 5> kItemKinds = {"news", "post", "comment", "statement",
                                                        "observation"};
constexpr std::array<std::string_view, 12> kConnectors = {
    "feed",    "sitemap",  "list",    "mastodon", "observations", "replay",
    "bluesky", "telegram", "youtube", "x",        "reddit",       "json"};
constexpr std::array<std::string_view, 5> kItemStates = {"stored", "duplicate", "filtered",
                                                         "failed", "quarantined"};

/// The enumerator whose name stands at the same place of the table.
template <typename Enum, size_t n>
bool lookup(const std::array<std::string_view, n>& names, std::string_view text, Enum& value) {
  const auto it = std::find(names.begin(), names.end(), text);
  if (it == names.end()) return false;
  value = static_cast<Enum>(it - names.begin());
  return true;
}

}  // namespace

std::string_view name(ItemKind kind) { return kItemKinds[static_cast<size_t>(kind)]; }
std::string_view name(Connector connector) { return kConnectors[static_cast<size_t>(connector)]; }
std::string_view name(ItemState state) { return kItemStates[static_cast<size_t>(state)]; }
bool parse(std::string_view text, ItemKind& kind) { return lookup(kItemKinds, text, kind); }
bool parse(std::string_view text, Connector& c) { return lookup(kConnectors, text, c); }
bool parse(std::string_view text, ItemState& state) { return lookup(kItemStates, text, state); }

}  // namespace rasd
