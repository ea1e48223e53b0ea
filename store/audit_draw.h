#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "store/audit.h"

namespace rasd {

/// One drawn item: its place in the frame, its stratum's place, and π.
struct DrawnItem {
  size_t frame = 0;
  size_t stratum = 0;
  double probability = 0;
  uint32_t coders = 1;
};
struct Draw {
  std::vector<AuditStratum> strata;
  std::vector<DrawnItem> items;  ///< in random order, over all strata
};

/// Stratified simple random sampling without replacement (measurement.md, "Audit estimate"):
/// strata are predicted tone × confidence half × language × kind, made coarser until four from each
/// fit into n; n_h = max(4, Neyman's share n · N_h u_h / Σ N u), u_h = sqrt(mean Σ_k f_k (1 − f_k))
/// of tone, at most N_h, and Σ n_h = n where the strata allow it. The same frame, size and seed
/// give the same draw on every machine. `frame` is in the order of its ids. Thread-safe.
Draw draw_sample(const std::vector<FrameItem>& frame, uint32_t size, double coded_twice,
                 uint64_t seed);

}  // namespace rasd
