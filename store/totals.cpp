#include "store/totals.h"

#include <algorithm>
#include <map>

#include "store/annotation_json.h"
#include "store/item_query.h"

namespace rasd {
namespace {

constexpr size_t kMaxValues = 1000;

/// The expression that a facet groups by, and what it must be joined with.
struct Grouping {
  const char* value;
  const char* tables;
};

Grouping grouping(Facet facet) {
  constexpr const char* kItems = " FROM items i ";
  switch (facet) {
    case Facet::kSource:
      return {"i.source_id", kItems};
    case Facet::kKind:
      return {"i.kind", kItems};
    case Facet::kLanguage:
      return {"i.language", kItems};
    case Facet::kTopic:
      return {"i.topic", kItems};
    case Facet::kTone:
      return {"i.tone", kItems};
    case Facet::kStance:
      return {"i.stance", kItems};
    case Facet::kOfficial:
      return {"s.official", " FROM items i JOIN sources s ON s.id = i.source_id "};
    case Facet::kIncident:
      break;  // counted by count_incidents
  }
  return {"''", kItems};
}

std::string value_name(Facet facet, const sql::Statement& row, int column) {
  switch (facet) {
    case Facet::kKind:
      return std::string(name(static_cast<ItemKind>(row.integer(column))));
    case Facet::kTone:
      return row.is_null(column) ? std::string() : tone_name(row.integer(column));
    case Facet::kStance:
      return row.is_null(column) ? std::string() : stance_name(row.integer(column));
    case Facet::kOfficial:
      return row.boolean(column) ? "yes" : "no";
    default:
      return row.text(column);
  }
}

struct Counted {
  uint64_t items = 0;
  uint64_t groups = 0;
};

/// Incidents are split here: an item carries a handful of codes in one column.
Result<std::map<std::string, Counted>> count_incidents(sql::Connection& db,
                                                       const ItemCondition& condition) {
  auto s =
      db.prepare("SELECT i.incident, COUNT(*), COUNT(DISTINCT i.group_id) FROM items i WHERE " +
                 condition.sql() + " GROUP BY i.incident");
  condition.bind(s);
  std::map<std::string, Counted> counts;
  while (s.step()) {
    auto codes = split_codes(s.view(0));
    if (codes.empty()) codes = {"NON"};
    for (const auto& code : codes) {
      counts[code].items += s.count(1);
      counts[code].groups += s.count(2);
    }
  }
  return s.finish(std::move(counts));
}

Result<std::map<std::string, Counted>> count_window(sql::Connection& db, Facet facet,
                                                    const ItemFilter& filter, Window window) {
  const ItemCondition condition(filter, window);
  if (facet == Facet::kIncident) return count_incidents(db, condition);
  const Grouping by = grouping(facet);
  auto s = db.prepare(std::string("SELECT ") + by.value + ", COUNT(*), COUNT(DISTINCT i.group_id)" +
                      by.tables + "WHERE " + condition.sql() + " GROUP BY 1");
  condition.bind(s);
  std::map<std::string, Counted> counts;
  while (s.step()) {
    Counted& c = counts[value_name(facet, s, 0)];
    c.items += s.count(1);
    c.groups += s.count(2);
  }
  return s.finish(std::move(counts));
}

}  // namespace

Result<ItemCount> count_items(StoreReader& reader, const ItemFilter& filter) {
  const ItemCondition condition(filter);
  auto s = reader.connection().prepare(
      "SELECT COUNT(*), COUNT(DISTINCT i.group_id), COUNT(DISTINCT i.source_id) FROM items i"
      " WHERE " +
      condition.sql());
  condition.bind(s);
  ItemCount count;
  if (s.step()) count = {s.count(0), s.count(1), s.count(2)};
  return s.finish(count);
}

Result<std::vector<FacetCount>> count_by(StoreReader& reader, Facet facet, const ItemFilter& filter,
                                         std::optional<Window> before) {
  sql::Connection& db = reader.connection();
  auto now = count_window(db, facet, filter, filter.window);
  if (!now) return fail(now.error());
  std::map<std::string, FacetCount> merged;
  for (const auto& [value, counted] : *now) {
    merged[value].items = counted.items;
    merged[value].groups = counted.groups;
  }
  if (before) {
    auto then = count_window(db, facet, filter, *before);
    if (!then) return fail(then.error());
    for (const auto& [value, counted] : *then) merged[value].before = counted.items;
  }
  std::vector<FacetCount> counts;
  for (auto& [value, count] : merged) {
    count.value = value;
    count.shown = value;
    counts.push_back(std::move(count));
  }
  std::stable_sort(counts.begin(), counts.end(), [](const auto& a, const auto& b) {
    return a.items != b.items ? a.items > b.items : a.before > b.before;
  });
  if (counts.size() > kMaxValues) counts.resize(kMaxValues);
  if (facet != Facet::kSource) return counts;
  for (auto& count : counts) {
    auto s = db.prepare("SELECT name FROM sources WHERE id = ?").bind(count.value);
    if (s.step()) count.shown = s.text(0);
    if (s.failed()) return fail(s.finish().error());
  }
  return counts;
}

}  // namespace rasd
