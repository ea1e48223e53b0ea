#pragma once
#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "demo/outlet_site.h"
#include "demo/world.h"
#include "records/source.h"
#include "web/http_server.h"

namespace rasd {

struct NewsroomOptions {
  std::string address = "127.0.0.1";
  /// The first outlet's port; the others follow it. 0: any free ones. Addresses stay the same
  /// from run to run only with a port given.
  uint16_t base_port = 0;
  const Clock* clock = nullptr;           ///< items after its now are not out yet; null: all are
  std::chrono::milliseconds stall{4000};  ///< how long the failing outlet holds a third request
};

/// Serves the world over HTTP on loopback: one server, and so one origin with robots.txt, entity
/// tags and pacing of its own, for each outlet.
class Newsroom {
 public:
  /// Listens at once. Fails with kConfiguration when a port is taken, and says which.
  static Result<std::unique_ptr<Newsroom>> open(World world, NewsroomOptions options);
  ~Newsroom();

  const World& world() const { return world_; }
  /// "http://127.0.0.1:8101"; empty for the observations, which have no site.
  std::string base(size_t outlet) const;
  /// An item's address; a comment's is its article's with a fragment, as its feed gives it.
  std::string url(const WorldItem& item) const;
  std::string feed_url(size_t outlet) const;

 private:
  explicit Newsroom(World world) : world_(std::move(world)) {}

  const World world_;
  std::vector<std::unique_ptr<OutletSite>> sites_;    ///< null where an outlet has none
  std::vector<std::unique_ptr<HttpServer>> servers_;  ///< stopped before the sites go
};

/// The sources that crawl it: all local, the organisation's own site official.
/// `observations_file`: where write_observations() put the file; empty leaves that source out.
std::vector<Source> newsroom_sources(const Newsroom& newsroom,
                                     const std::string& observations_file = {});

/// Writes the observations received as `folder`/observations.csv and returns that path.
Result<std::string> write_observations(const World& world, const std::string& folder);

}  // namespace rasd
