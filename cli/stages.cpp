#include "cli/stages.h"

namespace rasd {

int run_stage(const CommonOptions& common, RunOptions options) {
  const auto config = open_config(common);
  if (!config) return complain(config.error());
  const StopOnSignal stop;
  const SystemClock clock;
  if (auto ok = run_stages(*config, options, clock, stop.token()); !ok) return complain(ok.error());
  return 0;
}

}  // namespace rasd
