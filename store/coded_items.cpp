#include "store/coded_items.h"

#include "store/sqlite.h"
#include "store/tags.h"

namespace rasd {

Result<std::vector<CodedItem>> read_coded_twice(StoreReader& reader) {
  const int audit = static_cast<int>(TagPurpose::kAudit);
  auto s = reader.connection()
               .prepare(
                   "SELECT t.item_id, t.user, t.labels FROM tags t WHERE t.purpose = ?1 AND"
                   " t.undone_by IS NULL AND t.id = (SELECT MAX(m.id) FROM tags m WHERE"
                   " m.item_id = t.item_id AND m.user = t.user AND m.purpose = ?1 AND"
                   " m.undone_by IS NULL) ORDER BY t.item_id, t.id")
               .bind(audit);
  std::vector<CodedItem> items;
  const auto drop_single = [&] {
    if (!items.empty() && items.back().coders.size() < 2) items.pop_back();
  };
  while (s.step()) {
    auto labels = parse_labels(s.view(2));
    if (!labels) return fail(labels.error());
    if (items.empty() || items.back().item_id != s.view(0)) {
      drop_single();
      items.push_back({s.text(0), {}, {}});
    }
    items.back().coders.push_back(s.text(1));
    items.back().labels.push_back(std::move(*labels));
  }
  drop_single();
  return s.finish(std::move(items));
}

}  // namespace rasd
