#pragma once
#include <string>
#include <vector>

#include "demo/world.h"

namespace rasd {

/// What a page of an outlet is made of. Items are indexes into World::items.
struct PageParts {
  const World& world;
  size_t outlet;
  std::string base;              ///< "http://127.0.0.1:8101", no slash at the end
  std::vector<size_t> related;   ///< shown beside the article: never part of it
  std::vector<size_t> comments;  ///< under the article
};

/// The HTML page of an article (UTF-8; the caller encodes it). Eight layouts as they are met:
/// 0 JSON-LD and OpenGraph in modern markup, 1 OpenGraph in nested div, 2 microdata, 3 OpenGraph
/// and JSON-LD with an ad between paragraphs, 4 bare, 5 tables and font tags, 6 blog software with
/// comments, 7 the organisation's own.
std::string article_page(const PageParts& parts, const WorldItem& item);

/// The page that lists items, newest first: an outlet's home page, or one page of its archive.
std::string list_page(const PageParts& parts, const std::vector<size_t>& items, size_t page,
                      size_t pages);

/// The page of one post on the public instance.
std::string post_page(const PageParts& parts, const WorldItem& item);

}  // namespace rasd
