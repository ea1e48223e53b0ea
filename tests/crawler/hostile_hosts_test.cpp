// Hosts that mean harm, on loopback, beyond the single answers of fetcher_test.cpp: what a name
// resolves to, what TLS costs, and what the other hosts notice. docs/safety.md names each test.
#include <dlfcn.h>
#include <gtest/gtest.h>
#include <netdb.h>

#include <atomic>
#include <cstring>
#include <ctime>

#include "base/file.h"
#include "crawler/fetcher.h"
#include "tests/crawler/small_site.h"
#include "tests/support/temp_folder.h"
#include "tests/support/tls_server.h"

namespace {
std::atomic<int> times_asked_for_rebinding{0};
}

/// Stands before the C library's, for libcurl too: names under ".hostile.example" resolve as an
/// attacker's name server would have them.
extern "C" int getaddrinfo(const char* node, const char* service, const addrinfo* hints,
                           addrinfo** found) {
  using Resolve = int (*)(const char*, const char*, const addrinfo*, addrinfo**);
  static const auto real = reinterpret_cast<Resolve>(dlsym(RTLD_NEXT, "getaddrinfo"));
  const auto as = [&](const char* address, addrinfo** into) {
    return real(address, service, nullptr, into);
  };
  if (!node) return real(node, service, hints, found);
  // Public, and no route leads there: 2000::/16 is not given out.
  constexpr const char* kPublic = "2000::1";
  if (std::strcmp(node, "rebinding.hostile.example") == 0)
    return as(times_asked_for_rebinding++ == 0 ? kPublic : "127.0.0.1", found);
  if (std::strcmp(node, "mapped.hostile.example") == 0) return as("::ffff:127.0.0.1", found);
  if (std::strcmp(node, "inside.hostile.example") == 0) return as("127.0.0.1", found);
  if (std::strcmp(node, "both.hostile.example") == 0) {
    if (const int failed = as(kPublic, found); failed != 0) return failed;
    addrinfo* last = *found;
    while (last->ai_next) last = last->ai_next;
    return as("127.0.0.1", &last->ai_next);
  }
  return real(node, service, hints, found);
}

