#include "pipeline/place.h"

#include "store/recent_items.h"

namespace rasd {
namespace {

/// Copies are looked for among this many items at most: 65,536 are 64 MB and, at 20,000 items a
/// day, three days.
constexpr size_t kRecent = 65536;

}  // namespace

Result<Placer> Placer::restore(const StoreOptions& options) {
  Placer placer;
  auto reader = StoreReader::open(options);
  if (!reader) return fail(reader.error());
  auto done = each_recent_item(*reader, Instant{}, kRecent, [&](const RecentItem& item) {
    placer.copies_.restore(item.item_id, item.group_id, item.minhash);
  });
  if (!done) return fail(done.error());
  return placer;
}

Placement Placer::place(const AnnotatedArticle& both) {
  Placement placement;
  placement.group_id = copies_.add(both.article.item_id, both.annotation.minhash);
  return placement;
}

}  // namespace rasd
