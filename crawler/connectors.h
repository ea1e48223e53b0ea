#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "crawler/pseudonym.h"
#include "records/article.h"
#include "records/ledger.h"
#include "records/source.h"

namespace rasd {

/// One item that a list names.
struct ListedItem {
  FetchedPage page;          ///< ids, kind, url and hints; no body
  bool complete = false;     ///< the hints are all there is to have: no page is fetched
  std::string comment_feed;  ///< read once after the article; empty: none
};

/// What one list says.
struct ListReading {
  std::vector<ListedItem> items;
  std::vector<Outcome> broken;    ///< rows that cannot be read: quarantined, with their bytes
  std::vector<std::string> more;  ///< further lists to read now: parts of an index, older pages
  std::string cursor;             ///< newest id of a timeline; empty: none
};

struct ListContext {
  std::string url;  ///< final, resolves relative addresses
  std::string content_type;
  Instant now{};
  const Pseudonym* pseudonym = nullptr;  ///< none: authors of posts and comments are left out
};

/// Reads a list by the source's connector: a feed, a sitemap or index (one level), a list page, a
/// timeline, observations. Fails with kMalformed when it is nothing of the kind. Thread-safe.
Result<ListReading> read_list(const Source& source, std::string_view bytes,
                              const ListContext& context);

/// Reads an article's comment feed: items of kind kComment, complete, whose parent is `parent_id`.
Result<ListReading> read_comment_feed(const Source& source, const std::string& parent_id,
                                      std::string_view bytes, const ListContext& context);

/// What to ask for when a source is polled: its address, for a timeline with since_id.
std::string list_url(const Source& source, std::string_view cursor);

/// The id of an item that has an address.
std::string item_id(const Source& source, std::string_view url);
/// Items of the organisation's own news sources are statements.
ItemKind item_kind(const Source& source);

}  // namespace rasd