namespace rasd {
namespace {

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

FetchAnswer fetch(Fetcher& fetcher, const std::string& url, bool local = true) {
  fetcher.start({1, url, "", "", local, 0});
  for (;;)
    for (FetchAnswer& answer : fetcher.wait(milliseconds(100))) return std::move(answer);
}

double cpu_ms() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

TEST(HostileHosts, NoNameLeadsInside) {
  HostileServer inside(
      [](const HostileRequest&, HostileWire& wire) { wire.send(http_answer(200, "", "secret")); });
  const std::string port = ":" + std::to_string(inside.port()) + "/";
  SystemClock clock;
  for (const char* name : {"inside", "mapped", "rebinding", "rebinding", "both"}) {
    SCOPED_TRACE(name);
    Fetcher fetcher(quick(), clock);
    const FetchAnswer answer =
        fetch(fetcher, "http://" + std::string(name) + ".hostile.example" + port, false);
    ASSERT_TRUE(answer.error);
    EXPECT_TRUE(answer.body.empty());
    const bool still_public = std::string(name) == "rebinding" && times_asked_for_rebinding == 1;
    EXPECT_EQ(answer.error->kind, still_public ? ErrorKind::kTemporary : ErrorKind::kRefused)
        << answer.error->message;
  }
  EXPECT_EQ(times_asked_for_rebinding, 2) << "the names were not resolved here";
  EXPECT_EQ(inside.connections(), 0u);
  Fetcher fetcher(quick(), clock);
  EXPECT_EQ(fetch(fetcher, "http://inside.hostile.example" + port, true).body, "secret")
      << "the name does lead there";
}

TEST(HostileHosts, ATlsHandshakeThatHangsEnds) {
  HostileServer silent([](const HostileRequest&, HostileWire&) {});  // waits for a request's end
  SystemClock clock;
  Fetcher fetcher(quick(), clock);
  const auto began = Steady::now();
  const FetchAnswer answer =
      fetch(fetcher, "https://127.0.0.1:" + std::to_string(silent.port()) + "/");
  ASSERT_TRUE(answer.error);
  EXPECT_EQ(answer.error->kind, ErrorKind::kTemporary) << answer.error->message;
  EXPECT_EQ(silent.connections(), 1u);
  EXPECT_LT(Steady::now() - began, seconds(3));
}

/// The system's certificates cost some 30 ms of CPU to read; only a fetcher's first connection may.
TEST(HostileHosts, CertificatesAreReadOnce) {
  if (!TlsServer::can_run()) GTEST_SKIP() << "no openssl here";
  const TempFolder folder;
  const TlsServer server(folder.path(), 20);
  ASSERT_TRUE(server.runs());
  SystemClock clock;
  FetcherOptions patient = quick();
  patient.timeout = patient.connect_timeout = seconds(30);
  Fetcher fetcher(patient, clock);
  const auto connect = [&] {
    const double before = cpu_ms();
    const FetchAnswer answer = fetch(fetcher, server.url());
    EXPECT_TRUE(answer.error &&
                answer.error->kind == ErrorKind::kRefused);  // nobody vouches for it
    return cpu_ms() - before;
  };
  const double first = connect();
  double further = 0;
  for (int i = 0; i < 99; ++i) further += connect() / 99;
  std::printf("TLS: first connection %.2f ms of CPU, the next 99 %.2f ms each\n", first, further);
  EXPECT_LT(further, std::max(first / 3, 3.0));
}

/// gzip may hold member after member; empty ones cost nothing to send.
TEST(HostileHosts, MembersOfGzipWithoutEndCostNoMoreThanTheirBytes) {
  std::string members;
  for (const std::string empty = gzip(""); members.size() < 1'000'000;) members += empty;
  const std::string ratio = gzip(std::string(900'000, ' '));  // under the cap, 900 to one
  HostileServer server([&](const HostileRequest& request, HostileWire& wire) {
    wire.send(
        http_answer(200, "Content-Encoding: gzip\r\n", request.path == "/ratio" ? ratio : members));
  });
  SystemClock clock;
  Fetcher fetcher(quick(), clock);
  const double before = cpu_ms();
  EXPECT_FALSE(fetch(fetcher, server.url("/members")).error);
  EXPECT_LT(cpu_ms() - before, 1000);
  const FetchAnswer answer = fetch(fetcher, server.url("/ratio"));
  ASSERT_TRUE(answer.error);
  EXPECT_EQ(answer.error->kind, ErrorKind::kRefused) << answer.error->message;
}

TEST(HostileHosts, AHeaderOfMegabytesEnds) {
  HostileServer server([](const HostileRequest&, HostileWire& wire) {
    wire.send("HTTP/1.1 200 OK\r\nX: ");
    const std::string piece(65536, 'x');
    for (int i = 0; i < 256 && wire.send(piece); ++i) {
    }
    wire.send("\r\nContent-Length: 2\r\n\r\nok");
  });
  SystemClock clock;
  Fetcher fetcher(quick(), clock);
  const FetchAnswer answer = fetch(fetcher, server.url("/"));
  ASSERT_TRUE(answer.error);
  EXPECT_TRUE(answer.body.empty());
  EXPECT_LE(answer.exchange.response_head.size(), size_t{256} << 10);
}

/// Pages of a good host, alone and beside hosts that misbehave each in its own way, in one fetcher.
TEST(HostileHosts, OthersGoOnAtFullSpeed) {
  const auto drip = [](const HostileRequest& request, HostileWire& wire) {
    wire.send(request.path == "/head" ? "HTTP/1.1 200 OK\r\nX: "
                                      : "HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n");
    while (wire.send("x")) wire.pause(milliseconds(20));
  };
  HostileServer dripping(drip), dripping_heads(drip);
  HostileServer silent([](const HostileRequest&, HostileWire& wire) { wire.pause(seconds(60)); });
  HostileServer hanging_tls([](const HostileRequest&, HostileWire&) {});
  HostileServer looping([](const HostileRequest& request, HostileWire& wire) {
    wire.pause(milliseconds(20));
    wire.send(http_answer(302, "Location: " + request.path + "x\r\n", ""));
  });
  const std::string page(30'000, 'x');
  HostileServer good([&](const HostileRequest&, HostileWire& wire) {
    wire.pause(milliseconds(5));  // as a good host is far away, not on this processor
    wire.send(http_answer(200, "", page));
  });
  const std::string bad[] = {dripping.url("/"), dripping_heads.url("/head"), silent.url("/"),
                             looping.url("/"),
                             "https://127.0.0.1:" + std::to_string(hanging_tls.port()) + "/"};
  FetcherOptions options = quick();
  options.timeout = options.connect_timeout = seconds(60);  // they stay for the whole test
  options.slow_for = seconds(60);
  SystemClock clock;
  Fetcher fetcher(options, clock);
  const auto pages_a_second = [&] {
    const auto began = Steady::now();
    for (int i = 0; i < 150; ++i) {
      fetcher.start({1, good.url("/"), "", "", true, 0});
      for (bool answered = false; !answered;)
        for (const auto& answer : fetcher.wait(milliseconds(100))) {
          answered |= answer.tag == 1;
          if (answer.tag > 1) fetcher.start({answer.tag, bad[answer.tag - 2], "", "", true, 0});
        }
    }
    return 150 / std::chrono::duration<double>(Steady::now() - began).count();
  };
  const double alone = pages_a_second();
  for (int each = 0; each < 8; ++each)
    for (uint64_t i = 0; i < std::size(bad); ++i) fetcher.start({i + 2, bad[i], "", "", true, 0});
  const double beside = pages_a_second();
  std::printf("pages a second of a good host: %.0f alone, %.0f beside 40 bad transfers\n", alone,
              beside);
  EXPECT_GT(beside, alone / 2);
  EXPECT_GE(fetcher.running(), 30u) << "the bad ones were there all the time";
}

/// A feed that leads into a calendar without end, into its own folders, into endless addresses: the
/// articles come, each trap ends with its reason and is never asked for.
TEST(HostileHosts, TrapsAreNotEntered) {
  Site site;
  const TempFolder folder;
  const std::map<std::string, std::string> traps = {
      {"/calendar/2093/05/day", "the address is of a year to come"},
      {"/a/b/a/b/a/b/a/b/story", "the address repeats the same folder"},
      {"/" + std::string(2500, 'x'), "the address is too long"},
      {"/1/2/3/4/5/6/7/8/9/10/11/12/13/14/15/16/17/18/19/20/21",
       "the address has too many folders"}};
  std::string feed = rss_of(site, 1, 3);
  feed.resize(feed.rfind("</channel>"));
  for (const auto& [path, reason] : traps)
    feed += "<item><title>خبر</title><link>" + site.url(path) + "</link></item>";
  site.put("/feed", feed + "</channel></rss>");
  for (int n = 1; n <= 3; ++n) site.put("/a/" + std::to_string(n), article(n));
  const Harvest harvest =
      crawl_once(folder.path(), {source_of("paper", site.url("/feed"), Connector::kFeed)});
  EXPECT_EQ(harvest.pages.size(), 3u);
  EXPECT_EQ(harvest.outcomes.size(), traps.size());
  for (const Outcome& outcome : harvest.outcomes) {
    const std::string path = outcome.url.substr(site.url("").size());
    ASSERT_TRUE(traps.contains(path)) << path;
    EXPECT_EQ(outcome.reason, traps.at(path));
    EXPECT_EQ(site.server.count(path), 0u);
  }
}

/// Asks a server on loopback whatever the host's name, as if it were on the public internet.
class PublicLoopback : public Fetcher {
 public:
  PublicLoopback(FetcherOptions options, const Clock& clock, uint16_t port)
      : Fetcher(std::move(options), clock), port_(port) {}
  void start(FetchRequest request) override {
    const size_t path = request.url.find('/', std::strlen("http://"));
    request.url = "http://127.0.0.1:" + std::to_string(port_) + request.url.substr(path);
    request.local = true;
    Fetcher::start(std::move(request));
  }

 private:
  uint16_t port_;
};

TEST(HostileHosts, AHostHasABudget) {
  Site site;
  const TempFolder folder;
  list_of(site, 1, 20);
  CrawlerOptions options;
  options.delay = milliseconds(0);
  options.pages_per_host_and_day = 5;
  SystemClock clock;
  options.network = [&] {
    return std::make_unique<PublicLoopback>(quick(), clock, site.server.port());
  };
  Source source = source_of("paper", "http://paper.example/news", Connector::kListPage);
  source.local = false;
  EXPECT_EQ(crawl_once(folder.path(), {source}, options).pages.size(), 5u);
  size_t fetched = 0;
  for (int n = 1; n <= 20; ++n)
    fetched += site.server.count("/2026/11/24/story-" + std::to_string(n));
  EXPECT_EQ(fetched, 5u) << "the others wait for tomorrow";
}

}  // namespace
}  // namespace rasd
