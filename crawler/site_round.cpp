#include "crawler/site_round.h"

#include <algorithm>
#include <utility>

#include "records/json.h"

namespace rasd {
namespace {

using std::chrono::milliseconds;

constexpr std::chrono::days kMemory{30};
constexpr size_t kRememberedDays = 30;
constexpr size_t kRememberedChanges = 50;

void put_texts(JsonWriter& out, const char* key, const std::vector<std::string>& texts) {
  put_key(out, key);
  out.StartArray();
  for (const std::string& text : texts) put_value(out, text);
  out.EndArray();
}

void put_changes(JsonWriter& out, const char* key, const std::vector<PageChange>& changes) {
  put_key(out, key);
  out.StartArray();
  for (const PageChange& change : changes) {
    out.StartObject();
    put(out, "url", change.url);
    put(out, "at", to_rfc3339(change.at));
    put_texts(out, "removed", change.removed);
    put_texts(out, "added", change.added);
    out.EndObject();
  }
  out.EndArray();
}

template <typename Read>
void each(const rapidjson::Value& object, const char* key, const Read& read) {
  const auto found = object.FindMember(key);
  if (found == object.MemberEnd() || !found->value.IsArray()) return;
  for (const auto& value : found->value.GetArray()) read(value);
}

std::string member(const rapidjson::Value& object, const char* key) {
  return std::string(get_string(object, key));
}

std::optional<Instant> instant_of(const rapidjson::Value& object, const char* key) {
  const auto at = parse_rfc3339(get_string(object, key));
  return at ? std::optional<Instant>(*at) : std::nullopt;
}

std::vector<std::string> texts_of(const rapidjson::Value& object, const char* key) {
  std::vector<std::string> texts;
  each(object, key, [&](const rapidjson::Value& value) {
    if (value.IsString()) texts.emplace_back(value.GetString(), value.GetStringLength());
  });
  return texts;
}

std::vector<PageChange> changes_of(const rapidjson::Value& object, const char* key,
                                   Instant otherwise) {
  std::vector<PageChange> changes;
  each(object, key, [&](const rapidjson::Value& value) {
    if (!value.IsObject()) return;
    changes.push_back({member(value, "url"), texts_of(value, "removed"), texts_of(value, "added"),
                       instant_of(value, "at").value_or(otherwise)});
  });
  return changes;
}

}  // namespace

void remember(SiteRound& round, SiteRound before) {
  const bool goes_on = before.since != Instant{} && before.up == round.up;
  round.since = goes_on ? before.since : round.at;
  if (!round.up) {
    round.pages = std::move(before.pages);
    round.broken = std::move(before.broken);
    round.links_checked = before.links_checked;
  }
  round.earlier = std::move(before.changes);
  for (PageChange& change : before.earlier) round.earlier.push_back(std::move(change));
  std::erase_if(round.earlier,
                [&](const PageChange& change) { return change.at < round.at - kMemory; });
  if (round.earlier.size() > kRememberedChanges) round.earlier.resize(kRememberedChanges);
  round.days = std::move(before.days);
  const Day today(std::chrono::floor<std::chrono::days>(round.at));
  if (round.days.empty() || round.days.back().day != today) round.days.push_back({today, 0, 0});
  ++round.days.back().rounds;
  if (round.up) ++round.days.back().up;
  std::erase_if(round.days, [&](const WatchedDay& one) {
    return std::chrono::sys_days(one.day) + kMemory <= std::chrono::sys_days(today);
  });
  if (round.days.size() > kRememberedDays)
    round.days.erase(round.days.begin(), round.days.end() - kRememberedDays);
}

std::optional<double> availability(const SiteRound& round) {
  uint64_t rounds = 0;
  uint64_t up = 0;
  for (const WatchedDay& day : round.days) {
    rounds += day.rounds;
    up += day.up;
  }
  if (rounds == 0) return {};
  return static_cast<double>(up) / static_cast<double>(rounds);
}

std::optional<int64_t> certificate_days(const SiteRound& round, Instant now) {
  if (!round.certificate_ends) return {};
  return std::chrono::floor<std::chrono::days>(*round.certificate_ends - now).count();
}

std::string encode(const SiteRound& round) {
  JsonBuffer buffer;
  JsonWriter out(buffer);
  out.StartObject();
  put(out, "source", round.source_id);
  put(out, "site", round.site);
  put(out, "at", to_rfc3339(round.at));
  put(out, "up", round.up);
  put(out, "since", to_rfc3339(round.since));
  put(out, "status", int64_t{round.status});
  put(out, "latency_ms", int64_t{round.latency.count()});
  put(out, "error", round.error);
  if (round.certificate_ends) put(out, "certificate_ends", to_rfc3339(*round.certificate_ends));
  put(out, "pages_read", static_cast<int64_t>(round.pages_read));
  put(out, "links_asked", static_cast<int64_t>(round.links_asked));
  put(out, "not_allowed", static_cast<int64_t>(round.not_allowed));
  if (round.links_checked) put(out, "links_checked", to_rfc3339(*round.links_checked));
  if (const auto share = availability(round)) put(out, "availability", *share);
  put_key(out, "days");
  out.StartArray();
  for (const WatchedDay& day : round.days) {
    out.StartObject();
    put(out, "day", to_string(day.day));
    put(out, "rounds", int64_t{day.rounds});
    put(out, "up", int64_t{day.up});
    out.EndObject();
  }
  out.EndArray();
  put_changes(out, "changes", round.changes);
  put_changes(out, "earlier", round.earlier);
  put_key(out, "broken");
  out.StartArray();
  for (const BrokenLink& link : round.broken) {
    out.StartObject();
    put(out, "page", link.page);
    put(out, "url", link.url);
    put(out, "text", link.text);
    put(out, "why", link.why);
    out.EndObject();
  }
  out.EndArray();
  put_key(out, "pages");
  out.StartArray();
  for (const WatchedPage& page : round.pages) {
    out.StartObject();
    put(out, "url", page.url);
    put(out, "text", page.text);
    out.EndObject();
  }
  out.EndArray();
  out.EndObject();
  return {buffer.GetString(), buffer.GetSize()};
}

Result<SiteRound> decode_site_round(std::string_view json) {
  const auto read = parse_json(json);
  if (!read) return fail(read.error());
  if (!read->IsObject()) return fail(ErrorKind::kMalformed, "no record of a site's watch");
  const rapidjson::Value& object = *read;
  SiteRound round;
  round.source_id = member(object, "source");
  round.site = member(object, "site");
  round.at = instant_of(object, "at").value_or(Instant{});
  round.since = instant_of(object, "since").value_or(Instant{});
  round.up = get_bool(object, "up");
  round.status = static_cast<int>(get_int(object, "status"));
  round.latency = milliseconds{get_int(object, "latency_ms")};
  round.error = member(object, "error");
  round.certificate_ends = instant_of(object, "certificate_ends");
  round.pages_read = static_cast<size_t>(get_int(object, "pages_read"));
  round.links_asked = static_cast<size_t>(get_int(object, "links_asked"));
  round.not_allowed = static_cast<size_t>(get_int(object, "not_allowed"));
  round.links_checked = instant_of(object, "links_checked");
  round.changes = changes_of(object, "changes", round.at);
  round.earlier = changes_of(object, "earlier", round.at);
  each(object, "days", [&](const rapidjson::Value& value) {
    if (!value.IsObject()) return;
    const auto day = parse_day(get_string(value, "day"));
    if (!day) return;
    round.days.push_back({*day, static_cast<uint32_t>(get_int(value, "rounds")),
                          static_cast<uint32_t>(get_int(value, "up"))});
  });
  each(object, "broken", [&](const rapidjson::Value& value) {
    if (!value.IsObject()) return;
    round.broken.push_back(
        {member(value, "page"), member(value, "url"), member(value, "text"), member(value, "why")});
  });
  each(object, "pages", [&](const rapidjson::Value& value) {
    if (value.IsObject()) round.pages.push_back({member(value, "url"), member(value, "text")});
  });
  return round;
}

}  // namespace rasd
