#pragma once
#include <string>
#include <string_view>

#include "crawler/connectors.h"

namespace rasd {

/// Reads YouTube. Without a key: a channel's Atom feed (source.account), whose videos are posts.
/// With one, the Data API v3: the channel's uploads and all comments under its videos, or a search
/// (source.query) and the comments of what it finds from the last three days. Comments are of kind
/// comment, linked to their video, replies to the comment they answer. The cursor holds a time for
/// videos and one for comments. Fails with kMalformed when it is none of these lists.
Result<ListReading> read_youtube(const Source& source, std::string_view bytes,
                                 const ListContext& context);

std::string youtube_url(const Source& source, std::string_view cursor);

/// The API's own reason. A spent quota waits for the next midnight in California, when it is given
/// out anew; comments that are off and videos that are gone are no failure of the list.
Refusal read_youtube_refusal(Refusal refusal, std::string_view bytes, const ListContext& context);

}  // namespace rasd
