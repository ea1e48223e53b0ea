#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"

namespace rasd {

/// One HTTP request, headers with lower-case names, path and query percent-decoded.
struct HttpRequest {
  std::string method;  ///< "GET", "HEAD", "POST", …
  std::string target;  ///< as sent: "/digest/2026-11-21?lang=en"
  std::string path;    ///< decoded, without the query
  std::vector<std::pair<std::string, std::string>> query;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;  ///< at most HttpServerOptions::max_body bytes
  std::string remote;

  /// First value of that name, or empty.
  std::string_view header(std::string_view lower_case_name) const;
  std::string_view parameter(std::string_view name) const;
  /// Fields of an application/x-www-form-urlencoded body, or of a multipart/form-data one without
  /// its files (form_data.h).
  std::vector<std::pair<std::string, std::string>> form() const;
};

struct HttpResponse {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
};

/// Called from the server's threads, several at once when `threads` > 1. A handler that throws
/// becomes a 500 without details.
using HttpHandler = std::function<HttpResponse(const HttpRequest&)>;

struct HttpServerOptions {
  std::string address = "127.0.0.1";
  uint16_t port = 0;  ///< 0: any free one
  unsigned threads = 1;
  size_t max_body = size_t{1} << 20;
  /// Asked with a request that has no body yet: how large it may be, max_body at most. None: all
  /// may send max_body.
  std::function<size_t(const HttpRequest&)> body_limit = nullptr;
  size_t max_connections = 512;
};

/// A small HTTP/1.1 server (Boost.Beast, keep-alive, time limits on every read and write). The
/// desk, the demonstration newsroom and the scenario tests stand on it.
class HttpServer {
 public:
  /// Listens at once. Fails with kConfiguration when the port is taken, and says which.
  static Result<std::unique_ptr<HttpServer>> start(HttpServerOptions options, HttpHandler handler);
  /// Stops and joins its threads.
  virtual ~HttpServer() = default;
  virtual uint16_t port() const = 0;
  virtual void stop() = 0;
};

}  // namespace rasd
