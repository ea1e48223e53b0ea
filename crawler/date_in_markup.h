#pragma once
#include <string_view>

#include "crawler/date_vote.h"
#include "crawler/published_date.h"

namespace rasd {

/// Votes for the dates in a page's raw markup, for pages that show and declare none: values of
/// keys such as "datePublished" and "pubDate" in scripts and attributes, dates in the addresses of
/// pictures, and the year-month-day dates that occur most often. Two passes over the text.
void vote_by_markup(std::string_view utf8, const DateContext& context, DateVote& published);

}  // namespace rasd
