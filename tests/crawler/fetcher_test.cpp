#include "crawler/fetcher.h"

#include <gtest/gtest.h>
#include <sys/resource.h>

#include "base/file.h"
#include "crawler/address.h"
#include "crawler/retry_after.h"
#include "tests/support/hostile_server.h"

namespace rasd {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using Steady = std::chrono::steady_clock;

FetcherOptions quick() {
  FetcherOptions options;
  options.user_agent = "Rasd/0.1 (+https://rasd.example/about)";
  options.timeout = milliseconds(1500);
  options.connect_timeout = milliseconds(500);
  options.slow_for = seconds(1);
  options.cap_bytes = 1 << 20;
  return options;
}

std::vector<FetchAnswer> fetch_all(Fetcher& fetcher, std::vector<FetchRequest> requests) {
  const size_t wanted = requests.size();
  for (auto& request : requests) fetcher.start(std::move(request));
  std::vector<FetchAnswer> answers;
  while (answers.size() < wanted)
    for (auto& answer : fetcher.wait(milliseconds(100))) answers.push_back(std::move(answer));
  return answers;
}

FetchAnswer fetch(Fetcher& fetcher, const std::string& url, bool local = true) {
  FetchRequest request;
  request.tag = 7;
  request.url = url;
  request.local = local;
  auto answers = fetch_all(fetcher, {request});
  EXPECT_EQ(answers[0].tag, 7u);
  return std::move(answers[0]);
}

/// Peak memory so far. Sanitizers keep freed memory back, so there it says nothing: zero.
long peak_kib() {
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
  return 0;
#endif
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

TEST(Fetcher, GetsAPageAndKeepsWhatWentOverTheWire) {
  const std::string html = "<p>خبر " + std::string(5000, 'x');
  HostileServer server([&](const HostileRequest&, HostileWire& wire) {
    wire.send(gzip_answer("Content-Type: text/html; charset=utf-8\r\nETag: \"v1\"\r\n", html));
  });
  SystemClock clock;
  Fetcher fetcher(quick(), clock);
  const FetchAnswer answer = fetch(fetcher, server.url("/a?b=1"));
  ASSERT_FALSE(answer.error) << answer.error->message;
  EXPECT_EQ(answer.status, 200);
  EXPECT_EQ(answer.body, html);
  EXPECT_EQ(answer.content_type, "text/html; charset=utf-8");
  EXPECT_EQ(answer.header("etag"), "\"v1\"");
  EXPECT_EQ(answer.exchange.payload, gzip(html));
  EXPECT_EQ(answer.exchange.address, "127.0.0.1");
  EXPECT_TRUE(answer.exchange.request_head.starts_with("GET /a?b=1 HTTP/1.1\r\n"));
  EXPECT_TRUE(answer.exchange.request_head.ends_with("\r\n\r\n"));
  EXPECT_TRUE(answer.exchange.response_head.starts_with("HTTP/1.1 200 Scripted\r\n"));
  const auto request = server.requests().at(0);
  EXPECT_EQ(request.header("User-Agent"), "Rasd/0.1 (+https://rasd.example/about)");
  EXPECT_EQ(request.header("Accept-Encoding"), "gzip");
}

TEST(Fetcher, KeepsConnections) {
  HostileServer server(
      [](const HostileRequest&, HostileWire& wire) { wire.send(http_answer(200, "", "ok")); });
  SystemClock clock;
  Fetcher fetcher(quick(), clock);
  for (int i = 0; i < 50; ++i) EXPECT_EQ(fetch(fetcher, server.url("/")).body, "ok");
  EXPECT_EQ(server.connections(), 1u);
}

TEST(Fetcher, AsksOnlyForWhatChanged) {
  HostileServer server([](const HostileRequest& request, HostileWire& wire) {
    const bool known = request.header("If-None-Match") == "\"v1\"" &&
                       request.header("If-Modified-Since") == "Tue, 24 Nov 2026 08:00:00 GMT";
    wire.send(known ? "HTTP/1.1 304 Not Modified\r\nETag: \"v1\"\r\n\r\n"
                    : http_answer(200, "", "new"));
  });
  SystemClock clock;
  Fetcher fetcher(quick(), clock);
  FetchRequest request;
  request.url = server.url("/feed");
  request.local = true;
  request.etag = "\"v1\"";
  request.last_modified = "Tue, 24 Nov 2026 08:00:00 GMT";
  EXPECT_EQ(fetch_all(fetcher, {request})[0].status, 304);
  request.etag = "\"v1\"\r\nX-Smuggled: 1";  // came from a server once
  EXPECT_EQ(fetch_all(fetcher, {request})[0].status, 200);
  EXPECT_EQ(server.requests().at(1).header("X-Smuggled"), "");
}

/// Each row of the house's table of attacks, on loopback: bounded time, a named error.
TEST(Fetcher, EndsEveryAttack) {
  const std::string bomb = gzip(std::string(size_t{64} << 20, '\0'));  // 1000 to one
  HostileServer server([&](const HostileRequest& request, HostileWire& wire) {
    const std::string& path = request.path;
    if (path == "/bomb")
      wire.send(http_answer(200, "Content-Encoding: gzip\r\n", bomb));
    else if (path == "/endless")
      for (wire.send("HTTP/1.1 200 OK\r\n\r\n"); wire.send(std::string(65536, 'x'));) {
      }
    else if (path == "/lying-length")
      wire.send("HTTP/1.1 200 OK\r\nContent-Length: 999999999999\r\n\r\nshort"), wire.close();
    else if (path.starts_with("/loop"))
      wire.send(http_answer(302, "Location: /loop" + path + "\r\n", ""));
    else if (path == "/to-file")
      wire.send(http_answer(302, "Location: file:///etc/passwd\r\n", ""));
    else if (path == "/to-ftp")
      wire.send(http_answer(302, "Location: ftp://127.0.0.1/x\r\n", ""));
    else if (path == "/drip") {
      wire.send("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n");
      while (wire.send("x")) wire.pause(milliseconds(50));
    } else if (path == "/silent")
      wire.pause(seconds(20));
    else if (path == "/drip-head")
      for (wire.send("HTTP/1.1 200 OK\r\nX: "); wire.send("x");) wire.pause(milliseconds(50));
    else if (path == "/endless-head")
      for (wire.send("HTTP/1.1 200 OK\r\n");
           wire.send("X-Filler: " + std::string(900, 'x') + "\r\n");) {
      }
    else if (path == "/endless-chunks")
      for (wire.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
           wire.send("2000\r\n" + std::string(0x2000, 'x') + "\r\n");) {
      }
    else if (path == "/bad-chunks")
      wire.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\nx\r\n"), wire.close();
    else if (path == "/broken-gzip")
      wire.send(http_answer(200, "Content-Encoding: gzip\r\n", "\x1f\x8b not really"));
    else if (path == "/brotli")
      wire.send(http_answer(200, "Content-Encoding: br\r\n", "xxxx"));
    else if (path == "/not-http")
      wire.send("SSH-2.0-OpenSSH_9.2\r\n"), wire.close();
    else if (path == "/hang-up")
      wire.close();
  });
  const struct {
    const char* path;
    ErrorKind kind;
    const char* says;
  } cases[] = {
      {"/bomb", ErrorKind::kRefused, "limit"},
      {"/endless", ErrorKind::kRefused, "limit"},
      {"/lying-length", ErrorKind::kTemporary, ""},
      {"/loop", ErrorKind::kRefused, "redirects"},
      {"/to-file", ErrorKind::kRefused, "http"},
      {"/to-ftp", ErrorKind::kRefused, "http"},
      {"/drip", ErrorKind::kTemporary, "slow"},
      {"/silent", ErrorKind::kTemporary, "slow"},
      {"/drip-head", ErrorKind::kTemporary, "slow"},
      {"/endless-head", ErrorKind::kRefused, "limit"},
      {"/endless-chunks", ErrorKind::kRefused, "limit"},
      {"/bad-chunks", ErrorKind::kTemporary, ""},
      {"/broken-gzip", ErrorKind::kMalformed, "gzip"},
      {"/brotli", ErrorKind::kMalformed, "br"},
      {"/not-http", ErrorKind::kRefused, ""},
      {"/hang-up", ErrorKind::kTemporary, ""},
  };
  SystemClock clock;
  for (const auto& c : cases) {
    SCOPED_TRACE(c.path);
    Fetcher fetcher(quick(), clock);
    const auto began = Steady::now();
    const long before = peak_kib();
    const FetchAnswer answer = fetch(fetcher, server.url(c.path));
    ASSERT_TRUE(answer.error);
    EXPECT_EQ(answer.error->kind, c.kind) << answer.error->message;
    EXPECT_NE(answer.error->message.find(c.says), std::string::npos) << answer.error->message;
    EXPECT_TRUE(answer.body.empty());
    EXPECT_LT(Steady::now() - began, seconds(6));
    EXPECT_LT(peak_kib() - before, 16 << 10) << "memory";
  }
  EXPECT_LE(server.count("/loop"), 1u);
  size_t hops = 0;
  for (const auto& request : server.requests()) hops += request.path.starts_with("/loop") ? 1 : 0;
  EXPECT_EQ(hops, 6u) << "the first request and five redirects";
}

TEST(Fetcher, ManyEndlessAnswersAtOnceAreBoundedTogether) {
  HostileServer server([](const HostileRequest& request, HostileWire& wire) {
    if (request.path == "/good") {
      wire.send(http_answer(200, "", std::string(30'000, 'x')));
      return;
    }
    const std::string piece(65536, 'x');
    wire.send("HTTP/1.1 200 OK\r\n\r\n");
    while (wire.send(piece)) wire.pause(milliseconds(1));
  });
  FetcherOptions options = quick();
  options.cap_bytes = size_t{10} << 20;
  options.total_bytes = size_t{16} << 20;
  options.per_host = 40;
  SystemClock clock;
  Fetcher fetcher(options, clock);
  const long before = peak_kib();
  std::vector<FetchRequest> requests(30, FetchRequest{1, server.url("/endless"), "", "", true, 0});
  size_t refused = 0;
  for (const auto& answer : fetch_all(fetcher, requests)) refused += answer.error ? 1 : 0;
  EXPECT_EQ(refused, 30u);
  EXPECT_LT(peak_kib() - before, 64 << 10);
  EXPECT_EQ(fetch(fetcher, server.url("/good")).body.size(), 30'000u) << "the room is given back";
}

TEST(Fetcher, OthersGoOnAtFullSpeedBesideASlowHost) {
  HostileServer slow([](const HostileRequest&, HostileWire& wire) { wire.pause(seconds(60)); });
  HostileServer good(
      [](const HostileRequest&, HostileWire& wire) { wire.send(http_answer(200, "", "ok")); });
  SystemClock clock;
  Fetcher fetcher(quick(), clock);
  for (int i = 0; i < 4; ++i) fetcher.start({1, slow.url("/"), "", "", true, 0});
  const auto began = Steady::now();
  for (int i = 0; i < 100; ++i) {
    fetcher.start({2, good.url("/"), "", "", true, 0});
    for (bool answered = false; !answered;)
      for (const auto& answer : fetcher.wait(milliseconds(100))) answered |= answer.tag == 2;
  }
  EXPECT_LT(Steady::now() - began, milliseconds(1400));
}

TEST(Fetcher, StaysOffPrivateAddressesUnlessTheSourceIsLocal) {
  HostileServer inside([](const HostileRequest&, HostileWire& wire) {
    wire.send(http_answer(200, "", "the directorate's own network"));
  });
  SystemClock clock;
  const std::string port = std::to_string(inside.port());
  const std::string hosts[] = {"127.0.0.1", "localhost",  "2130706433",
                               "0x7f.1",    "0177.0.0.1", "[::ffff:127.0.0.1]",
                               "[::1]",     "0.0.0.0",    "127.1"};
  for (const std::string& host : hosts) {
    SCOPED_TRACE(host);
    Fetcher fetcher(quick(), clock);
    const FetchAnswer answer = fetch(fetcher, "http://" + host + ":" + port + "/", false);
    ASSERT_TRUE(answer.error);
    EXPECT_EQ(answer.error->kind, ErrorKind::kRefused) << answer.error->message;
    EXPECT_TRUE(answer.body.empty());
  }
  EXPECT_EQ(inside.connections(), 0u);
  // A connection that a local source opened must not serve another source's request.
  Fetcher fetcher(quick(), clock);
  EXPECT_FALSE(fetch(fetcher, inside.url("/"), true).error);
  const FetchAnswer reused = fetch(fetcher, inside.url("/"), false);
  ASSERT_TRUE(reused.error);
  EXPECT_EQ(reused.error->kind, ErrorKind::kRefused);
  EXPECT_EQ(inside.requests().size(), 1u);
}

TEST(Fetcher, RefusesOtherSchemesAndBrokenAddresses) {
  SystemClock clock;
  Fetcher fetcher(quick(), clock);
  for (const char* url : {"file:///etc/passwd", "ftp://example.org/", "gopher://example.org/",
                          "dict://127.0.0.1:1/", "http://", "http://a b/", "", "\r\n"}) {
    SCOPED_TRACE(url);
    const FetchAnswer answer = fetch(fetcher, url);
    ASSERT_TRUE(answer.error);
    EXPECT_NE(answer.error->kind, ErrorKind::kInternal);
  }
}

TEST(Address, OnlyThePublicInternet) {
  const struct {
    const char* address;
    bool is_public;
  } cases[] = {
      {"8.8.8.8", true},
      {"1.1.1.1", true},
      {"172.15.0.1", true},
      {"172.32.0.1", true},
      {"10.1.2.3", false},
      {"172.16.0.1", false},
      {"172.31.255.255", false},
      {"192.168.1.1", false},
      {"127.0.0.1", false},
      {"127.255.0.1", false},
      {"169.254.169.254", false},
      {"100.64.0.1", false},
      {"100.128.0.1", true},
      {"0.0.0.0", false},
      {"224.0.0.1", false},
      {"255.255.255.255", false},
      {"240.0.0.1", false},
      {"198.18.0.1", false},
      {"2606:4700::1111", true},
      {"2a00:1450::1", true},
      {"::1", false},
      {"::", false},
      {"::ffff:8.8.8.8", false},
      {"::ffff:127.0.0.1", false},
      {"fc00::1", false},
      {"fe80::1", false},
      {"ff02::1", false},
      {"64:ff9b::7f00:1", false},
      {"2002:7f00:1::", false},
      {"2001::1", false},
      {"2001:db8::1", false},
      {"2001:4860:4860::8888", true},
      {"example.org", false},
      {"", false},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.address);
    EXPECT_EQ(is_public(std::string(c.address)), c.is_public);
  }
}

TEST(RetryAfter, SecondsOrADate) {
  const Instant now = *parse_rfc3339("2026-11-24T08:30:00Z");
  const struct {
    const char* header;
    int64_t seconds;  // -1: malformed
  } cases[] = {
      {"0", 0},
      {"120", 120},
      {" 7 ", 7},
      {"86400", 86400},
      {"99999999", 86400},
      {"99999999999999999999999", 86400},
      {"Tue, 24 Nov 2026 08:31:00 GMT", 60},
      {"Tuesday, 24-Nov-26 08:31:00 GMT", 60},
      {"Tue Nov 24 08:31:00 2026", 60},
      {"Tue, 24 Nov 2026 08:29:00 GMT", 0},
      {"Sun, 24 Nov 2030 08:29:00 GMT", 86400},
      {"", -1},
      {"soon", -1},
      {"-5", -1},
      {"1.5", -1},
      {"1e3", -1},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.header);
    const auto got = parse_retry_after(c.header, now);
    EXPECT_EQ(got ? got->count() : -1, c.seconds);
  }
}

}  // namespace
}  // namespace rasd
