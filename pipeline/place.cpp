#include "pipeline/place.h"

#include "store/recent_items.h"

namespace rasd {
namespace {

/// Copies are looked for among this many items at most: 65,536 are 64 MB and, at 20,000 items a
/// day, three days.
constexpr size_t kRecent = 65536;

/// News makes stories; what people write about them is counted, not clustered.
bool makes_stories(ItemKind kind) {
  return kind == ItemKind::kNews || kind == ItemKind::kStatement;
}

}  // namespace

Result<Placer> Placer::restore(const StoreOptions& options) {
  Placer placer;
  auto reader = StoreReader::open(options);
  if (!reader) return fail(reader.error());
  auto done = each_recent_item(*reader, Instant{}, kRecent, [&](const RecentItem& item) {
    placer.copies_.restore(item.group_id, item.minhash, item.at);
    if (makes_stories(item.kind))
      placer.stories_.restore({item.item_id, item.at, item.title, item.lead, &item.incident},
                              item.story_id);
  });
  if (!done) return fail(done.error());
  return placer;
}

Placement Placer::place(const AnnotatedArticle& both) {
  const Article& article = both.article;
  const Instant when = article.published.value_or(article.fetched);
  Placement placement;
  placement.group_id = copies_.add(article.item_id, both.annotation.minhash, when);
  if (makes_stories(article.kind))
    placement.story_id = stories_.add(
        {article.item_id, article.published.value_or(article.fetched), article.title,
         article.lead.empty() ? article.text : article.lead, &both.annotation.incident});
  return placement;
}

}  // namespace rasd
