#pragma once
#include <string>
#include <string_view>

#include "crawler/connectors.h"

namespace rasd {

/// Reads Reddit's own Atom feeds: a community's newest posts and comments (source.account), or a
/// search (source.query). The line that names the author inside each text is cut, and so is the
/// title of a comment, which is its author's name. Comments are linked to their post. The cursor
/// holds a time for posts and one for comments; older pages follow by ?after=ID. Fails with
/// kMalformed when it is no feed.
Result<ListReading> read_reddit(const Source& source, std::string_view bytes,
                                const ListContext& context);

std::string reddit_url(const Source& source);

}  // namespace rasd
