#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"

namespace rasd {

/// A date as a page states it: an instant, or a day alone where no more is known.
struct StatedDate {
  Instant at{};  ///< midnight UTC when only the day is known
  bool day_only = false;
  int offset_minutes = 0;  ///< the zone as stated
  bool zoned = true;       ///< false: a time without a zone; `at` takes it for UTC
};
/// RFC 3339 with the stated zone, or the date alone.
std::string to_string(const StatedDate& date);

enum class PageKind { kArticle, kLive, kGallery, kList, kPaywall, kOther };
std::string_view name(PageKind kind);

struct PageLink {
  std::string url;   ///< absolute
  std::string text;  ///< anchor text, spaces squeezed
};

/// A reader's comment found in the page itself.
struct PageComment {
  std::string id, author, text;
  std::string parent;  ///< id of the comment that it answers; empty: the article itself
  std::optional<StatedDate> published;
};

/// Everything that one HTML page says of its article. UTF-8, NFC, no markup; paragraphs of `text`
/// are separated by one newline. A field that the page does not give is empty.
struct ExtractedPage {
  std::string charset;  ///< WHATWG name of what it was decoded from
  std::string canonical, title, text, lead, byline, language, section, image, site_name;
  std::optional<StatedDate> published, updated;
  PageKind kind = PageKind::kOther;
  std::vector<PageLink> links;        ///< only when asked for
  std::string next;                   ///< the page after this one (rel=next); with the links
  std::vector<PageComment> comments;  ///< only when asked for
  std::string comment_feed;           ///< the article's own, as WordPress names it; with them
  bool truncated = false;             ///< a cap on bytes, nodes or depth was met
};

struct PageContext {
  std::string url;           ///< final URL, resolves relative ones
  std::string content_type;  ///< the HTTP header, may be empty
  Instant fetched{};         ///< bounds dates: nothing is published after it (zero: unknown)
  bool links = false;
  bool comments = false;
};

/// Reads a page of any bytes. Never fails on content: an empty or hopeless page is kOther with no
/// text. Bounded: 10 MB of input, 200,000 nodes, depth 512. Thread-safe.
ExtractedPage read_page(std::string_view bytes, const PageContext& context);
/// The same for the crawler, which wants what readers wrote before the page is read: comments and
/// their feed alone, at about a third of the cost.
ExtractedPage read_page_comments(std::string_view bytes, const PageContext& context);

}  // namespace rasd
