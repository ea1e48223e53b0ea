#pragma once
#include <string>
#include <variant>
#include <vector>

#include "store/items.h"
#include "store/sqlite.h"

namespace rasd {

/// The conditions of an ItemFilter over `items i`, with their values in order: SQL text is ours,
/// every value is bound.
class ItemCondition {
 public:
  /// `window` is taken in place of the filter's own.
  ItemCondition(const ItemFilter& filter, Window window);
  explicit ItemCondition(const ItemFilter& filter) : ItemCondition(filter, filter.window) {}
  /// "i.at >= ? AND i.at < ? AND …": never empty.
  const std::string& sql() const { return sql_; }
  void bind(sql::Statement& statement) const;

 private:
  void add(const char* condition, std::variant<int64_t, std::string> value);
  std::string sql_;
  std::vector<std::variant<int64_t, std::string>> values_;
};

/// The columns of an ItemLine, for "SELECT … FROM items i JOIN article_texts x ON x.id = i.id JOIN
/// sources s ON s.id = i.source_id".
extern const char* const kLineColumns;
extern const char* const kLineTables;
ItemLine read_line(const sql::Statement& row);
/// Fills group sizes and tags of lines just read (a query each, so that pages stay bounded).
Result<void> complete_lines(sql::Connection& db, std::vector<ItemLine>& lines);

/// A tag of "SELECT id, user, at, purpose, labels, suggested, suggested_by, undone_by FROM tags".
TagLine read_tag_line(const sql::Statement& row);

/// The article of "SELECT " kArticleColumns over items i and article_texts x.
extern const char* const kArticleColumns;
inline constexpr int kArticleColumnCount = 25;
Article read_article(const sql::Statement& row);

/// From `first`: reader, model, language, variety, incident, topic, tone, stance, probabilities
/// of annotations, minhash of article_texts.
Annotation read_annotation(const sql::Statement& row, int first);

/// A slice's limit within its bound.
int64_t bounded_limit(const Slice& slice);

}  // namespace rasd
