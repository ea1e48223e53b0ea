#include "store/recent_items.h"

#include "store/annotation_json.h"
#include "store/item_query.h"

namespace rasd {

Result<void> each_recent_item(StoreReader& reader, Instant since, size_t limit,
                              const std::function<void(const RecentItem&)>& take) {
  const auto rows = static_cast<int64_t>(limit);
  auto s = reader.connection()
               .prepare(
                   "SELECT i.item_id, i.source_id, i.kind, i.group_id, i.story_id, x.minhash,"
                   " x.title, x.lead, i.language, i.incident, i.at FROM (SELECT id FROM items"
                   " WHERE at >= ? ORDER BY at DESC, id DESC LIMIT ?) r"
                   " JOIN items i ON i.id = r.id JOIN article_texts x ON x.id = i.id"
                   " ORDER BY i.at, i.id")
               .bind(since, rows);
  RecentItem item;
  while (s.step()) {
    item.item_id = s.text(0);
    item.source_id = s.text(1);
    item.kind = static_cast<ItemKind>(s.integer(2));
    item.group_id = s.text(3);
    item.story_id = s.text(4);
    item.minhash = s.text(5);
    item.title = s.text(6);
    item.lead = s.text(7);
    item.language = s.text(8);
    item.incident = split_codes(s.view(9));
    item.at = s.instant(10);
    take(item);
  }
  return s.finish();
}

Result<void> each_article(StoreReader& reader, Window window,
                          const std::function<void(const AnnotatedArticle&)>& take) {
  auto s = reader.connection()
               .prepare(std::string("SELECT") + kArticleColumns +
                        ", a.reader, a.model, a.language, a.variety, a.incident, a.topic, a.tone,"
                        " a.stance, a.probabilities, x.minhash FROM items i JOIN article_texts x"
                        " ON x.id = i.id JOIN annotations a ON a.item = i.id AND a.current = 1"
                        " WHERE i.at >= ? AND i.at < ? ORDER BY i.at, i.id")
               .bind(window.from, window.to);
  while (s.step()) {
    AnnotatedArticle both;
    both.article = read_article(s);
    both.annotation = read_annotation(s, kArticleColumnCount);
    take(both);
  }
  return s.finish();
}

}  // namespace rasd
