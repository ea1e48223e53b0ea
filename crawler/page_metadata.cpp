#include "crawler/page_metadata.h"

#include <algorithm>
#include <unordered_map>

#include "base/utf8.h"
#include "crawler/class_hints.h"
#include "crawler/page_byline.h"
#include "crawler/page_dates.h"
#include "crawler/page_links.h"
#include "crawler/page_metas.h"
#include "crawler/url.h"

namespace rasd {
namespace {

constexpr size_t kSectionBytes = 80;
constexpr size_t kTitleBytes = 16;
constexpr std::string_view kParagraphSign = "¶";
constexpr std::string_view kSeparators[] = {" | ",  " - ", " – ", " — ",
                                            " :: ", " « ", " » ", " • "};

/// "Title | Site" without the site: a last (or first) part that is the site's name, or that is
/// short beside a long rest.
std::string without_site(std::string_view title, std::string_view site) {
  std::string_view best = title;
  for (const std::string_view separator : kSeparators) {
    const size_t last = title.rfind(separator);
    if (last == std::string_view::npos) continue;
    const std::string_view head = trim(title.substr(0, last));
    const std::string_view tail = trim(title.substr(last + separator.size()));
    if (!site.empty() && equals_ignoring_case(tail, site)) return without_site(head, site);
    const size_t first = title.find(separator);
    if (!site.empty() && equals_ignoring_case(trim(title.substr(0, first)), site))
      return std::string(trim(title.substr(first + separator.size())));
    if (head.size() > 2 * tail.size() && head.size() > 20 && head.size() < best.size()) best = head;
  }
  return std::string(best);
}

bool begins(std::string_view text, std::string_view with) {
  return text.substr(0, with.size()) == with;
}

/// "Pumps" of "Pumps | Shop".
bool is_parted(std::string_view title, std::string_view start) {
  if (start.empty() || !begins(title, start)) return false;
  return std::any_of(std::begin(kSeparators), std::end(kSeparators), [&](std::string_view mark) {
    return begins(title.substr(start.size()), mark);
  });
}

/// The level-one heading that the shared title repeats, or else the page's title, or else the first
/// of some length.
std::string heading(const HtmlTree& tree, std::string_view shared, std::string_view page_title) {
  std::string titled, first;
  for (uint32_t i = 1; i < tree.size(); ++i) {
    if (tree[i].tag != Tag::kH1) continue;
    std::string text = tree.text_content(i, 600);
    // The sign by which documentation links a heading to itself.
    if (text.size() > kParagraphSign.size() && text.ends_with(kParagraphSign))
      text = trim(std::string_view(text).substr(0, text.size() - kParagraphSign.size()));
    if (text.size() < 8 && !(shared.empty() && is_parted(page_title, text))) continue;
    if (shared.find(text) != std::string_view::npos) return text;
    if (titled.empty() && page_title.find(text) != std::string_view::npos) titled = text;
    if (first.empty()) first = std::move(text);
  }
  return titled.empty() ? first : titled;
}

/// Without a level-one heading: the longest heading or element named for a title that <title>
/// begins or ends with.
std::string named_title(const HtmlTree& tree, std::string_view page_title) {
  std::string best;
  for (uint32_t i = 1; i < tree.size(); ++i) {
    const Tag tag = tree[i].tag;
    if (tag == Tag::kText || tag == Tag::kTitle || tag == Tag::kMeta) continue;
    const bool heading = tag == Tag::kH2 || tag == Tag::kH3;
    if (!heading && (tree[i].attributes == 0 || tree[i].end - i > 12 ||
                     !(class_hints(tree.attribute(i, Attribute::kClass)) & kHintAbout)))
      continue;
    std::string text = tree.text_content(i, 600);
    if (text.size() < kTitleBytes || text.size() <= best.size() || text.size() > page_title.size())
      continue;
    if (begins(page_title, text) || page_title.substr(page_title.size() - text.size()) == text)
      best = std::move(text);
  }
  return best;
}

std::string title_of(const HtmlTree& tree, const Metas& metas, const StructuredArticle& ld,
                     std::string_view site) {
  std::string page_title;
  for (uint32_t i = 1; i < tree.size() && page_title.empty(); ++i)
    if (tree[i].tag == Tag::kTitle) page_title = tree.text_content(i, 600);
  std::string shared = squeeze_spaces(metas.first({"og:title", "twitter:title", "title", "dc.title",
                                                   "dc:title", "sailthru.title", "parsely-title"}));
  const std::string h1 = heading(tree, shared, page_title);
  const auto holds = [&](const std::string& text) {
    return !h1.empty() && text.find(h1) != std::string::npos;
  };
  // A title for sharing that <title> does not know is the site's, on every page the same.
  const bool stale = shared.empty() || page_title.find(shared) == std::string::npos;
  const bool repeated = holds(shared) || holds(ld.headline) || (stale && begins(page_title, h1));
  if (h1.size() > 15 && repeated) return h1;
  if (is_parted(page_title, h1)) return h1;
  if (!ld.headline.empty()) return ld.headline;
  if (!shared.empty()) return without_site(shared, site);
  if (h1.empty())
    if (std::string named = named_title(tree, page_title); !named.empty()) return named;
  // Neither repeats the other: one of them names the site or its section, the shorter one.
  std::string stated = without_site(page_title, site);
  return h1.size() > stated.size() ? h1 : stated;
}

std::string canonical_of(const HtmlTree& tree, const Metas& metas, const PageContext& context) {
  const auto page = parse_url(context.url);
  std::string stated;
  for (uint32_t i = 1; i < tree.size(); ++i)
    if (tree[i].tag == Tag::kLink &&
        equals_ignoring_case(tree.attribute(i, Attribute::kRel), "canonical")) {
      stated = trim(tree.attribute(i, Attribute::kHref));
      break;
    }
  if (stated.empty()) stated = trim(metas.first({"og:url"}));
  if (!stated.empty()) {
    const auto base = parse_url(base_address(tree, context.url));
    const auto url = parse_url(stated, base ? &*base : nullptr);
    // A home page as the canonical of an article is a template's mistake.
    const bool home = url && url->path.size() <= 1 && !url->query && page && page->path.size() > 1;
    if (url && url->is_web() && !home && (!page || same_site(*url, *page)))
      return canonical_url(*url);
  }
  return page ? canonical_url(*page) : context.url;
}

std::string language_of(const HtmlTree& tree, const Metas& metas, const StructuredArticle& ld) {
  std::string language;
  for (uint32_t i = 1; i < tree.size() && i < 50 && language.empty(); ++i)
    if (tree[i].tag == Tag::kHtml || tree[i].tag == Tag::kBody)
      language = trim(tree.attribute(i, Attribute::kLang));
  if (language.empty() && ld.language.size() < 12) language = ld.language;
  if (language.empty())
    language = metas.first({"og:locale", "language", "dc.language", "inlanguage"});
  if (language.size() > 12 || language.size() < 2) return {};
  std::replace(language.begin(), language.end(), '_', '-');
  return language;
}

/// The last step of the page's breadcrumbs that is neither the home page nor the article.
std::string last_crumb(const HtmlTree& tree, std::string_view title) {
  for (uint32_t i = 1; i < tree.size(); ++i) {
    if (tree[i].tag == Tag::kText || tree[i].attributes == 0 || tree[i].end - i > 120) continue;
    const auto names = [&](Attribute a) {
      return to_lower_ascii(tree.attribute(i, a)).find("crumb") != std::string::npos;
    };
    if (!names(Attribute::kClass) && !names(Attribute::kId)) continue;
    std::string last;
    int links = 0;
    for (uint32_t k = i + 1; k < tree[i].end; ++k) {
      if (tree[k].tag != Tag::kA) continue;
      std::string text = tree.text_content(k, 100);
      if (text.empty() || text == title) continue;
      ++links;
      last = std::move(text);
    }
    // The first is the home page.
    if (links > 1 && last.size() <= kSectionBytes) return last;
  }
  return {};
}

std::string section_of(const HtmlTree& tree, const Metas& metas, const StructuredArticle& ld,
                       std::string_view title) {
  std::string section = squeeze_spaces(metas.first(
      {"article:section", "parsely-section", "section", "sailthru.section", "category"}));
  if (section.empty()) section = ld.section;
  for (uint32_t i = 1; i < tree.size() && section.empty(); ++i) {
    if (tree[i].attributes == 0 || tree[i].tag == Tag::kMeta) continue;
    // WordPress marks an article's categories so.
    if (tree.attribute(i, Attribute::kItemprop) == "articleSection" ||
        tree.attribute(i, Attribute::kRel) == "category tag")
      section = tree.text_content(i, kSectionBytes);
  }
  return section.empty() ? last_crumb(tree, title) : section;
}

/// "Headline - Site": what follows the headline in <title>, where nothing else names the site.
std::string site_behind(const HtmlTree& tree, std::string_view title) {
  if (title.size() < 8) return {};
  for (uint32_t i = 1; i < tree.size(); ++i) {
    if (tree[i].tag != Tag::kTitle) continue;
    const std::string whole = tree.text_content(i, 600);
    if (!begins(whole, title)) return {};
    const std::string_view rest = std::string_view(whole).substr(title.size());
    for (const std::string_view separator : kSeparators) {
      const size_t last = rest.rfind(separator);
      if (last == std::string_view::npos) continue;
      const std::string_view site = trim(rest.substr(last + separator.size()));
      return site.size() <= kSectionBytes ? std::string(site) : std::string();
    }
    return {};
  }
  return {};
}

}  // namespace

PageMetadata read_metadata(const HtmlTree& tree, const StructuredArticle& ld,
                           const PageContext& context) {
  const Metas metas(tree);
  PageMetadata out;
  out.site_name = squeeze_spaces(metas.first({"og:site_name", "application-name"}));
  if (out.site_name.empty()) out.site_name = ld.publisher;
  out.title = title_of(tree, metas, ld, out.site_name);
  if (out.site_name.empty()) out.site_name = site_behind(tree, out.title);
  out.lead =
      squeeze_spaces(metas.first({"og:description", "description", "twitter:description",
                                  "dc.description", "dc:description", "sailthru.description"}));
  if (out.lead.empty()) out.lead = ld.description;
  // References that a template escaped a second time.
  for (std::string* field : {&out.title, &out.lead, &out.site_name})
    if (field->find('&') != std::string::npos) *field = squeeze_spaces(plain_text(*field));
  out.byline = byline_of(tree, metas, ld, out.site_name);
  out.canonical = canonical_of(tree, metas, context);
  out.language = language_of(tree, metas, ld);
  out.section = section_of(tree, metas, ld, out.title);
  std::string image = std::string(trim(metas.first(
      {"og:image", "og:image:url", "og:image:secure_url", "twitter:image", "twitter:image:src",
       "image", "thumbnail", "parsely-image-url", "sailthru.image.full"})));
  if (image.empty()) image = ld.image;
  for (uint32_t i = 1; i < tree.size() && image.empty(); ++i)
    if (tree[i].tag == Tag::kLink && tree.attribute(i, Attribute::kRel) == "image_src")
      image = trim(tree.attribute(i, Attribute::kHref));
  if (!image.empty()) out.image = resolve_url(image, base_address(tree, context.url));
  const PageDates dates = read_page_dates(tree, metas, ld, context, out.language);
  out.published = dates.published;
  out.updated = dates.updated;
  out.declared_article = ld.is_article() || metas.first({"og:type"}) == "article" ||
                         !metas.first({"article:published_time"}).empty();
  return out;
}

}  // namespace rasd
