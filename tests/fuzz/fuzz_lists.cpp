#include "crawler/connectors.h"
#include "records/wire.h"
#include "tests/fuzz/property.h"

using namespace rasd;
using fuzz::require;
using fuzz::require_text;

/// Input: a byte that chooses the connector, then what a source's list says.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  if (size == 0) return 0;
  constexpr Connector kConnectors[] = {
      Connector::kFeed,     Connector::kSitemap,      Connector::kListPage,
      Connector::kMastodon, Connector::kObservations, Connector::kBluesky,
      Connector::kTelegram, Connector::kYoutube,      Connector::kX,
      Connector::kReddit,   Connector::kJson};
  Source source;
  source.id = "paper";
  source.url = "https://news.example/list";
  source.connector = kConnectors[data[0] % std::size(kConnectors)];
  ListContext context;
  context.url = source.url;
  source.account = "office_news";
  source.json.id = "id";
  source.json.text = "text";
  if (size % 2 == 0) source.token_file = "key";  // YouTube's interface, else a channel's feed
  context.now = *parse_rfc3339("2026-11-24T12:00:00Z");
  const std::string bytes(fuzz::as_text(data + 1, size - 1));
  const auto reading = read_list(source, bytes, context);
  if (const auto comments = read_comment_feed(source, "0123", bytes, context))
    for (const ListedItem& item : comments->items)
      require(item.page.kind == ItemKind::kComment && item.page.parent_id == "0123",
              "a comment has its parent");
  if (!reading) return 0;
  require(reading->items.size() + reading->broken.size() + reading->reposts.size() <= size,
          "items come from the input");
  for (const ListedItem& item : reading->items) {
    require(item.page.item_id.size() == 32, "an item has an id", item.page.item_id);
    require_text(item.page.hints.title, 64 * size + 4096, "title");
    require_text(item.page.hints.content, 64 * size + 4096, "content");
    // Nobody's name is kept without a pseudonym.
    if (is_of_posts(source.connector))
      require(item.page.hints.author.empty(), "no author without a pseudonym");
    const std::string written = encode(item.page);
    require(is_utf8(written), "an item can be spooled", written);
    require(decode(written).has_value(), "an item comes back from the spool", written);
  }
  for (const auto* outcomes : {&reading->broken, &reading->reposts})
    for (const Outcome& outcome : *outcomes)
      require(decode(encode(outcome)).has_value(), "an outcome comes back from the spool");
  require_text(reading->cursor, size + 64, "cursor");
  return 0;
}
