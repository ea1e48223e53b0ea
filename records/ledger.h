#pragma once
#include <cstdint>
#include <string>

#include "base/clock.h"
#include "records/article.h"

namespace rasd {

/// The one final state of every fetched item. Their counts sum to what was taken in.
enum class ItemState : uint8_t {
  kStored,       ///< in the store, searchable
  kDuplicate,    ///< the very same item or text is stored already
  kFiltered,     ///< read, and left out by a rule (not an article, out of scope, too short)
  kFailed,       ///< could not be had: gone, refused, or every try failed
  kQuarantined,  ///< broken or a crasher; its bytes are kept with the reason
};

/// What became of one item, and why. Travels to the store for items that never become articles;
/// travels back as the acknowledgement for those that do.
struct Outcome {
  std::string item_id;
  std::string source_id;
  std::string url;
  ItemState state = ItemState::kFailed;
  std::string stage;   ///< fetch, extract, annotate or store
  std::string reason;  ///< plain words; empty for stored
  Instant at{};
  std::string bytes;  ///< quarantined items only: what could not be read, up to 1 MiB
  ArchiveRef archive;
};

/// One look at a source: the raw material of coverage lines and silence alarms.
struct SourcePoll {
  std::string source_id;
  Instant at{};
  bool ok = false;
  int status = 0;          ///< HTTP status, 0 when none was received
  bool unchanged = false;  ///< 304, or the same bytes as before
  std::string error;       ///< plain words when not ok
  uint32_t listed = 0;     ///< entries the list named
  uint32_t fresh = 0;      ///< of them, seen for the first time
  uint32_t duration_ms = 0;
};

std::string_view name(ItemState state);  // "stored", "duplicate", …
bool parse(std::string_view text, ItemState& state);

}  // namespace rasd
