#pragma once
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "store/items.h"

namespace rasd {

/// One day (or any window) of a trend.
struct SeriesPoint {
  Window window;
  uint64_t items = 0;
  uint64_t groups = 0;
  std::array<uint64_t, 5> by_kind{};    ///< in the order of ItemKind
  std::array<uint64_t, 3> by_tone{};    ///< kTones; the classifier's labels: raw, no measurement
  std::array<uint64_t, 4> by_stance{};  ///< kStances; likewise
  std::array<double, 3> tone_mass{};    ///< sum of the classifier's probabilities
  std::array<double, 4> stance_mass{};
  uint64_t audited = 0;                    ///< items of the audit samples with a standing audit tag
  std::array<uint64_t, 3> audited_tone{};  ///< their labels as tagged, unweighted
  std::array<uint64_t, 4> audited_stance{};
  uint32_t active_sources = 0;      ///< sources with an item or a good poll
  std::vector<std::string> models;  ///< model versions behind the labels, sorted
};

/// One point for each window, in order; the filter's own window is ignored. At most 1,000 windows.
Result<std::vector<SeriesPoint>> read_series(StoreReader& reader,
                                             const std::vector<Window>& windows,
                                             const ItemFilter& filter);

/// One source over the same windows: for constant panels.
struct SourceSeries {
  std::string source_id;
  std::string source_name;
  bool replayed = false;           ///< never polled, never called silent
  std::vector<uint32_t> items;     ///< one for each window
  std::vector<uint32_t> failures;  ///< failed polls
};
Result<std::vector<SourceSeries>> read_source_series(StoreReader& reader,
                                                     const std::vector<Window>& windows);

}  // namespace rasd
