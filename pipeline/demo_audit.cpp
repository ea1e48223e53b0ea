#include "pipeline/demo_audit.h"

#include <map>
#include <optional>
#include <string>

#include "store/audit.h"
#include "store/items.h"
#include "store/tags.h"

namespace rasd {
namespace {

constexpr int kWeeks = 5;
constexpr uint32_t kWeeklySample = 140;
// Fictional; the second codes the share that is tagged twice.
constexpr const char* kAnalysts[] = {"rana", "omar"};

Labels truth_of(const WorldItem& item) {
  Labels labels;
  labels.incident = item.codes;
  labels.topic = item.topic;
  labels.tone = item.tone;
  labels.stance = item.stance;
  return labels;
}

}  // namespace

Result<uint64_t> audit_demonstration(const StoreOptions& store, const Newsroom& newsroom,
                                     const TimeZone& zone, const Clock& clock) {
  std::map<std::string, const WorldItem*> planted;
  for (const WorldItem& item : newsroom.world().items) planted[newsroom.url(item)] = &item;
  auto book = TagBook::open(store, clock);
  if (!book) return fail(book.error());
  auto reader = StoreReader::open(store);
  if (!reader) return fail(reader.error());
  uint64_t added = 0;
  for (int week = kWeeks; week > 0; --week) {
    const Day first = add_days(newsroom.world().last, 1 - 7 * week);
    AuditDesign design;
    design.id = "demo-" + to_string(first);
    design.period = {zone.start_of(first), zone.start_of(add_days(first, 7))};
    design.size = kWeeklySample;
    const auto drawn = book->draw_audit_sample(design, static_cast<uint64_t>(week), kAnalysts[0]);
    if (!drawn && drawn.error().kind == ErrorKind::kUsage) continue;  // drawn in an earlier life
    if (!drawn) return fail(drawn.error());
    const auto units = read_audit(*reader, design.id);
    if (!units) return fail(units.error());
    for (const AuditUnit& unit : *units) {
      const auto item = read_item(*reader, unit.item_id);
      if (!item) return fail(item.error());
      auto found = planted.find(item->article.url);
      if (found == planted.end()) found = planted.find(item->article.canonical_url);
      if (found == planted.end()) continue;
      for (uint32_t coder = 0; coder < unit.coders && coder < std::size(kAnalysts); ++coder) {
        NewTag tag;
        tag.item_id = unit.item_id;
        tag.user = kAnalysts[coder];
        tag.purpose = TagPurpose::kAudit;
        tag.labels = truth_of(*found->second);
        tag.suggested.incident = item->line.incident;
        tag.suggested.topic = item->line.topic;
        tag.suggested.tone = item->line.tone;
        tag.suggested.stance = item->line.stance;
        tag.suggested_by = item->line.model_version;
        tag.suggestion_seen = false;
        if (auto ok = book->record(tag); !ok) return fail(ok.error());
        ++added;
      }
    }
  }
  return added;
}

}  // namespace rasd
