#pragma once
#include <functional>
#include <stop_token>
#include <string>

#include "base/clock.h"
#include "base/result.h"
#include "crawler/crawler.h"
#include "pipeline/config.h"

namespace rasd {

class Spool;

/// What feeds the spool instead of the crawler (replay). Called in a thread of its own; returns
/// when all is taken in or it is stopped.
using Intake = std::function<Result<void>(Spool&, std::stop_token)>;

/// Which stages run in this process. All of them: the links are inproc; else those of the
/// configuration, so that `rasd crawl`, `rasd annotate` and `rasd store` find each other.
struct RunOptions {
  bool crawl = true;
  bool annotate = true;
  bool store = true;
  bool watch = false;  ///< looks over the organisation's own sites beside them, never in kOnce
  RunMode mode = RunMode::kForever;  ///< kOnce: ends when every item taken in is settled
  unsigned annotators = 1;
  unsigned extract_threads = 1;
  Intake intake;  ///< empty: the crawler with the configuration's sources
};

/// Runs the chosen stages until stopped, or (kOnce) until all is settled. When one stage fails,
/// the others are stopped and its error is returned; nothing is lost, the spool keeps it.
Result<void> run_stages(const Config& config, const RunOptions& options, const Clock& clock,
                        std::stop_token stop);

}  // namespace rasd
