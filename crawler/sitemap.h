#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "crawler/page.h"

namespace rasd {

enum class SitemapKind {
  kUrlset,  ///< pages (also a plain list of addresses, or a feed given as a sitemap)
  kIndex,   ///< other sitemaps
  kNews,    ///< pages with Google News fields
};
std::string_view name(SitemapKind kind);  // "urlset", "index", "news"

struct SitemapEntry {
  std::string link;      ///< absolute
  std::string title;     ///< news:title, plain text
  std::string language;  ///< news:language, or the hreflang that names this very address
  std::optional<StatedDate> modified;   ///< lastmod
  std::optional<StatedDate> published;  ///< news:publication_date
};

struct Sitemap {
  SitemapKind kind = SitemapKind::kUrlset;
  std::vector<SitemapEntry> entries;
  bool truncated = false;  ///< a cap was met
};

inline constexpr size_t kMaxSitemapBytes = size_t{50} << 20;  ///< sitemaps.org: 50 MB, decoded
inline constexpr size_t kMaxSitemapEntries = 50'000;          ///< sitemaps.org

/// Reads a sitemap (sitemaps.org 0.9 in any namespace, Google News 0.9, plain lists of addresses,
/// RSS and Atom), gzip or not, broken XML mended. `url` resolves relative addresses, which the
/// protocol forbids and sites write. Fails with kMalformed when it is none of these, with kRefused
/// when it is larger than the protocol allows. Thread-safe.
Result<Sitemap> read_sitemap(std::string_view bytes, std::string_view url);

}  // namespace rasd
