#include "demo/web_reply.h"

#include "base/file.h"
#include "base/id.h"
#include "demo/markup.h"

namespace rasd {
namespace {

// Below this a packed answer saves no packet.
constexpr size_t kWorthPacking = 600;

std::string etag_of(std::string_view bytes) {
  char out[24];
  std::snprintf(out, sizeof out, "\"%016llx\"", static_cast<unsigned long long>(hash64(bytes)));
  return out;
}

}  // namespace

HttpResponse web_reply(const HttpRequest& request, const WebDocument& document) {
  HttpResponse response;
  const std::string etag = document.etag.empty() ? etag_of(document.bytes) : document.etag;
  const std::string modified = http_date(document.modified);
  response.headers = {{"ETag", etag},
                      {"Last-Modified", modified},
                      {"Vary", "Accept-Encoding"},
                      {"Cache-Control", "max-age=60"}};
  const std::string_view if_none_match = request.header("if-none-match");
  const bool same = !if_none_match.empty()
                        ? if_none_match == "*" || if_none_match.find(etag) != std::string_view::npos
                        : request.header("if-modified-since") == modified;
  if (same) {
    response.status = 304;
    return response;
  }
  response.headers.emplace_back("Content-Type", document.content_type);
  const bool gzip_taken = request.header("accept-encoding").find("gzip") != std::string_view::npos;
  if (gzip_taken && (!document.packed.empty() || document.bytes.size() > kWorthPacking)) {
    response.headers.emplace_back("Content-Encoding", "gzip");
    response.body = document.packed.empty() ? gzip(document.bytes, 1) : document.packed;
  } else {
    response.body = document.bytes;
  }
  return response;
}

HttpResponse plain_reply(int status, std::string_view text) {
  HttpResponse response;
  response.status = status;
  response.headers.emplace_back("Content-Type", "text/plain; charset=utf-8");
  response.body = text;
  return response;
}

HttpResponse redirect(int status, std::string location) {
  HttpResponse response = plain_reply(status, "");
  response.headers.emplace_back("Location", std::move(location));
  return response;
}

}  // namespace rasd
