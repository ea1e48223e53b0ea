#include "store/series.h"

#include "store/annotation_json.h"
#include "store/item_query.h"

namespace rasd {
namespace {

constexpr size_t kMaxWindows = 1000;

std::string sums_sql() {
  std::string sql = "SELECT COUNT(*), COUNT(DISTINCT i.group_id)";
  const auto add = [&](const char* column, int n) {
    for (int value = 0; value < n; ++value)
      sql += std::string(", IFNULL(SUM(") + column + " = " + std::to_string(value) + "), 0)";
  };
  add("i.kind", 5);
  add("i.tone", 3);
  add("i.stance", 4);
  for (int k = 0; k < 3; ++k) sql += ", IFNULL(SUM(i.tone_p" + std::to_string(k) + "), 0)";
  for (int k = 0; k < 4; ++k) sql += ", IFNULL(SUM(i.stance_p" + std::to_string(k) + "), 0)";
  return sql + " FROM items i WHERE ";
}

Result<void> add_sums(sql::Connection& db, const ItemCondition& condition, SeriesPoint& point) {
  auto s = db.prepare(sums_sql() + condition.sql());
  condition.bind(s);
  if (s.step()) {
    int column = 0;
    point.items = s.count(column++);
    point.groups = s.count(column++);
    for (auto& n : point.by_kind) n = s.count(column++);
    for (auto& n : point.by_tone) n = s.count(column++);
    for (auto& n : point.by_stance) n = s.count(column++);
    for (auto& mass : point.tone_mass) mass = s.real(column++);
    for (auto& mass : point.stance_mass) mass = s.real(column++);
  }
  return s.finish();
}

/// The first standing audit tag of each sampled item: a second coder's does not count it twice.
Result<void> add_audited(sql::Connection& db, const ItemCondition& condition, SeriesPoint& point) {
  auto s = db.prepare(
      "SELECT t.labels, MIN(t.id) FROM items i JOIN tags t ON t.item_id = i.item_id WHERE " +
      condition.sql() +
      " AND t.purpose = 0 AND t.undone_by IS NULL AND EXISTS (SELECT 1 FROM audit_sample a WHERE"
      " a.item_id = i.item_id) GROUP BY i.id");
  condition.bind(s);
  while (s.step()) {
    ++point.audited;
    const auto labels = parse_labels(s.view(0));
    if (!labels) continue;
    if (const int tone = tone_index(labels->tone); tone >= 0)
      ++point.audited_tone[static_cast<size_t>(tone)];
    if (const int stance = stance_index(labels->stance); stance >= 0)
      ++point.audited_stance[static_cast<size_t>(stance)];
  }
  return s.finish();
}

Result<void> add_models(sql::Connection& db, const ItemCondition& condition, SeriesPoint& point) {
  auto s =
      db.prepare("SELECT DISTINCT i.model FROM items i WHERE " + condition.sql() + " ORDER BY 1");
  condition.bind(s);
  while (s.step()) point.models.push_back(s.text(0));
  return s.finish();
}

Result<void> add_active(sql::Connection& db, Window window, SeriesPoint& point) {
  auto s = db.prepare(
                 "SELECT COUNT(*) FROM (SELECT source_id FROM items WHERE at >= ? AND at < ? UNION"
                 " SELECT source_id FROM source_polls WHERE at >= ? AND at < ? AND ok <> 0)")
               .bind(window.from, window.to, window.from, window.to);
  if (s.step()) point.active_sources = s.small(0);
  return s.finish();
}

/// One count for each window, by a query of source, from and to.
Result<std::vector<uint32_t>> count_in(sql::Connection& db, const char* sql,
                                       const std::string& source,
                                       const std::vector<Window>& windows) {
  std::vector<uint32_t> counts(windows.size());
  for (size_t i = 0; i < windows.size(); ++i) {
    auto s = db.prepare(sql).bind(source, windows[i].from, windows[i].to);
    if (s.step()) counts[i] = s.small(0);
    if (s.failed()) return fail(s.finish().error());
  }
  return counts;
}

}  // namespace

Result<std::vector<SeriesPoint>> read_series(StoreReader& reader,
                                             const std::vector<Window>& windows,
                                             const ItemFilter& filter) {
  if (windows.size() > kMaxWindows)
    return fail(ErrorKind::kUsage, "a series has at most 1,000 points");
  sql::Connection& db = reader.connection();
  const StoreReader::Snapshot snapshot(reader);
  std::vector<SeriesPoint> series;
  for (const Window& window : windows) {
    SeriesPoint point;
    point.window = window;
    const ItemCondition condition(filter, window);
    auto ok = add_sums(db, condition, point);
    if (ok) ok = add_audited(db, condition, point);
    if (ok) ok = add_models(db, condition, point);
    if (ok) ok = add_active(db, window, point);
    if (!ok) return fail(ok.error());
    series.push_back(std::move(point));
  }
  return series;
}

Result<std::vector<SourceSeries>> read_source_series(StoreReader& reader,
                                                     const std::vector<Window>& windows) {
  if (windows.size() > kMaxWindows)
    return fail(ErrorKind::kUsage, "a series has at most 1,000 points");
  sql::Connection& db = reader.connection();
  const StoreReader::Snapshot snapshot(reader);
  std::vector<SourceSeries> all;
  {
    auto s = db.prepare("SELECT id, name, connector FROM sources ORDER BY id");
    while (s.step()) {
      SourceSeries one;
      one.source_id = s.text(0);
      one.source_name = s.text(1);
      one.replayed = static_cast<Connector>(s.integer(2)) == Connector::kReplay;
      all.push_back(std::move(one));
    }
    if (s.failed()) return fail(s.finish().error());
  }
  for (SourceSeries& one : all) {
    auto items =
        count_in(db, "SELECT COUNT(*) FROM items WHERE source_id = ? AND at >= ? AND at < ?",
                 one.source_id, windows);
    if (!items) return fail(items.error());
    one.items = std::move(*items);
    auto failures = count_in(
        db,
        "SELECT COUNT(*) FROM source_polls WHERE source_id = ? AND at >= ? AND at < ? AND ok = 0",
        one.source_id, windows);
    if (!failures) return fail(failures.error());
    one.failures = std::move(*failures);
  }
  return all;
}

}  // namespace rasd
