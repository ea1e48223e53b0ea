#include "crawler/page_metas.h"

#include <algorithm>

#include "base/utf8.h"

namespace rasd {

Metas::Metas(const HtmlTree& tree) {
  for (uint32_t i = 1; i < tree.size(); ++i) {
    if (tree[i].tag != Tag::kMeta) continue;
    const std::string_view content = trim(tree.attribute(i, Attribute::kContent));
    if (content.empty()) continue;
    for (const Attribute a : {Attribute::kProperty, Attribute::kName, Attribute::kItemprop})
      for (std::string_view keys = trim(tree.attribute(i, a)); !keys.empty();) {
        // One element may stand for several names: property="dc:title og:title".
        const size_t end = std::min(keys.find(' '), keys.size());
        by_key_.emplace(to_lower_ascii(keys.substr(0, end)), content);
        keys = trim(keys.substr(end));
      }
  }
}

std::string Metas::first(std::initializer_list<const char*> keys) const {
  for (const char* key : keys)
    if (const auto found = by_key_.find(key); found != by_key_.end())
      return std::string(found->second);
  return {};
}

}  // namespace rasd
