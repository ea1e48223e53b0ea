#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "crawler/html_tree.h"

namespace rasd {

/// One run of text between two block boundaries: a paragraph, a heading, a list item.
struct TextBlock {
  uint32_t node = 0;              ///< the nearest enclosing block element
  uint32_t first = 0;             ///< its first text node
  std::string text;               ///< spaces squeezed, a line break where the page has one <br>;
                                  ///< of <pre> its lines as they stand
  uint32_t letters = 0;           ///< code points but for spaces
  uint32_t link_letters = 0;      ///< of those, inside links
  uint32_t emphasis_letters = 0;  ///< of those, inside b, strong, em, i
  uint32_t stops = 0;             ///< sentence marks: . ! ? … ؟ ۔ 。 followed by space or end
  uint32_t commas = 0;            ///< , ، 、 ; ؛
};

/// The blocks of a page in order. `cut[node]` not zero leaves a node out with all below it.
std::vector<TextBlock> text_blocks(const HtmlTree& tree, const std::vector<uint8_t>& cut);

}  // namespace rasd
