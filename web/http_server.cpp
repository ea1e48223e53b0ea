#include "web/http_server.h"

#include <algorithm>
#include <array>
#include <atomic>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/strand.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/core/basic_stream.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/string_body.hpp>
#include <chrono>
#include <condition_variable>
#include <ctime>
#include <list>
#include <mutex>
#include <optional>
#include <thread>

#include "base/log.h"
#include "base/utf8.h"
#include "web/form_data.h"

namespace rasd {
namespace {

namespace net = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using tcp = net::ip::tcp;
using boost::system::error_code;
using std::chrono::steady_clock;

// A reader that sends one byte a second holds a connection for this long and no longer; it is
// also how long an idle kept-alive connection stays.
constexpr std::chrono::seconds kReadLimit{20};
constexpr std::chrono::seconds kWriteLimit{30};
// Below this rate a reader of a large answer is cut off.
constexpr size_t kSlowestBytesPerSecond = size_t{16} << 10;
// Requests under way when the server stops may finish within this time.
constexpr std::chrono::seconds kStopGrace{2};
// Cookies and a long search fit; a header bomb does not.
constexpr uint32_t kMaxHeaderBytes = 16384;

using Strand = net::strand<net::io_context::executor_type>;
using Stream = beast::basic_stream<tcp, Strand>;
using Parser = http::request_parser<http::string_body>;

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

enum class Plus { kIsPlus, kIsSpace };

/// Percent-decoded and made valid UTF-8. A '%' without two hex digits stands for itself.
std::string percent_decode(std::string_view text, Plus plus) {
  std::string out;
  out.reserve(text.size());
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '+' && plus == Plus::kIsSpace) {
      out += ' ';
    } else if (text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 &&
               hex_digit(text[i + 2]) >= 0) {
      out += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
      i += 2;
    } else {
      out += text[i];
    }
  }
  return is_utf8(out) ? out : to_valid_utf8(out);
}

std::vector<std::pair<std::string, std::string>> parse_fields(std::string_view text) {
  std::vector<std::pair<std::string, std::string>> fields;
  while (!text.empty()) {
    const size_t end = std::min(text.find('&'), text.size());
    const std::string_view field = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (field.empty()) continue;
    const size_t equals = std::min(field.find('='), field.size());
    const std::string_view value =
        equals < field.size() ? field.substr(equals + 1) : std::string_view{};
    fields.emplace_back(percent_decode(field.substr(0, equals), Plus::kIsSpace),
                        percent_decode(value, Plus::kIsSpace));
  }
  return fields;
}

std::string_view first_of(const std::vector<std::pair<std::string, std::string>>& fields,
                          std::string_view name) {
  for (const auto& [key, value] : fields) {
    if (key == name) return value;
  }
  return {};
}

std::string_view view(beast::string_view text) { return {text.data(), text.size()}; }

/// Splits the target into path and query; the absolute form (RFC 9112 3.2.2) loses its authority.
void read_target(HttpRequest& request) {
  std::string_view target = request.target;
  if (target.starts_with("http://") || target.starts_with("https://")) {
    const size_t slash = target.find('/', target.find("//") + 2);
    target = slash == std::string_view::npos ? "/" : target.substr(slash);
  }
  target = target.substr(0, target.find('#'));
  const size_t question = std::min(target.find('?'), target.size());
  request.path = percent_decode(target.substr(0, question), Plus::kIsPlus);
  if (question < target.size()) request.query = parse_fields(target.substr(question + 1));
}

HttpRequest read_head(const Parser::value_type& message, std::string remote) {
  HttpRequest request;
  request.method = std::string(view(message.method_string()));
  request.target = std::string(view(message.target()));
  request.remote = std::move(remote);
  for (const auto& field : message) {
    request.headers.emplace_back(to_lower_ascii(view(field.name_string())),
                                 std::string(view(field.value())));
  }
  read_target(request);
  return request;
}

const char* reason_phrase(int status) {
  const auto phrase = http::obsolete_reason(static_cast<http::status>(status));
  return phrase.empty() ? "Status" : phrase.data();
}

