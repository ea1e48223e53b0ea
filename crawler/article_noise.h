#pragma once
#include <cstdint>
#include <vector>

#include "crawler/html_tree.h"

namespace rasd {

/// A tree's nodes with what their names say and which are left out; both by node.
struct MarkedTree {
  std::vector<uint16_t> hints;  ///< ClassHint bits of class and id, and of itemprop
  std::vector<uint8_t> cut;     ///< 1 at the top of each part that is no article text
};

/// What parts named for comments are: beside the text, or the text itself in a discussion.
enum class ReadersWords : uint8_t { kComments, kText };

/// Marks what says of itself that it is not the article: navigation, asides, hidden parts, boxes
/// named for sharing, related articles, comments, bylines, captions; and articles inside articles.
/// A name on something that holds most of the page's text is about something else. Linear.
MarkedTree mark_noise(const HtmlTree& tree, ReadersWords readers = ReadersWords::kComments);

}  // namespace rasd
