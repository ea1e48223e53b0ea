#pragma once
#include <functional>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/result.h"
#include "crawler/page_archive.h"
#include "crawler/warc_reader.h"
#include "records/article.h"

namespace rasd {

/// One record of a WARC file as a replay takes it.
struct WarcEntry {
  std::string file;  ///< its name without folders
  WarcRecord record;
  int status = 0;     ///< HTTP status of a response or revisit
  std::string mime;   ///< media type of what it holds, lower case, without parameters
  std::string as;     ///< "page", or what else it is: "request", "feed", "image", "redirect", …
  std::string error;  ///< why it cannot be taken in; empty: it was read
  /// Set for "page": url, status, content type, body and time; ids are the caller's.
  std::optional<FetchedPage> page;
  std::optional<Exchange> exchange;  ///< of a page that came by HTTP
};

/// Reads WARC files in their order and gives every record to `take`. Pages are answers with a
/// status of 2xx and resources that hold HTML by their type, or by their first bytes where the type
/// says nothing. A revisit with another address than its original is a page with the original's
/// payload, wherever in these files that lies; one whose original is not there cannot be taken in,
/// unless it is a 304, which promises no bytes. Whatever else there is (feeds, sitemaps, images,
/// redirects, requests, conversions) is named in `as`. A file that is not WARC is one entry with an
/// error. Memory is bounded: by a record's 32 MB, and by an index of a million digests and
/// addresses, beyond which originals are no longer found. Ends early when stopped. Fails when
/// `take` does, and with kInternal when the system cannot read a file.
Result<void> read_warc_entries(const std::vector<std::string>& files, const std::stop_token& stop,
                               const std::function<Result<void>(WarcEntry)>& take);

}  // namespace rasd
