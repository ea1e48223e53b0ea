#pragma once
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/clock.h"
#include "base/result.h"
#include "demo/web_reply.h"
#include "web/http_server.h"

namespace rasd {

/// One page of an archive to be served as it is.
struct FolderPage {
  std::string path;  ///< starts with "/", percent-encoded where needed
  std::string html;
  std::string title;
  Instant published{};
  std::string content_type = "text/html; charset=utf-8";
};

struct FolderSiteOptions {
  std::string address = "127.0.0.1";
  uint16_t port = 0;
  unsigned threads = 1;
  std::string language = "ar";
  std::string title = "Archive";
};

/// A site of given pages for tests and benchmarks: the pages, "/rss.xml", "/sitemap.xml" and
/// "/robots.txt". Packed and tagged once at the start and served from memory, so that a benchmark
/// measures the crawler and not this.
class FolderSite {
 public:
  /// Listens at once. Fails with kConfiguration when the port is taken.
  static Result<std::unique_ptr<FolderSite>> open(std::vector<FolderPage> pages,
                                                  const FolderSiteOptions& options = {});

  uint16_t port() const { return server_->port(); }
  std::string base() const { return base_; }
  std::string feed_url() const { return base_ + "/rss.xml"; }
  std::string sitemap_url() const { return base_ + "/sitemap.xml"; }
  /// What the server calls, for tests without a socket.
  HttpResponse handle(const HttpRequest& request) const;

 private:
  FolderSite() = default;
  void add_lists(const std::vector<FolderPage>& pages, const FolderSiteOptions& options);

  std::string base_;
  std::map<std::string, WebDocument, std::less<>> documents_;
  std::unique_ptr<HttpServer> server_;  // last: it stops before what it serves goes
};

}  // namespace rasd