/// "Tue, 24 Nov 2026 17:43:10 GMT", made once a second and thread.
const std::string& http_date() {
  thread_local std::time_t made = 0;
  thread_local std::string text;
  const std::time_t now = std::time(nullptr);
  if (now != made) {
    std::tm parts{};
    gmtime_r(&now, &parts);
    std::array<char, 40> buffer{};
    text.assign(buffer.data(),
                std::strftime(buffer.data(), buffer.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts));
    made = now;
  }
  return text;
}

/// A header that holds a line break would let a value of somebody else's start its own header.
bool is_safe_header(std::string_view name, std::string_view value) {
  return !name.empty() && name.find_first_of("\r\n: ") == std::string_view::npos &&
         value.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos;
}

std::string response_head(const HttpResponse& response, bool keep_alive) {
  std::string head;
  head.reserve(512);
  head += "HTTP/1.1 " + std::to_string(response.status) + " " + reason_phrase(response.status);
  head += "\r\nDate: " + http_date() + "\r\n";
  for (const auto& [name, value] : response.headers) {
    if (!is_safe_header(name, value)) continue;
    if (equals_ignoring_case(name, "content-length") || equals_ignoring_case(name, "connection") ||
        equals_ignoring_case(name, "transfer-encoding")) {
      continue;  // the framing is the server's own
    }
    head.append(name).append(": ").append(value).append("\r\n");
  }
  const bool without_length = response.status == 204 || response.status < 200;
  if (!without_length && !(response.status == 304 && response.body.empty())) {
    head += "Content-Length: " + std::to_string(response.body.size()) + "\r\n";
  }
  head += keep_alive ? "\r\n" : "Connection: close\r\n\r\n";
  return head;
}

HttpResponse plain(int status) {
  return {status,
          {{"Content-Type", "text/plain; charset=utf-8"}, {"X-Content-Type-Options", "nosniff"}},
          std::string(reason_phrase(status)) + "\n"};
}

/// The status a broken request is answered with, or 0 when there is nobody to answer.
int status_of(error_code error) {
  if (error == http::error::body_limit) return 413;
  if (error == http::error::header_limit) return 431;
  if (error == beast::error::timeout || error == http::error::end_of_stream) return 0;
  if (error == http::error::partial_message) return 0;
  return error.category() == make_error_code(http::error::bad_method).category() ? 400 : 0;
}

struct Connection {
  explicit Connection(tcp::socket::rebind_executor<Strand>::other socket)
      : stream(std::move(socket)) {}
  Stream stream;
  bool answering = false;  // on the stream's strand
};

class BeastServer final : public HttpServer {
 public:
  BeastServer(HttpServerOptions options, HttpHandler handler)
      : options_(std::move(options)),
        handler_(std::move(handler)),
        io_(static_cast<int>(std::max(1U, options_.threads))),
        acceptor_(net::make_strand(io_)) {}

  ~BeastServer() override { stop(); }

  Result<void> listen() {
    error_code error;
    const std::string host = options_.address == "localhost" ? "127.0.0.1" : options_.address;
    const auto address = net::ip::make_address(host, error);
    if (error) {
      return fail(ErrorKind::kConfiguration,
                  "\"" + options_.address + "\" is no IP address to listen on; write 127.0.0.1");
    }
    const tcp::endpoint endpoint(address, options_.port);
    acceptor_.open(endpoint.protocol(), error);
    if (!error) acceptor_.set_option(net::socket_base::reuse_address(true), error);
    if (!error) acceptor_.bind(endpoint, error);
    if (!error) acceptor_.listen(1024, error);
    if (error) {
      return fail(ErrorKind::kConfiguration,
                  "cannot listen on " + host + " port " + std::to_string(options_.port) + ": " +
                      error.message() + "; stop what holds the port or choose another");
    }
    port_ = acceptor_.local_endpoint().port();
    net::co_spawn(acceptor_.get_executor(), accept_all(), net::detached);
    for (unsigned i = 0; i < std::max(1U, options_.threads); ++i) {
      threads_.emplace_back([this] { io_.run(); });
    }
    return {};
  }

  uint16_t port() const override { return port_; }

