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
  std::chrono::milliseconds retry{1000};  ///< after a full disk or a busy store
};

/// Writes what comes, batch by batch, and acknowledges each record after its commit. When the disk
/// is full it cuts its log, acknowledges nothing and tries again. A batch that fails otherwise is
/// written record by record: one that the store cannot write is quarantined with the reason. Fails
/// when the file itself is bad, or refuses whatever comes. Returns when stopped.
Result<void> store_records(const LinkContext& context, Writer& writer, const PlaceArticle& place,
                           const Clock& clock, const StoreStageOptions& options,
                           std::stop_token stop);

}  // namespace rasd
