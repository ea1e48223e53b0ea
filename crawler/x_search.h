#pragma once
#include <string>
#include <string_view>

#include "crawler/connectors.h"

namespace rasd {

/// Reads a page of X API v2 recent search (source.query). The cursor is the newest id; older pages
/// follow meta.next_token. Retweets are reposts; replies name what they answer; a long post is read
/// whole (note_tweet), what pictures show is text. Left out: posts of protected accounts. What the
/// answer's partial errors withhold is told as missing. Fails with kMalformed when it is no answer
/// of this interface, and with the API's own words where it only reports errors.
Result<ListReading> read_x_search(const Source& source, std::string_view bytes,
                                  const ListContext& context);

/// The address of the newest page; `since_id` when not empty.
std::string x_search_url(const Source& source, std::string_view since_id);

/// The API's errors in its own words, empty when it gives none. A since_id from before the week
/// that recent search covers is refused with 400: then the same is asked without it, and what lies
/// between is missing.
Refusal read_x_refusal(Refusal refusal, std::string_view bytes, const ListContext& context);

}  // namespace rasd
