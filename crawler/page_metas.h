#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <unordered_map>

#include "crawler/html_tree.h"

namespace rasd {

/// The meta elements of a page by lower-case property, name or itemprop; of equal ones the first
/// that says something. Views of the tree, which must outlive this.
class Metas {
 public:
  explicit Metas(const HtmlTree& tree);
  /// The first of these that the page has; empty when none.
  std::string first(std::initializer_list<const char*> keys) const;

 private:
  std::unordered_map<std::string, std::string_view> by_key_;
};

}  // namespace rasd
