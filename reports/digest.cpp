#include "reports/digest.h"

#include <algorithm>
#include <map>
#include <string>
#include <string_view>
#include <utility>

#include "base/utf8.h"
#include "store/coverage.h"
#include "store/items.h"
#include "store/ledger_sums.h"
#include "store/series.h"
#include "store/stories.h"

namespace rasd {
namespace {

constexpr size_t kPage = 1000;  // the store's own bound on a list
constexpr size_t kOutletNames = 6;
constexpr size_t kObservationsShown = 15;
constexpr size_t kTitleBytes = 220;  // of a post, which has no headline
constexpr std::array<ItemKind, 4> kMediaKinds = {ItemKind::kNews, ItemKind::kPost,
                                                 ItemKind::kComment, ItemKind::kStatement};

std::vector<ItemKind> media_kinds() { return {kMediaKinds.begin(), kMediaKinds.end()}; }

bool is_any(std::string_view code, std::initializer_list<std::string_view> codes) {
  return std::find(codes.begin(), codes.end(), code) != codes.end();
}

bool has_code(const DigestEntry& entry, std::initializer_list<std::string_view> codes) {
  return std::any_of(entry.incident.begin(), entry.incident.end(),
                     [&](const std::string& code) { return is_any(code, codes); });
}

// The first code that names what happened; POL, SRV and AWR say who acted.
std::string_view event_code(const DigestEntry& entry) {
  for (const std::string& code : entry.incident) {
    if (!is_any(code, {"POL", "SRV", "AWR", "NON"})) return code;
  }
  return {};
}

DigestSectionId section_of(const DigestEntry& entry) {
  if (entry.official || entry.kind == ItemKind::kStatement) return DigestSectionId::kOwn;
  if (entry.kind == ItemKind::kPost || entry.kind == ItemKind::kComment) {
    return DigestSectionId::kOpinion;
  }
  const std::string_view event = event_code(entry);
  if (is_any(event, {"HOM", "ASL", "SEX", "THF", "DRG", "FRD", "CYB", "WPN"})) {
    return DigestSectionId::kCrime;
  }
  if (is_any(event, {"PUB", "TER", "BRD"})) return DigestSectionId::kPublicOrder;
  if (is_any(event, {"TRF", "FIR", "RES", "WTH"})) return DigestSectionId::kTrafficRescue;
  if (has_code(entry, {"POL", "SRV", "AWR"})) return DigestSectionId::kOwn;
  if (event == "WAR" || is_any(entry.topic, {"crime_security", "conflict", "traffic_transport"})) {
    return DigestSectionId::kGeneralSecurity;
  }
  return DigestSectionId::kOther;
}

DigestEntry entry_of(const StoryLine& story) {
  DigestEntry entry;
  const ItemLine& lead = story.lead;
  entry.item_id = lead.item_id;
  entry.story_id = story.story_id;
  entry.title = squeeze_spaces(lead.title);
  entry.lead = squeeze_spaces(lead.lead);
  if (entry.title.empty()) {
    entry.title = clip_utf8(entry.lead, kTitleBytes);
    if (entry.title.size() < entry.lead.size()) entry.title += "…";
    entry.lead.clear();
  }
  entry.language = lead.language;
  entry.url = lead.url;
  entry.source_id = lead.source_id;
  entry.source_name = lead.source_name;
  entry.kind = lead.kind;
  entry.official = lead.official;
  entry.incident = lead.incident;
  entry.topic = lead.topic;
  entry.tone = lead.tone;
  entry.stance = lead.stance;
  if (lead.tagged) {  // a person's word stands before the model's
    entry.by_person = true;
    if (lead.tagged->incident) entry.incident = *lead.tagged->incident;
    if (!lead.tagged->topic.empty()) entry.topic = lead.tagged->topic;
    if (!lead.tagged->tone.empty()) entry.tone = lead.tagged->tone;
    if (!lead.tagged->stance.empty()) entry.stance = lead.tagged->stance;
  } else if (!story.incident.empty() && !has_code(entry, {story.incident})) {
    // One copy may be misread; most of them less often.
    entry.incident.insert(entry.incident.begin(), story.incident);
  }
  std::erase(entry.incident, "NON");
  entry.items = story.items;
  entry.outlets = story.outlets;
  for (size_t i = 0; i < story.by_kind.size(); ++i) {
    if (story.by_kind[i] > 0) entry.strip.push_back({static_cast<ItemKind>(i), story.by_kind[i]});
  }
  entry.at = lead.at;
  entry.first_seen = story.first_seen;
  entry.new_today = story.new_today;
  const std::array<int64_t, 1> before = {story.before};
  entry.growth = compare_counts(story.items, before);
  // Absent yesterday, but seen in days before: neither new, nor is there a day to compare with.
  if (entry.growth.verdict == GrowthVerdict::kNew && !entry.new_today) {
    entry.growth.verdict = GrowthVerdict::kTooFew;
  }
  entry.worth = worth_of(entry);
  return entry;
}

// Highest worth first; the older of two equals, then the id, so that the order never flickers.
bool comes_first(const DigestEntry& a, const DigestEntry& b) {
  if (a.worth != b.worth) return a.worth > b.worth;
  if (a.first_seen != b.first_seen) return a.first_seen < b.first_seen;
  return a.item_id < b.item_id;
}

/// A day that is not over may still become as full as usual: it is never said to fall.
Growth of_partial_day(Growth growth, bool partial) {
  if (!partial || growth.verdict != GrowthVerdict::kDown) return growth;
  growth.verdict = GrowthVerdict::kTooFew;
  growth.rule = GrowthRule::kNone;
  return growth;
}

class Maker {
 public:
  Maker(StoreReader& store, const TimeZone& zone, const DigestOptions& options)
      : store_(store), zone_(zone), options_(options) {}

