#include "pipeline/place.h"

#include "store/recent_items.h"

namespace rasd {
namespace {

/// Copies and stories are looked for among this many items at most.
constexpr size_t kRecent = 65536;
constexpr std::chrono::days kStoryLife{14};

}  // namespace

}  // namespace rasd
