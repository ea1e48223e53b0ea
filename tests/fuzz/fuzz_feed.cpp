#include "crawler/feed.h"
#include "crawler/sanitize.h"
#include "crawler/url.h"
#include "tests/fuzz/property.h"

using namespace rasd;
using fuzz::require;
using fuzz::require_text;

namespace {

void look_at_markup(const std::string& markup, size_t cap) {
  require_text(markup, cap, "markup of an entry");
  require(sanitize_html(markup, nullptr) == markup, "markup of an entry is sanitised", markup);
}

/// An address is absolute; one that its base makes nothing of (xml:base="mailto:x") stays as
/// written.
void look_at_address(const std::string& address, size_t cap) {
  require_text(address, cap, "address of an entry");
  if (const auto url = parse_url(address))
    require(url->href() == address, "absolute addresses are written one way", address);
}

}  // namespace

/// Input: a Content-Type, a newline, a feed.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  const auto input = fuzz::cut(fuzz::as_text(data, size));
  FeedContext context;
  context.url = "https://news.example/feeds/all.xml";
  context.content_type = input.head;
  const auto feed = read_feed(input.body, context);
  if (!feed) return 0;
  // One input byte may become an escaped character or a percent-encoded one, and a relative
  // address brings its base along.
  const size_t cap = 64 * size + 4096;
  require(feed->entries.size() <= 5000 && feed->entries.size() <= size / 4 + 1,
          "entries are bounded");
  for (const std::string* text : {&feed->title, &feed->link, &feed->language, &feed->feed_id})
    require_text(*text, cap, "text of a feed");
  for (const FeedEntry& entry : feed->entries) {
    for (const std::string* text : {&entry.id, &entry.title, &entry.language})
      require_text(*text, cap, "text of an entry");
    for (const auto* list : {&entry.authors, &entry.categories})
      for (const std::string& text : *list) require_text(text, cap, "text of an entry's list");
    look_at_markup(entry.summary, cap);
    look_at_markup(entry.content, cap);
    for (const std::string* address :
         {&entry.link, &entry.comments, &entry.comment_feed, &entry.image})
      look_at_address(*address, cap);
  }
  return 0;
}