  Result<Digest> make(Day day) {
    // One state for all figures of the page: the sums must agree while the writer goes on.
    const StoreReader::Snapshot snapshot(store_);
    digest_.day = day;
    digest_.from = zone_.start_of(day);
    digest_.to = zone_.start_of(add_days(day, 1));
    digest_.made = options_.now;
    digest_.partial = options_.now < digest_.to;
    window_ = {digest_.from, digest_.to};
    if (digest_.partial && options_.now > digest_.from) window_.to = options_.now;
    before_ = {zone_.start_of(add_days(day, -1)), digest_.from};
    for (const auto step :
         {&Maker::totals, &Maker::sources, &Maker::stories, &Maker::observations, &Maker::ledger}) {
      if (const Result<void> done = (this->*step)(); !done) return fail(done.error());
    }
    return std::move(digest_);
  }

 private:
  std::vector<Window> history_windows() const {
    std::vector<Window> windows;
    for (int back = options_.history_days; back > 0; --back) {
      windows.push_back({zone_.start_of(add_days(digest_.day, -back)),
                         zone_.start_of(add_days(digest_.day, 1 - back))});
    }
    windows.push_back(window_);
    return windows;
  }

  // The days before the first one with any item were not monitored: no history.
  template <typename Count>
  Growth growth_of(size_t points, Count count) const {
    std::vector<int64_t> history;
    for (size_t i = first_day_; i + 1 < points; ++i) {
      history.push_back(static_cast<int64_t>(count(i)));
    }
    return of_partial_day(compare_counts(static_cast<int64_t>(count(points - 1)), history),
                          digest_.partial);
  }

  Result<void> totals() {
    ItemFilter filter;
    filter.kinds = media_kinds();
    const auto series = read_series(store_, history_windows(), filter);
    if (!series) return fail(series.error());
    const std::vector<SeriesPoint>& points = *series;
    while (first_day_ + 1 < points.size() && points[first_day_].items == 0) ++first_day_;
    const size_t last = points.size() - 1;
    const SeriesPoint none;
    const SeriesPoint& yesterday = last > 0 ? points[last - 1] : none;
    for (const ItemKind kind : kMediaKinds) {
      const auto k = static_cast<size_t>(kind);
      DigestTotal total;
      total.kind = kind;
      total.items = static_cast<int64_t>(points[last].by_kind[k]);
      total.before = static_cast<int64_t>(yesterday.by_kind[k]);
      total.growth = growth_of(points.size(), [&](size_t i) { return points[i].by_kind[k]; });
      if (total.items > 0 || total.before > 0) digest_.totals.push_back(total);
    }
    digest_.media_items = static_cast<int64_t>(points[last].items);
    digest_.media_before = static_cast<int64_t>(yesterday.items);
    digest_.unique_texts = static_cast<int64_t>(points[last].groups);
    digest_.media_growth = growth_of(points.size(), [&](size_t i) { return points[i].items; });
    return {};
  }

