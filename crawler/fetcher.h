#pragma once
#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "crawler/http_message.h"
#include "crawler/page_archive.h"

namespace rasd {

/// kHead asks whether a page is there without its bytes; the answer has no body then.
enum class FetchMethod { kGet, kHead };

/// What to get, always over http or https.
struct FetchRequest {
  uint64_t tag = 0;  ///< comes back with the answer
  std::string url;
  std::string etag;           ///< sent as If-None-Match when not empty
  std::string last_modified;  ///< sent as If-Modified-Since when not empty
  bool local = false;         ///< loopback and private addresses are allowed
  size_t cap_bytes = 0;       ///< on the wire and decoded; zero: the fetcher's own
  /// One more header line, a secret: sent only over TLS (or to a local source), never to where a
  /// redirect leads, and left out of the exchange that is archived.
  std::string secret_header{};
  FetchMethod method = FetchMethod::kGet;
};

struct FetchAnswer {
  uint64_t tag = 0;
  /// Set when no whole answer came: kTemporary (time, network), kRefused (a cap, redirects,
  /// a private address, another scheme, certificate), kMalformed (broken encoding or address).
  std::optional<Error> error;
  int status = 0;   ///< HTTP status; may be set beside an error
  std::string url;  ///< final, after redirects
  std::string content_type;
  std::string body;   ///< decoded of gzip; charset as sent
  Exchange exchange;  ///< as it went over the wire, for the archive
  std::chrono::milliseconds took{0};

  std::string_view header(std::string_view name) const {
    return header_value(exchange.response_head, name);
  }
};

struct FetcherOptions {
  std::string user_agent;
  unsigned connections = 100;  ///< at once, over all hosts
  unsigned per_host = 8;       ///< connections to one host, a last line behind the politeness
  size_t cap_bytes = size_t{10} << 20;
  /// Of all transfers together: many hosts that send without end meet this one first. Those that
  /// run into it fail with kTemporary; ordinary pages (35 KB) never come near.
  size_t total_bytes = size_t{96} << 20;
  std::chrono::milliseconds timeout{30'000};  ///< of a whole transfer
  std::chrono::milliseconds connect_timeout{10'000};
  std::chrono::seconds slow_for{10};  ///< given up when below slow_bytes a second for so long
  unsigned slow_bytes = 100;
  unsigned redirects = 5;
};

/// Many transfers at once in the calling thread, over libcurl's multi interface: connections kept
/// and reused, certificates parsed once (CA cache, no CApath: the default costs 30 ms of CPU a
/// connection). Every answer is bounded in time and memory whatever the server does; private
/// addresses are refused when the socket opens and again before each request (a reused connection
/// opens none). Proxies and cookies are not used. Owned by one thread; only wake() is for others.
/// Virtual, so that a simulated network can stand in for it (tests/bench/simulated_day.cpp).
class Fetcher {
 public:
  Fetcher(FetcherOptions options, const Clock& clock);
  virtual ~Fetcher();
  Fetcher(const Fetcher&) = delete;
  Fetcher& operator=(const Fetcher&) = delete;

  virtual void start(FetchRequest request);
  virtual size_t running() const;
  /// Moves all transfers on; returns those that ended, after `wait` at the latest.
  virtual std::vector<FetchAnswer> wait(std::chrono::milliseconds wait);
  /// Ends a wait() early. Any thread.
  virtual void wake();

 protected:
  Fetcher();  ///< without a network of its own

 private:
  struct Transfer;
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace rasd
