#pragma once
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "records/article.h"
#include "records/source.h"
#include "store/store.h"
#include "store/writer.h"
#include "tests/support/temp_folder.h"

namespace rasd {

/// One item of an invented newsroom, as a test writes it down.
struct InventedItem {
  std::string source;
  Instant at{};
  std::string title;
  std::string text;
  std::vector<std::string> incident = {};
  std::string topic = "crime_security";
  std::string tone = "neutral";
  std::string stance = "mentioned";
  std::string language = "ar";
  ItemKind kind = ItemKind::kNews;
  std::string group = {};  ///< of near-duplicates; empty: its own
  float sure = 0.8F;       ///< probability of the tone and the stance
};

/// A store in a temporary folder, filled through the real Writer.
class InventedStore {
 public:
  explicit InventedStore(Instant now);
  /// Configures the sources; ids are as given, names are "name".
  void sources(const std::vector<Source>& sources);
  void add(const InventedItem& item);
  void poll(const std::string& source, Instant at, const std::string& error = {});
  void outcome(ItemState state, Instant at, const std::string& reason);
  /// Commits what was added, at the clock's time.
  void commit();
  StoreReader reader();
  const StoreOptions& options() const { return options_; }
  FixedClock& clock() { return clock_; }

 private:
  TempFolder folder_;
  FixedClock clock_;
  StoreOptions options_;
  Writer writer_;
  std::vector<StoreInput> batch_;
  std::vector<std::string> groups_;  // one for each of batch_
  int count_ = 0;
};

/// A source of news, configured as a feed.
Source invented_source(const std::string& id, const std::string& name,
                       ItemKind kind = ItemKind::kNews);
TimeZone amman();
/// hh:mm of that day in Amman.
Instant at_amman(Day day, int hour, int minute = 0);

}  // namespace rasd
