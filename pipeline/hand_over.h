#pragma once
#include <functional>
#include <stop_token>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "crawler/spool.h"
#include "pipeline/link.h"
#include "pipeline/suspects.h"

namespace rasd {

struct HandOverOptions {
  LinkOptions link;  ///< to the annotators; this side binds
  unsigned extract_threads = 2;
  Suspects* suspects = nullptr;    ///< watches what is read; borrowed, may be none
  const TimeZone* zone = nullptr;  ///< of times that a page states without one; borrowed
};

/// The crawl process's outward half: takes what the spool holds, reads the article out of each
/// page (in threads of its own), sends it on and settles the spool with what the store answers.
/// Returns when stopped, or when `done` says so while nothing is under way. The spool keeps
/// whatever is not settled by then. Fails when the link cannot be opened or the spool not written.
Result<void> hand_over(const LinkContext& context, Spool& spool, const Clock& clock,
                       const HandOverOptions& options, std::stop_token stop,
                       const std::function<bool()>& done = {});

}  // namespace rasd
