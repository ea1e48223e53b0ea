#include "crawler/extract.h"

#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>

#include <algorithm>

#include "base/combining_marks.h"
#include "base/id.h"
#include "base/utf8.h"
#include "crawler/html_tree.h"
#include "crawler/page.h"
#include "crawler/text_blocks.h"
#include "crawler/url.h"

namespace rasd {
namespace {

constexpr size_t kMostKeptBytes = size_t{1} << 20;
constexpr size_t kLeadBytes = 600;
// Under this much a page's text is a caption or a notice, and a longer one in the feed is better.
constexpr size_t kShortText = 200;

std::string nfc(std::string text) {
  if (std::all_of(text.begin(), text.end(),
                  [](char c) { return static_cast<signed char>(c) >= 0; }))
    return text;
  text = limit_combining_marks(std::move(text));
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* normalizer = icu::Normalizer2::getNFCInstance(status);
  if (U_FAILURE(status)) return text;
  std::string out;
  out.reserve(text.size());
  icu::StringByteSink<std::string> sink(&out);
  normalizer->normalizeUTF8(0, text, sink, nullptr, status);
  return U_FAILURE(status) ? text : out;
}

bool has_markup(std::string_view text) {
  return text.find('<') != std::string_view::npos || text.find('&') != std::string_view::npos;
}

/// Plain text as it was written: lines kept, spaces in them squeezed.
std::string plain_text(std::string_view text) {
  const std::string valid = to_valid_utf8(text);
  std::string out;
  for (size_t at = 0; at < valid.size();) {
    const size_t end = std::min(valid.find('\n', at), valid.size());
    const std::string line = squeeze_spaces(std::string_view(valid).substr(at, end - at));
    if (!line.empty()) out += (out.empty() ? "" : "\n") + line;
    at = end + 1;
  }
  return nfc(std::move(out));
}

/// Bytes that no reader would take for text: the mark of a broken or mislabelled download.
bool is_binary(std::string_view bytes) {
  const std::string_view start = bytes.substr(0, 4096);
  if (start.starts_with("\xff\xfe") || start.starts_with("\xfe\xff")) return false;  // UTF-16
  const auto odd = std::count_if(start.begin(), start.end(), [](char c) {
    return c == '\0' || (c > 0 && c < 9) || (c > 13 && c < 27);
  });
  return odd * 50 > static_cast<std::ptrdiff_t>(start.size());
}

bool may_be_html(const FetchedPage& page) {
  const std::string type = to_lower_ascii(page.content_type);
  return type.empty() || type.find("html") != type.npos || type.find("text/plain") != type.npos ||
         type.find("octet-stream") != type.npos || type.find("xml") != type.npos;
}

Outcome outcome(const FetchedPage& page, ItemState state, std::string reason) {
  Outcome out;
  out.item_id = page.item_id;
  out.source_id = page.source_id;
  out.url = page.url;
  out.state = state;
  out.stage = "extract";
  out.reason = std::move(reason);
  out.at = page.fetched;
  out.archive = page.archive;
  if (state == ItemState::kQuarantined) out.bytes = page.body.substr(0, kMostKeptBytes);
  return out;
}

/// What the list itself says, as text: its content, else its summary.
std::string listed_text(const EntryHints& hints) {
  std::string content = text_of_markup(hints.content);
  return content.empty() ? text_of_markup(hints.summary) : content;
}

std::string canonical_of(const ExtractedPage& read, const FetchedPage& page) {
  const std::string own = canonical_url(page.final_url.empty() ? page.url : page.final_url);
  const auto said = parse_url(read.canonical);
  const auto url = parse_url(own);
  // Trusted within the site only, and not when every page names the front page.
  if (!said || !url || !said->is_web() || !same_site(*said, *url)) return own;
  if (said->path.size() <= 1 && !said->query && url->path.size() > 1) return own;
  return canonical_url(*said);
}

void finish(Article& article) {
  article.title = nfc(squeeze_spaces(to_valid_utf8(article.title)));
  article.hash = content_hash(squeeze_spaces(article.title + "\n" + article.text));
}

Article begin(FetchedPage& page) {
  Article article;
  article.item_id = std::move(page.item_id);
  article.source_id = std::move(page.source_id);
  article.kind = page.kind;
  article.url = page.url;
  article.parent_id = std::move(page.parent_id);
  article.fetched = page.fetched;
  article.attachments = std::move(page.attachments);
  article.archive = std::move(page.archive);
  article.image = std::move(page.hints.image);
  article.language_said = std::move(page.hints.language);
  article.published = page.hints.published;
  article.updated = page.hints.updated;
  article.title = text_of_markup(page.hints.title);
  return article;
}

std::variant<Article, Outcome> extract_post(FetchedPage& page) {
  const bool is_plain = page.content_type.starts_with("text/plain");
  std::string text = is_plain ? plain_text(page.hints.content) : listed_text(page.hints);
  if (text.empty() && page.hints.title.empty())
    return outcome(page, ItemState::kFiltered, "the post has no text");
  // A content warning is the author's own headline.
  std::string warning = page.kind == ItemKind::kPost && !page.hints.content.empty()
                            ? text_of_markup(page.hints.summary)
                            : std::string();
  std::string note = page.kind == ItemKind::kObservation ? page.hints.summary : std::string();
  Article article = begin(page);
  article.note = to_valid_utf8(note);
  article.canonical_url = canonical_url(page.url);
  article.author = std::move(page.hints.author);
  if (article.title.empty()) article.title = std::move(warning);
  article.text = std::move(text);
  article.text_from = "post";
  finish(article);
  return article;
}

/// The stated instant, with a time without a zone taken as the zone's.
Instant instant_of(const StatedDate& date, const TimeZone* zone) {
  if (date.zoned || date.day_only || !zone) return date.at;
  return date.at - zone->offset_at(date.at);
}

/// A page's date where it gives the time, else the list's, else the page's day; none from after
/// the fetch (clocks may differ by an hour).
std::optional<Instant> published_of(const ExtractedPage& read, const FetchedPage& page,
                                    const TimeZone* zone) {
  const auto sane = [&](Instant at) { return at <= page.fetched + std::chrono::hours(1); };
  if (read.published && !read.published->day_only && sane(instant_of(*read.published, zone)))
    return instant_of(*read.published, zone);
  if (page.hints.published && sane(*page.hints.published)) return page.hints.published;
  if (read.published && sane(read.published->at)) return read.published->at;
  return std::nullopt;
}

/// Why the page's text cannot be used; empty when it can.
std::string trouble_with(const ExtractedPage& read, const FetchedPage& page) {
  if (page.body.empty())
    return page.status >= 400 ? "the page answered " + std::to_string(page.status)
           : page.status == 0 ? "the page was not fetched"
                              : "the page was empty";
  if (!may_be_html(page)) return "not a page but " + page.content_type.substr(0, 60);
  if (read.kind == PageKind::kPaywall) return "the page is behind a paywall";
  if (read.kind == PageKind::kList) return "the page is a list";
  if (read.text.empty())
    return read.kind == PageKind::kGallery ? "a gallery without text" : "no text in the page";
  return {};
}

/// Whether the title alone is worth keeping: it was published, and that is coverage. Not where the
/// page is gone or failed, nor where what was fetched is no article.
bool is_headline_alone(const ExtractedPage& read, const FetchedPage& page) {
  if (trim(page.hints.title).empty()) return false;
  if (page.body.empty()) return page.status == 0 || (page.status >= 401 && page.status <= 403);
  if (read.kind == PageKind::kList) return false;
  // A feed dates what it lists; a link of a list page may lead to "contact us".
  return read.kind != PageKind::kOther || page.hints.published.has_value();
}

std::variant<Article, Outcome> extract_news(FetchedPage& page, const TimeZone* zone) {
  if (!page.body.empty() && may_be_html(page) && is_binary(page.body))
    return outcome(page, ItemState::kQuarantined, "not text: the bytes are of no page");
  ExtractedPage read;
  if (!page.body.empty() && may_be_html(page)) {
    PageContext context;
    context.url = page.final_url.empty() ? page.url : page.final_url;
    context.content_type = page.content_type;
    context.fetched = page.fetched;
    read = read_page(page.body, context);
  }
  std::string note = trouble_with(read, page);
  std::string text = std::move(read.text);
  bool from_page = note.empty();
  if (!from_page || text.size() < kShortText) {
    std::string listed = listed_text(page.hints);
    if (from_page && listed.size() > 2 * text.size()) {
      note = "the page has less text than the list";
      from_page = false;
    }
    if (!from_page && !listed.empty()) {
      // What a paywall shows may still be more than the list's teaser.
      const bool stub_is_longer = read.kind == PageKind::kPaywall && text.size() > listed.size();
      if (!stub_is_longer) text = std::move(listed);
      from_page = stub_is_longer;
    } else if (!from_page && read.kind == PageKind::kPaywall && !text.empty()) {
      from_page = true;
    } else if (!from_page && is_headline_alone(read, page)) {
      note = "a headline without text: " + note;
    } else if (!from_page) {
      const bool failed = page.body.empty() && page.status != 200;
      return outcome(page, failed ? ItemState::kFailed : ItemState::kFiltered, note);
    }
  }
  const auto published = published_of(read, page, zone);
  const std::string canonical = canonical_of(read, page);
  std::string lead = !read.lead.empty() ? std::move(read.lead) : text_of_markup(page.hints.summary);
  std::string byline = !read.byline.empty() ? std::move(read.byline)
                                            : nfc(squeeze_spaces(to_valid_utf8(page.hints.author)));
  Article article = begin(page);
  article.published = published;
  article.canonical_url = canonical;
  if (!read.title.empty() && (from_page || article.title.empty()))
    article.title = std::move(read.title);
  article.text = std::move(text);
  if (lead != article.text) article.lead = clip_utf8(lead, kLeadBytes);
  article.byline = std::move(byline);
  article.section = std::move(read.section);
  if (!read.image.empty()) article.image = std::move(read.image);
  if (!read.language.empty()) article.language_said = std::move(read.language);
  article.charset = std::move(read.charset);
  article.page_kind = page.body.empty() ? "" : std::string(name(read.kind));
  article.text_from = from_page ? "page" : article.text.empty() ? "headline" : "feed";
  article.note = std::move(note);
  if (read.updated && instant_of(*read.updated, zone) <= article.fetched + std::chrono::hours(1))
    article.updated = instant_of(*read.updated, zone);
  finish(article);
  return article;
}

}  // namespace

std::string text_of_markup(std::string_view html) {
  if (html.empty()) return {};
  if (!has_markup(html)) return plain_text(html);
  const std::string valid = to_valid_utf8(html);
  const HtmlTree tree = HtmlTree::parse(valid);
  std::string out;
  for (const TextBlock& block : text_blocks(tree, std::vector<uint8_t>(tree.size()))) {
    if (trim(block.text).empty()) continue;
    if (!out.empty()) out += '\n';
    out += block.text;
  }
  return nfc(std::move(out));
}

std::variant<Article, Outcome> extract(FetchedPage&& page, const TimeZone* zone) {
  const bool is_news = page.kind == ItemKind::kNews || page.kind == ItemKind::kStatement;
  return is_news ? extract_news(page, zone) : extract_post(page);
}

}  // namespace rasd
