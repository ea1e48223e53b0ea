#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace rasd {

/// One subscription of an OPML file. UTF-8, plain text.
struct OpmlOutline {
  std::string title;              ///< title, else text
  std::string feed;               ///< xmlUrl, as written
  std::string site;               ///< htmlUrl
  std::string language;           ///< BCP 47, may be empty
  std::vector<std::string> tags;  ///< the outlines that it stands in, then its category attribute
  bool operator==(const OpmlOutline&) const = default;
};

/// Reads OPML 1.0 and 2.0 of any bytes: outlines nested to any depth in sense, 64 in fact; broken
/// XML is mended. Entities beyond XML's and HTML's are not expanded, nothing else is loaded. At
/// most 16 MB and 10,000 subscriptions. Fails with kMalformed when it is no OPML, with kRefused
/// when it is larger. Thread-safe.
Result<std::vector<OpmlOutline>> read_opml(std::string_view bytes);

/// OPML 2.0: the first tag as an outline around, all of them as category.
std::string write_opml(const std::vector<OpmlOutline>& outlines, std::string_view title);

}  // namespace rasd
