#include "crawler/page_dates.h"

#include "base/utf8.h"
#include "crawler/date_in_url.h"
#include "crawler/published_date.h"

namespace rasd {
namespace {

// How many short lines after the title are read for a date.
constexpr int kLinesAfterTitle = 40;
constexpr int kLinesBeforeTitle = 15;
constexpr size_t kLineBytes = 160;

class DateFinder {
 public:
  DateFinder(const HtmlTree& tree, const Metas& metas, const StructuredArticle& ld,
             const PageContext& page, std::string_view language)
      : tree_(tree), metas_(metas), ld_(ld), page_(page), context_{page.fetched, language} {}

  PageDates find() {
    PageDates out;
    out.updated =
        first({ld_.modified, metas_.first({"article:modified_time", "og:updated_time",
                                           "datemodified", "dcterms.modified", "last-modified",
                                           "lastmod", "article.updated", "sailthru.updated"})});
    if (!out.updated) out.updated = marked("dateModified", "updated", "modified");
    out.published = published();
    if (!out.published && out.updated) out.published = out.updated;
    if (out.published && out.updated && out.updated->at < out.published->at) out.updated.reset();
    return out;
  }

 private:
  std::optional<StatedDate> read(std::string_view text) const { return read_date(text, context_); }

  std::optional<StatedDate> first(std::initializer_list<std::string_view> texts) const {
    for (const std::string_view text : texts)
      if (!text.empty())
        if (auto date = read(text)) return date;
    return std::nullopt;
  }

  std::optional<StatedDate> published() {
    auto date = first({ld_.published, metas_.first({"article:published_time",
                                                    "article:published",
                                                    "datepublished",
                                                    "og:published_time",
                                                    "og:article:published_time",
                                                    "article.published",
                                                    "parsely-pub-date",
                                                    "sailthru.date",
                                                    "publishdate",
                                                    "publish_date",
                                                    "publish-date",
                                                    "pubdate",
                                                    "publication_date",
                                                    "publicationdate",
                                                    "published_time",
                                                    "cxenseparse:recs:publishtime",
                                                    "article:post_date",
                                                    "dc.date.issued",
                                                    "dcterms.issued",
                                                    "citation_publication_date",
                                                    "citation_date",
                                                    "article_date_original",
                                                    "article_date",
                                                    "displaydate",
                                                    "originalpublicationdate",
                                                    "ptime",
                                                    "dcterms.created",
                                                    "dc.date.created",
                                                    "datecreated",
                                                    "dcterms.date",
                                                    "dc.date",
                                                    "date",
                                                    "created",
                                                    "uploaddate"})});
    if (!date) date = marked("datePublished", "published", "pubdate");
    if (!date) date = marked("dateCreated", "entry-date", "post-date");
    const auto from_url = bounded(date_in_url(page_.url));
    if (date) return date;
    const auto visible = visible_date();
    if (from_url && visible && !visible->day_only && same_day(*from_url, *visible)) return visible;
    if (from_url) return from_url;
    if (visible) return visible;
    return first_time_element();
  }

  std::optional<StatedDate> bounded(std::optional<StatedDate> date) const {
    if (date && page_.fetched != Instant{} && date->at > page_.fetched + std::chrono::days{2})
      return std::nullopt;
    return date;
  }

  static bool same_day(const StatedDate& a, const StatedDate& b) {
    const auto day = [](const StatedDate& d) {
      return std::chrono::floor<std::chrono::days>(d.at + std::chrono::minutes{d.offset_minutes});
    };
    return day(a) == day(b);
  }

  std::optional<StatedDate> of_element(uint32_t i) const {
    for (const Attribute a : {Attribute::kDatetime, Attribute::kContent})
      if (const std::string_view text = tree_.attribute(i, a); !text.empty())
        if (auto date = read(text)) return date;
    return read(tree_.text_content(i, kLineBytes));
  }

