#pragma once
#include <string>
#include <vector>

#include "crawler/connectors.h"

namespace rasd {

/// Whether a page may hold comments or name a feed of them, by marks in its bytes: one pass, so
/// that the other pages are not read twice.
bool may_have_comments(std::string_view body);

/// What readers say under an article, in its own page.
struct PageDiscussion {
  std::vector<ListedItem> comments;  ///< complete items of kind kComment
  std::string feed;                  ///< address of the article's own comment feed; empty: none
};

/// Reads the comments of an article's page (`page.body`): schema.org Comment as JSON-LD or
/// microdata, and the usual markup of WordPress, Drupal and Arabic content systems. A comment's
/// parent is the article, a reply's the comment that it answers. Authors travel as pseudonyms.
/// The id comes from the comment's own number where it has one, so that the page read again, or
/// its comment feed, adds only what is new.
PageDiscussion read_discussion(const Source& source, const FetchedPage& page,
                               const ListContext& context);

/// The id of a comment: `own` is its id, anchor or address, or what it says where it has none.
std::string comment_id(const Source& source, const std::string& article_id, std::string_view own);

}  // namespace rasd
