#include "store/audit.h"

#include <algorithm>
#include <map>

#include "store/annotation_json.h"
#include "store/audit_json.h"
#include "store/sqlite.h"

namespace rasd {
namespace {

constexpr int64_t kMaxFrame = 1000000;

float top_tone(const FrameItem& item) {
  const int tone = tone_index(item.tone);
  return tone < 0 ? 0.0F : item.tone_p[static_cast<size_t>(tone)];
}

/// Marks the upper half of each predicted tone by its probability, ties by id.
void mark_sure(std::vector<FrameItem>& frame) {
  std::map<std::string, std::vector<FrameItem*>> by_tone;
  for (auto& item : frame) by_tone[item.tone].push_back(&item);
  for (auto& [tone, items] : by_tone) {
    std::stable_sort(items.begin(), items.end(), [](const FrameItem* a, const FrameItem* b) {
      return top_tone(*a) > top_tone(*b);
    });
    for (size_t i = 0; i < items.size() / 2; ++i) items[i]->sure = true;
  }
}

/// Standing audit tags of a sampled item.
Result<void> add_labels(sql::Connection& db, AuditUnit& unit) {
  auto s = db.prepare(
                 "SELECT labels, user FROM tags WHERE item_id = ? AND purpose = 0 AND undone_by IS"
                 " NULL ORDER BY id")
               .bind(unit.item_id);
  while (s.step()) {
    auto labels = parse_labels(s.view(0));
    if (!labels) continue;
    unit.labels.push_back(std::move(*labels));
    unit.coders_done.push_back(s.text(1));
  }
  return s.finish();
}

}  // namespace

Result<std::vector<FrameItem>> read_frame(StoreReader& reader, Window period,
                                          const std::vector<ItemKind>& kinds) {
  return read_frame(reader.connection(), period, kinds);
}

Result<std::vector<FrameItem>> read_frame(sql::Connection& db, Window period,
                                          const std::vector<ItemKind>& kinds) {
  std::string wanted;
  for (const ItemKind kind : kinds)
    wanted += (wanted.empty() ? "" : ",") + std::to_string(static_cast<int>(kind));
  // Observations are received, not published: never pooled with media.
  if (wanted.empty()) wanted = "0,1,2,3";
  auto s = db.prepare(
                 "SELECT item_id, source_id, kind, at, language, tone, tone_p0, tone_p1, tone_p2,"
                 " stance, stance_p0, stance_p1, stance_p2, stance_p3, group_id FROM items"
                 " WHERE at >= ? AND at < ? AND kind IN (" +
                 wanted + ") ORDER BY item_id LIMIT ?")
               .bind(period.from, period.to, kMaxFrame + 1);
  std::vector<FrameItem> frame;
  while (s.step()) {
    FrameItem item;
    item.item_id = s.text(0);
    item.source_id = s.text(1);
    item.kind = static_cast<ItemKind>(s.integer(2));
    item.at = s.instant(3);
    item.language = s.text(4);
    item.tone = s.is_null(5) ? std::string() : tone_name(s.integer(5));
    for (int k = 0; k < 3; ++k)
      item.tone_p[static_cast<size_t>(k)] = static_cast<float>(s.real(6 + k));
    item.stance = s.is_null(9) ? std::string() : stance_name(s.integer(9));
    for (int k = 0; k < 4; ++k)
      item.stance_p[static_cast<size_t>(k)] = static_cast<float>(s.real(10 + k));
    item.group_id = s.text(14);
    frame.push_back(std::move(item));
  }
  if (s.failed()) return fail(s.finish().error());
  if (frame.size() > static_cast<size_t>(kMaxFrame))
    return fail(ErrorKind::kUsage,
                "the period holds more than a million items; choose a shorter one");
  mark_sure(frame);
  return frame;
}

Result<bool> awaits_audit(StoreReader& reader, const std::string& item_id) {
  auto s = reader.connection()
               .prepare("SELECT 1 FROM audit_sample WHERE item_id = ? AND state = 0 LIMIT 1")
               .bind(item_id);
  const bool waiting = s.step();
  return s.finish(waiting);
}

Result<std::vector<DrawnDesign>> list_designs(StoreReader& reader, Window window) {
  auto s = reader.connection()
               .prepare(
                   "SELECT d.id, d.period_from, d.period_to, d.kinds, d.size, d.coded_twice,"
                   " d.seed, d.drawn_at, d.drawn_by, d.strata, (SELECT COUNT(*) FROM audit_sample a"
                   " WHERE a.design = d.id), (SELECT COUNT(*) FROM audit_sample a WHERE a.design ="
                   " d.id AND EXISTS (SELECT 1 FROM tags t WHERE t.item_id = a.item_id AND"
                   " t.purpose = 0 AND t.undone_by IS NULL)) FROM audit_design d"
                   " WHERE d.period_from < ? AND d.period_to > ? ORDER BY d.period_from, d.id")
               .bind(window.to, window.from);
  std::vector<DrawnDesign> designs;
  while (s.step()) {
    DrawnDesign drawn;
    drawn.design.id = s.text(0);
    drawn.design.period = {s.instant(1), s.instant(2)};
    drawn.design.kinds = read_kinds(s.view(3));
    drawn.design.size = s.small(4);
    drawn.design.coded_twice = s.real(5);
    drawn.seed = s.count(6);
    drawn.drawn_at = s.instant(7);
    drawn.drawn_by = s.text(8);
    drawn.strata = read_strata(s.view(9));
    drawn.sampled = s.count(10);
    drawn.tagged = s.count(11);
    designs.push_back(std::move(drawn));
  }
  return s.finish(std::move(designs));
}

Result<std::vector<AuditUnit>> read_audit(StoreReader& reader, const std::string& design_id) {
  sql::Connection& db = reader.connection();
  const StoreReader::Snapshot snapshot(reader);
  auto s = db.prepare(
                 "SELECT a.item_id, i.source_id, i.group_id, i.kind, i.at, a.stratum,"
                 " a.probability, a.coders, a.scores FROM audit_sample a JOIN items i ON"
                 " i.item_id = a.item_id WHERE a.design = ? ORDER BY a.position")
               .bind(design_id);
  std::vector<AuditUnit> units;
  while (s.step()) {
    AuditUnit unit;
    unit.design_id = design_id;
    unit.item_id = s.text(0);
    unit.source_id = s.text(1);
    unit.group_id = s.text(2);
    unit.kind = static_cast<ItemKind>(s.integer(3));
    unit.at = s.instant(4);
    unit.stratum = s.text(5);
    unit.probability = s.real(6);
    unit.coders = s.small(7);
    Annotation scores;
    read_probabilities(s.view(8), scores);
    unit.tone_p = scores.tone_p;
    unit.stance_p = scores.stance_p;
    units.push_back(std::move(unit));
  }
  if (s.failed()) return fail(s.finish().error());
  for (auto& unit : units)
    if (auto ok = add_labels(db, unit); !ok) return fail(ok.error());
  return units;
}

}  // namespace rasd