  /// Microdata of that name, or a time element of a class that says so.
  std::optional<StatedDate> marked(std::string_view prop, std::string_view name,
                                   std::string_view other_name) const {
    for (uint32_t i = 1; i < tree_.size(); ++i) {
      const HtmlNode& node = tree_[i];
      if (node.tag == Tag::kText || node.attributes == 0 || node.tag == Tag::kMeta) continue;
      const std::string_view itemprop = tree_.attribute(i, Attribute::kItemprop);
      bool fits = itemprop.find(prop) != std::string_view::npos;
      if (!fits && node.tag == Tag::kTime) {
        const std::string cls = to_lower_ascii(tree_.attribute(i, Attribute::kClass));
        fits = cls.find(name) != std::string::npos || cls.find(other_name) != std::string::npos;
      }
      if (fits)
        if (auto date = of_element(i)) return date;
    }
    return std::nullopt;
  }

  bool names_a_date(uint32_t text) const {
    uint32_t node = tree_[text].parent;
    for (int up = 0; up < 3 && node != 0; ++up, node = tree_[node].parent) {
      if (tree_[node].tag == Tag::kTime) return true;
      if (tree_[node].attributes == 0) continue;
      const std::string name = to_lower_ascii(tree_.attribute(node, Attribute::kClass)) +
                               to_lower_ascii(tree_.attribute(node, Attribute::kId));
      for (const char* word : {"date", "time", "publish", "posted", "tarikh", "datum"})
        if (name.find(word) != std::string::npos) return true;
    }
    return false;
  }

  uint32_t title_node() const {
    for (const Tag tag : {Tag::kH1, Tag::kH2})
      for (uint32_t i = 1; i < tree_.size(); ++i)
        if (tree_[i].tag == tag && tree_.text_content(i, 200).size() > 15) return i;
    return 0;
  }

  /// Short lines around the title: those whose element is named for a date first.
  std::optional<StatedDate> visible_date() const {
    const uint32_t title = title_node();
    const uint32_t start = title == 0 ? 1 : tree_[title].end;
    for (const bool named : {true, false}) {
      int lines = 0;
      for (uint32_t i = start; i < tree_.size() && lines < kLinesAfterTitle; ++i)
        if (auto date = line(i, named, lines)) return date;
      lines = 0;
      for (uint32_t i = title; i > 1 && lines < kLinesBeforeTitle; --i)
        if (auto date = line(i - 1, named, lines)) return date;
    }
    // Named for a date, anywhere.
    int lines = 0;
    for (uint32_t i = start; i < tree_.size(); ++i)
      if (auto date = line(i, true, lines)) return date;
    return std::nullopt;
  }

  std::optional<StatedDate> line(uint32_t i, bool named, int& lines) const {
    if (tree_[i].tag != Tag::kText) return std::nullopt;
    const std::string_view text = trim(tree_.text(i));
    if (text.size() < 2) return std::nullopt;
    ++lines;
    if (text.size() > kLineBytes) return std::nullopt;
    if (named && !names_a_date(i)) return std::nullopt;
    if (const uint32_t time = tree_.enclosing(i, Tag::kTime); time != 0)
      if (auto date = of_element(time)) return date;
    // The whole line of its block: date and hour often stand in two spans.
    uint32_t block = tree_[i].parent;
    while (block != 0 && !is_block(tree_[block].tag)) block = tree_[block].parent;
    const std::string whole = tree_.text_content(block, kLineBytes + 1);
    auto date = read(text);
    if (whole.size() <= kLineBytes && whole.size() > text.size())
      if (auto better = read(whole); better && (!date || !better->day_only)) date = better;
    return date;
  }

  std::optional<StatedDate> first_time_element() const {
    for (uint32_t i = 1; i < tree_.size(); ++i)
      if (tree_[i].tag == Tag::kTime)
        if (auto date = of_element(i)) return date;
    return std::nullopt;
  }

  const HtmlTree& tree_;
  const Metas& metas_;
  const StructuredArticle& ld_;
  const PageContext& page_;
  DateContext context_;
};

}  // namespace

PageDates read_page_dates(const HtmlTree& tree, const Metas& metas, const StructuredArticle& ld,
                          const PageContext& context, std::string_view language) {
  return DateFinder(tree, metas, ld, context, language).find();
}

}  // namespace rasd
