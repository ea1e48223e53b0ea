#include "pipeline/store_stage.h"

#include <thread>
#include <vector>

#include "base/log.h"
#include "records/wire.h"

namespace rasd {
namespace {

using SteadyClock = std::chrono::steady_clock;
using std::chrono::milliseconds;

StoreInput read_input(const Delivery& delivery, const Clock& clock) {
  const auto refuse = [&](const std::string& reason) {
    Outcome out;
    out.item_id = delivery.id;
    out.state = ItemState::kQuarantined;
    out.stage = "store";
    out.reason = reason;
    out.at = clock.now();
    out.bytes = delivery.payload.substr(0, size_t{1} << 20);
    return out;
  };
  auto record = decode(delivery.payload);
  if (!record) return refuse("the record cannot be read: " + record.error().message);
  if (auto* both = std::get_if<AnnotatedArticle>(&*record)) return std::move(*both);
  if (auto* outcome = std::get_if<Outcome>(&*record)) return std::move(*outcome);
  if (auto* poll = std::get_if<SourcePoll>(&*record)) return std::move(*poll);
  if (auto* source = std::get_if<Source>(&*record)) return std::move(*source);
  return refuse("a record of this type is not for the store");
}

}  // namespace

Result<void> store_records(const LinkContext& context, Writer& writer, const PlaceArticle& place,
                           const Clock& clock, const StoreStageOptions& options,
                           std::stop_token stop) {
  auto receiver = LinkReceiver::open(context, options.annotated);
  if (!receiver) return fail(receiver.error());

  std::vector<Delivery> gathered;
  std::vector<StoreInput> inputs;
  SteadyClock::time_point first{};
  SteadyClock::time_point last_checkpoint = SteadyClock::now();
  while (!stop.stop_requested()) {
    const size_t before = gathered.size();
    for (Delivery& delivery : receiver->poll(options.batch - gathered.size())) {
      inputs.push_back(read_input(delivery, clock));
      delivery.payload = {};
      gathered.push_back(std::move(delivery));
    }
    const auto now = SteadyClock::now();
    if (before == 0 && !gathered.empty()) first = now;
    // A pause in what comes ends the batch as well: waiting longer would only add delay.
    const bool paused = gathered.size() == before;
    if (!gathered.empty() &&
        (gathered.size() >= options.batch || now - first >= options.gather || paused)) {
      auto outcomes = writer.commit(inputs, place);
      if (outcomes) {
        for (size_t i = 0; i < gathered.size(); ++i)
          receiver->acknowledge(gathered[i], encode((*outcomes)[i]));
        gathered.clear();
        inputs.clear();
        continue;
      }
      if (outcomes.error().kind != ErrorKind::kTemporary) return fail(outcomes.error());
      log_warning("the store waits: " + outcomes.error().message);
      // The heartbeat must go on, or the annotators would take us for dead.
      for (int i = 0; i < 10 && !stop.stop_requested(); ++i) {
        receiver->poll(0);
        std::this_thread::sleep_for(milliseconds{100});
      }
      continue;
    }
    if (gathered.empty() && now - last_checkpoint > std::chrono::seconds{5}) {
      last_checkpoint = now;
      if (auto ok = writer.checkpoint(); !ok) log_warning(ok.error().message);
    }
    wait_for({receiver->socket()}, nullptr, milliseconds{gathered.empty() ? 20 : 1});
  }
  return {};
}

}  // namespace rasd
