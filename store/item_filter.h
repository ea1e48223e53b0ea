#pragma once
#include <optional>
#include <string>
#include <vector>

#include "records/source.h"
#include "store/store.h"

namespace rasd {

/// Which items: every member narrows; empty means any. The window is always bounded.
struct ItemFilter {
  Window window;
  std::vector<ItemKind> kinds;
  std::string topic;
  std::string incident;  ///< a code among an item's decided ones; "NON": items without any
  std::string language;
  std::string source;  ///< source id
  std::string tone;
  std::string stance;
  std::string story;
  std::string group;
  std::optional<bool> official;  ///< of the source
};

}  // namespace rasd
