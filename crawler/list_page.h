#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "crawler/page.h"

namespace rasd {

/// What earlier looks at a source's list pages said of one shape of address ("/{word}/{slug}").
struct LinkShape {
  std::string shape;
  uint32_t links = 0;     ///< seen on its pages
  uint32_t speaking = 0;  ///< of them, by themselves recognised as articles
  bool operator==(const LinkShape&) const = default;
};

/// The form of an address without what makes it this one: "{date}" for /2026/11/24/, "{n}" for a
/// number, "{slug}" for a headline or a segment with a long number, "{word}" for a folder, the last
/// segment as it stands where it is only a word; of the query, the names that carry an id.
std::string link_shape(std::string_view url);

/// One link of a list page, judged.
struct JudgedLink {
  PageLink link;
  std::string shape;
  bool taken = false;
};

struct ListJudgement {
  std::vector<JudgedLink> links;  ///< the candidates in page order, each address once
  std::vector<LinkShape> shapes;  ///< of this page with all before it, the most links first
  std::string next;               ///< address of the following page; empty: none
};

/// Which links of a list page are articles. A candidate stays on the page's site and is no section,
/// tag, file or service page. It is taken when its address (a date, a number, a slug) or its text
/// (a sentence) speaks for an article, or when it has the shape of many that do: so a headline of
/// one word is taken with its neighbours. `known` is what earlier looks learned, and goes into the
/// judgement. Thread-safe.
ListJudgement judge_list(const std::vector<PageLink>& links, std::string_view page_url,
                         std::string_view rel_next = {}, const std::vector<LinkShape>& known = {});

/// Whether links of this shape are taken whole, by what was seen of it.
bool is_article_shape(const LinkShape& shape);

/// The taken links alone.
std::vector<PageLink> article_links(const std::vector<PageLink>& links, std::string_view page_url);

/// The page after this one: what the page itself names (rel=next), else a link to the same address
/// with the number in ?page=N, ?paged=N, ?p=N, ?pg=N or /page/N one higher. Empty when there is
/// none; never another site's.
std::string next_list_page(const std::vector<PageLink>& links, std::string_view page_url,
                           std::string_view rel_next);

}  // namespace rasd
