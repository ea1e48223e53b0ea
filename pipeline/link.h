#pragma once
#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"

namespace rasd {

/// A link carries records from one stage to the next over ZeroMQ and brings the acknowledgement
/// back. ZeroMQ alone loses what is in flight when a peer dies, so nothing is forgotten here
/// before it is acknowledged, and nothing is sent that the receiver has no room for:
///
///   receiver -> sender   C  epoch, window     "I live, and take `window` records unacknowledged"
///   sender -> receiver   P  epoch             "I live"
///   sender -> receiver   D  id, payload       one record
///   receiver -> sender   A  id, payload       what became of it (sent after the store's commit)
///
/// Credit is a window, not a running count, so that no lost frame can leak it. A peer that is
/// silent for `dead_after`, or comes back with another epoch, has forgotten what it was given: the
/// sender gives those records to whoever has room. So a record can arrive twice, never not at all;
/// ids come from content and the store's write is an upsert.
/// Either side may bind: ROUTER binds, DEALER connects. A socket belongs to one thread.
struct LinkOptions {
  std::string endpoint;  ///< inproc://name, ipc:///path, tcp://127.0.0.1:port
  enum class Side { kBind, kConnect } side = Side::kConnect;
  uint32_t window = 256;  ///< receiver: records it takes before the first is acknowledged
  std::chrono::milliseconds heartbeat{200};
  std::chrono::milliseconds dead_after{3000};
};

/// The process's ZeroMQ context; outlives every link made from it.
class LinkContext {
 public:
  LinkContext();
  ~LinkContext();
  LinkContext(const LinkContext&) = delete;
  LinkContext& operator=(const LinkContext&) = delete;
  void* get() const { return context_; }

 private:
  void* context_;
};

/// Whether a link may use this endpoint: inproc, ipc (a path that fits a socket's name), or tcp on
/// an address of 127.0.0.0/8 or [::1] with a port. Fails with kConfiguration and what to write.
Result<void> check_endpoint(const std::string& endpoint);

namespace link_detail {
class Socket;
}

/// What the receiver said of a record.
struct Acknowledgement {
  std::string id;
  std::string payload;
  std::string record;  ///< as it was sent, for a sender that cannot read the answer
};

class LinkSender {
 public:
  /// Fails with kConfiguration when the endpoint cannot be bound or is no loopback address.
  static Result<LinkSender> open(const LinkContext& context, LinkOptions options);
  LinkSender(LinkSender&&) noexcept;
  ~LinkSender();

  /// Some peer has room for another record.
  bool has_room() const;
  /// Gives a record to the peer with the most room; waits in line when none has any.
  void send(std::string id, std::string payload);
  /// Takes what has arrived, keeps the heartbeat, gives lost records to others. Never blocks.
  std::vector<Acknowledgement> poll();
  /// Records sent or in line, not acknowledged.
  size_t outstanding() const { return records_.size(); }
  /// How often that record's receiver died under it: a poison record brings every one down.
  unsigned losses(const std::string& id) const;
  /// Forgets a record (it is settled otherwise).
  void forget(const std::string& id);
  void* socket() const;

 private:
  struct Peer {
    std::string epoch;
    uint32_t window = 0;
    size_t given = 0;
    std::chrono::steady_clock::time_point heard{};
  };
  struct Record {
    std::string payload;
    std::string peer;
    bool given = false;
    unsigned losses = 0;
  };
  LinkSender();
  bool give(const std::string& id, Record& record);
  void take_back(const std::string& peer);
  void give_waiting();

  LinkOptions options_;
  std::unique_ptr<link_detail::Socket> socket_;
  std::map<std::string, Peer> peers_;
  std::unordered_map<std::string, Record> records_;
  std::deque<std::string> waiting_;
  std::string epoch_;
  std::chrono::steady_clock::time_point beat_{};
};

/// One record as it came, with whom to answer.
struct Delivery {
  std::string peer;
  std::string id;
  std::string payload;
};

class LinkReceiver {
 public:
  static Result<LinkReceiver> open(const LinkContext& context, LinkOptions options);
  LinkReceiver(LinkReceiver&&) noexcept;
  ~LinkReceiver();

  /// Takes at most `most` records that have arrived and keeps the heartbeat. Never blocks.
  std::vector<Delivery> poll(size_t most);
  /// Keeps the heartbeat without taking records, for an owner that has none to spare for them now.
  /// No sender ages meanwhile: what it says is not listened to.
  void beat();
  void acknowledge(const Delivery& delivery, std::string_view payload);
  void* socket() const;

 private:
  LinkReceiver();
  void announce(const std::string& peer);
  void announce_to_all(std::chrono::steady_clock::time_point now);

  LinkOptions options_;
  std::unique_ptr<link_detail::Socket> socket_;
  std::map<std::string, std::chrono::steady_clock::time_point> peers_;
  std::string epoch_;
  std::chrono::steady_clock::time_point beat_{};
};

/// Wakes a thread that waits on sockets. Thread-safe.
class Wakeup {
 public:
  Wakeup();
  ~Wakeup();
  Wakeup(const Wakeup&) = delete;
  Wakeup& operator=(const Wakeup&) = delete;
  void signal();
  int descriptor() const { return descriptor_; }
  void clear();

 private:
  int descriptor_;
};

/// Waits until one of the sockets (or the wakeup, if given) has something, or the time is over.
void wait_for(std::initializer_list<void*> sockets, Wakeup* wakeup, std::chrono::milliseconds most);

}  // namespace rasd
