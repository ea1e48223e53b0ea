#include "demo/world.h"

#include "demo/desk.h"

namespace rasd {

std::string_view name(CopyKind kind) {
  static constexpr std::string_view kNames[] = {"original", "verbatim", "shortened", "reworded"};
  return kNames[static_cast<size_t>(kind)];
}

size_t World::outlet_index(std::string_view id) const {
  for (size_t i = 0; i < outlets.size(); ++i) {
    if (outlets[i].id == id) return i;
  }
  return outlets.size();
}

Instant world_time(Day day, int hour, int minute, int second) {
  return std::chrono::sys_days{day} + std::chrono::hours(hour) + std::chrono::minutes(minute) +
         std::chrono::seconds(second) - kWorldOffset;
}

Day world_day(Instant at) { return Day{std::chrono::floor<std::chrono::days>(at + kWorldOffset)}; }

World make_world(uint64_t seed, Day today, int days) {
  World world;
  world.seed = seed;
  world.last = today;
  world.first = add_days(today, 1 - days);
  world.outlets = make_outlets(days);
  WritingDesk desk(world, seed);
  write_incidents(desk);
  write_activity(desk);
  write_background(desk);
  write_opinion(desk);
  desk.finish();
  return world;
}

}  // namespace rasd
