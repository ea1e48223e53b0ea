#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "measure/growth.h"
#include "records/source.h"
#include "reports/source_health.h"

namespace rasd {

class StoreReader;

/// The daily coverage digest as facts, without wording: the renderers (digest_render.h) and the
/// desk say it in a language. All text is UTF-8 and unescaped.

/// What a source did in the window.
enum class SourceReach : uint8_t {
  kReached,    ///< its looks succeed and it was heard of lately
  kFailing,    ///< failing, blocked or gone
  kSilent,     ///< reached, but nothing new for longer than is usual for it
  kNotPolled,  ///< no look at all in the window
};
std::string_view name(SourceReach reach);  // "reached", "failing", "silent", "not_polled"

/// One source's line.
struct DigestSource {
  std::string id;
  std::string name;
  ItemKind kind = ItemKind::kNews;
  bool official = false;
  SourceReach reach = SourceReach::kNotPolled;
  SourceHealth health;           ///< why, for those in trouble
  std::string reason;            ///< of a failure, in the words of the poll
  std::optional<Instant> since;  ///< failing, not polled: last good look; silent: last new item
  int64_t items = 0;             ///< taken into the store in the window
  double usual = 0;              ///< items a day over its own 28 days before
  Growth growth;                 ///< against its own days before
};

/// How many near-duplicates of an entry came by each kind of source.
struct KindCount {
  ItemKind kind = ItemKind::kNews;
  int64_t count = 0;
};

/// One entry: a story of the window, its copies folded in; alone, a single item.
struct DigestEntry {
  std::string
      item_id;  ///< of the one shown: the earliest news item or statement, else the earliest
  std::string story_id;
  std::string title;  ///< in its own language
  std::string lead;
  std::string language;  ///< of the title, ISO 639-1
  std::string url;
  std::string source_id;
  std::string source_name;
  ItemKind kind = ItemKind::kNews;
  std::vector<std::string> incident;  ///< codes, most probable first
  std::string topic;
  std::string tone;
  std::string stance;
  std::string action;                     ///< what a person decided to do about it; empty: nothing
  bool reworded = false;                  ///< the title is a person's, not the publisher's
  bool official = false;                  ///< from one of the organisation's own sources
  bool by_person = false;                 ///< the labels are an analyst's, not the model's
  int64_t items = 1;                      ///< with copies
  int64_t outlets = 1;                    ///< distinct sources
  std::vector<std::string> outlet_names;  ///< at most six, earliest first
  std::vector<KindCount> strip;           ///< items by source type
  Instant at{};                           ///< of the item shown, within the window
  Instant first_seen{};  ///< of the whole story: published when that is known and before the fetch,
                         ///< else fetched
  bool new_today = true;
  Growth growth;     ///< copies today against the day before
  double worth = 0;  ///< see worth_of
};

enum class DigestSectionId : uint8_t {
  kOwn,              ///< official statements first, then coverage of POL, SRV and AWR
  kCrime,            ///< incidents: HOM ASL SEX THF DRG FRD CYB WPN
  kPublicOrder,      ///< incidents: PUB TER BRD
  kTrafficRescue,    ///< incidents: TRF FIR RES WTH
  kOpinion,          ///< posts and comments
  kGeneralSecurity,  ///< crime_security, conflict (WAR) without a local incident
  kOther,
};
std::string_view name(DigestSectionId id);  // "own", "crime", …

struct DigestSection {
  DigestSectionId id = DigestSectionId::kOther;
  std::vector<DigestEntry> entries;  ///< at most DigestOptions::section_cap, highest worth first
  int64_t more = 0;                  ///< entries left out
  int64_t items = 0;  ///< of all its entries, copies included; top incidents stand apart
};

/// Notes received (hotline, e-mail, form). Counted apart from media, never added to it.
struct DigestObservation {
  std::string item_id;
  std::string title;
  std::string text;  ///< first 300 bytes
  std::string language;
  std::vector<std::string> incident;
  Instant received{};
};

/// Taken in = the sum of the others, or `reconciles` is false and the page says so.
struct DigestLedger {
  int64_t taken_in = 0;
  int64_t stored = 0;
  int64_t duplicate = 0;
  int64_t filtered = 0;
  int64_t failed = 0;
  int64_t quarantined = 0;
  int64_t pending = 0;
  bool reconciles = true;
};

/// Items of one kind today, the day before, and what is usual.
struct DigestTotal {
  ItemKind kind = ItemKind::kNews;
  int64_t items = 0;
  int64_t before = 0;
  Growth growth;
};

struct Digest {
  Day day{};
  Instant from{};  ///< window [from, to)
  Instant to{};
  Instant made{};
  bool partial = false;  ///< made before the window closed
  bool quiet = false;    ///< no incident stands out
  int sources_total = 0;
  int sources_reached = 0;
  int sources_replayed = 0;           ///< archived sources with items in the window; never polled
  std::vector<DigestSource> failing;  ///< failing and not polled, longest first
  std::vector<DigestSource> silent;
  std::vector<DigestEntry> top;         ///< at most three
  std::vector<DigestSection> sections;  ///< in the order of DigestSectionId, empty ones left out
  std::vector<DigestSource> sources;    ///< with items in the window, most first
  std::vector<DigestTotal> totals;      ///< media kinds only
  int64_t media_items = 0;
  int64_t media_before = 0;
  int64_t unique_texts = 0;  ///< groups of near-duplicates
  int64_t stories = 0;
  Growth media_growth;
  std::vector<DigestObservation> observations;  ///< at most 15
  int64_t observation_count = 0;
  DigestLedger ledger;
};

struct DigestOptions {
  size_t top_cap = 3;
  size_t section_cap = 15;
  size_t story_cap = 20000;  ///< stories read of one day; memory stays bounded
  int history_days = 28;     ///< for the usual range
  double top_worth = 4.0;    ///< below this no entry is a top incident: a quiet day
  int64_t pending = 0;       ///< items fetched and not yet settled (the spool's), for the ledger
  Instant now{};             ///< for `made` and `partial`
};

/// Reads one day of the directorate out of the store. Fails as the store does. The reader is
/// borrowed for the call.
Result<Digest> make_digest(StoreReader& store, const TimeZone& zone, Day day,
                           DigestOptions options);

/// How much an officer should care: severity of the incident type (0…3) + log2 of distinct
/// outlets + half log2 of copies + 1 where it grew or is new in three outlets. Published weights,
/// no learning, so that anybody can recompute an order.
double worth_of(const DigestEntry& entry);
/// 0…3: HOM TER 3; WPN DRG PUB FIR TRF RES SEX ASL BRD WTH 2; others 1; none 0.
double severity_of(const std::vector<std::string>& incident);

}  // namespace rasd
