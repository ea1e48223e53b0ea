#include "pipeline/link.h"

#include <arpa/inet.h>
#include <sys/eventfd.h>
#include <unistd.h>
#include <zmq.h>

#include <array>
#include <charconv>
#include <cstring>
#include <stdexcept>

#include "base/id.h"
#include "records/wire.h"

namespace rasd {
namespace link_detail {

using Frames = std::vector<std::string>;

/// A ROUTER that binds or a DEALER that connects. Frames after the identity: kind, then up to two.
class Socket {
 public:
  Socket(void* socket, bool router) : socket_(socket), router_(router) {}
  ~Socket() { zmq_close(socket_); }
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;

  void* get() const { return socket_; }
  bool router() const { return router_; }

  /// False when the peer is gone or its queue is full; nothing was sent then.
  bool send(const std::string& peer, char kind, std::string_view a, std::string_view b) {
    if (router_ && !frame(peer, ZMQ_SNDMORE)) return false;
    if (!frame({&kind, 1}, ZMQ_SNDMORE)) return false;
    return frame(a, ZMQ_SNDMORE) && frame(b, 0);
  }

  /// The next whole message: {peer, kind, a, b}; false when none waits.
  bool receive(Frames& frames) {
    frames.clear();
    if (!router_) frames.emplace_back();
    for (;;) {
      zmq_msg_t message;
      zmq_msg_init(&message);
      if (zmq_msg_recv(&message, socket_, ZMQ_DONTWAIT) < 0) {
        zmq_msg_close(&message);
        return false;
      }
      frames.emplace_back(static_cast<const char*>(zmq_msg_data(&message)), zmq_msg_size(&message));
      const bool more = zmq_msg_more(&message) != 0;
      zmq_msg_close(&message);
      if (!more) break;
    }
    // A stranger's frames of another shape are dropped, not trusted.
    return frames.size() == 4 && frames[1].size() == 1 ? true : (frames.clear(), true);
  }