  void stop() override {
    const std::lock_guard once(stop_mutex_);
    if (threads_.empty()) return;
    stopping_ = true;
    net::post(acceptor_.get_executor(), [this] {
      error_code ignored;
      acceptor_.close(ignored);
    });
    {
      std::unique_lock lock(connections_mutex_);
      for (const auto& weak : connections_) {
        if (const auto connection = weak.lock()) close_when_idle(connection);
      }
      all_gone_.wait_for(lock, kStopGrace, [this] { return connections_.empty(); });
    }
    io_.stop();
    for (auto& thread : threads_) thread.join();
    threads_.clear();
  }

 private:
  // shared: the connection's coroutine owns it, and stop() may look at it once more
  using ConnectionPointer = std::shared_ptr<Connection>;
  using Registered = std::list<std::weak_ptr<Connection>>::iterator;

  static void close_when_idle(const ConnectionPointer& connection) {
    net::post(connection->stream.get_executor(), [connection] {
      if (!connection->answering) connection->stream.cancel();
    });
  }

  net::awaitable<void> accept_all() {
    net::steady_timer pause(acceptor_.get_executor());
    while (!stopping_) {
      error_code error;
      auto socket = co_await acceptor_.async_accept(net::make_strand(io_),
                                                    net::redirect_error(net::use_awaitable, error));
      if (stopping_ || error == net::error::operation_aborted) co_return;
      if (error) {  // out of descriptors: those in use will come back
        pause.expires_after(std::chrono::milliseconds(50));
        co_await pause.async_wait(net::redirect_error(net::use_awaitable, error));
        continue;
      }
      admit(std::move(socket));
    }
  }

  template <typename Socket>
  void admit(Socket socket) {
    error_code ignored;
    socket.set_option(tcp::no_delay(true), ignored);
    const std::lock_guard lock(connections_mutex_);
    if (connections_.size() >= options_.max_connections) {
      const std::string text = response_head(plain(503), false) + plain(503).body;
      socket.non_blocking(true, ignored);
      socket.write_some(net::buffer(text), ignored);
      socket.shutdown(tcp::socket::shutdown_send, ignored);
      return;
    }
    const auto connection = std::make_shared<Connection>(std::move(socket));
    const auto place = connections_.insert(connections_.end(), connection);
    net::co_spawn(connection->stream.get_executor(), serve(connection, place), net::detached);
  }

  net::awaitable<void> serve(ConnectionPointer connection, Registered place) {
    try {
      co_await converse(*connection);
    } catch (const std::exception& problem) {
      log_error(std::string("web: a connection ended: ") + problem.what());
    }
    error_code ignored;
    connection->stream.socket().shutdown(tcp::socket::shutdown_both, ignored);
    connection->stream.socket().close(ignored);
    const std::lock_guard lock(connections_mutex_);
    connections_.erase(place);
    if (connections_.empty()) all_gone_.notify_all();
  }

  net::awaitable<void> converse(Connection& connection) {
    Stream& stream = connection.stream;
    error_code error;
    const auto endpoint = stream.socket().remote_endpoint(error);
    const std::string remote = error ? std::string() : endpoint.address().to_string();
    beast::flat_buffer buffer(kMaxHeaderBytes + (size_t{64} << 10));
    for (bool keep_alive = true; keep_alive && !stopping_;) {
      connection.answering = false;
      std::optional<Parser> parser(std::in_place);
      parser->header_limit(kMaxHeaderBytes);
      parser->body_limit(options_.max_body);
      stream.expires_after(kReadLimit);
      co_await http::async_read_header(stream, buffer, *parser,
                                       net::redirect_error(net::use_awaitable, error));
      connection.answering = true;
      if (!error && options_.body_limit && !parser->is_done()) {
        const size_t limit =
            std::min(options_.body_limit(read_head(parser->get(), remote)), options_.max_body);
        parser->body_limit(limit);
        if (parser->content_length() && *parser->content_length() > limit)
          error = http::error::body_limit;
      }
      if (!error && view(parser->get()[http::field::expect]) == "100-continue") {
        static constexpr std::string_view kContinue = "HTTP/1.1 100 Continue\r\n\r\n";
        co_await net::async_write(stream, net::buffer(kContinue.data(), kContinue.size()),
                                  net::redirect_error(net::use_awaitable, error));
      }
      if (!error && !parser->is_done()) {
        stream.expires_after(kReadLimit);
        co_await http::async_read(stream, buffer, *parser,
                                  net::redirect_error(net::use_awaitable, error));
      }
      HttpResponse response;
      bool head_only = false;
      if (error) {
        const int status = status_of(error);
        if (status == 0) co_return;
        response = plain(status);
        keep_alive = false;
      } else {
        keep_alive = parser->keep_alive() && !stopping_;
        auto message = parser->release();
        HttpRequest request = read_head(message, remote);
        request.body = std::move(message.body());
        head_only = request.method == "HEAD";
        response = answer(request);
      }
      parser.reset();
      const bool written = co_await write(stream, response, keep_alive, head_only);
      if (!written) co_return;
      if (error) co_await linger(stream);
    }
  }

