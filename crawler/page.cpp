#include "crawler/page.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include <cstdio>
#include <cstdlib>

#include "base/combining_marks.h"
#include "base/utf8.h"
#include "crawler/article_text.h"
#include "crawler/charset.h"
#include "crawler/html_tree.h"
#include "crawler/page_comments.h"
#include "crawler/page_links.h"
#include "crawler/page_metadata.h"

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

namespace {

constexpr size_t kInputCap = 10'000'000;
// A text shorter than this may be a stub in front of what a script would show.
constexpr size_t kShortText = 600;

/// Leaves out marks that nobody sees: order, width, byte order (safety: titles are shown beside
/// other text, and U+202E turns that round).
void drop_invisible(std::string& text) {
  if (text.find("\xE2\x80") == std::string::npos && text.find("\xE2\x81") == std::string::npos &&
      text.find("\xEF\xBB\xBF") == std::string::npos)
    return;
  std::string out;
  for (size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    const bool drop = c == 0x200B || c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
                      (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF;
    if (drop) continue;
    append_utf8(out, c);
  }
  text = squeeze_spaces(out);
}

/// Normalization form C, in place; text that is in it already is only looked at.
void normalize(std::string& text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status)) return;
  if (nfc->isNormalizedUTF8({text.data(), static_cast<int32_t>(text.size())}, status)) return;
  text = limit_combining_marks(std::move(text));
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  nfc->normalizeUTF8(0, {text.data(), static_cast<int32_t>(text.size())}, sink, nullptr, status);
  if (U_SUCCESS(status)) text = std::move(out);
}

/// Whether most letters of a text are Arabic.
bool is_arabic_script(std::string_view text) {
  size_t arabic = 0, other = 0;
  text = clip_utf8(text, 4000);
  for (size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (c >= 0x621 && c <= 0x6FF)
      ++arabic;
    else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z')
      ++other;
  }
  return arabic > 20 && arabic > 2 * other;
}

/// Templates often say "en" of Arabic pages; the letters decide between the two.
std::string checked_language(std::string stated, std::string_view text) {
  static constexpr std::string_view kArabicScript[] = {"ar", "fa", "ur", "ps",
                                                       "ku", "ck", "ug", "sd"};
  if (!is_arabic_script(text)) return stated;
  for (const std::string_view code : kArabicScript)
    if (equals_ignoring_case(std::string_view(stated).substr(0, 2), code)) return stated;
  return "ar";
}

}  // namespace

ExtractedPage read_page(std::string_view bytes, const PageContext& context) {
  ExtractedPage page;
  DecodedText decoded = decode_page(bytes.substr(0, kInputCap), context.content_type);
  page.charset = std::move(decoded.charset);
  const HtmlTree tree = HtmlTree::parse(decoded.text);
  page.truncated = tree.truncated() || bytes.size() > kInputCap;

  StructuredArticle structured = read_structured_data(tree, context.fetched);
  PageMetadata metadata = read_metadata(tree, structured, context);
  ArticleHints hints{metadata.title,  structured.body,    metadata.declared_article,
                     structured.live, structured.gallery, structured.paywalled};
  ArticleText article = extract_article(tree, hints);
  if (article.text.size() < kShortText && structured.body.size() < kShortText &&
      article.kind != PageKind::kList) {
    std::string embedded = embedded_article_text(tree);
    if (embedded.size() > kShortText && embedded.size() > 2 * article.text.size()) {
      article.text = std::move(embedded);
      if (article.kind == PageKind::kOther) article.kind = PageKind::kArticle;
    }
  }
  page.text = std::move(article.text);
  page.kind = article.kind;
  page.canonical = std::move(metadata.canonical);
  page.title = std::move(metadata.title);
  page.lead = std::move(metadata.lead);
  page.byline = std::move(metadata.byline);
  page.section = std::move(metadata.section);
  page.image = std::move(metadata.image);
  page.site_name = std::move(metadata.site_name);
  page.published = metadata.published;
  page.updated = metadata.updated;
  page.language =
      checked_language(std::move(metadata.language), page.text.empty() ? page.title : page.text);
  if (context.links) page.links = read_links(tree, context.url);
  if (context.comments) {
    page.comments = read_comments(tree, context.fetched);
    if (page.comments.empty()) page.comments = std::move(structured.comments);
  }
  for (std::string* field : {&page.title, &page.lead, &page.byline, &page.section, &page.site_name})
    drop_invisible(*field);
  for (PageLink& link : page.links) drop_invisible(link.text);
  for (PageComment& comment : page.comments) {
    drop_invisible(comment.author);
    drop_invisible(comment.text);
  }
  for (std::string* field :
       {&page.text, &page.title, &page.lead, &page.byline, &page.section, &page.site_name})
    normalize(*field);
  for (PageLink& link : page.links) normalize(link.text);
  for (PageComment& comment : page.comments) {
    normalize(comment.author);
    normalize(comment.text);
  }
  return page;
}

}  // namespace rasd
