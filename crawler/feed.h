#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "crawler/page.h"

namespace rasd {

/// One entry as its feed gives it. UTF-8. `title` is plain text; `summary` and `content` keep
/// their markup, sanitised (crawler/sanitize.h), with addresses made absolute.
struct FeedEntry {
  std::string id;  ///< guid or id as written; empty when the feed gives none
  std::string title;
  std::string link;  ///< absolute
  std::string summary;
  std::string content;
  std::string comments;                   ///< address of its comments page, absolute
  std::optional<uint32_t> comment_count;  ///< slash:comments
  std::string comment_feed;  ///< wfw:commentRss or Atom's replies: its comments as a feed, absolute
  std::string image;         ///< absolute
  std::string language;      ///< BCP 47, only where the entry says so itself
  std::vector<std::string> authors;
  std::vector<std::string> categories;
  std::optional<StatedDate> published, updated;
};

struct Feed {
  /// rss090, rss091n, rss091u, rss092 … rss094, rss10, rss20, rss, atom03, atom10, atom, json10,
  /// json11; "n" and "u" are Netscape's and Userland's 0.91.
  std::string format;
  std::string title, link, language;
  std::string feed_id;
  std::vector<FeedEntry> entries;
  bool broken = false;     ///< it was not well-formed and what could be recovered was
  bool truncated = false;  ///< a cap was met
};

struct FeedContext {
  std::string url;               ///< final URL, resolves relative ones
  std::string content_type;      ///< the HTTP header, may be empty
  std::string content_location;  ///< the HTTP header, may be empty: the base, when given
  std::string content_language;  ///< the HTTP header, may be empty
};

/// Reads RSS 0.9x, 1.0 and 2.0, Atom 0.3 and 1.0, and JSON Feed 1.0 and 1.1, of any bytes. Broken
/// XML is recovered as far as it goes. Fails with kMalformed when it is no feed at all.
/// Bounded: 16 MB, 5,000 entries, depth 256; entities beyond the five and HTML's are not expanded.
/// Thread-safe.
Result<Feed> read_feed(std::string_view bytes, const FeedContext& context);

}  // namespace rasd
