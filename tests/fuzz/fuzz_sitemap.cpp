#include "crawler/sitemap.h"
#include "crawler/url.h"
#include "tests/fuzz/property.h"

using namespace rasd;
using fuzz::require;
using fuzz::require_text;

/// Input: a sitemap, gzip or not.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto map = read_sitemap(fuzz::as_text(data, size), "https://news.example/sitemap.xml");
  if (!map) return 0;
  require(map->entries.size() <= kMaxSitemapEntries, "entries are bounded");
  // Deflate packs a thousand to one.
  const size_t cap = 64 * 1100 * size + 4096;
  for (const SitemapEntry& entry : map->entries) {
    require_text(entry.link, cap, "address");
    require(parse_url(entry.link).has_value(), "addresses are absolute", entry.link);
    require_text(entry.title, cap, "title");
    require_text(entry.language, cap, "language");
  }
  return 0;
}
