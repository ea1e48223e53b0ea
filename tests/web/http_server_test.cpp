#include "web/http_server.h"

#include <arpa/inet.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <atomic>
#include <chrono>
#include <stdexcept>
#include <thread>

namespace rasd {
namespace {

/// A bare client: what it sends is what stands in the test.
class RawClient {
 public:
  explicit RawClient(uint16_t port) : socket_(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(port);
    to.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    timeval limit{10, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    connected_ = ::connect(socket_, reinterpret_cast<sockaddr*>(&to), sizeof to) == 0;
  }
  ~RawClient() { ::close(socket_); }
  RawClient(const RawClient&) = delete;
  RawClient& operator=(const RawClient&) = delete;

  bool connected() const { return connected_; }
  void send(std::string_view bytes) {
    while (!bytes.empty()) {
      const ssize_t n = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (n <= 0) return;
      bytes.remove_prefix(static_cast<size_t>(n));
    }
  }
  /// All bytes until the server closes.
  std::string read_all() {
    std::string out;
    char buffer[8192];
    for (ssize_t n; (n = ::recv(socket_, buffer, sizeof buffer, 0)) > 0;) {
      out.append(buffer, static_cast<size_t>(n));
    }
    return out;
  }
  std::string read_some() {
    char buffer[8192];
    const ssize_t n = ::recv(socket_, buffer, sizeof buffer, 0);
    return n > 0 ? std::string(buffer, static_cast<size_t>(n)) : std::string();
  }

 private:
  int socket_;
  bool connected_ = false;
};

HttpResponse echo(const HttpRequest& request) {
  if (request.path == "/throw") throw std::runtime_error("secret detail");
  if (request.path == "/split") return {200, {{"X-A", "b\r\nX-Injected: 1"}}, "x"};
  if (request.path == "/304") return {304, {{"ETag", "\"a\""}}, ""};
  if (request.path == "/204") return {204, {}, ""};
  std::string body = request.method + "|" + request.path + "|" +
                     std::string(request.parameter("q")) + "|" + request.body;
  for (const auto& [key, value] : request.form()) body += "|" + key + "=" + value;
  return {200, {{"Content-Type", "text/plain"}}, body};
}

std::unique_ptr<HttpServer> start(HttpServerOptions options = {}, HttpHandler handler = echo) {
  auto server = HttpServer::start(std::move(options), std::move(handler));
  EXPECT_TRUE(server.has_value());
  return std::move(*server);
}

std::string ask(uint16_t port, std::string_view request) {
  RawClient client(port);
  client.send(request);
  return client.read_all();
}

TEST(HttpServer, AnswersTable) {
  const auto server = start({.max_body = 1000});
  const std::string big(2000, 'x');
  struct Case {
    const char* name;
    std::string request;
    std::string starts;    // the answer's first bytes
    std::string contains;  // and somewhere in it
    std::string lacks;
  };
  const Case cases[] = {
      {"get", "GET /a?q=1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "HTTP/1.1 200 OK\r\n",
       "\r\n\r\nGET|/a|1|", ""},
      {"arabic path and plus",
       "GET /%D8%B1%D8%B5%D8%AF+x?q=%D9%82+%D9%84 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
       "HTTP/1.1 200", "GET|/رصد+x|ق ل|", ""},
      {"bad utf-8", "GET /%FFa?q=%zz HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
       "HTTP/1.1 200",
       "GET|/\xEF\xBF\xBD"
       "a|%zz|",
       ""},
      {"absolute form", "GET http://h:1/p?q=2 HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n",
       "HTTP/1.1 200", "GET|/p|2|", ""},
      {"nul in path", "GET /a%00b HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "HTTP/1.1 400",
       "", "GET|"},
      {"no slash", "GET a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "HTTP/1.1 400", "",
       "GET|"},
      {"head", "HEAD /a HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "HTTP/1.1 200",
       "Content-Length: 9\r\n", "HEAD|"},
      {"post form",
       "POST /f HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: "
       "application/x-www-form-urlencoded\r\nContent-Length: 13\r\n\r\na=1+2&b=%D8%A9",
       "HTTP/1.1 200", "|a=1 2|b=", ""},
      {"chunked",
       "POST /f HTTP/1.1\r\nHost: x\r\nConnection: close\r\nTransfer-Encoding: "
       "chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n",
       "HTTP/1.1 200", "POST|/f||abc", ""},
      {"expect continue",
       "POST /f HTTP/1.1\r\nHost: x\r\nConnection: close\r\nExpect: "
       "100-continue\r\nContent-Length: 2\r\n\r\nhi",
       "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200", "POST|/f||hi", ""},
      {"http 1.0 closes", "GET /a HTTP/1.0\r\n\r\n", "HTTP/1.1 200", "Connection: close", ""},
      {"body too large", "POST /f HTTP/1.1\r\nHost: x\r\nContent-Length: 2000\r\n\r\n" + big,
       "HTTP/1.1 413", "", "POST|"},
      {"chunked body too large",
       "POST /f HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n7d0\r\n" + big +
           "\r\n0\r\n\r\n",
       "HTTP/1.1 413", "", "POST|"},
      {"header too large",
       "GET / HTTP/1.1\r\nHost: x\r\nX: " + std::string(100000, 'a') + "\r\n\r\n", "HTTP/1.1 431",
       "", "GET|"},
      {"not http", "\x16\x03\x01\r\n\r\n", "HTTP/1.1 400", "", "|"},
      {"handler throws", "GET /throw HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
       "HTTP/1.1 500", "", "secret"},
      {"header splitting", "GET /split HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n",
       "HTTP/1.1 200", "", "X-Injected"},
      {"not modified", "GET /304 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "HTTP/1.1 304",
       "ETag: \"a\"\r\n", "Content-Length"},
      {"no content", "GET /204 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n", "HTTP/1.1 204",
       "", "Content-Length"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    const std::string answer = ask(server->port(), c.request);
    EXPECT_TRUE(answer.starts_with(c.starts)) << answer;
    EXPECT_NE(answer.find(c.contains), std::string::npos) << answer;
    if (!c.lacks.empty()) {
      EXPECT_EQ(answer.find(c.lacks), std::string::npos) << answer;
    }
  }
}

TEST(HttpServer, KeepsAliveAndAnswersPipelinedRequestsInOrder) {
  const auto server = start();
  RawClient client(server->port());
  client.send(
      "GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\n\r\n"
      "GET /3 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
  const std::string answer = client.read_all();
  const size_t one = answer.find("GET|/1|"), two = answer.find("GET|/2|"),
               three = answer.find("GET|/3|");
  ASSERT_NE(three, std::string::npos) << answer;
  EXPECT_LT(one, two);
  EXPECT_LT(two, three);
}

TEST(HttpServer, RefusesConnectionsPastTheCap) {
  const auto server = start({.max_connections = 2});
  RawClient first(server->port()), second(server->port());
  first.send("GET /1 HTTP/1.1\r\nHost: x\r\n\r\n");
  second.send("GET /2 HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_NE(first.read_some().find("GET|/1|"), std::string::npos);
  EXPECT_NE(second.read_some().find("GET|/2|"), std::string::npos);
  RawClient third(server->port());
  EXPECT_TRUE(third.read_all().starts_with("HTTP/1.1 503"));
}

TEST(HttpServer, SaysWhichPortIsTaken) {
  const auto server = start();
  const auto second = HttpServer::start({.port = server->port()}, echo);
  ASSERT_FALSE(second.has_value());
  EXPECT_EQ(second.error().kind, ErrorKind::kConfiguration);
  EXPECT_NE(second.error().message.find(std::to_string(server->port())), std::string::npos);
  const auto nowhere = HttpServer::start({.address = "nowhere"}, echo);
  ASSERT_FALSE(nowhere.has_value());
  EXPECT_EQ(nowhere.error().kind, ErrorKind::kConfiguration);
}

TEST(HttpServer, StopsAtOnceWithIdleConnectionsAndFinishesWhatIsUnderWay) {
  std::atomic<bool> inside{false};
  auto server = start({.threads = 2}, [&](const HttpRequest&) {
    inside = true;
    std::this_thread::sleep_for(std::chrono::milliseconds(200));
    return HttpResponse{200, {}, "finished"};
  });
  RawClient idle(server->port());
  RawClient busy(server->port());
  busy.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  while (!inside) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  const auto before = std::chrono::steady_clock::now();
  server->stop();
  EXPECT_LT(std::chrono::steady_clock::now() - before, std::chrono::milliseconds(1500));
  EXPECT_NE(busy.read_all().find("finished"), std::string::npos);
  EXPECT_EQ(idle.read_all(), "");
  EXPECT_FALSE(RawClient(server->port()).connected());
}

TEST(HttpServer, ServesManyThreadsAtOnce) {
  std::atomic<int> handled{0};
  const auto server = start({.threads = 4}, [&](const HttpRequest& request) {
    ++handled;
    return HttpResponse{200, {}, request.path};
  });
  std::atomic<int> right{0};
  std::vector<std::thread> clients;
  for (int c = 0; c < 8; ++c) {
    clients.emplace_back([&, c] {
      RawClient client(server->port());
      for (int i = 0; i < 50; ++i) {
        const std::string path = "/" + std::to_string(c) + "-" + std::to_string(i);
        client.send("GET " + path + " HTTP/1.1\r\nHost: x\r\n\r\n");
        right += client.read_some().ends_with("\r\n\r\n" + path) ? 1 : 0;
      }
    });
  }
  for (auto& client : clients) client.join();
  EXPECT_EQ(right, 400);
  EXPECT_EQ(handled, 400);
}

}  // namespace
}  // namespace rasd
