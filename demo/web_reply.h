#pragma once
#include <string>
#include <string_view>

#include "base/clock.h"
#include "web/http_server.h"

namespace rasd {

/// Bytes ready to be served, and what HTTP says of them (RFC 9110).
struct WebDocument {
  std::string bytes;
  std::string content_type;
  Instant modified{};
  std::string packed;  ///< gzip of `bytes` when made beforehand; else packed when asked for
  std::string etag;    ///< with its quotes; else made from the bytes
};

/// Answers a GET or HEAD: 304 to a matching If-None-Match or If-Modified-Since, gzip where the
/// client takes it, ETag, Last-Modified and Vary. Thread-safe.
HttpResponse web_reply(const HttpRequest& request, const WebDocument& document);
HttpResponse plain_reply(int status, std::string_view text);
HttpResponse redirect(int status, std::string location);

}  // namespace rasd
