#pragma once
#include <string>
#include <string_view>

#include "crawler/connectors.h"

namespace rasd {

/// Reads what Bluesky's public AppView says: app.bsky.feed.getAuthorFeed (source.account) or
/// app.bsky.feed.searchPosts (source.query), lexicons of atproto as of 2026. The cursor is the time
/// of the newest post, by the AppView's own clock where the author's runs ahead. Reposts are
/// reposts; replies name what they answer; descriptions of pictures and the card of a link are
/// text. Left out: posts of accounts that ask not to be shown to people who are not signed in
/// (label !no-unauthenticated). Fails with kMalformed when it is neither list.
Result<ListReading> read_bluesky(const Source& source, std::string_view bytes,
                                 const ListContext& context);

/// The address of the newest page, for a search from a little before the cursor on.
std::string bluesky_url(const Source& source, std::string_view since);

/// "at://did:plc:x/app.bsky.feed.post/3k" as the address people see it at; empty for anything that
/// is no post.
std::string bluesky_post_url(std::string_view at_uri);

}  // namespace rasd
