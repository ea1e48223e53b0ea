#pragma once
#include <functional>
#include <set>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "crawler/spool.h"
#include "pipeline/replay.h"

namespace rasd {

/// Takes what a replay reads into the spool, in batches: waits while the spool or its disk is full,
/// and counts. Belongs to one thread.
class ReplayIntake {
 public:
  ReplayIntake(Spool& spool, std::stop_token stop, std::function<void(const ReplaySums&)> progress);

  bool is_stopped() const { return stop_.stop_requested(); }
  /// The id of a source of this name, which is told to the store when it is new.
  std::string use_source(std::string_view name, ItemKind kind);
  /// `bytes`: about what it takes in memory.
  Result<void> add(SpoolItem item, size_t bytes);
  Result<void> quarantine(Outcome broken);
  /// A record that is no item.
  void count_other(const std::string& what);
  /// Hands the last batch over; the sums are whole then.
  Result<ReplaySums> finish();

 private:
  Result<void> put(SpoolItem item, size_t bytes);
  Result<void> flush();

  Spool& spool_;
  std::stop_token stop_;
  std::function<void(const ReplaySums&)> progress_;
  ReplaySums sums_;
  std::set<std::string> sources_;
  std::vector<SpoolItem> batch_;
  size_t batch_bytes_ = 0;
};

/// JSON Lines (see replay()). `shown` names the file in what is quarantined.
Result<void> replay_lines(const std::string& path, const std::string& shown, const TimeZone& zone,
                          const Clock& clock, ReplayIntake& intake);

}  // namespace rasd
