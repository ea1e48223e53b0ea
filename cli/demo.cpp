#include "cli/demo.h"

#include <csignal>
#include <cstdio>

#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "demo/newsroom.h"
#include "demo/truth.h"

namespace rasd {
namespace {

void print_addresses(const Newsroom& newsroom) {
  const World& world = newsroom.world();
  std::printf("%zu items of %zu outlets, %s to %s\n", world.items.size(), world.outlets.size(),
              to_string(world.first).c_str(), to_string(world.last).c_str());
  for (size_t i = 0; i < world.outlets.size(); ++i) {
    if (newsroom.base(i).empty()) continue;
    std::printf("%-14s %s\n", world.outlets[i].id.c_str(), newsroom.feed_url(i).c_str());
  }
  std::fflush(stdout);
}

}  // namespace

int run_demo_server(const DemoOptions& options) {
  const SystemClock clock;
  Day today = world_day(clock.now());
  if (!options.day.empty()) {
    const auto day = parse_day(options.day);
    if (!day) {
      log_error("--day: " + day.error().message);
      return 2;
    }
    today = *day;
  }
  // Blocked before the servers start, so that none of their threads takes the signals.
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);

  NewsroomOptions serving;
  serving.base_port = options.port;
  serving.clock = options.live ? &clock : nullptr;
  const auto newsroom = Newsroom::open(make_world(options.seed, today, options.days), serving);
  if (!newsroom) {
    log_error(newsroom.error().message);
    return 4;
  }
  if (!options.folder.empty()) {
    const Newsroom& served = **newsroom;
    const auto observations = write_observations(served.world(), options.folder);
    const auto truth = write_file(
        options.folder + "/truth.json",
        truth_json(served.world(), [&](const WorldItem& item) { return served.url(item); }));
    if (!observations || !truth) {
      log_error(observations ? truth.error().message : observations.error().message);
      return 4;
    }
  }
  print_addresses(**newsroom);
  int signal = 0;
  sigwait(&signals, &signal);
  return 0;
}

}  // namespace rasd
