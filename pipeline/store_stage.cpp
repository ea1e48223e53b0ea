#include "pipeline/store_stage.h"

#include <algorithm>
#include <optional>
#include <thread>
#include <vector>

#include "base/log.h"
#include "records/wire.h"

namespace rasd {
namespace {

using SteadyClock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr size_t kMostBytes = size_t{1} << 20;  // of a quarantined record

StoreInput read_input(const Delivery& delivery, const Clock& clock) {
  const auto refuse = [&](const std::string& reason) {
    Outcome out;
    out.item_id = delivery.id;
    out.state = ItemState::kQuarantined;
    out.stage = "store";
    out.reason = reason;
    out.at = clock.now();
    out.bytes = delivery.payload.substr(0, kMostBytes);
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

/// So many records refused one after the other, none written between: it is the store that is ill,
/// not they. Fewer would let a handful of bad records stop the work, more would quarantine more
/// good ones while the store is ill.
constexpr size_t kMostRefusedInARow = 16;

/// Whether an error is about the file and not about what was to be written.
bool is_of_the_store(const Error& error) {
  return error.kind == ErrorKind::kTemporary || error.kind == ErrorKind::kConfiguration ||
         error.message.find("is damaged") != std::string::npos;
}

/// What is said of a record that the store cannot write.
Outcome refused(const StoreInput& input, const std::string& id, const Error& error,
                const Clock& clock) {
  Outcome out;
  out.item_id = id;
  out.state = ItemState::kQuarantined;
  out.stage = "store";
  out.reason = "the store cannot write it: " + error.message;
  out.at = clock.now();
  if (const auto* both = std::get_if<AnnotatedArticle>(&input)) {
    out.source_id = both->article.source_id;
    out.url = both->article.url;
    out.archive = both->article.archive;
    out.bytes = encode(*both).substr(0, kMostBytes);
  } else if (const auto* outcome = std::get_if<Outcome>(&input)) {
    out.source_id = outcome->source_id;
    out.url = outcome->url;
    out.archive = outcome->archive;
  }
  return out;
}

/// Writes a batch that failed as a whole one record at a time, so that a record which the store
/// cannot write is quarantined and the others go on.
class OneByOne {
 public:
  OneByOne(Writer& writer, const PlaceArticle& place, const Clock& clock)
      : writer_(writer), place_(place), clock_(clock) {}

  /// One Outcome for each input. Fails when the error is the store's and not a record's; what was
  /// written by then answers the same when it comes again.
  Result<std::vector<Outcome>> commit(const std::vector<StoreInput>& inputs,
                                      const std::vector<Delivery>& deliveries) {
    std::vector<Outcome> outcomes(inputs.size());
    std::vector<std::optional<Error>> errors(inputs.size());
    size_t in_a_row = refused_in_a_row_;
    for (size_t i = 0; i < inputs.size(); ++i) {
      auto written = writer_.commit({&inputs[i], 1}, place_);
      if (written) {
        outcomes[i] = std::move(written->front());
        in_a_row = 0;
        continue;
      }
      if (is_of_the_store(written.error()) || ++in_a_row >= kMostRefusedInARow)
        return fail(written.error());
      errors[i] = written.error();
    }
    refused_in_a_row_ = in_a_row;
    for (size_t i = 0; i < inputs.size(); ++i) {
      if (!errors[i]) continue;
      outcomes[i] = refused(inputs[i], deliveries[i].id, *errors[i], clock_);
      log_error("record " + deliveries[i].id + " is quarantined: " + outcomes[i].reason);
      // A poll or a source is no item of the ledger; it is dropped with the line above.
      if (!std::holds_alternative<AnnotatedArticle>(inputs[i]) &&
          !std::holds_alternative<Outcome>(inputs[i]))
        continue;
      const StoreInput instead = outcomes[i];
      auto written = writer_.commit({&instead, 1});
      if (!written) return fail(written.error());
      outcomes[i] = std::move(written->front());
    }
    return outcomes;
  }
  /// A whole batch went in.
  void went_well() { refused_in_a_row_ = 0; }

 private:
  Writer& writer_;
  const PlaceArticle& place_;
  const Clock& clock_;
  size_t refused_in_a_row_ = 0;
};

}  // namespace

Result<void> store_records(const LinkContext& context, Writer& writer, const PlaceArticle& place,
                           const Clock& clock, const StoreStageOptions& options,
                           std::stop_token stop) {
  auto receiver = LinkReceiver::open(context, options.annotated);
  if (!receiver) return fail(receiver.error());

  std::vector<Delivery> gathered;
  std::vector<StoreInput> inputs;
  OneByOne one_by_one(writer, place, clock);
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
      if (outcomes)
        one_by_one.went_well();
      else if (!is_of_the_store(outcomes.error()))
        outcomes = one_by_one.commit(inputs, gathered);
      if (outcomes) {
        for (size_t i = 0; i < gathered.size(); ++i) {
          (*outcomes)[i].bytes.clear();  // they are stored; the answer stays small
          receiver->acknowledge(gathered[i], encode((*outcomes)[i]));
        }
        gathered.clear();
        inputs.clear();
        continue;
      }
      if (outcomes.error().kind != ErrorKind::kTemporary) return fail(outcomes.error());
      log_warning("the store waits: " + outcomes.error().message);
      // The annotators must not take us for dead meanwhile.
      const auto again = SteadyClock::now() + options.retry;
      while (SteadyClock::now() < again && !stop.stop_requested()) {
        receiver->beat();
        std::this_thread::sleep_for(std::min(milliseconds{50}, options.retry));
      }
      // On a full disk the write-ahead log itself may be what can give space back.
      if (auto ok = writer.checkpoint(); !ok) log_warning(ok.error().message);
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
