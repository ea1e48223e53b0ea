#include "store/items.h"

#include "store/annotation_json.h"
#include "store/item_query.h"

namespace rasd {
namespace {

Result<std::vector<ItemLine>> take_lines(sql::Connection& db, sql::Statement& s) {
  std::vector<ItemLine> lines;
  while (s.step()) lines.push_back(read_line(s));
  if (s.failed()) return fail(s.finish().error());
  s.reset();
  if (auto ok = complete_lines(db, lines); !ok) return fail(ok.error());
  return lines;
}

const char* order_sql(ItemOrder order) {
  switch (order) {
    case ItemOrder::kNewest:
      return " ORDER BY i.at DESC, i.id DESC";
    case ItemOrder::kOldest:
      return " ORDER BY i.at, i.id";
    case ItemOrder::kMostOutlets:
      break;
  }
  return " ORDER BY (SELECT COUNT(DISTINCT g.source_id) FROM items g WHERE g.group_id = i.group_id)"
         " DESC, i.at DESC, i.id DESC";
}

Result<std::vector<Annotation>> read_annotations(sql::Connection& db, const std::string& item_id) {
  auto s = db.prepare(
                 "SELECT a.reader, a.model, a.language, a.variety, a.incident, a.topic, a.tone,"
                 " a.stance, a.probabilities, x.minhash FROM items i JOIN annotations a ON"
                 " a.item = i.id JOIN article_texts x ON x.id = i.id WHERE i.item_id = ?"
                 " ORDER BY a.current DESC, a.at DESC")
               .bind(item_id);
  std::vector<Annotation> annotations;
  while (s.step()) annotations.push_back(read_annotation(s, 0));
  return s.finish(std::move(annotations));
}

Result<std::vector<TagLine>> read_tags(sql::Connection& db, const std::string& item_id) {
  auto s = db.prepare(
                 "SELECT id, user, at, purpose, labels, suggested, suggested_by, undone_by"
                 " FROM tags WHERE item_id = ? ORDER BY id")
               .bind(item_id);
  std::vector<TagLine> tags;
  while (s.step()) tags.push_back(read_tag_line(s));
  return s.finish(std::move(tags));
}

}  // namespace

Result<std::vector<ItemLine>> list_items(StoreReader& reader, const ItemFilter& filter,
                                         ItemOrder order, ItemUnit unit, Slice slice) {
  sql::Connection& db = reader.connection();
  const ItemCondition condition(filter);
  std::string sql = std::string("SELECT") + kLineColumns + kLineTables + "WHERE " + condition.sql();
  if (unit == ItemUnit::kOnePerGroup)
    // SQLite takes the bare column from the row of the minimum.
    sql += " AND i.id IN (SELECT id FROM (SELECT i.id AS id, MIN(i.at) FROM items i WHERE " +
           condition.sql() + " GROUP BY i.group_id))";
  sql += order_sql(order);
  sql += " LIMIT ? OFFSET ?";
  auto s = db.prepare(sql);
  condition.bind(s);
  if (unit == ItemUnit::kOnePerGroup) condition.bind(s);
  s.bind(bounded_limit(slice), uint64_t{slice.offset});
  return take_lines(db, s);
}

Result<StoredItem> read_item(StoreReader& reader, const std::string& item_id) {
  sql::Connection& db = reader.connection();
  StoredItem item;
  auto lines = read_lines(reader, {item_id});
  if (!lines) return fail(lines.error());
  if (lines->empty()) return fail(ErrorKind::kNotFound, "no item '" + item_id + "' is stored");
  item.line = std::move(lines->front());
  {
    auto s = db.prepare(std::string("SELECT") + kArticleColumns +
                        "FROM items i JOIN article_texts x ON x.id = i.id WHERE i.item_id = ?")
                 .bind(item_id);
    if (s.step()) item.article = read_article(s);
    if (s.failed()) return fail(s.finish().error());
  }
  auto annotations = read_annotations(db, item_id);
  if (!annotations) return fail(annotations.error());
  item.annotations = std::move(*annotations);
  auto tags = read_tags(db, item_id);
  if (!tags) return fail(tags.error());
  item.tags = std::move(*tags);
  {
    auto s =
        db.prepare("SELECT state, stage, reason, at FROM ledger WHERE item_id = ?").bind(item_id);
    item.ledger.item_id = item_id;
    item.ledger.source_id = item.article.source_id;
    item.ledger.url = item.article.url;
    item.ledger.archive = item.article.archive;
    if (s.step()) {
      item.ledger.state = static_cast<ItemState>(s.integer(0));
      item.ledger.stage = s.text(1);
      item.ledger.reason = s.text(2);
      item.ledger.at = s.instant(3);
    }
    if (s.failed()) return fail(s.finish().error());
  }
  auto s = db.prepare(std::string("SELECT") + kLineColumns + kLineTables +
                      "WHERE i.group_id = ? AND i.item_id <> ? ORDER BY i.at, i.id LIMIT 50")
               .bind(item.line.group_id, item_id);
  auto group = take_lines(db, s);
  if (!group) return fail(group.error());
  item.group = std::move(*group);
  return item;
}

Result<std::vector<ItemLine>> read_lines(StoreReader& reader,
                                         const std::vector<std::string>& item_ids) {
  sql::Connection& db = reader.connection();
  const std::string sql =
      std::string("SELECT") + kLineColumns + kLineTables + "WHERE i.item_id = ?";
  std::vector<ItemLine> lines;
  for (size_t n = 0; n < item_ids.size() && n < 1000; ++n) {
    auto s = db.prepare(sql).bind(item_ids[n]);
    if (s.step()) lines.push_back(read_line(s));
    if (s.failed()) return fail(s.finish().error());
  }
  if (auto ok = complete_lines(db, lines); !ok) return fail(ok.error());
  return lines;
}

}  // namespace rasd
