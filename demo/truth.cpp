#include "demo/truth.h"

#include <algorithm>

#include "records/article.h"
#include "records/json.h"

namespace rasd {
namespace {

std::string_view fault_name(OutletFault fault) {
  static constexpr std::string_view kNames[] = {"none", "articles_forbidden", "failing", "silent"};
  return kNames[static_cast<size_t>(fault)];
}

class Truth {
 public:
  Truth(const World& world, const std::function<std::string(const WorldItem&)>& url_of)
      : world_(world), url_of_(url_of), w_(buffer_) {}

  std::string write() {
    w_.StartObject();
    put(w_, "version", int64_t{1});
    put(w_, "seed", static_cast<int64_t>(world_.seed));
    put(w_, "first_day", to_string(world_.first));
    put(w_, "last_day", to_string(world_.last));
    list("sources", world_.outlets, [&](const Outlet& o) { source(o); });
    list("items", world_.items, [&](const WorldItem& i) { item(i); });
    list("incidents", world_.incidents, [&](const WorldIncident& i) { incident(i); });
    list("copies", world_.copies, [&](const CopyGroup& g) {
      put(w_, "original", id(g.original));
      ids("members", g.members);
    });
    list("statements", world_.statements, [&](const WorldStatement& s) { statement(s); });
    opinion();
    list("campaigns", world_.campaigns, [&](const Campaign& c) {
      put(w_, "theme", c.theme);
      put(w_, "name", c.name);
      put(w_, "name_en", c.name_en);
      put(w_, "first_day", to_string(c.first));
      put(w_, "last_day", to_string(c.last));
      ids("items", c.items);
    });
    rumour();
    list("observations", world_.observations, [&](const Observation& o) {
      put(w_, "id", o.id);
      put(w_, "received", to_rfc3339(o.received));
      put(w_, "incident_id", incident_id(o.incident));
    });
    w_.EndObject();
    return {buffer_.GetString(), buffer_.GetSize()};
  }

 private:
  template <typename T, typename Member>
  void list(const char* key, const std::vector<T>& values, Member member) {
    put_key(w_, key);
    w_.StartArray();
    for (const T& value : values) {
      w_.StartObject();
      member(value);
      w_.EndObject();
    }
    w_.EndArray();
  }
  void strings(const char* key, const std::vector<std::string>& values) {
    put_key(w_, key);
    w_.StartArray();
    for (const std::string& value : values) put_value(w_, value);
    w_.EndArray();
  }
  void ids(const char* key, const std::vector<int>& items) {
    put_key(w_, key);
    w_.StartArray();
    for (const int i : items) put_value(w_, id(i));
    w_.EndArray();
  }
  const std::string& id(int index) const { return world_.items[static_cast<size_t>(index)].id; }
  std::string incident_id(int index) const {
    return index < 0 ? "" : world_.incidents[static_cast<size_t>(index)].id;
  }
  const std::string& source_of(int index) const {
    return world_.outlets[world_.items[static_cast<size_t>(index)].outlet].id;
  }

  void source(const Outlet& o) {
    const size_t index = world_.outlet_index(o.id);
    const auto days = static_cast<size_t>(days_between(world_.first, world_.last) + 1);
    std::vector<int64_t> per_day(days);
    int64_t total = 0;
    for (const WorldItem& i : world_.items) {
      if (i.outlet != index || i.kind == ItemKind::kComment) continue;
      ++per_day[static_cast<size_t>(days_between(world_.first, world_day(i.published)))];
      ++total;
    }
    for (const Observation& obs : world_.observations) {
      if (o.format != OutletFormat::kObservations) break;
      ++per_day[static_cast<size_t>(days_between(world_.first, world_day(obs.received)))];
      ++total;
    }
    put(w_, "id", o.id);
    put(w_, "name", o.name);
    put(w_, "kind", name(o.kind));
    put(w_, "language", o.language);
    put(w_, "official", o.official);
    put(w_, "windows_1256", o.windows_1256);
    put(w_, "fault", fault_name(o.fault));
    if (o.silent_from >= 0)
      put(w_, "silent_from", to_string(add_days(world_.first, o.silent_from)));
    put(w_, "items", total);
    put_key(w_, "per_day");
    w_.StartArray();
    for (const int64_t n : per_day) w_.Int64(n);
    w_.EndArray();
  }

