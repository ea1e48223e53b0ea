#pragma once
#include <string_view>

#include "crawler/date_vote.h"
#include "crawler/html_tree.h"
#include "crawler/published_date.h"

namespace rasd {

/// Votes for the dates that people read on a page. A line weighs more the nearer it stands to the
/// title, when it lies in a time element or one that is named for a date, and when it says what
/// it is ("نشر في"); it weighs little in sidebars, related articles, comments and captions. Lines
/// and elements that speak of a change go to `updated`. A day alone is completed by the line's own
/// hour. Bounded: short lines only, and some hundreds of them.
void vote_by_lines(const HtmlTree& tree, const DateContext& context, DateVote& published,
                   DateVote& updated);

/// Whether the page's own dates in digits put the month first: a date that can be read one way
/// only decides ("11/24/2026"), else the language, the site's country and hours with am and pm.
bool puts_month_first(const HtmlTree& tree, std::string_view url, std::string_view language);

}  // namespace rasd
