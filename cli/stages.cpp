#include "cli/stages.h"

#include <unistd.h>

#include <chrono>
#include <cstdio>

#include "pipeline/replay.h"

namespace rasd {

int run_stage(const CommonOptions& common, RunOptions options) {
  const auto config = open_config(common);
  if (!config) return complain(config.error());
  const StopOnSignal stop;
  const SystemClock clock;
  if (auto ok = run_stages(*config, options, clock, stop.token()); !ok) return complain(ok.error());
  return 0;
}

int run_replay(const CommonOptions& common, const ReplayCommand& command) {
  auto config = open_config(common);
  if (!config) return complain(config.error());
  config->sources.clear();  // a replay brings its own
  const auto zone = TimeZone::open(config->directorate.time_zone);
  if (!zone) return complain(zone.error());
  const StopOnSignal stop;
  const SystemClock clock;
  const bool terminal = !common.quiet && ::isatty(STDERR_FILENO) == 1;

  ReplaySums sums;
  RunOptions options;
  options.mode = RunMode::kOnce;
  options.intake = [&](Spool& spool, std::stop_token stopped) -> Result<void> {
    auto done = replay(command.folder, spool, *zone, clock, std::move(stopped),
                       [&](const ReplaySums& so_far) {
                         if (terminal)
                           std::fprintf(stderr, "\r\033[K%llu items read",
                                        static_cast<unsigned long long>(so_far.lines));
                       });
    if (!done) return fail(done.error());
    sums = *done;
    return {};
  };
  const auto start = std::chrono::steady_clock::now();
  const auto result = run_stages(*config, options, clock, stop.token());
  if (terminal) std::fprintf(stderr, "\r\033[K");
  if (!result) return complain(result.error());
  if (stop.token().stop_requested()) {
    std::fprintf(stderr,
                 "rasd: interrupted; what was taken in is kept, run the same command to go on\n");
    return 75;
  }
  const double seconds =
      std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  if (!common.quiet)
    std::fprintf(stderr,
                 "rasd: replayed %llu items in %.1f s (%.0f a second): %llu new, %llu known "
                 "before, %llu malformed and quarantined\n",
                 static_cast<unsigned long long>(sums.lines), seconds,
                 static_cast<double>(sums.lines) / seconds,
                 static_cast<unsigned long long>(sums.taken_in),
                 static_cast<unsigned long long>(sums.known),
                 static_cast<unsigned long long>(sums.malformed));
  return sums.malformed > 0 ? 3 : 0;
}

}  // namespace rasd
