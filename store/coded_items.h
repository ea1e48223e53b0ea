#pragma once
#include <string>
#include <vector>

#include "store/labels.h"
#include "store/store.h"

namespace rasd {

/// An item that two people or more audited, each without seeing the other's labels.
struct CodedItem {
  std::string item_id;
  std::vector<std::string> coders;
  std::vector<Labels> labels;  ///< of each coder, their latest standing tag
};

/// All of them, by item id.
Result<std::vector<CodedItem>> read_coded_twice(StoreReader& reader);

}  // namespace rasd
