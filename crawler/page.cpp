#include "crawler/page.h"

#include <cstdio>
#include <cstdlib>

#include "base/utf8.h"
#include "crawler/article_text.h"
#include "crawler/html_tree.h"

namespace rasd {

std::string to_string(const StatedDate& date) {
  if (date.day_only) return to_string(Day{std::chrono::floor<std::chrono::days>(date.at)});
  if (date.offset_minutes == 0) return to_rfc3339(date.at);
  std::string text = to_rfc3339(date.at + std::chrono::minutes{date.offset_minutes});
  text.pop_back();
  const int minutes = std::abs(date.offset_minutes);
  char zone[16];
  std::snprintf(zone, sizeof zone, "%c%02d:%02d", date.offset_minutes < 0 ? '-' : '+', minutes / 60,
                minutes % 60);
  return text + zone;
}

std::string_view name(PageKind kind) {
  switch (kind) {
    case PageKind::kArticle:
      return "article";
    case PageKind::kLive:
      return "live";
    case PageKind::kGallery:
      return "gallery";
    case PageKind::kList:
      return "list";
    case PageKind::kPaywall:
      return "paywall";
    case PageKind::kOther:
      break;
  }
  return "other";
}

ExtractedPage read_page(std::string_view bytes, const PageContext&) {
  ExtractedPage page;
  page.charset = "utf-8";
  const std::string utf8 = to_valid_utf8(bytes.substr(0, 10'000'000));
  const HtmlTree tree = HtmlTree::parse(utf8);
  page.truncated = tree.truncated();
  ArticleText article = extract_article(tree, {});
  page.text = std::move(article.text);
  page.kind = article.kind;
  return page;
}

}  // namespace rasd
