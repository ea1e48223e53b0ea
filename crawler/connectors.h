#pragma once
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "crawler/attachment_folder.h"
#include "crawler/list_page.h"
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

/// Posts that were published, or whose ids were given out, and that no list showed us.
struct MissingPosts {
  std::string first, last;  ///< ids, both inclusive; `first` empty: from the last one read on
  uint64_t count = 0;       ///< zero: nobody can say
  std::string why;          ///< plain words
};

/// What one list says.
struct ListReading {
  std::vector<ListedItem> items;
  std::vector<Outcome> broken;    ///< rows that cannot be read: quarantined, with their bytes
  std::vector<Outcome> reposts;   ///< filtered: counted, but no new texts
  std::vector<std::string> more;  ///< further lists to read now: parts of an index, older pages
  std::string cursor;             ///< how far posts are read with this list; empty: as before
  std::vector<MissingPosts> missing;
  std::vector<LinkShape> shapes;  ///< of a list page's links: what is known now
};

struct ListContext {
  std::string url;  ///< final, resolves relative addresses
  std::string content_type;
  Instant now{};
  const Pseudonym* pseudonym = nullptr;  ///< none: authors of posts and comments are left out
  const AttachmentFolder* attachments = nullptr;  ///< none: files of observations are left out
  std::string since;        ///< posts: the cursor of the last whole poll; empty: there was none
  std::string newest;       ///< posts: the cursor as this poll has moved it so far
  Instant oldest{};         ///< older posts, and parts of an index, are not asked for
  int status = 200;         ///< of the answer
  std::string_view head{};  ///< status line and headers of the answer
  const std::vector<LinkShape>* shapes = nullptr;  ///< what earlier looks at the source learned
};

/// What a server means that answers with an error. Always with an error; by default its status.
struct Refusal {
  Error error;
  std::optional<std::chrono::seconds> wait;  ///< until it may be asked again
  std::string again;           ///< ask for this instead; `missing` is what that leaves out
  bool nothing_there = false;  ///< this list is closed (comments off), which is no failure
  std::vector<MissingPosts> missing;
};

/// Reads a list by the source's connector: a feed, a sitemap or index, a list page, a
/// timeline, observations. A pure function of its arguments: what is read, what to ask for next,
/// how far that takes the cursor, what is missing. Fails with kMalformed when it is nothing of the
/// kind, with what the server says where it says something. Thread-safe.
Result<ListReading> read_list(const Source& source, std::string_view bytes,
                              const ListContext& context);

/// Reads an article's comment feed: items of kind kComment, complete, whose parent is `parent_id`.
Result<ListReading> read_comment_feed(const Source& source, const std::string& parent_id,
                                      std::string_view bytes, const ListContext& context);

/// Which kind of failure an HTTP status is; nothing for 2xx and 304.
std::optional<Error> error_of_status(int status);

/// Reads the answer of a status that is no success, for the connectors whose servers explain it.
Refusal read_refusal(const Source& source, std::string_view bytes, const ListContext& context);

/// What to ask for when a source is polled: its address, for posts from the cursor on.
std::string list_url(const Source& source, std::string_view cursor);

/// The id of an item that has an address.
std::string item_id(const Source& source, std::string_view url);
/// Items of the organisation's own news sources are statements.
ItemKind item_kind(const Source& source);

}  // namespace rasd
