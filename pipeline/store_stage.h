#pragma once
#include <functional>
#include <stop_token>

#include "base/clock.h"
#include "base/result.h"
#include "pipeline/link.h"
#include "store/writer.h"

namespace rasd {

struct StoreStageOptions {
  LinkOptions annotated;  ///< from the annotators; this side binds
  /// A commit gathers what comes within this time, at most `batch` records: one fsync serves all.
  std::chrono::milliseconds gather{10};
  size_t batch = 256;
};

/// Writes what comes, batch by batch, and acknowledges each record after its commit. When the disk
/// is full it acknowledges nothing and tries again. Returns when stopped.
Result<void> store_records(const LinkContext& context, Writer& writer, const PlaceArticle& place,
                           const Clock& clock, const StoreStageOptions& options,
                           std::stop_token stop);

}  // namespace rasd
