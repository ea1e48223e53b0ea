#include "crawler/recall.h"

#include <filesystem>
#include <numeric>

#include "crawler/database.h"

namespace rasd {
namespace {

constexpr int64_t kFirstFinal = 10;  // crawl.db: 0 listed, 1 in the spool, 10 + ItemState settled

}  // namespace

uint64_t SourceRecall::listed() const {
  return std::accumulate(final.begin(), final.end(), pending);
}

uint64_t SourceRecall::missed() const {
  return of(ItemState::kFailed) + of(ItemState::kQuarantined);
}

Result<std::map<std::string, SourceRecall>> read_recall(const std::string& folder) {
  std::map<std::string, SourceRecall> all;
  const std::string path = folder + "/crawl.db";
  if (std::error_code none; !std::filesystem::exists(path, none) && !none) return all;
  auto database = CrawlDatabase::open(path);
  if (!database) return fail(database.error());
  auto done = (*database)->read([&] {
    auto row =
        (*database)->query("SELECT source, state, COUNT(*) FROM item GROUP BY source, state");
    while (row.row()) {
      SourceRecall& one = all[row.text_at(0)];
      const auto n = static_cast<uint64_t>(row.number_at(2));
      const auto state = static_cast<size_t>(row.number_at(1) - kFirstFinal);
      (row.number_at(1) >= kFirstFinal && state < one.final.size() ? one.final[state]
                                                                   : one.pending) += n;
    }
  });
  if (!done) return fail(done.error());
  return all;
}

}  // namespace rasd
