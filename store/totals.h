#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "store/item_filter.h"

namespace rasd {

struct ItemCount {
  uint64_t items = 0;    ///< copies counted
  uint64_t groups = 0;   ///< near-duplicate groups: unique texts
  uint64_t sources = 0;  ///< distinct sources
};
Result<ItemCount> count_items(StoreReader& reader, const ItemFilter& filter);

enum class Facet { kSource, kKind, kLanguage, kTopic, kIncident, kTone, kStance, kOfficial };

/// One value of a facet; kIncident counts an item once for each of its codes, "NON" for none;
/// kKind uses names; kOfficial "yes" and "no". Labels are the classifier's: a raw share, not a
/// measurement.
struct FacetCount {
  std::string value;
  std::string shown;  ///< the source's name for kSource, else the value
  uint64_t items = 0;
  uint64_t groups = 0;
  uint64_t before = 0;  ///< items in the window compared with
};

/// Totals by facet within a filter, most frequent first, with the same filter's count in `before`
/// (usually the previous day). Values present only before are listed too, with 0 items. At most
/// 1,000 values.
Result<std::vector<FacetCount>> count_by(StoreReader& reader, Facet facet, const ItemFilter& filter,
                                         std::optional<Window> before = std::nullopt);

}  // namespace rasd
