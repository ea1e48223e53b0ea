#pragma once
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "demo/setting.h"
#include "demo/world.h"

namespace rasd {

/// The writing desk of the world while it is being made: puts texts into outlets, makes copies of
/// them as newspapers do, and keeps the books (copy groups, incidents, statements, campaigns).
/// Items carry indexes in the order of writing; finish() sorts them by time, gives them ids and
/// paths, and renumbers all that points to them.
class WritingDesk {
 public:
  WritingDesk(World& world, uint64_t seed) : world_(world), seed_(seed) {}

  World& world() { return world_; }
  uint64_t seed() const { return seed_; }
  int days() const { return days_between(world_.first, world_.last) + 1; }
  Day day(int index) const { return add_days(world_.first, index); }
  size_t outlet(std::string_view id) const { return world_.outlet_index(id); }
  /// Whether the outlet can publish then: not failing, not silent, not after the last day.
  bool open(size_t outlet, Instant at) const;

  /// Adds an item; -1 when the outlet is not open at its time.
  int publish(WorldItem item);
  /// A copy of `original` in another outlet, `minutes` later; -1 as above, or when that outlet has
  /// one already. `headline` replaces the title of reworded copies.
  int copy(int original, size_t outlet, CopyKind how, int minutes, Random& random,
           std::string_view headline = {});

  /// A fresh item of news with what all news has.
  WorldItem news(std::string_view outlet_id, Instant at, Composed text, Random& random);

  void finish();

 private:
  World& world_;
  uint64_t seed_;
};

/// The same text in other words: set phrases exchanged, a paragraph moved. Arabic or English.
std::vector<std::string> reworded(const std::vector<std::string>& paragraphs,
                                  std::string_view language, Random& random);

/// The parts of the world, in the order they are made.
void write_incidents(WritingDesk& desk);
void write_activity(WritingDesk& desk);  ///< the organisation's statements and awareness campaigns
void write_background(WritingDesk& desk);  ///< all other news
void write_opinion(WritingDesk& desk);     ///< posts, comments, observations

}  // namespace rasd
