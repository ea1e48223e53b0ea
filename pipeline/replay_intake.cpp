#include "pipeline/replay_intake.h"

#include <thread>

#include "base/id.h"
#include "base/log.h"
#include "base/utf8.h"

namespace rasd {
namespace {

constexpr size_t kBatch = 200;
/// Bytes of a batch: two such lie in memory at most.
constexpr size_t kBatchBytes = size_t{32} << 20;

/// Short ASCII form of a source's name: "Al Riyadh" -> "al-riyadh", Arabic by its hash.
std::string slug(std::string_view name) {
  std::string out;
  for (const char c : to_lower_ascii(name)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
      out += c;
    } else if (!out.empty() && out.back() != '-') {
      out += '-';
    }
  }
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out.empty() ? content_id({name}).substr(0, 12) : out;
}

}  // namespace

ReplayIntake::ReplayIntake(Spool& spool, std::stop_token stop,
                           std::function<void(const ReplaySums&)> progress)
    : spool_(spool), stop_(std::move(stop)), progress_(std::move(progress)) {}

std::string ReplayIntake::use_source(std::string_view name, ItemKind kind) {
  std::string id = slug(name);
  if (sources_.insert(id).second) {
    Source said;  // a pass-through record: no item, so not counted
    said.id = id;
    said.name = std::string(name);
    said.connector = Connector::kReplay;
    said.kind = kind;
    batch_.push_back({said, std::nullopt});
  }
  return id;
}

Result<void> ReplayIntake::put(SpoolItem item, size_t bytes) {
  ++sums_.records;
  batch_.push_back(std::move(item));
  batch_bytes_ += bytes;
  return batch_.size() >= kBatch || batch_bytes_ >= kBatchBytes ? flush() : Result<void>{};
}

Result<void> ReplayIntake::add(SpoolItem item, size_t bytes) {
  ++sums_.items;
  return put(std::move(item), bytes);
}

Result<void> ReplayIntake::quarantine(Outcome broken) {
  ++sums_.quarantined;
  const size_t bytes = broken.bytes.size();
  return put({std::move(broken), std::nullopt}, bytes);
}

void ReplayIntake::count_other(const std::string& what) {
  ++sums_.records;
  ++sums_.others[what];
}

Result<void> ReplayIntake::flush() {
  const uint64_t before = spool_.counts().taken_in;
  for (;;) {
    while (!spool_.wait_for_room(std::chrono::milliseconds{100}, batch_.size()))
      if (is_stopped()) return {};
    auto added = spool_.append(std::move(batch_));
    if (added) break;
    if (added.error().kind != ErrorKind::kTemporary) return fail(added.error());
    // A full disk: the batch is as it was, and goes in when there is space.
    log_warning("the replay waits: " + added.error().message);
    for (int i = 0; i < 10 && !is_stopped(); ++i)
      std::this_thread::sleep_for(std::chrono::milliseconds{100});
    if (is_stopped()) return {};
  }
  batch_.clear();
  batch_bytes_ = 0;
  sums_.taken_in += spool_.counts().taken_in - before;
  if (progress_) progress_(sums_);
  return {};
}

Result<ReplaySums> ReplayIntake::finish() {
  if (!batch_.empty())
    if (auto done = flush(); !done) return fail(done.error());
  sums_.known = sums_.items + sums_.quarantined - sums_.taken_in;
  return sums_;
}

}  // namespace rasd
