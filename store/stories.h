#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/items.h"

namespace rasd {

enum class StoryOrder {
  kMostOutlets,  ///< distinct sources in the window, then items
  kMostItems,
  kNewest,   ///< first seen last
  kFastest,  ///< growth against `before`
};

/// A story within a window. Every item belongs to one (alone if to no other).
struct StoryLine {
  std::string story_id;
  ItemLine lead;         ///< the earliest news item or statement in the window, else the earliest
  Instant first_seen{};  ///< of the whole story
  Instant last_seen{};   ///< of its items in the window
  uint32_t items = 0;    ///< in the window and filter
  uint32_t groups = 0;   ///< unique texts among them
  uint32_t outlets = 0;  ///< distinct sources among them
  uint32_t before = 0;   ///< items in the window compared with
  uint32_t ever = 0;     ///< items of the whole story
  std::array<uint32_t, 5> by_kind{};  ///< in the order of ItemKind
  std::array<uint32_t, 3> by_tone{};  ///< in the order of kTones
  std::string incident;               ///< the code most of its items carry, empty for none
  bool new_today = false;             ///< nothing of it is older than the window
};

/// Stories with at least one item in the filter.
Result<std::vector<StoryLine>> list_stories(StoreReader& reader, const ItemFilter& filter,
                                            std::optional<Window> before = std::nullopt,
                                            StoryOrder order = StoryOrder::kMostOutlets,
                                            Slice slice = {});
/// How many stories the filter holds.
Result<uint64_t> count_stories(StoreReader& reader, const ItemFilter& filter);

}  // namespace rasd