  void item(const WorldItem& i) {
    put(w_, "id", i.id);
    put(w_, "source", world_.outlets[i.outlet].id);
    put(w_, "kind", name(i.kind));
    put(w_, "url", url_of_(i));
    put(w_, "published", to_rfc3339(i.published));
    put(w_, "language", i.language);
    put(w_, "variety", i.variety);
    put(w_, "title", i.title);
    put(w_, "topic", i.topic);
    strings("incident", i.codes);
    put(w_, "tone", i.tone);
    put(w_, "stance", i.stance);
    if (i.incident >= 0) put(w_, "incident_id", incident_id(i.incident));
    if (!i.stage.empty()) put(w_, "stage", i.stage);
    if (i.copy_group >= 0) {
      put(w_, "copy_group", static_cast<int64_t>(i.copy_group));
      put(w_, "copy", name(i.copy));
    }
    if (i.statement >= 0) put(w_, "statement", static_cast<int64_t>(i.statement));
    if (!i.theme.empty()) put(w_, "theme", i.theme);
    if (i.parent >= 0) put(w_, "parent", id(i.parent));
    if (i.rumour) put(w_, "rumour", true);
  }

  void incident(const WorldIncident& i) {
    put(w_, "id", i.id);
    put(w_, "type", i.type);
    strings("codes", i.codes);
    put(w_, "day", to_string(i.day));
    put(w_, "governorate", i.governorate);
    put(w_, "governorate_en", i.governorate_en);
    put(w_, "name", i.name);
    put(w_, "name_en", i.name_en);
    ids("items", i.items);
  }

  void statement(const WorldStatement& s) {
    put(w_, "item", id(s.item));
    put(w_, "subject", s.subject);
    std::vector<std::string> missed;
    for (const Outlet& o : world_.outlets) {
      if (o.kind != ItemKind::kNews || o.language != "ar") continue;
      // Who publishes nothing at all has not missed a statement.
      const Day said = world_day(world_.items[static_cast<size_t>(s.item)].published);
      const bool mute = o.fault == OutletFault::kFailing ||
                        (o.silent_from >= 0 && days_between(world_.first, said) >= o.silent_from);
      if (mute) continue;
      const bool carried = std::any_of(s.carried.begin(), s.carried.end(),
                                       [&](const Pickup& p) { return source_of(p.item) == o.id; });
      if (!carried) missed.push_back(o.id);
    }
    list("carried", s.carried, [&](const Pickup& p) {
      put(w_, "item", id(p.item));
      put(w_, "source", source_of(p.item));
      put(w_, "how", name(p.how));
      put(w_, "minutes_late", static_cast<int64_t>(p.minutes_late));
    });
    strings("missed_by", missed);
  }

  void opinion() {
    put_key(w_, "opinion");
    w_.StartObject();
    put(w_, "of", "public posts of the source diwan");
    list("days", world_.opinion, [&](const OpinionDay& d) {
      put(w_, "day", to_string(d.day));
      put_key(w_, "planned");
      w_.StartObject();
      for (size_t i = 0; i < kStances.size(); ++i) put(w_, kStances[i], d.planned[i]);
      w_.EndObject();
      put_key(w_, "stance");
      w_.StartObject();
      for (size_t i = 0; i < kStances.size(); ++i) {
        put(w_, kStances[i], static_cast<int64_t>(d.stance[i]));
      }
      w_.EndObject();
      put_key(w_, "tone");
      w_.StartObject();
      for (size_t i = 0; i < kTones.size(); ++i)
        put(w_, kTones[i], static_cast<int64_t>(d.tone[i]));
      w_.EndObject();
    });
    list("shifts", world_.shifts, [&](const OpinionShift& s) {
      put(w_, "day", to_string(s.day));
      put(w_, "cause", s.cause);
      put(w_, "cause_en", s.cause_en);
      put(w_, "incident_id", incident_id(s.incident));
    });
    w_.EndObject();
  }

  void rumour() {
    std::vector<int> spread, denial;
    for (size_t i = 0; i < world_.items.size(); ++i) {
      const WorldItem& item = world_.items[i];
      if (!item.rumour) continue;
      (item.stage == "statement" || item.stage == "followup" ? denial : spread)
          .push_back(static_cast<int>(i));
    }
    put_key(w_, "rumour");
    w_.StartObject();
    ids("spread", spread);
    ids("denial", denial);
    w_.EndObject();
  }

  const World& world_;
  const std::function<std::string(const WorldItem&)>& url_of_;
  JsonBuffer buffer_;
  JsonWriter w_;
};

}  // namespace

std::string truth_json(const World& world,
                       const std::function<std::string(const WorldItem&)>& url_of) {
  return Truth(world, url_of).write();
}

}  // namespace rasd
