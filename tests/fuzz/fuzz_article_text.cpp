#include <unicode/normalizer2.h>

#include "crawler/extract.h"
#include "crawler/list_page.h"
#include "crawler/page.h"
#include "crawler/url.h"
#include "tests/fuzz/property.h"

using namespace rasd;
using fuzz::require;
using fuzz::require_text;

namespace {

bool is_nfc(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  return nfc->isNormalizedUTF8({text.data(), static_cast<int32_t>(text.size())}, status) != 0;
}

void look_at_text(const std::string& text, size_t cap, const char* what) {
  require_text(text, cap, what);
  require(is_nfc(text), what, "not NFC: " + text);
}

}  // namespace

/// Input: a Content-Type, a newline, the page that came with it.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto input = fuzz::cut(fuzz::as_text(data, size));
  const size_t cap = 16 * size + 1024;
  PageContext context;
  context.url = "https://news.example/2026/11/24/a-story";
  context.content_type = input.head;
  context.fetched = *parse_rfc3339("2026-11-24T12:00:00Z");
  context.links = context.comments = true;
  const ExtractedPage page = read_page(input.body, context);
  for (const std::string* text : {&page.title, &page.text, &page.lead, &page.byline, &page.section})
    look_at_text(*text, cap, "text of a page");
  for (const std::string* text : {&page.language, &page.image, &page.site_name, &page.charset})
    require_text(*text, cap, "fact of a page");
  require(page.canonical.empty() || parse_url(page.canonical).has_value(), "canonical is absolute");
  for (const PageLink& link : page.links) {
    require(parse_url(link.url).has_value(), "links are absolute", link.url);
    require_text(link.text, cap, "text of a link");
  }
  require(article_links(page.links, context.url).size() <= page.links.size(), "links come once");
  for (const PageComment& comment : page.comments) {
    require_text(comment.text, cap, "comment");
    require_text(comment.author, cap, "comment's author");
  }
  // RFC 9110 5.6.7 clocks differ; the reader allows for two days.
  if (page.published)
    require(page.published->at <= context.fetched + std::chrono::days(2), "no date of tomorrow");

  FetchedPage fetched;
  fetched.item_id = "0123456789abcdef0123456789abcdef";
  fetched.source_id = "paper";
  fetched.url = fetched.final_url = context.url;
  fetched.status = 200;
  fetched.content_type = context.content_type;
  fetched.body = input.body;
  fetched.fetched = context.fetched;
  fetched.kind = size % 3 == 0 ? ItemKind::kPost : ItemKind::kNews;
  fetched.hints.title = fetched.hints.content = to_valid_utf8(input.body);
  const auto result = extract(std::move(fetched));
  if (const auto* article = std::get_if<Article>(&result))
    for (const std::string* text : {&article->title, &article->text, &article->lead})
      look_at_text(*text, 2 * cap, "text of an article");
  return 0;
}
