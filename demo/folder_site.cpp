#include "demo/folder_site.h"

#include <algorithm>
#include <atomic>
#include <cstdio>

#include "base/file.h"
#include "base/html_escape.h"
#include "base/id.h"
#include "demo/markup.h"

namespace rasd {
namespace {

WebDocument prepared(std::string bytes, std::string content_type, Instant modified) {
  WebDocument document;
  char etag[24];
  std::snprintf(etag, sizeof etag, "\"%016llx\"", static_cast<unsigned long long>(hash64(bytes)));
  document.etag = etag;
  document.packed = gzip(bytes, 6);
  document.bytes = std::move(bytes);
  document.content_type = std::move(content_type);
  document.modified = modified;
  return document;
}

}  // namespace

Result<std::unique_ptr<FolderSite>> FolderSite::open(std::vector<FolderPage> pages,
                                                     const FolderSiteOptions& options) {
  std::unique_ptr<FolderSite> site(new FolderSite());
  FolderSite* self = site.get();
  // The lists hold absolute addresses, so the port must be known before they are made.
  auto ready = std::make_shared<std::atomic<bool>>(false);  // shared: the handler outlives open()
  HttpServerOptions server;
  server.address = options.address;
  server.port = options.port;
  server.threads = options.threads;
  auto started = HttpServer::start(server, [self, ready](const HttpRequest& request) {
    return ready->load(std::memory_order_acquire) ? self->handle(request)
                                                  : plain_reply(503, "starting");
  });
  if (!started) return fail(started.error());
  site->server_ = std::move(*started);
  site->base_ = "http://" + options.address + ":" + std::to_string(site->server_->port());
  site->add_lists(pages, options);
  for (FolderPage& page : pages) {
    site->documents_.insert_or_assign(
        page.path, prepared(std::move(page.html), std::move(page.content_type), page.published));
  }
  ready->store(true, std::memory_order_release);
  return site;
}

void FolderSite::add_lists(const std::vector<FolderPage>& pages, const FolderSiteOptions& options) {
  std::string rss =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\"><channel><title>" +
      escape_html(options.title) + "</title><link>" + base_ + "/</link><language>" +
      options.language + "</language>\n";
  std::string map =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset "
      "xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n";
  Instant newest{};
  for (const FolderPage& page : pages) {
    const std::string url = escape_html(base_ + page.path);
    rss += "<item><title>" + escape_html(page.title) + "</title><link>" + url + "</link><guid>" +
           url + "</guid><pubDate>" + rfc822_local(page.published) + "</pubDate></item>\n";
    map += "<url><loc>" + url + "</loc><lastmod>" + rfc3339_local(page.published) +
           "</lastmod></url>\n";
    newest = std::max(newest, page.published);
  }
  documents_["/rss.xml"] = prepared(rss + "</channel></rss>\n", "application/rss+xml", newest);
  documents_["/sitemap.xml"] = prepared(map + "</urlset>\n", "application/xml", newest);
  documents_["/robots.txt"] =
      prepared("User-agent: *\nDisallow: /private/\n", "text/plain", newest);
}

HttpResponse FolderSite::handle(const HttpRequest& request) const {
  auto it = documents_.find(request.target);
  if (it == documents_.end()) it = documents_.find(request.path);
  return it == documents_.end() ? plain_reply(404, "no such page") : web_reply(request, it->second);
}

}  // namespace rasd