  Result<void> sources() {
    const auto health = judge_sources(store_, zone_, window_);
    if (!health) return fail(health.error());
    const auto series = read_source_series(store_, history_windows());
    if (!series) return fail(series.error());
    std::map<std::string, const SourceSeries*> by_id;
    for (const SourceSeries& one : *series) by_id[one.source_id] = &one;

    digest_.sources_total = static_cast<int>(health->coverage.total);
    digest_.sources_reached = static_cast<int>(health->coverage.reached);
    digest_.sources_replayed = static_cast<int>(health->coverage.replayed);
    for (const SourceHealth& judged : health->sources) {
      const SourceCoverage& from = judged.coverage;
      DigestSource source = source_of(judged);
      if (const auto at = by_id.find(source.id); at != by_id.end()) {
        const std::vector<uint32_t>& items = at->second->items;
        source.growth = growth_of(items.size(), [&](size_t i) { return items[i]; });
      }
      const bool polled = from.active && from.source.connector != Connector::kReplay;
      const bool in_trouble =
          source.reach == SourceReach::kFailing || source.reach == SourceReach::kNotPolled;
      if (polled && in_trouble) digest_.failing.push_back(source);
      if (polled && source.reach == SourceReach::kSilent) digest_.silent.push_back(source);
      if (source.items > 0) digest_.sources.push_back(std::move(source));
    }
    // Those unreached for longest first; one that never answered before all others.
    const auto longest = [](const DigestSource& a, const DigestSource& b) {
      return std::pair(a.since.value_or(Instant{}), a.id) <
             std::pair(b.since.value_or(Instant{}), b.id);
    };
    std::sort(digest_.failing.begin(), digest_.failing.end(), longest);
    std::sort(digest_.silent.begin(), digest_.silent.end(), longest);
    std::stable_sort(
        digest_.sources.begin(), digest_.sources.end(),
        [](const DigestSource& a, const DigestSource& b) { return a.items > b.items; });
    return {};
  }

  static DigestSource source_of(const SourceHealth& health) {
    const SourceCoverage& from = health.coverage;
    DigestSource source;
    source.id = from.source.id;
    source.name = from.source.name.empty() ? from.source.id : from.source.name;
    source.kind = from.source.kind;
    source.official = from.source.official;
    source.items = from.items;
    source.usual = from.usual;
    source.health = health;
    switch (health.condition) {
      case SourceCondition::kNotPolled:
        source.reach = SourceReach::kNotPolled;
        source.since = from.last_success;
        break;
      case SourceCondition::kFailing:
      case SourceCondition::kBlocked:
      case SourceCondition::kGone:
        source.reach = SourceReach::kFailing;
        source.reason = from.last_error;
        if (source.reason.empty() && from.last_status > 0)
          source.reason = "HTTP " + std::to_string(from.last_status);
        source.since = from.last_success;
        break;
      case SourceCondition::kSilent:
        source.reach = SourceReach::kSilent;
        source.since = from.last_item;
        break;
      default:
        source.reach = SourceReach::kReached;
    }
    return source;
  }

