#pragma once
#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace rasd {

/// A request as it came over the socket.
struct HostileRequest {
  std::string method, path, head;
  /// Value of a header, empty when absent.
  std::string header(std::string_view name) const;
};

/// The server's end of one connection: raw bytes, so that a test can break every rule of HTTP.
class HostileWire {
 public:
  explicit HostileWire(int descriptor, const std::atomic<bool>& stopping)
      : descriptor_(descriptor), stopping_(stopping) {}
  /// False once the other side is gone.
  bool send(std::string_view bytes);
  /// Waits, but ends early when the server stops.
  void pause(std::chrono::milliseconds time);
  /// No further request is read from this connection.
  void close() { closed_ = true; }
  bool closed() const { return closed_; }
  bool stopping() const { return stopping_; }

 private:
  int descriptor_;
  const std::atomic<bool>& stopping_;
  bool closed_ = false;
};

/// A whole answer with Content-Length; `headers` are lines ended by CRLF.
std::string http_answer(int status, std::string_view headers, std::string_view body);
/// The same as gzip.
std::string gzip_answer(std::string_view headers, std::string_view body);

/// A scripted server on 127.0.0.1, a thread a connection: for misbehaviour that a real server
/// cannot be made to show, and for tests below the layer of Rasd's own server.
class HostileServer {
 public:
  using Script = std::function<void(const HostileRequest&, HostileWire&)>;
  explicit HostileServer(Script script);
  ~HostileServer();
  HostileServer(const HostileServer&) = delete;
  HostileServer& operator=(const HostileServer&) = delete;

  uint16_t port() const { return port_; }
  std::string url(std::string_view path, std::string_view host = "127.0.0.1") const;
  std::vector<HostileRequest> requests() const;
  size_t count(std::string_view path) const;  ///< requests for that path
  size_t connections() const { return connections_; }

 private:
  void accept_all();
  void serve(int descriptor);

  Script script_;
  int listener_ = -1;
  uint16_t port_ = 0;
  std::atomic<bool> stopping_{false};
  std::atomic<size_t> connections_{0};
  mutable std::mutex mutex_;
  std::vector<HostileRequest> requests_;
  std::map<int, bool> open_;
  std::vector<std::jthread> threads_;
  std::jthread acceptor_;
};

}  // namespace rasd
