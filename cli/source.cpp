#include "cli/source.h"

#include <cstdio>
#include <filesystem>

#include "base/utf8.h"
#include "crawler/missing_posts.h"
#include "crawler/recall.h"
#include "records/json.h"
#include "reports/open_store.h"
#include "reports/source_health.h"

namespace rasd {
namespace {

/// "3 posts missing in 2 gaps (last 41 to 41: deleted, or not shown …)"; empty without a gap.
std::string missing_text(const MissingSummary& missing) {
  if (missing.gaps == 0) return {};
  const std::string& first = missing.newest.first;
  return std::to_string(missing.posts) + " posts missing in " + std::to_string(missing.gaps) +
         (missing.gaps == 1 ? " gap" : " gaps") + " (last " +
         (first.empty() ? "" : first + " to ") + missing.newest.last + ": " + missing.newest.why +
         ")";
}

/// "listed 412, stored 398, missed 2"; empty for a source whose lists were never read.
std::string recall_text(const SourceRecall& recall) {
  if (recall.listed() == 0) return {};
  return "listed " + std::to_string(recall.listed()) + ", stored " +
         std::to_string(recall.of(ItemState::kStored)) + ", missed " +
         std::to_string(recall.missed());
}

void put_recall(JsonWriter& out, const SourceRecall& recall) {
  put(out, "listed", static_cast<int64_t>(recall.listed()));
  for (const ItemState state : {ItemState::kStored, ItemState::kDuplicate, ItemState::kFiltered,
                                ItemState::kFailed, ItemState::kQuarantined})
    put(out, name(state), static_cast<int64_t>(recall.of(state)));
  put(out, "pending", static_cast<int64_t>(recall.pending));
  put(out, "missed", static_cast<int64_t>(recall.missed()));
}

void print(const CommonOptions& common, const SourceHealth& health, const MissingSummary& missing,
           const SourceRecall& recall, const Wording& words, Day day) {
  const SourceCoverage& source = health.coverage;
  const std::string last = source.last_success ? to_rfc3339(*source.last_success) : "never";
  const std::string state(name(health.condition));
  const std::string reason = health_reason(health, words, day);
  if (!common.json) {
    const std::string gaps = without_bidi_controls(missing_text(missing));
    const std::string named = recall_text(recall);
    std::printf("%-24s %-12s %6u items  last reached %-20s  %s%s%s%s%s%s%s\n",
                source.source.id.c_str(), std::string(name(source.source.connector)).c_str(),
                source.items, last.c_str(), state.c_str(), reason.empty() ? "" : ": ",
                without_bidi_controls(reason).c_str(), named.empty() ? "" : "; ", named.c_str(),
                gaps.empty() ? "" : "; ", gaps.c_str());
    return;
  }
  JsonBuffer buffer;
  JsonWriter out(buffer);
  out.StartObject();
  put(out, "id", source.source.id);
  put(out, "name", source.source.name);
  put(out, "connector", name(source.source.connector));
  put(out, "kind", name(source.source.kind));
  put(out, "url", source.source.url);
  put(out, "items_last_day", int64_t{source.items});
  put(out, "usual_a_day", source.usual);
  put(out, "last_success", last);
  put(out, "state", state);
  put(out, "alarm", health.is_alarm());
  if (health.since) put(out, "since", to_rfc3339(*health.since));
  put(out, "expected_since", health.silence.expected);
  put(out, "reason", without_bidi_controls(reason));
  put_recall(out, recall);
  put(out, "missing_posts", static_cast<int64_t>(missing.posts));
  put(out, "missing_gaps", static_cast<int64_t>(missing.gaps));
  put(out, "missing", without_bidi_controls(missing_text(missing)));
  out.EndObject();
  std::printf("%s\n", buffer.GetString());
}

}  // namespace

int run_source_list(const CommonOptions& common) {
  const auto config = open_config(common);
  if (!config) return complain(config.error());
  const auto zone = TimeZone::open(config->directorate.time_zone);
  if (!zone) return complain(zone.error());
  const Wording words(Language::kEnglish, *zone);
  const Instant now = SystemClock().now();
  const Day today = zone->day_of(now);
  const auto missing = read_missing_posts(config->crawl_folder());
  if (!missing) return complain(missing.error());
  const auto missing_of = [&](const std::string& id) {
    const auto found = missing->find(id);
    return found == missing->end() ? MissingSummary{} : found->second;
  };
  const auto recall = read_recall(config->crawl_folder());
  if (!recall) return complain(recall.error());
  const auto recall_of = [&](const std::string& id) {
    const auto found = recall->find(id);
    return found == recall->end() ? SourceRecall{} : found->second;
  };
  if (std::error_code none; !std::filesystem::exists(config->store_path(), none) && !none) {
    for (const Source& source : config->sources) {
      SourceHealth unseen;
      unseen.coverage.source = source;
      unseen.condition = SourceCondition::kNotPolled;
      print(common, unseen, missing_of(source.id), recall_of(source.id), words, today);
    }
    return 0;
  }
  auto reader = StoreReader::open(store_options(config->store_path()));
  if (!reader) return complain(reader.error());
  const auto health = judge_sources(*reader, *zone, {now - std::chrono::days{1}, now});
  if (!health) return complain(health.error());
  for (const SourceHealth& source : health->sources)
    print(common, source, missing_of(source.coverage.source.id),
          recall_of(source.coverage.source.id), words, today);
  return health->alarms > 0 ? 3 : 0;
}

}  // namespace rasd
