#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "records/source.h"

namespace rasd {

class Fetcher;
class Spool;

struct CrawlerOptions {
  /// Names us and says where to complain (RFC 9309 2.2.1 matches on the first word).
  std::string user_agent = "Rasd/0.1 (+https://rasd.example/about; media monitoring)";
  std::string robots_name = "Rasd";
  /// Entries older than this when first listed are not fetched; zero: no horizon. Local sources
  /// have none.
  std::chrono::hours horizon{24 * 62};
  /// At once, over all hosts. A host that does not answer holds one until the connect timeout, so
  /// this is well above what is ever busy.
  unsigned connections = 100;
  unsigned per_host = 2;                  ///< at once, of one host
  unsigned per_local_host = 8;            ///< the same for local sources
  std::chrono::milliseconds delay{1000};  ///< between starts on one host; none for local ones
  unsigned pages_per_host_and_day = 5000;
  unsigned tries = 3;                         ///< of a page, when failures are temporary
  std::chrono::milliseconds backoff{30'000};  ///< before the second try, then four times that
  std::chrono::milliseconds local_backoff{200};
  std::chrono::milliseconds timeout{30'000};
  size_t cap_bytes = size_t{10} << 20;  ///< of a page, on the wire and decoded
  std::string key_file;  ///< secret for authors' pseudonyms; made when absent (required for posts)
  std::string attachments;  ///< folder for the files of observations; empty: they are left out
  bool comments = true;     ///< per-article comment feeds are read once
  /// Makes what fetches; empty: the real network. For simulations.
  std::function<std::unique_ptr<Fetcher>()> network;
};

enum class RunMode {
  kOnce,     ///< every source is polled once and all its items are fetched, then run() returns
  kForever,  ///< polls by each source's rhythm until stopped
};

/// Fetches what the sources publish and hands it to the spool. One thread: the one that calls
/// run(). Everything it knows is in crawl.db, so that it can be killed and started at any moment.
class Crawler {
 public:
  /// Fails with kConfiguration when a source cannot be watched as written.
  static Result<std::unique_ptr<Crawler>> open(CrawlerOptions options, std::vector<Source> sources,
                                               const Clock& clock, Spool& spool);
  ~Crawler();
  /// Returns when stopped, or in kOnce when all is fetched. Fails only when crawl.db or the
  /// archive cannot be written in a way that waiting does not mend; what servers do is recorded,
  /// never returned.
  Result<void> run(std::stop_token stop, RunMode mode);

 private:
  class Loop;
  explicit Crawler(std::unique_ptr<Loop> loop);
  std::unique_ptr<Loop> loop_;
};

}  // namespace rasd