 private:
  bool frame(std::string_view bytes, int flags) {
    return zmq_send(socket_, bytes.data(), bytes.size(), flags | ZMQ_DONTWAIT) >= 0;
  }
  void* socket_;
  bool router_;
};

namespace {

void set(void* socket, int option, int value) {
  zmq_setsockopt(socket, option, &value, sizeof value);
}

Error cannot_open(const std::string& endpoint, int code) {
  std::string what = "link " + endpoint + ": " + zmq_strerror(code);
  if (code == EADDRINUSE)
    what += "; another Rasd runs on it, stop that one or set [links] to another";
  else if (code == ENOENT)
    what += "; make its folder, or set [links] to one that is there";
  else if (code == EACCES || code == EPERM)
    what += "; give the user that runs rasd the right to write there";
  return {ErrorKind::kConfiguration, std::move(what)};
}

Result<std::unique_ptr<Socket>> open_socket(const LinkContext& context,
                                            const LinkOptions& options) {
  if (auto ok = check_endpoint(options.endpoint); !ok)
    return fail(ErrorKind::kConfiguration, "link " + options.endpoint + ": " + ok.error().message);
  const bool router = options.side == LinkOptions::Side::kBind;
  void* raw = zmq_socket(context.get(), router ? ZMQ_ROUTER : ZMQ_DEALER);
  if (!raw) return fail(ErrorKind::kInternal, "cannot open a ZeroMQ socket");
  auto socket = std::make_unique<Socket>(raw, router);
  set(raw, ZMQ_LINGER, 200);
  set(raw, ZMQ_SNDHWM, 4096);  // never met: the window bounds what is under way
  set(raw, ZMQ_RCVHWM, 4096);
  set(raw, ZMQ_RECONNECT_IVL, 20);
  set(raw, ZMQ_RECONNECT_IVL_MAX, 500);
  const int64_t largest = static_cast<int64_t>(kMaxWireBytes) + 4096;
  zmq_setsockopt(raw, ZMQ_MAXMSGSIZE, &largest, sizeof largest);
  if (router) {
    set(raw, ZMQ_ROUTER_MANDATORY, 1);
  } else {
    set(raw, ZMQ_IMMEDIATE, 1);
  }
  const int code =
      router ? zmq_bind(raw, options.endpoint.c_str()) : zmq_connect(raw, options.endpoint.c_str());
  if (code != 0) return fail(cannot_open(options.endpoint, zmq_errno()));
  return socket;
}

std::string window_bytes(uint32_t window) {
  return {reinterpret_cast<const char*>(&window), sizeof window};
}

}  // namespace
}  // namespace link_detail

Result<void> check_endpoint(const std::string& endpoint) {
  constexpr size_t kLongestPath = 100;  // of sockaddr_un, with some room
  if (endpoint.rfind("inproc://", 0) == 0 && endpoint.size() > 9) return {};
  if (endpoint.rfind("ipc://", 0) == 0 && endpoint.size() > 6) {
    if (endpoint.size() - 6 <= kLongestPath) return {};
    return fail(ErrorKind::kConfiguration,
                "the path of an ipc link may have 100 bytes at most; write a shorter one");
  }
  const size_t colon = endpoint.rfind(':');
  if (endpoint.rfind("tcp://", 0) == 0 && colon > 6) {
    const std::string host = endpoint.substr(6, colon - 6);
    in_addr address{};
    const bool loopback = host == "[::1]" || (inet_pton(AF_INET, host.c_str(), &address) == 1 &&
                                              (ntohl(address.s_addr) >> 24) == 127);
    unsigned port = 0;
    const char* end = endpoint.data() + endpoint.size();
    const auto read = std::from_chars(endpoint.data() + colon + 1, end, port);
    if (loopback && read.ec == std::errc{} && read.ptr == end && port > 0 && port < 65536)
      return {};
  }
  return fail(ErrorKind::kConfiguration,
              "a link without keys stays on this machine; write inproc://NAME, ipc://PATH or "
              "tcp://127.0.0.1:PORT");
}

using link_detail::Frames;
using SteadyClock = std::chrono::steady_clock;

LinkContext::LinkContext() : context_(zmq_ctx_new()) {
  if (!context_) throw std::runtime_error("cannot make a ZeroMQ context");
}
LinkContext::~LinkContext() { zmq_ctx_term(context_); }

LinkSender::LinkSender() : epoch_(random_token(8)) {}
LinkSender::LinkSender(LinkSender&&) noexcept = default;
LinkSender::~LinkSender() = default;
void* LinkSender::socket() const { return socket_->get(); }

Result<LinkSender> LinkSender::open(const LinkContext& context, LinkOptions options) {
  auto socket = link_detail::open_socket(context, options);
  if (!socket) return fail(socket.error());
  LinkSender sender;
  sender.options_ = std::move(options);
  sender.socket_ = std::move(*socket);
  return sender;
}

bool LinkSender::has_room() const {
  if (!waiting_.empty()) return false;
  for (const auto& [name, peer] : peers_)
    if (peer.given < peer.window) return true;
  return false;
}

bool LinkSender::give(const std::string& id, Record& record) {
  auto best = peers_.end();
  size_t most_room = 0;
  for (auto it = peers_.begin(); it != peers_.end(); ++it) {
    const Peer& peer = it->second;
    const size_t room = peer.window > peer.given ? peer.window - peer.given : 0;
    if (room > most_room) {
      most_room = room;
      best = it;
    }
  }
  if (best == peers_.end() || !socket_->send(best->first, 'D', id, record.payload)) return false;
  record.peer = best->first;
  record.given = true;
  ++best->second.given;
  return true;
}

void LinkSender::send(std::string id, std::string payload) {
  const auto [it, fresh] = records_.try_emplace(std::move(id));
  if (!fresh) return;  // under way already
  it->second.payload = std::move(payload);
  if (!waiting_.empty() || !give(it->first, it->second)) waiting_.push_back(it->first);
}

void LinkSender::give_waiting() {
  while (!waiting_.empty()) {
    const auto it = records_.find(waiting_.front());
    if (it != records_.end() && !it->second.given && !give(it->first, it->second)) return;
    waiting_.pop_front();
  }
}

void LinkSender::take_back(const std::string& peer) {
  for (auto& [id, record] : records_) {
    if (!record.given || record.peer != peer) continue;
    record.given = false;
    ++record.losses;
    waiting_.push_back(id);
  }
}

unsigned LinkSender::losses(const std::string& id) const {
  const auto it = records_.find(id);
  return it == records_.end() ? 0 : it->second.losses;
}

void LinkSender::forget(const std::string& id) {
  const auto it = records_.find(id);
  if (it == records_.end()) return;
  if (it->second.given) {
    const auto peer = peers_.find(it->second.peer);
    if (peer != peers_.end() && peer->second.given > 0) --peer->second.given;
  }
  records_.erase(it);
}

std::vector<Acknowledgement> LinkSender::poll() {
  std::vector<Acknowledgement> acknowledged;
  const auto now = SteadyClock::now();
  Frames frames;
  while (socket_->receive(frames)) {
    if (frames.empty()) continue;
    const std::string& name = frames[0];
    if (frames[1] == "C" && frames[3].size() == sizeof(uint32_t)) {
      Peer& peer = peers_[name];
      if (peer.epoch != frames[2]) {
        take_back(name);
        peer.epoch = frames[2];
        peer.given = 0;
      }
      std::memcpy(&peer.window, frames[3].data(), sizeof peer.window);
      peer.heard = now;
    } else if (frames[1] == "A") {
      if (const auto it = peers_.find(name); it != peers_.end()) it->second.heard = now;
      const auto record = records_.find(frames[2]);
      if (record == records_.end()) continue;  // acknowledged before, by another peer
      std::string sent = std::move(record->second.payload);
      forget(frames[2]);
      acknowledged.push_back({std::move(frames[2]), std::move(frames[3]), std::move(sent)});
    }
  }
  for (auto it = peers_.begin(); it != peers_.end();) {
    if (now - it->second.heard > options_.dead_after) {
      take_back(it->first);
      it = peers_.erase(it);
    } else {
      ++it;
    }
  }
  if (now - beat_ >= options_.heartbeat) {
    beat_ = now;
    if (!socket_->router()) socket_->send({}, 'P', epoch_, {});
  }
  give_waiting();
  return acknowledged;
}

LinkReceiver::LinkReceiver() : epoch_(random_token(8)) {}
LinkReceiver::LinkReceiver(LinkReceiver&&) noexcept = default;
LinkReceiver::~LinkReceiver() = default;
void* LinkReceiver::socket() const { return socket_->get(); }

Result<LinkReceiver> LinkReceiver::open(const LinkContext& context, LinkOptions options) {
  auto socket = link_detail::open_socket(context, options);
  if (!socket) return fail(socket.error());
  LinkReceiver receiver;
  receiver.options_ = std::move(options);
  receiver.socket_ = std::move(*socket);
  return receiver;
}

void LinkReceiver::announce(const std::string& peer) {
  socket_->send(peer, 'C', epoch_, link_detail::window_bytes(options_.window));
}

std::vector<Delivery> LinkReceiver::poll(size_t most) {
  std::vector<Delivery> deliveries;
  const auto now = SteadyClock::now();
  Frames frames;
  bool heard_all = false;
  while (deliveries.size() < most) {
    if (!socket_->receive(frames)) {
      heard_all = true;
      break;
    }
    if (frames.empty()) continue;
    if (socket_->router()) {
      // A sender that is new, or speaks after a silence, is told the window at once.
      const auto [it, fresh] = peers_.try_emplace(frames[0], now);
      it->second = now;
      if (fresh) announce(frames[0]);
    }
    if (frames[1] == "D")
      deliveries.push_back({std::move(frames[0]), std::move(frames[2]), std::move(frames[3])});
  }
  if (now - beat_ < options_.heartbeat) return deliveries;
  // Only when nothing waits unread is silence the sender's, and not ours.
  if (heard_all)
    std::erase_if(peers_,
                  [&](const auto& peer) { return now - peer.second > options_.dead_after; });
  announce_to_all(now);
  return deliveries;
}

void LinkReceiver::beat() {
  const auto now = SteadyClock::now();
  for (auto& [name, heard] : peers_) heard = now;
  if (now - beat_ >= options_.heartbeat) announce_to_all(now);
}

void LinkReceiver::announce_to_all(SteadyClock::time_point now) {
  beat_ = now;
  if (!socket_->router()) announce({});
  for (const auto& [name, heard] : peers_) announce(name);
}

void LinkReceiver::acknowledge(const Delivery& delivery, std::string_view payload) {
  // A sender that died meanwhile cannot be told; the one that takes its place will ask again.
  socket_->send(delivery.peer, 'A', delivery.id, payload);
}

Wakeup::Wakeup() : descriptor_(::eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC)) {
  if (descriptor_ < 0) throw std::runtime_error("cannot make an eventfd");
}
Wakeup::~Wakeup() { ::close(descriptor_); }

void Wakeup::signal() {
  const uint64_t one = 1;
  // A full counter means that the wake-up is pending already.
  [[maybe_unused]] const auto written = ::write(descriptor_, &one, sizeof one);
}

void Wakeup::clear() {
  uint64_t count;
  [[maybe_unused]] const auto taken = ::read(descriptor_, &count, sizeof count);
}

void wait_for(std::initializer_list<void*> sockets, Wakeup* wakeup,
              std::chrono::milliseconds most) {
  std::array<zmq_pollitem_t, 4> items{};
  int n = 0;
  for (void* socket : sockets) items[static_cast<size_t>(n++)] = {socket, 0, ZMQ_POLLIN, 0};
  if (wakeup) items[static_cast<size_t>(n++)] = {nullptr, wakeup->descriptor(), ZMQ_POLLIN, 0};
  zmq_poll(items.data(), n, most.count());
  if (wakeup) wakeup->clear();
}

}  // namespace rasd
