#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "crawler/html_tree.h"
#include "crawler/page.h"

namespace rasd {

/// Readers' comments that stand in the page: schema.org Comment microdata, and the usual comment
/// lists (an element named "comment" or "comment-123" with a body and an author inside). Replies
/// are comments of their own. At most 2,000. Linear in the tree times the depth of replies.
std::vector<PageComment> read_comments(const HtmlTree& tree, Instant fetched);

/// The address of an article's own comment feed: <link rel="alternate"> of a feed whose address
/// lies below the article's, as WordPress writes it; the others are feeds of the site. Empty: none.
std::string find_comment_feed(const HtmlTree& tree, std::string_view page_url);

}  // namespace rasd
