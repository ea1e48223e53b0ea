#pragma once
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "records/article.h"
#include "store/labels.h"
#include "store/store.h"

namespace rasd {

/// A member of an audit frame: an item of the period with what it is stratified by.
struct FrameItem {
  std::string item_id;
  std::string source_id;
  ItemKind kind = ItemKind::kNews;
  Instant at{};
  std::string language;
  std::string tone;
  std::array<float, 3> tone_p{};
  std::string stance;
  std::array<float, 4> stance_p{};
  std::string group_id;
  bool sure = false;  ///< the upper half of its predicted tone by the probability of that tone
};

/// The frame of a period, by item id. `kinds` empty: all but observations (received, not
/// published: never pooled with media). At most a million items.
Result<std::vector<FrameItem>> read_frame(StoreReader& reader, Window period,
                                          const std::vector<ItemKind>& kinds = {});

/// How a random sample for the audit is drawn: stratified, without replacement, n_h of N_h.
struct AuditDesign {
  std::string id;  ///< unique: "2026-11-24" or "week-47"; drawing it a second time is refused
  Window period;
  std::vector<ItemKind> kinds;  ///< as in read_frame
  uint32_t size = 35;           ///< n over all strata (a whole stratum is taken when small)
  double coded_twice = 0.10;    ///< share of the sample that two people tag, blind
};

/// A stratum: predicted tone × confidence half × language × kind, or coarser where the sample
/// would not give every stratum its four (kind goes first, then language, then half, then tone).
struct AuditStratum {
  std::string name;    ///< "negative/sure/ar/news"; parts that were merged are left out
  uint64_t size = 0;   ///< N_h when drawn
  uint64_t drawn = 0;  ///< n_h = max(4, Neyman's share), at most N_h
  std::array<double, 3> tone_mass{};  ///< sum of f_i over its N_h items when drawn (kTones)
  std::array<double, 4> stance_mass{};
};

/// A drawn design, as logged.
struct DrawnDesign {
  AuditDesign design;
  uint64_t seed = 0;
  Instant drawn_at{};
  std::string drawn_by;
  std::vector<AuditStratum> strata;
  uint64_t sampled = 0;
  uint64_t tagged = 0;  ///< items with at least one standing audit tag
};

/// A sampled item and its audit label: one row of an estimate.
struct AuditUnit {
  std::string design_id;
  std::string item_id;
  std::string source_id;
  std::string group_id;
  ItemKind kind = ItemKind::kNews;
  Instant at{};
  std::string stratum;
  double probability = 0;         ///< its logged inclusion probability π = n_h / N_h
  uint32_t coders = 1;            ///< how many people are to tag it
  std::array<float, 3> tone_p{};  ///< as they stood when it was drawn
  std::array<float, 4> stance_p{};
  std::vector<Labels> labels;  ///< standing audit tags, oldest first; empty: not tagged yet
  std::vector<std::string> coders_done;  ///< who made them
};

/// Designs whose period touches the window, oldest first.
Result<std::vector<DrawnDesign>> list_designs(StoreReader& reader, Window window);

/// Whether a sample still wants labels of the item: its suggestion is not to be shown.
Result<bool> awaits_audit(StoreReader& reader, const std::string& item_id);
/// Sampled items of a design, in drawing order.
Result<std::vector<AuditUnit>> read_audit(StoreReader& reader, const std::string& design_id);

}  // namespace rasd
