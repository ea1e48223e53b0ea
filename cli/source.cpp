#include "cli/source.h"

#include <cstdio>
#include <filesystem>

#include "base/utf8.h"
#include "records/json.h"
#include "reports/open_store.h"
#include "reports/source_health.h"

namespace rasd {
namespace {

void print(const CommonOptions& common, const SourceHealth& health, const Wording& words, Day day) {
  const SourceCoverage& source = health.coverage;
  const std::string last = source.last_success ? to_rfc3339(*source.last_success) : "never";
  const std::string state(name(health.condition));
  const std::string reason = health_reason(health, words, day);
  if (!common.json) {
    std::printf("%-24s %-12s %6u items  last reached %-20s  %s%s%s\n", source.source.id.c_str(),
                std::string(name(source.source.connector)).c_str(), source.items, last.c_str(),
                state.c_str(), reason.empty() ? "" : ": ", without_bidi_controls(reason).c_str());
    return;
  }
  JsonBuffer buffer;
  JsonWriter out(buffer);
  out.StartObject();
  put(out, "id", source.source.id);
  put(out, "name", source.source.name);
  put(out, "connector", name(source.source.connector));
  put(out, "url", source.source.url);
  put(out, "items_last_day", int64_t{source.items});
  put(out, "usual_a_day", source.usual);
  put(out, "last_success", last);
  put(out, "state", state);
  put(out, "alarm", health.is_alarm());
  if (health.since) put(out, "since", to_rfc3339(*health.since));
  put(out, "expected_since", health.silence.expected);
  put(out, "reason", without_bidi_controls(reason));
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
  if (!std::filesystem::exists(config->store_path())) {
    for (const Source& source : config->sources) {
      SourceHealth unseen;
      unseen.coverage.source = source;
      unseen.condition = SourceCondition::kNotPolled;
      print(common, unseen, words, today);
    }
    return 0;
  }
  auto reader = StoreReader::open(store_options(config->store_path()));
  if (!reader) return complain(reader.error());
  const auto health = judge_sources(*reader, *zone, {now - std::chrono::days{1}, now});
  if (!health) return complain(health.error());
  for (const SourceHealth& source : health->sources) print(common, source, words, today);
  return health->alarms > 0 ? 3 : 0;
}

}  // namespace rasd
