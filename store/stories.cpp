#include "store/stories.h"

#include "store/annotation_json.h"
#include "store/item_query.h"

namespace rasd {
namespace {

const char* order_sql(StoryOrder order) {
  switch (order) {
    case StoryOrder::kMostOutlets:
      return " ORDER BY outlets DESC, items DESC, last_at DESC";
    case StoryOrder::kMostItems:
      return " ORDER BY items DESC, outlets DESC, last_at DESC";
    case StoryOrder::kNewest:
      return " ORDER BY first_ever DESC, outlets DESC";
    case StoryOrder::kFastest:
      break;
  }
  return " ORDER BY items - before DESC, outlets DESC, last_at DESC";
}

/// The codes of a story's items within the filter, the most carried one first.
Result<std::string> main_incident(sql::Connection& db, const ItemCondition& condition,
                                  const std::string& story) {
  auto s = db.prepare("SELECT i.incident, COUNT(*) FROM items i WHERE " + condition.sql() +
                      " AND i.story_id = ? AND i.incident <> '' GROUP BY 1");
  condition.bind(s);
  s.bind(story);
  std::map<std::string, int64_t> counts;
  while (s.step())
    for (const auto& code : split_codes(s.view(0))) counts[code] += s.integer(1);
  std::string best;
  int64_t most = 0;
  for (const auto& [code, count] : counts)
    if (count > most) {
      most = count;
      best = code;
    }
  return s.finish(std::move(best));
}

Result<std::vector<ItemLine>> lead_of(sql::Connection& db, const ItemCondition& condition,
                                      const std::string& story) {
  auto s =
      db.prepare(std::string("SELECT") + kLineColumns + kLineTables + "WHERE " + condition.sql() +
                 " AND i.story_id = ? ORDER BY i.kind NOT IN (0, 3), i.at, i.id LIMIT 1");
  condition.bind(s);
  s.bind(story);
  std::vector<ItemLine> lines;
  while (s.step()) lines.push_back(read_line(s));
  if (s.failed()) return fail(s.finish().error());
  s.reset();
  if (auto ok = complete_lines(db, lines); !ok) return fail(ok.error());
  return lines;
}

Result<std::vector<StoryLine>> page_of_stories(sql::Connection& db, const ItemFilter& filter,
                                               const ItemCondition& condition, Window before,
                                               StoryOrder order, Slice slice) {
  const ItemCondition then(filter, before);
  std::string sql = "SELECT i.story_id, COUNT(*) AS items, COUNT(DISTINCT i.group_id),";
  sql += " COUNT(DISTINCT i.source_id) AS outlets, MAX(i.at) AS last_at,";
  for (int kind = 0; kind < 5; ++kind) sql += " SUM(i.kind = " + std::to_string(kind) + "),";
  for (int tone = 0; tone < 3; ++tone)
    sql += " SUM(IFNULL(i.tone, -1) = " + std::to_string(tone) + "),";
  sql += " (SELECT MIN(e.at) FROM items e WHERE e.story_id = i.story_id) AS first_ever,";
  sql += " (SELECT COUNT(*) FROM items e WHERE e.story_id = i.story_id),";
  sql += " IFNULL(b.n, 0) AS before FROM items i LEFT JOIN (SELECT i.story_id AS story, COUNT(*)";
  sql += " AS n FROM items i WHERE " + then.sql() + " GROUP BY 1) b ON b.story = i.story_id";
  sql += " WHERE " + condition.sql() + " GROUP BY i.story_id";
  sql += order_sql(order);
  sql += " LIMIT ? OFFSET ?";
  auto s = db.prepare(sql);
  then.bind(s);
  condition.bind(s);
  s.bind(bounded_limit(slice), uint64_t{slice.offset});
  std::vector<StoryLine> stories;
  while (s.step()) {
    StoryLine story;
    int column = 0;
    story.story_id = s.text(column++);
    story.items = s.small(column++);
    story.groups = s.small(column++);
    story.outlets = s.small(column++);
    story.last_seen = s.instant(column++);
    for (auto& n : story.by_kind) n = s.small(column++);
    for (auto& n : story.by_tone) n = s.small(column++);
    story.first_seen = s.instant(column++);
    story.ever = s.small(column++);
    story.before = s.small(column++);
    story.new_today = story.first_seen >= filter.window.from;
    stories.push_back(std::move(story));
  }
  return s.finish(std::move(stories));
}

}  // namespace

Result<std::vector<StoryLine>> list_stories(StoreReader& reader, const ItemFilter& filter,
                                            std::optional<Window> before, StoryOrder order,
                                            Slice slice) {
  sql::Connection& db = reader.connection();
  const ItemCondition condition(filter);
  auto stories = page_of_stories(db, filter, condition, before.value_or(Window{}), order, slice);
  if (!stories) return stories;
  for (StoryLine& story : *stories) {
    auto incident = main_incident(db, condition, story.story_id);
    if (!incident) return fail(incident.error());
    story.incident = std::move(*incident);
    auto lead = lead_of(db, condition, story.story_id);
    if (!lead) return fail(lead.error());
    if (!lead->empty()) story.lead = std::move(lead->front());
  }
  return stories;
}

Result<uint64_t> count_stories(StoreReader& reader, const ItemFilter& filter) {
  const ItemCondition condition(filter);
  auto s = reader.connection().prepare("SELECT COUNT(DISTINCT i.story_id) FROM items i WHERE " +
                                       condition.sql());
  condition.bind(s);
  const uint64_t count = s.step() ? s.count(0) : 0;
  return s.finish(count);
}

}  // namespace rasd
