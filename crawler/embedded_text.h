#pragma once
#include <string>

#include "crawler/html_tree.h"

namespace rasd {

/// The article's text out of the page's scripts, for pages that show it only once a script has run:
/// the run of prose that weighs most in the state of frameworks (__NEXT_DATA__, Nuxt, Apollo,
/// __INITIAL_STATE__), where keys such as "body" and "paragraphs" count more, and keys such as
/// "comments" not at all. State that is no JSON is searched for string literals. Markup in strings
/// is read as a page is. Paragraphs by newline; empty when there is none. Bounded by the JSON caps.
std::string embedded_article_text(const HtmlTree& tree);

}  // namespace rasd
