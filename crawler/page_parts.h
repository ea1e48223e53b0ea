#pragma once
#include <cstdint>
#include <vector>

#include "crawler/html_tree.h"
#include "crawler/text_blocks.h"

namespace rasd {

/// What a page says that it is, by schema.org types in its markup (microdata).
struct DeclaredParts {
  uint32_t product = 0;     ///< the only element of type Product; 0 when none or several
  bool questions = false;   ///< QAPage or Question
  bool discussion = false;  ///< DiscussionForumPosting
};
DeclaredParts declared_parts(const HtmlTree& tree);

/// The entries of a page that is a list: the siblings of one tag and class, three or more, each
/// with a link or heading, that hold most text together.
struct EntryList {
  std::vector<const TextBlock*> blocks;  ///< titles and texts in order, without prices and buttons
  bool declared = false;  ///< the markup calls it a list (ItemList) or its entries products
};
/// `cut` as in text_blocks, which made `blocks`; these must outlive the result. Linear.
EntryList list_entries(const HtmlTree& tree, const std::vector<uint8_t>& cut,
                       const std::vector<TextBlock>& blocks);

/// Tables of names and values inside a node: each row (or pair of dt and dd) has two cells.
std::vector<uint32_t> specifications(const HtmlTree& tree, const std::vector<uint8_t>& cut,
                                     uint32_t inside);

}  // namespace rasd
