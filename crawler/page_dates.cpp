#include "crawler/page_dates.h"

#include "base/utf8.h"
#include "crawler/date_in_markup.h"
#include "crawler/date_in_url.h"
#include "crawler/date_lines.h"
#include "crawler/date_vote.h"
#include "crawler/published_date.h"

namespace rasd {
namespace {

// Weights of the witnesses; those of lines are in date_lines.cpp, up to about 110.
constexpr int kStructured = 100, kMeta = 90, kWeakMeta = 55, kAddress = 95, kAddressOfLink = 88;
// From here on two declared statements agree, and lines need not be read.
constexpr int kCertain = 180;
// Below this the lines alone are a guess, and the raw markup is asked too.
constexpr int kSure = 45;
// Where a date without its year is looked for.
constexpr int kTried = 50, kLinesUnderTitle = 12;
constexpr size_t kShortLine = 60;
// What is left of a statement of change as one of publication.
constexpr int kChangedShare = 8;

class DateFinder {
 public:
  DateFinder(const HtmlTree& tree, const Metas& metas, const StructuredArticle& ld,
             const PageContext& page, std::string_view language)
      : tree_(tree), metas_(metas), ld_(ld), page_(page) {
    context_.reference = page.fetched;
    context_.language = puts_month_first(tree, page.url, language) ? "en-US" : "";
  }

  PageDates find() {
    declared();
    const auto stated = published_.winner();
    if (!stated || stated->day_only || published_.weight() < kCertain || updated_.weight() == 0)
      vote_by_lines(tree_, context_, published_, updated_);
    if (published_.weight() < kSure) vote_by_markup(tree_.source(), context_, published_);
    if (published_.weight() == 0) incomplete();

    PageDates out;
    out.updated = updated_.winner();
    out.published = published_.winner();
    if (!out.published) out.published = out.updated;
    if (out.published && out.updated && out.updated->at < out.published->at) out.updated.reset();
    return out;
  }

 private:
  std::optional<StatedDate> read(std::string_view text) const {
    if (text.empty()) return std::nullopt;
    DateContext complete = context_;
    complete.forms = DateForms::kComplete;
    return read_date(text, complete);
  }

  void add(std::string_view text, DateOrigin origin, int weight) {
    if (const auto date = read(text)) published_.add(*date, origin, weight);
  }

  void changed(std::string_view text, DateOrigin origin, int weight) {
    if (const auto date = read(text)) {
      updated_.add(*date, origin, weight);
      published_.add(*date, origin, weight / kChangedShare);
    }
  }

  /// What the page declares for machines, and its address.
  void declared() {
    add(ld_.published, DateOrigin::kStructured, kStructured);
    changed(ld_.modified, DateOrigin::kStructured, kStructured);
    for (const char* key : {"article:published_time",
                            "article:published",
                            "datepublished",
                            "og:published_time",
                            "og:article:published_time",
                            "og:article:published",
                            "article.published",
                            "article:published_date",
                            "article:publicationdate",
                            "parsely-pub-date",
                            "sailthru.date",
                            "publishdate",
                            "publish_date",
                            "publish-date",
                            "publish_time",
                            "pubdate",
                            "pdate",
                            "bt:pubdate",
                            "rbpubdate",
                            "publication_date",
                            "publicationdate",
                            "published_time",
                            "published_date",
                            "published-date",
                            "publisheddate",
                            "date_published",
                            "dateposted",
                            "cxenseparse:recs:publishtime",
                            "article:post_date",
                            "dc.date.issued",
                            "dcterms.issued",
                            "dc.date.publication",
                            "dcsext.articlefirstpublished",
                            "citation_publication_date",
                            "citation_date",
                            "article_date_original",
                            "displaydate",
                            "originalpublicationdate",
                            "ptime",
                            "rnews:datepublished",
                            "og:pubdate",
                            "og:publish_date",
                            "og:datepublished",
                            "mediator_published_time",
                            "shareaholic:article_published_time",
                            "vr:published_time",
                            "analyticsattributes.articledate",
                            "article.created",
                            "og:regdate"})
      if (published_meta(key, kMeta)) break;
    for (const char* key :
         {"dcterms.created", "dc.date.created", "dc.created", "dc:created", "datecreated",
          "date_created", "article_date", "dcterms.date", "dc.date", "dc:date", "date", "created",
          "doc_date", "gentime", "uploaddate", "timestamp", "content_create_date", "release_date",
          "video:release_date"})
      if (published_meta(key, kWeakMeta)) break;
    for (const char* key :
         {"article:modified_time", "og:updated_time", "datemodified", "dcterms.modified",
          "dc.date.modified", "dc.modified", "last-modified", "lastmod", "lastmodified",
          "article.updated", "sailthru.updated", "article:modified", "og:modified_time",
          "modified_time", "bt:moddate", "lastdate", "modified", "revision_date"})
      changed(metas_.first({key}), DateOrigin::kMeta, kMeta);
    by_address();
  }

