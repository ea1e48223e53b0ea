#include "pipeline/hand_over.h"

#include <pthread.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <unordered_map>
#include <vector>

#include "base/log.h"
#include "crawler/extract.h"
#include "records/wire.h"

namespace rasd {
namespace {

using std::chrono::milliseconds;

/// The stages behind add labels and places to an article; a message over kMaxWireBytes would be
/// refused by the link and come again for ever.
constexpr size_t kMostSent = kMaxWireBytes - (size_t{1} << 20);

constexpr size_t kMostBytes = size_t{1} << 20;  // of a quarantined text

/// An answer that cannot be read is asked for again so often, then the item is given up.
constexpr unsigned kMostAsked = 3;

struct Ready {
  std::string id;
  std::string payload;
};

/// Read records that wait for room on the link. Bounded: full means that extraction pauses.
class ReadyQueue {
 public:
  explicit ReadyQueue(size_t capacity) : capacity_(capacity) {}

  /// Blocks while full; false when stopped meanwhile (the spool still holds the record).
  bool push(Ready ready, const std::stop_token& stop) {
    {
      std::unique_lock lock(mutex_);
      if (!room_.wait(lock, stop, [&] { return queue_.size() < capacity_; })) return false;
      queue_.push_back(std::move(ready));
    }
    wakeup_.signal();
    return true;
  }

  bool pop(Ready& ready) {
    {
      const std::lock_guard lock(mutex_);
      if (queue_.empty()) return false;
      ready = std::move(queue_.front());
      queue_.pop_front();
    }
    room_.notify_one();
    return true;
  }

  bool empty() const {
    const std::lock_guard lock(mutex_);
    return queue_.empty();
  }
  Wakeup& wakeup() { return wakeup_; }

 private:
  const size_t capacity_;
  mutable std::mutex mutex_;
  std::condition_variable_any room_;
  std::deque<Ready> queue_;
  Wakeup wakeup_;
};

Outcome quarantined(const SpoolEntry& entry, std::string stage, std::string reason, Instant now) {
  Outcome out;
  out.item_id = entry.id;
  out.state = ItemState::kQuarantined;
  out.stage = std::move(stage);
  out.reason = std::move(reason);
  out.at = now;
  if (const auto* page = std::get_if<FetchedPage>(&entry.record)) {
    out.source_id = page->source_id;
    out.url = page->url;
    out.bytes = page->body.substr(0, kMostBytes);
    out.archive = page->archive;
  }
  return out;
}

/// What goes on the link for one entry.
std::string read_entry(SpoolEntry&& entry, const Clock& clock, const HandOverOptions& options) {
  auto* page = std::get_if<FetchedPage>(&entry.record);
  if (!page) return std::visit([](const auto& record) { return encode(record); }, entry.record);
  if (!entry.trouble.empty())
    return encode(quarantined(entry, "extract", entry.trouble, clock.now()));
  const std::optional<Suspects::Reading> reading =
      options.suspects ? options.suspects->begin(entry.id) : std::nullopt;
  if (options.suspects && !reading)
    return encode(quarantined(entry, "extract", "brought the crawler down each time it was read",
                              clock.now()));
  const auto read = extract(std::move(*page), options.zone);
  std::string payload = std::visit([](const auto& record) { return encode(record); }, read);
  if (payload.size() <= kMostSent) return payload;
  Outcome too_long =
      quarantined(entry, "extract", "its text is too long to be passed on", clock.now());
  if (const auto* article = std::get_if<Article>(&read)) {
    too_long.bytes = article->text.substr(0, kMostBytes);
    too_long.archive = article->archive;
  }
  return encode(too_long);
}

}  // namespace

Result<void> hand_over(const LinkContext& context, Spool& spool, const Clock& clock,
                       const HandOverOptions& options, std::stop_token stop,
                       const std::function<bool()>& done) {
  auto sender = LinkSender::open(context, options.link);
  if (!sender) return fail(sender.error());

  ReadyQueue queue(256);
  std::atomic<unsigned> extracting{0};
  std::stop_source stop_threads;
  std::stop_callback pass_on(stop, [&] { stop_threads.request_stop(); });
  std::vector<std::jthread> threads;
  for (unsigned i = 0; i < std::max(1u, options.extract_threads); ++i)
    threads.emplace_back([&] {
      ::pthread_setname_np(::pthread_self(), "extract");
      const std::stop_token stopped = stop_threads.get_token();
      while (!stopped.stop_requested()) {
        ++extracting;
        for (SpoolEntry& entry : spool.take(8, milliseconds{50})) {
          Ready ready;
          ready.id = entry.id;
          ready.payload = read_entry(std::move(entry), clock, options);
          if (!queue.push(std::move(ready), stopped)) break;
        }
        --extracting;
      }
    });

  Result<void> result;
  std::vector<Outcome> settled;
  std::unordered_map<std::string, unsigned> asked;  // answers that could not be read, by id
  while (!stop.stop_requested()) {
    for (Acknowledgement& ack : sender->poll()) {
      auto record = decode(ack.payload);
      const auto* outcome = record ? std::get_if<Outcome>(&*record) : nullptr;
      if (!outcome) {
        if (++asked[ack.id] < kMostAsked) {
          log_error("an acknowledgement of " + ack.id + " cannot be read and is asked for again");
          sender->send(std::move(ack.id), std::move(ack.record));
          continue;
        }
        log_error("no acknowledgement of " + ack.id + " can be read: it is given up");
        asked.erase(ack.id);
        Outcome given_up;
        given_up.item_id = ack.id;
        given_up.state = ItemState::kQuarantined;
        given_up.stage = "store";
        given_up.reason = "what the store answered cannot be read";
        given_up.at = clock.now();
        settled.push_back(std::move(given_up));
        continue;
      }
      asked.erase(ack.id);
      settled.push_back(*outcome);
      settled.back().item_id = ack.id;  // polls and sources are settled by the spool's own id
    }
    if (!settled.empty()) {
      if (auto ok = spool.settle(settled); !ok) {
        if (ok.error().kind != ErrorKind::kTemporary) {
          result = fail(ok.error());
          break;
        }
        log_warning("the spool waits: " + ok.error().message);
        std::this_thread::sleep_for(milliseconds{500});
      } else {
        settled.clear();
      }
    }
    Ready ready;
    while (sender->has_room() && queue.pop(ready))
      sender->send(std::move(ready.id), std::move(ready.payload));
    if (done && sender->outstanding() == 0 && settled.empty() && queue.empty() && done()) break;
    wait_for({sender->socket()}, &queue.wakeup(), milliseconds{20});
  }
  stop_threads.request_stop();
  return result;
}

}  // namespace rasd
