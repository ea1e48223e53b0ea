#include <string>

#include "records/json.h"
#include "reports/digest_render.h"
#include "reports/section_names.h"

namespace rasd {
namespace {

void put_growth(JsonWriter& json, const Growth& growth, const Wording& words) {
  put_key(json, "growth");
  json.StartObject();
  put(json, "verdict", name(growth.verdict));
  put(json, "rule", name(growth.rule));
  put(json, "today", growth.today);
  put(json, "before", growth.before);
  put(json, "days", int64_t{growth.days});
  if (growth.rule == GrowthRule::kUsualRange) {
    put(json, "usual_low", growth.usual_low);
    put(json, "usual_high", growth.usual_high);
  }
  if (growth.rule == GrowthRule::kDayBefore) put(json, "p", growth.p);
  put(json, "text", growth_rule(growth, words));
  json.EndObject();
}

void put_time(JsonWriter& json, std::string_view key, const std::optional<Instant>& at) {
  if (at) {
    put(json, key, to_rfc3339(*at));
  } else {
    put_null(json, key);
  }
}

void put_codes(JsonWriter& json, const std::vector<std::string>& codes, const Wording& words) {
  put_key(json, "incident");
  json.StartArray();
  for (const std::string& code : codes) {
    json.StartObject();
    put(json, "code", code);
    put(json, "name", words.incident(code));
    json.EndObject();
  }
  json.EndArray();
}

void put_source(JsonWriter& json, const DigestSource& source, const Wording& words, Day day) {
  json.StartObject();
  put(json, "id", source.id);
  put(json, "name", source.name);
  put(json, "kind", name(source.kind));
  put(json, "official", source.official);
  put(json, "reach", name(source.reach));
  put(json, "reason", source.reason);
  put_time(json, "since", source.since);
  put(json, "items", source.items);
  put(json, "usual", source.usual);
  put_growth(json, source.growth, words);
  const std::string trouble = source_trouble(source, words, day);
  if (!trouble.empty()) put(json, "text", trouble);
  json.EndObject();
}

void put_entry(JsonWriter& json, const DigestEntry& entry, const Wording& words, Day day) {
  json.StartObject();
  put(json, "item", entry.item_id);
  put(json, "story", entry.story_id);
  put(json, "title", entry.title);
  put(json, "title_by", entry.reworded ? "person" : "publisher");
  if (entry.action.empty()) {
    put_null(json, "action");
  } else {
    put(json, "action", entry.action);
    put(json, "action_by", "person");
  }
  put(json, "lead", entry.lead);
  put(json, "language", entry.language);
  put(json, "url", entry.url);
  put(json, "source", entry.source_id);
  put(json, "source_name", entry.source_name);
  put(json, "kind", name(entry.kind));
  put(json, "official", entry.official);
  put_codes(json, entry.incident, words);
  put(json, "topic", entry.topic);
  put(json, "tone", entry.tone);
  put(json, "stance", entry.stance);
  put(json, "by_person", entry.by_person);
  put(json, "items", entry.items);
  put(json, "outlets", entry.outlets);
  put_key(json, "outlet_names");
  json.StartArray();
  for (const std::string& outlet : entry.outlet_names) put_value(json, outlet);
  json.EndArray();
  put_key(json, "by_kind");
  json.StartObject();
  for (const KindCount& count : entry.strip) put(json, name(count.kind), count.count);
  json.EndObject();
  put(json, "first_seen", to_rfc3339(entry.first_seen));
  put(json, "new_today", entry.new_today);
  put(json, "worth", entry.worth);
  put(json, "why", why_it_matters(entry, words, day));
  put_growth(json, entry.growth, words);
  json.EndObject();
}

void put_coverage(JsonWriter& json, const Digest& digest, const Wording& words) {
  put_key(json, "coverage");
  json.StartObject();
  put(json, "reached", int64_t{digest.sources_reached});
  put(json, "total", int64_t{digest.sources_total});
  put(json, "replayed", int64_t{digest.sources_replayed});
  put_key(json, "failing");
  json.StartArray();
  for (const DigestSource& source : digest.failing) put_source(json, source, words, digest.day);
  json.EndArray();
  put_key(json, "silent");
  json.StartArray();
  for (const DigestSource& source : digest.silent) put_source(json, source, words, digest.day);
  json.EndArray();
  json.EndObject();
}

void put_totals(JsonWriter& json, const Digest& digest, const Wording& words) {
  put_key(json, "totals");
  json.StartObject();
  put(json, "items", digest.media_items);
  put(json, "before", digest.media_before);
  put(json, "unique_texts", digest.unique_texts);
  put(json, "stories", digest.stories);
  put_growth(json, digest.media_growth, words);
  put_key(json, "by_kind");
  json.StartArray();
  for (const DigestTotal& total : digest.totals) {
    json.StartObject();
    put(json, "kind", name(total.kind));
    put(json, "items", total.items);
    put(json, "before", total.before);
    put_growth(json, total.growth, words);
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
}

void put_observations(JsonWriter& json, const Digest& digest, const Wording& words) {
  put_key(json, "observations");
  json.StartObject();
  put(json, "count", digest.observation_count);
  put_key(json, "items");
  json.StartArray();
  for (const DigestObservation& one : digest.observations) {
    json.StartObject();
    put(json, "item", one.item_id);
    put(json, "title", one.title);
    put(json, "text", one.text);
    put(json, "language", one.language);
    put_codes(json, one.incident, words);
    put(json, "received", to_rfc3339(one.received));
    json.EndObject();
  }
  json.EndArray();
  json.EndObject();
}

void put_ledger(JsonWriter& json, const DigestLedger& ledger) {
  put_key(json, "ledger");
  json.StartObject();
  put(json, "taken_in", ledger.taken_in);
  put(json, "stored", ledger.stored);
  put(json, "duplicate", ledger.duplicate);
  put(json, "filtered", ledger.filtered);
  put(json, "failed", ledger.failed);
  put(json, "quarantined", ledger.quarantined);
  put(json, "pending", ledger.pending);
  put(json, "reconciles", ledger.reconciles);
  json.EndObject();
}

}  // namespace

std::string digest_json(const Digest& digest, const Wording& words) {
  JsonBuffer buffer;
  JsonWriter json(buffer);
  json.StartObject();
  put(json, "v", int64_t{1});
  put(json, "type", "digest");
  put(json, "language", words.tag());
  put(json, "day", to_string(digest.day));
  put(json, "zone", words.zone_name());
  put(json, "from", to_rfc3339(digest.from));
  put(json, "to", to_rfc3339(digest.to));
  put(json, "made", to_rfc3339(digest.made));
  put(json, "partial", digest.partial);
  put(json, "quiet", digest.quiet);
  put_coverage(json, digest, words);
  put_key(json, "top");
  json.StartArray();
  for (const DigestEntry& entry : digest.top) put_entry(json, entry, words, digest.day);
  json.EndArray();
  put_key(json, "sections");
  json.StartArray();
  for (const DigestSection& section : digest.sections) {
    json.StartObject();
    put(json, "id", name(section.id));
    put(json, "name", words.say(heading_of(section.id)));
    put(json, "items", section.items);
    put(json, "more", section.more);
    put_key(json, "entries");
    json.StartArray();
    for (const DigestEntry& entry : section.entries) put_entry(json, entry, words, digest.day);
    json.EndArray();
    json.EndObject();
  }
  json.EndArray();
  put_totals(json, digest, words);
  put_key(json, "sources");
  json.StartArray();
  for (const DigestSource& source : digest.sources) put_source(json, source, words, digest.day);
  json.EndArray();
  put_observations(json, digest, words);
  put_ledger(json, digest.ledger);
  json.EndObject();
  return std::string(buffer.GetString(), buffer.GetSize());
}

}  // namespace rasd
