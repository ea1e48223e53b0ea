#pragma once
#include <string>
#include <string_view>

#include "crawler/connectors.h"

namespace rasd {

/// Reads a timeline of public posts as the Mastodon API v1 gives it (a JSON array of statuses).
/// Left out: boosts, posts that are not public, and posts of accounts that ask not to be indexed
/// (`noindex`). `more` names the next older page while the page was full. Authors only as
/// pseudonyms. Fails with kMalformed when it is no such array.
Result<ListReading> read_timeline(const Source& source, std::string_view bytes,
                                  const ListContext& context);

/// The address of a timeline: the public one of an instance when only the instance is named;
/// `since_id` and `max_id` (exclusive bounds) when not empty.
std::string timeline_url(std::string_view source_url, std::string_view since_id,
                         std::string_view max_id);

}  // namespace rasd
