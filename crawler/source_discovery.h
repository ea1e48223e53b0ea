#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "records/source.h"

namespace rasd {

/// A list that a site may publish, and how we came by it.
struct FoundList {
  std::string url;  ///< absolute
  Connector connector = Connector::kFeed;
  std::string title;  ///< as the site names it, may be empty
  std::string from;   ///< "named by the page", "linked in the page", "robots.txt", "usual place"
  bool operator==(const FoundList&) const = default;
};

/// The feeds that a page names (link rel=alternate of RSS, Atom or JSON Feed) or links to (an
/// address that looks like a feed's), in that order, each once; those of comments come last. Of
/// any bytes. At most 50. Thread-safe.
std::vector<FoundList> lists_in_page(std::string_view bytes, std::string_view content_type,
                                     std::string_view page_url);

/// The sitemaps that a robots.txt names, those whose name speaks of news first; of the page's own
/// site alone.
std::vector<FoundList> lists_in_robots(std::string_view bytes, std::string_view robots_url);

/// Where sites usually keep their feed and sitemap, for those that name none.
std::vector<FoundList> usual_places(std::string_view page_url);

/// What bytes fetched from an address are: a feed, a sitemap, a list page with at least three
/// articles, or (kNotFound) nothing that can be watched.
Result<Connector> recognise_list(std::string_view bytes, std::string_view content_type,
                                 std::string_view url);

/// A short name for a source by its address: "alghad", "alghad-sport" for a section; never one that
/// stands in `taken`.
std::string suggest_id(std::string_view url, const std::vector<std::string>& taken);

}  // namespace rasd