  bool published_meta(const char* key, int weight) {
    const auto date = read(metas_.first({key}));
    if (date) published_.add(*date, DateOrigin::kMeta, weight);
    return date.has_value();
  }

  void by_address() {
    if (address(page_.url, kAddress)) return;
    if (address(metas_.first({"og:url"}), kAddressOfLink)) return;
    for (uint32_t i = 1; i < tree_.size(); ++i)
      if (tree_[i].tag == Tag::kLink &&
          equals_ignoring_case(tree_.attribute(i, Attribute::kRel), "canonical")) {
        address(tree_.attribute(i, Attribute::kHref), kAddressOfLink);
        return;
      }
  }

  bool address(std::string_view url, int weight) {
    const auto date = date_in_url(url);
    if (!date || (page_.fetched != Instant{} && date->at > page_.fetched + std::chrono::days{2}))
      return false;
    published_.add(*date, DateOrigin::kAddress, weight);
    return true;
  }

  /// Nothing names a year: a time element that says "yesterday" or "24 November", else one of the
  /// first short lines under the heading.
  void incomplete() {
    int tried = 0, lines = kLinesUnderTitle + 1;
    std::optional<StatedDate> line;
    for (uint32_t i = 1; i < tree_.size() && tried < kTried; ++i) {
      const HtmlNode& node = tree_[i];
      if (node.tag == Tag::kH1) {
        lines = 0;
        i = node.end - 1;
      } else if (node.tag == Tag::kText) {
        const std::string_view text = trim(tree_.text(i));
        if (line || text.size() < 4 || ++lines > kLinesUnderTitle || text.size() > kShortLine)
          continue;
        line = read_date(text, context_);
      } else if (node.end - i <= 12 && node.end > i + 1 && is_named(i)) {
        ++tried;
        const std::string text = tree_.text_content(i, 100);
        if (text.size() == 100) continue;
        if (const auto date = read_date(text, context_)) {
          published_.add(*date, DateOrigin::kLine, 1);
          return;
        }
      }
    }
    if (line) published_.add(*line, DateOrigin::kLine, 1);
  }

  bool is_named(uint32_t i) const {
    if (tree_[i].tag == Tag::kTime) return true;
    const std::string name = to_lower_ascii(tree_.attribute(i, Attribute::kClass));
    for (const char* word : {"date", "time", "publish"})
      if (name.find(word) != std::string::npos) return true;
    return false;
  }

  const HtmlTree& tree_;
  const Metas& metas_;
  const StructuredArticle& ld_;
  const PageContext& page_;
  DateContext context_;
  DateVote published_, updated_;
};

}  // namespace

PageDates read_page_dates(const HtmlTree& tree, const Metas& metas, const StructuredArticle& ld,
                          const PageContext& context, std::string_view language) {
  return DateFinder(tree, metas, ld, context, language).find();
}

}  // namespace rasd