  Result<void> stories() {
    ItemFilter filter;
    filter.window = window_;
    filter.kinds = media_kinds();
    std::vector<DigestEntry> entries;
    while (entries.size() < options_.story_cap) {
      const auto page =
          list_stories(store_, filter, before_, StoryOrder::kMostOutlets, {kPage, entries.size()});
      if (!page) return fail(page.error());
      for (const StoryLine& story : *page) {
        entries.push_back(entry_of(story));
        entries.back().growth = of_partial_day(entries.back().growth, digest_.partial);
      }
      if (page->size() < kPage) break;
    }
    digest_.stories = static_cast<int64_t>(entries.size());
    std::sort(entries.begin(), entries.end(), comes_first);

    std::vector<DigestEntry> rest;
    for (DigestEntry& entry : entries) {
      const bool news = entry.kind == ItemKind::kNews || entry.kind == ItemKind::kStatement;
      const bool top = news && digest_.top.size() < options_.top_cap &&
                       entry.worth >= options_.top_worth && severity_of(entry.incident) > 0;
      if (!top) {
        rest.push_back(std::move(entry));
        continue;
      }
      if (const auto named = name_outlets(entry); !named) return named;
      digest_.top.push_back(std::move(entry));
    }
    // Official statements open their section, whatever others are worth.
    std::stable_partition(rest.begin(), rest.end(), [](const DigestEntry& entry) {
      return entry.official || entry.kind == ItemKind::kStatement;
    });

    std::map<DigestSectionId, DigestSection> sections;
    for (DigestEntry& entry : rest) {
      const DigestSectionId id = section_of(entry);
      DigestSection& section = sections[id];
      section.id = id;
      section.items += entry.items;
      if (section.entries.size() < options_.section_cap) {
        if (const auto named = name_outlets(entry); !named) return named;
        section.entries.push_back(std::move(entry));
      } else {
        ++section.more;
      }
    }
    for (auto& [id, section] : sections) {
      if (!section.entries.empty()) digest_.sections.push_back(std::move(section));
    }
    digest_.quiet = digest_.top.empty();
    return {};
  }

  Result<void> name_outlets(DigestEntry& entry) {
    if (entry.outlets < 2) {
      entry.outlet_names = {entry.source_name};
      return {};
    }
    ItemFilter filter;
    filter.window = window_;
    filter.kinds = media_kinds();
    filter.story = entry.story_id;
    const auto lines = list_items(store_, filter, ItemOrder::kOldest, ItemUnit::kEveryCopy, {100});
    if (!lines) return fail(lines.error());
    for (const ItemLine& line : *lines) {
      auto& names = entry.outlet_names;
      if (names.size() == kOutletNames) break;
      if (std::find(names.begin(), names.end(), line.source_name) == names.end()) {
        names.push_back(line.source_name);
      }
    }
    return {};
  }

  Result<void> observations() {
    ItemFilter filter;
    filter.window = window_;
    filter.kinds = {ItemKind::kObservation};
    const auto count = count_items(store_, filter);
    if (!count) return fail(count.error());
    digest_.observation_count = static_cast<int64_t>(count->items);
    const auto lines =
        list_items(store_, filter, ItemOrder::kOldest, ItemUnit::kEveryCopy, {kObservationsShown});
    if (!lines) return fail(lines.error());
    for (const ItemLine& line : *lines) {
      DigestObservation observation;
      observation.item_id = line.item_id;
      observation.title = squeeze_spaces(line.title);
      observation.text = clip_utf8(squeeze_spaces(line.lead), 300);
      observation.language = line.language;
      observation.incident = line.incident;
      observation.received = line.at;
      digest_.observations.push_back(std::move(observation));
    }
    return {};
  }

  Result<void> ledger() {
    const auto sums = sum_ledger(store_, window_);
    if (!sums) return fail(sums.error());
    const auto of = [&](ItemState state) {
      return static_cast<int64_t>(sums->by_state[static_cast<size_t>(state)]);
    };
    DigestLedger& ledger = digest_.ledger;
    ledger.stored = of(ItemState::kStored);
    ledger.duplicate = of(ItemState::kDuplicate);
    ledger.filtered = of(ItemState::kFiltered);
    ledger.failed = of(ItemState::kFailed);
    ledger.quarantined = of(ItemState::kQuarantined);
    ledger.pending = options_.pending;
    ledger.taken_in = static_cast<int64_t>(sums->total) + ledger.pending;
    ledger.reconciles = sums->reconciles();
    return {};
  }

  StoreReader& store_;
  const TimeZone& zone_;
  const DigestOptions& options_;
  Digest digest_;
  Window window_;
  Window before_;
  size_t first_day_ = 0;  // of the history windows
};

}  // namespace

Result<Digest> make_digest(StoreReader& store, const TimeZone& zone, Day day,
                           DigestOptions options) {
  return Maker(store, zone, options).make(day);
}

}  // namespace rasd
