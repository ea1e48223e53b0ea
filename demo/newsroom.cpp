#include "demo/newsroom.h"

#include "base/file.h"
#include "demo/feed_text.h"

namespace rasd {

Result<std::unique_ptr<Newsroom>> Newsroom::open(World world, NewsroomOptions options) {
  std::unique_ptr<Newsroom> newsroom(new Newsroom(std::move(world)));
  const World& w = newsroom->world_;
  for (size_t i = 0; i < w.outlets.size(); ++i) {
    newsroom->sites_.emplace_back();
    newsroom->servers_.emplace_back();
    if (w.outlets[i].format == OutletFormat::kObservations) continue;
    auto site = std::make_unique<OutletSite>(w, i, options.clock, options.stall);
    HttpServerOptions server;
    server.address = options.address;
    if (options.base_port != 0) server.port = static_cast<uint16_t>(options.base_port + i);
    OutletSite* handler = site.get();
    auto started = HttpServer::start(
        server, [handler](const HttpRequest& request) { return handler->handle(request); });
    if (!started) return fail(started.error());
    site->set_base("http://" + options.address + ":" + std::to_string((*started)->port()));
    newsroom->sites_.back() = std::move(site);
    newsroom->servers_.back() = std::move(*started);
  }
  return newsroom;
}

Newsroom::~Newsroom() {
  for (const auto& site : sites_) {
    if (site) site->release();
  }
  servers_.clear();
}

std::string Newsroom::base(size_t outlet) const {
  return sites_[outlet] ? sites_[outlet]->base() : std::string();
}

std::string Newsroom::url(const WorldItem& item) const { return base(item.outlet) + item.path; }

std::string Newsroom::feed_url(size_t outlet) const {
  return sites_[outlet] ? sites_[outlet]->feed_url() : std::string();
}

std::vector<Source> newsroom_sources(const Newsroom& newsroom,
                                     const std::string& observations_file) {
  std::vector<Source> sources;
  const World& world = newsroom.world();
  for (size_t i = 0; i < world.outlets.size(); ++i) {
    const Outlet& outlet = world.outlets[i];
    Source source;
    source.id = outlet.id;
    source.name = outlet.name;
    source.url = newsroom.feed_url(i);
    source.site = newsroom.base(i).empty() ? "" : newsroom.base(i) + "/";
    source.language = outlet.language;
    source.kind = outlet.kind;
    source.official = outlet.official;
    source.priority = outlet.official || outlet.id == "wakala";
    source.local = true;
    switch (outlet.format) {
      case OutletFormat::kNewsSitemap:
        source.connector = Connector::kSitemap;
        break;
      case OutletFormat::kListPage:
        source.connector = Connector::kListPage;
        break;
      case OutletFormat::kMastodon:
        source.connector = Connector::kMastodon;
        break;
      case OutletFormat::kObservations:
        if (observations_file.empty()) continue;
        source.connector = Connector::kObservations;
        source.url = observations_file;
        break;
      default:
        source.connector = Connector::kFeed;
    }
    sources.push_back(std::move(source));
  }
  return sources;
}

Result<std::string> write_observations(const World& world, const std::string& folder) {
  if (auto made = make_folder(folder); !made) return fail(made.error());
  std::string path = folder + "/observations.csv";
  if (auto written = write_file(path, observations_csv(world)); !written) {
    return fail(written.error());
  }
  return path;
}

}  // namespace rasd
