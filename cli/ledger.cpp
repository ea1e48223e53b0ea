#include "cli/ledger.h"

#include <cstdio>

#include "crawler/spool.h"
#include "records/json.h"
#include "reports/open_store.h"
#include "store/ledger_sums.h"

namespace rasd {
namespace {

constexpr ItemState kStates[] = {ItemState::kStored, ItemState::kDuplicate, ItemState::kFiltered,
                                 ItemState::kFailed, ItemState::kQuarantined};

unsigned long long number(uint64_t n) { return n; }

void print_json(const SpoolCounts& taken, const LedgerSums& sums, bool reconciles) {
  JsonBuffer buffer;
  JsonWriter out(buffer);
  out.StartObject();
  put(out, "taken_in", static_cast<int64_t>(taken.taken_in));
  put(out, "pending", static_cast<int64_t>(taken.pending));
  for (size_t i = 0; i < std::size(kStates); ++i)
    put(out, name(kStates[i]), static_cast<int64_t>(sums.by_state[i]));
  put(out, "articles", static_cast<int64_t>(sums.articles));
  put(out, "reconciles", reconciles);
  put_key(out, "sources");
  out.StartArray();
  for (const auto& source : sums.by_source) {
    out.StartObject();
    put(out, "id", source.source_id);
    for (size_t i = 0; i < std::size(kStates); ++i)
      put(out, name(kStates[i]), static_cast<int64_t>(source.by_state[i]));
    out.EndObject();
  }
  out.EndArray();
  put_key(out, "reasons");
  out.StartArray();
  for (const auto& reason : sums.by_reason) {
    out.StartObject();
    put(out, "state", name(reason.state));
    put(out, "stage", reason.stage);
    put(out, "reason", reason.reason);
    put(out, "count", static_cast<int64_t>(reason.count));
    out.EndObject();
  }
  out.EndArray();
  out.EndObject();
  std::printf("%s\n", buffer.GetString());
}

void print_text(const SpoolCounts& taken, const LedgerSums& sums, bool reconciles) {
  std::printf("taken in     %10llu\n", number(taken.taken_in));
  for (size_t i = 0; i < std::size(kStates); ++i)
    std::printf("%-12s %10llu\n", std::string(name(kStates[i])).c_str(), number(sums.by_state[i]));
  std::printf("under way    %10llu\n", number(taken.pending));
  std::printf("%s\n\n", reconciles ? "The sums reconcile: every item has one end."
                                   : "THE SUMS DO NOT RECONCILE. Run `rasd doctor`.");
  std::printf("%-28s %9s %9s %9s %9s %11s\n", "source", "stored", "duplicate", "filtered", "failed",
              "quarantined");
  for (const auto& source : sums.by_source)
    std::printf("%-28s %9llu %9llu %9llu %9llu %11llu\n", source.source_id.c_str(),
                number(source.by_state[0]), number(source.by_state[1]), number(source.by_state[2]),
                number(source.by_state[3]), number(source.by_state[4]));
  if (sums.by_reason.empty()) return;
  std::printf("\nWhy items were not stored:\n");
  for (const auto& reason : sums.by_reason)
    std::printf("%9llu  %-11s %s: %s\n", number(reason.count),
                std::string(name(reason.state)).c_str(), reason.stage.c_str(),
                reason.reason.c_str());
}

}  // namespace

int run_ledger(const CommonOptions& common) {
  const auto config = open_config(common);
  if (!config) return complain(config.error());
  auto reader = StoreReader::open(store_options(config->store_path()));
  if (!reader) return complain(reader.error());
  // The crawler's side first: what is taken in after it can only be under way.
  const auto taken = read_spool_counts(config->crawl_folder());
  if (!taken) return complain(taken.error());
  const auto sums = sum_ledger(*reader);
  if (!sums) return complain(sums.error());
  // An item that the store has and the spool has not heard of yet is still under way there.
  const bool reconciles = sums->reconciles() && taken->taken_in >= taken->pending &&
                          sums->total >= taken->taken_in - taken->pending &&
                          (taken->pending > 0 || sums->total == taken->taken_in);
  common.json ? print_json(*taken, *sums, reconciles) : print_text(*taken, *sums, reconciles);
  return reconciles ? 0 : 1;
}

}  // namespace rasd
