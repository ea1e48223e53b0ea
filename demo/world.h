#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "records/source.h"

/// The demonstration world: the fictional Kingdom of Sarmad (مملكة سرمد), what happened in it over
/// some weeks, and who published what. No person, paper or place in it is real. The same seed and
/// day give the same bytes.
namespace rasd {

/// How an outlet lists what it publishes.
enum class OutletFormat : uint8_t {
  kRss,
  kAtom,
  kJsonFeed,
  kNewsSitemap,
  kListPage,
  kMastodon,
  kObservations
};

/// What an outlet does wrong, by intention.
enum class OutletFault : uint8_t {
  kNone,
  kArticlesForbidden,  ///< articles answer 403; the feed carries the whole text
  kFailing,            ///< the feed answers 500 or not at all
  kSilent,             ///< nothing new since `silent_from`
};

/// One newspaper, station, instance or office.
struct Outlet {
  std::string id;    ///< slug, also the Source's id
  std::string name;  ///< as it calls itself
  std::string name_en;
  std::string language;  ///< "ar" or "en"
  std::string slogan;
  OutletFormat format = OutletFormat::kRss;
  OutletFault fault = OutletFault::kNone;
  ItemKind kind = ItemKind::kNews;
  bool official = false;
  bool windows_1256 = false;  ///< feed and pages in that charset
  bool comments = false;      ///< readers' comments, with a feed of them under each article
  int layout = 0;             ///< which page layout, see page_layout.h
  int silent_from = -1;       ///< day of the world (from 0) from which nothing appears; -1: never
  std::string crawl_delay;    ///< of its robots.txt; empty: none
};

enum class CopyKind : uint8_t { kOriginal, kVerbatim, kShortened, kReworded };
std::string_view name(CopyKind kind);  ///< "original", "verbatim", "shortened", "reworded"

/// One published text. UTF-8, no markup.
struct WorldItem {
  std::string id;     ///< "n-0042": unique in the world, stable for a seed
  size_t outlet = 0;  ///< index into World::outlets
  ItemKind kind = ItemKind::kNews;
  std::string language;  ///< "ar", "en"
  std::string variety;   ///< "msa", "dialect", "arabizi"; empty for English
  Instant published{};
  std::string path;   ///< on its outlet's site, percent-encoded where needed
  std::string title;  ///< empty for posts and comments
  std::vector<std::string> paragraphs;
  std::string author;                    ///< byline, or the handle of a post
  std::string section;                   ///< as the outlet names it
  std::string topic;                     ///< codebook topic
  std::vector<std::string> codes;        ///< codebook incident codes; empty: NON
  std::string tone = "neutral";          ///< negative, neutral, positive
  std::string stance = "not_mentioned";  ///< favourable, against, mentioned, not_mentioned
  std::string stage;    ///< of its incident: report, followup, statement, arrest, trial
  std::string theme;    ///< of its awareness campaign: traffic, crime, civil_protection, cyber
  int incident = -1;    ///< index into World::incidents
  int statement = -1;   ///< index into World::statements: which it is or carries
  int copy_group = -1;  ///< index into World::copies
  CopyKind copy = CopyKind::kOriginal;
  int parent = -1;      ///< a comment's article
  bool rumour = false;  ///< spreads or denies the planted rumour
};

struct WorldIncident {
  std::string id;    ///< "trf-1"
  std::string type;  ///< grammar name: "trf"
  std::vector<std::string> codes;
  Day day{};
  std::string governorate, governorate_en;
  std::string name, name_en;  ///< a headline of it
  std::vector<int> items;
};

struct CopyGroup {
  int original = -1;
  std::vector<int> members;  ///< the copies, without the original
};

struct Pickup {
  int item = -1;
  CopyKind how = CopyKind::kVerbatim;
  int minutes_late = 0;
};

/// Something the organisation said on its own site.
struct WorldStatement {
  int item = -1;
  std::string subject;  ///< incident, awareness, denial, activity, service
  std::vector<Pickup> carried;
};

/// The opinion planted in the public posts of one day.
struct OpinionDay {
  Day day{};
  std::array<double, 4> planned{};  ///< shares in the order of kStances
  std::array<int, 4> stance{};      ///< posts written, in the order of kStances
  std::array<int, 3> tone{};        ///< in the order of kTones
};

/// A day on which the planted shares step to another level.
struct OpinionShift {
  Day day{};
  std::string cause, cause_en;
  int incident = -1;  ///< the incident that caused it
};

struct Campaign {
  std::string theme, name, name_en;
  Day first{}, last{};
  std::vector<int> items;
};

struct Observation {
  std::string id;
  Instant received{};
  std::string channel;  ///< hotline, e-mail, form
  std::string governorate;
  std::string text;
  int incident = -1;
};

struct World {
  uint64_t seed = 0;
  Day first{}, last{};
  std::vector<Outlet> outlets;
  std::vector<WorldItem> items;  ///< in order of time
  std::vector<WorldIncident> incidents;
  std::vector<CopyGroup> copies;
  std::vector<WorldStatement> statements;
  std::vector<OpinionDay> opinion;
  std::vector<OpinionShift> shifts;
  std::vector<Campaign> campaigns;
  std::vector<Observation> observations;

  size_t outlet_index(std::string_view id) const;  ///< outlets.size() when there is none
};

/// Makes the world of `days` days (at least 20) that ends with `today`, a day of Asia/Amman.
/// Incidents are planned for 60 days; with fewer they are moved together.
World make_world(uint64_t seed, Day today, int days = 60);

/// The world's clock runs three hours before UTC all year, as Asia/Amman does since 2022.
inline constexpr std::chrono::hours kWorldOffset{3};
Instant world_time(Day day, int hour, int minute, int second = 0);
/// Which day of the world an instant falls on.
Day world_day(Instant at);

}  // namespace rasd
