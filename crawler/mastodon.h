#pragma once
#include <string>
#include <string_view>

#include "crawler/connectors.h"

namespace rasd {

/// Reads a timeline of public posts as the Mastodon API v1 gives it (a JSON array of statuses).
/// Left out: posts that are not public, and posts of accounts that ask not to be indexed
/// (`noindex`). Boosts are reposts. `more` names the next older page by the header Link, or while
/// the page was full, down to the last one read. Authors only as pseudonyms; what pictures show
/// (their description) is text. Fails with kMalformed when it is no such array.
Result<ListReading> read_timeline(const Source& source, std::string_view bytes,
                                  const ListContext& context);

/// The address of a timeline: the public one of an instance when only the instance is named, a
/// hashtag's when its page is ("https://instance/tags/name");
/// `since_id` and `max_id` (exclusive bounds) when not empty.
std::string timeline_url(std::string_view source_url, std::string_view since_id,
                         std::string_view max_id);

}  // namespace rasd
