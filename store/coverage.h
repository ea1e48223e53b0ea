#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "records/source.h"
#include "store/store.h"

namespace rasd {

/// How far a source was reached in a window.
enum class Reach {
  kReached,    ///< at least one good poll in it
  kReadLater,  ///< no good poll in it, but its items of that time were read (before or after)
  kFailed,     ///< polled, never with success, and no items
  kNotPolled,  ///< nothing known: not polled, no items
};
std::string_view name(Reach reach);  // "reached", "read_later", "failed", "not_polled"

struct SourceCoverage {
  Source source;
  bool active = true;  ///< configured now
  Reach reach = Reach::kNotPolled;
  bool failing = false;    ///< the last poll in the window failed
  uint32_t polls = 0;      ///< in the window
  uint32_t failures = 0;   ///< of them
  uint32_t items = 0;      ///< with their time in the window
  uint32_t lost = 0;       ///< items fetched in the window that ended failed or quarantined
  uint32_t feed_only = 0;  ///< items of the window whose page could not be read, text from the feed
  double usual = 0;        ///< items a day over the 28 days up to its last item
  std::optional<Instant> last_poll;     ///< up to the window's end
  std::optional<Instant> last_success;  ///< up to the window's end
  std::optional<Instant> last_item;     ///< up to the window's end
  int last_status = 0;                  ///< HTTP status of the last poll up to the window's end
  std::string last_error;               ///< plain words, when that poll failed
};

/// The coverage line of a window.
struct Coverage {
  Window window;
  uint32_t total = 0;     ///< active sources that are polled (not those of `rasd replay`)
  uint32_t reached = 0;   ///< of them, kReached or kReadLater
  uint32_t failed = 0;    ///< of them, kFailed
  uint32_t replayed = 0;  ///< replayed sources with items in the window
  uint64_t items = 0;     ///< items in the window, of all sources
  std::vector<SourceCoverage> sources;  ///< failed first, then by name
};

/// What is known of each source in a window; what it means, reports/source_health.h judges. A dead
/// source's silence does not dilute its history. Inactive sources are listed only when they have
/// items in the window. The sources page reads it with the last 24 hours.
Result<Coverage> read_coverage(StoreReader& reader, Window window);

/// All sources ever known, by id, with whether they are configured now.
struct KnownSource {
  Source source;
  bool active = true;
};
Result<std::vector<KnownSource>> list_sources(StoreReader& reader);

}  // namespace rasd
