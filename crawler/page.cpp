#include "crawler/page.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include <cstdio>
#include <cstdlib>

#include "base/combining_marks.h"
#include "base/utf8.h"
#include "crawler/article_text.h"
#include "crawler/charset.h"
#include "crawler/embedded_text.h"
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
constexpr size_t kNoText = 80;

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

/// The language that the letters of a text leave no doubt of; empty for Latin letters and the like.
std::string language_of_script(std::string_view text) {
  size_t arabic = 0, persian = 0, urdu = 0, other = 0, kana = 0, han = 0, hangul = 0, cyrillic = 0,
         hebrew = 0, greek = 0, devanagari = 0, thai = 0;
  text = clip_utf8(text, 4000);
  for (size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    if (c >= 0x621 && c <= 0x6FF) {
      ++arabic;
      if (c == 0x67E || c == 0x686 || c == 0x698 || c == 0x6AF || c == 0x6A9 || c == 0x6CC)
        ++persian;
      if (c == 0x679 || c == 0x688 || c == 0x691 || c == 0x6BA || c == 0x6BE || c == 0x6C1 ||
          c == 0x6D2)
        ++urdu;
    } else if (c >= 0x3040 && c <= 0x30FF) {
      ++kana;
    } else if (c >= 0x4E00 && c <= 0x9FFF) {
      ++han;
    } else if (c >= 0xAC00 && c <= 0xD7A3) {
      ++hangul;
    } else if (c >= 0x400 && c <= 0x4FF) {
      ++cyrillic;
    } else if (c >= 0x5D0 && c <= 0x5EA) {
      ++hebrew;
    } else if (c >= 0x370 && c <= 0x3FF) {
      ++greek;
    } else if (c >= 0x900 && c <= 0x97F) {
      ++devanagari;
    } else if (c >= 0xE00 && c <= 0xE7F) {
      ++thai;
    } else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') {
      ++other;
    }
  }
  const auto rules = [&](size_t letters) { return letters > 20 && letters > 2 * other; };
  if (rules(arabic)) {
    if (urdu * 50 > arabic) return "ur";
    return persian * 25 > arabic ? "fa" : "ar";
  }
  if (rules(kana + han)) return kana * 10 > han ? "ja" : "zh";
  if (rules(hangul)) return "ko";
  if (rules(cyrillic)) return "ru";
  if (rules(hebrew)) return "he";
  if (rules(greek)) return "el";
  if (rules(devanagari)) return "hi";
  return rules(thai) ? "th" : "";
}

/// Templates often say "en" of pages in other letters; the letters decide against a language that
/// is not written in them, and where the page says nothing.
std::string checked_language(std::string stated, std::string_view text) {
  struct Written {
    std::string_view as;     // what language_of_script says
    std::string_view codes;  // languages in the same letters, two bytes each
  };
  static constexpr Written kScripts[] = {{"ar", "arfaurpskuckugsdaz"},
                                         {"fa", "arfaurpskuckugsdaz"},
                                         {"ur", "arfaurpskuckugsdpa"},
                                         {"zh", "zhjayu"},
                                         {"ja", "jazh"},
                                         {"ko", "ko"},
                                         {"ru", "rubgukbesrmkkkkymntgtt"},
                                         {"he", "heiwyi"},
                                         {"el", "el"},
                                         {"hi", "himrnesa"},
                                         {"th", "th"}};
  std::string seen = language_of_script(text);
  const std::string code = to_lower_ascii(std::string_view(stated).substr(0, 2));
  if (code.size() < 2) return seen;
  for (const Written& script : kScripts) {
    if (script.as != seen) continue;
    for (size_t i = 0; i < script.codes.size(); i += 2)
      if (script.codes.substr(i, 2) == code) return stated;
    return seen;
  }
  return stated;
}

void note_comments(const HtmlTree& tree, const StructuredArticle& structured,
                   const PageContext& context, ExtractedPage& page) {
  page.comments = read_comments(tree, context.fetched);
  page.comment_feed = find_comment_feed(tree, context.url);
  if (page.comments.empty()) page.comments = structured.comments;
  for (PageComment& comment : page.comments) {
    for (std::string* field : {&comment.author, &comment.text}) {
      drop_invisible(*field);
      normalize(*field);
    }
  }
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
  ArticleHints hints{
      metadata.title,   metadata.byline,    structured.body,      metadata.declared_article,
      structured.live,  structured.gallery, structured.paywalled, structured.product,
      structured.thread};
  ArticleText article = extract_article(tree, hints);
  if (article.text.size() < kShortText && structured.body.size() < kShortText &&
      article.kind != PageKind::kList) {
    std::string embedded = embedded_article_text(tree);
    const size_t least = article.text.size() < kNoText ? kShortText / 2 : kShortText;
    if (embedded.size() > least && embedded.size() > 2 * article.text.size()) {
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
  if (context.links) {
    page.links = read_links(tree, context.url);
    page.next = read_next_link(tree, context.url);
  }
  if (context.comments) note_comments(tree, structured, context, page);
  for (std::string* field : {&page.title, &page.lead, &page.byline, &page.section, &page.site_name})
    drop_invisible(*field);
  for (PageLink& link : page.links) drop_invisible(link.text);
  for (std::string* field :
       {&page.text, &page.title, &page.lead, &page.byline, &page.section, &page.site_name})
    normalize(*field);
  for (PageLink& link : page.links) normalize(link.text);
  return page;
}

ExtractedPage read_page_comments(std::string_view bytes, const PageContext& context) {
  ExtractedPage page;
  DecodedText decoded = decode_page(bytes.substr(0, kInputCap), context.content_type);
  page.charset = std::move(decoded.charset);
  const HtmlTree tree = HtmlTree::parse(decoded.text);
  page.truncated = tree.truncated() || bytes.size() > kInputCap;
  note_comments(tree, read_structured_data(tree, context.fetched), context, page);
  return page;
}

}  // namespace rasd