  HttpResponse answer(const HttpRequest& request) const {
    // A target or path that names no resource never reaches a handler.
    const bool asterisk = request.target == "*" && request.method == "OPTIONS";
    if (!asterisk && !request.path.starts_with('/')) return plain(400);
    if (request.path.find('\0') != std::string::npos) return plain(400);
    try {
      return handler_(request);
    } catch (const std::exception& problem) {
      log_error("web: " + request.method + " " + request.path + ": " + problem.what());
    } catch (...) {
      log_error("web: " + request.method + " " + request.path + ": unknown exception");
    }
    return plain(500);
  }

  net::awaitable<bool> write(Stream& stream, const HttpResponse& response, bool keep_alive,
                             bool head_only) {
    const std::string head = response_head(response, keep_alive);
    const bool bodyless =
        head_only || response.status == 304 || response.status == 204 || response.status < 200;
    const std::array<net::const_buffer, 2> parts = {
        net::buffer(head), bodyless ? net::const_buffer() : net::buffer(response.body)};
    const auto extra = std::chrono::seconds(response.body.size() / kSlowestBytesPerSecond);
    stream.expires_after(kWriteLimit + extra);
    error_code error;
    co_await net::async_write(stream, parts, net::redirect_error(net::use_awaitable, error));
    co_return !error;
  }

  /// Closing while bytes are unread resets the connection, and the client may lose the answer
  /// that says why: so the rest is read and dropped, for a short while.
  net::awaitable<void> linger(Stream& stream) {
    error_code error;
    stream.socket().shutdown(tcp::socket::shutdown_send, error);
    stream.expires_after(std::chrono::seconds(1));
    std::array<char, 8192> dropped{};
    for (size_t total = 0; !error && total < (size_t{4} << 20);) {
      total += co_await stream.async_read_some(net::buffer(dropped),
                                               net::redirect_error(net::use_awaitable, error));
    }
  }

  HttpServerOptions options_;
  HttpHandler handler_;
  // Destroyed in reverse order: the context (with what is still suspended in it) goes after the
  // acceptor and before the registry that those coroutines point into.
  std::mutex connections_mutex_;
  std::condition_variable all_gone_;
  std::list<std::weak_ptr<Connection>> connections_;
  std::atomic<bool> stopping_{false};
  uint16_t port_ = 0;
  net::io_context io_;
  net::basic_socket_acceptor<tcp, Strand> acceptor_;
  std::mutex stop_mutex_;
  std::vector<std::thread> threads_;
};

}  // namespace

std::string_view HttpRequest::header(std::string_view lower_case_name) const {
  return first_of(headers, lower_case_name);
}

std::string_view HttpRequest::parameter(std::string_view name) const {
  return first_of(query, name);
}

std::vector<std::pair<std::string, std::string>> HttpRequest::form() const {
  const std::string_view type = header("content-type");
  if (type.starts_with("application/x-www-form-urlencoded")) return parse_fields(body);
  if (!type.starts_with("multipart/form-data")) return {};
  std::vector<std::pair<std::string, std::string>> fields;
  if (const auto parts = read_form_data(type, body))
    for (const FormPart& part : *parts)
      if (!part.is_file) fields.emplace_back(part.name, to_valid_utf8(part.bytes));
  return fields;
}

Result<std::unique_ptr<HttpServer>> HttpServer::start(HttpServerOptions options,
                                                      HttpHandler handler) {
  auto server = std::make_unique<BeastServer>(std::move(options), std::move(handler));
  if (auto listening = server->listen(); !listening) return fail(listening.error());
  return server;
}

}  // namespace rasd
