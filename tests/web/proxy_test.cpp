#include <gtest/gtest.h>

#include <algorithm>

#include "store/accounts.h"
#include "tests/support/temp_folder.h"
#include "tests/web/desk_fixture.h"
#include "web/desk.h"
#include "web/own_address.h"

namespace rasd {
namespace {

bool contains(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

std::vector<AuditEntry> audit_log(const TestDesk& test) {
  FixedClock clock(fixture_now());
  auto book = AccountBook::open(test.store(), clock);
  EXPECT_TRUE(book.has_value());
  auto log = book->list_log();
  EXPECT_TRUE(log.has_value());
  return *log;
}

TEST(DeskBehindProxy, WorksBehindATlsProxy) {
  DeskOptions options;
  options.public_url = "https://Rasd.Example:443";
  options.trusted_proxy = "127.0.0.1";
  TestDesk test(options);
  HttpRequest request;
  request.method = "GET";
  request.target = request.path = "/sign-in";
  request.remote = "127.0.0.1";
  request.query = {{"lang", "en"}};
  request.headers = {{"host", "rasd.example"}};
  const auto page = test.desk().answer(request);
  ASSERT_EQ(page.status, 200);
  std::string visitor;
  size_t cookies = 0;
  for (const auto& [name, value] : page.headers) {
    if (name != "Set-Cookie") continue;
    ++cookies;
    EXPECT_TRUE(contains(value, "; Secure")) << value;
    if (value.starts_with("__Host-rasd_visitor=")) visitor = value.substr(0, value.find(';'));
  }
  EXPECT_EQ(cookies, 2U);
  ASSERT_FALSE(visitor.empty());

  const auto sign_in = [&](const char* host, const char* origin, const char* remote,
                           std::vector<std::string> forwarded, const std::string& password) {
    HttpRequest post;
    post.method = "POST";
    post.target = post.path = "/sign-in";
    post.remote = remote;
    post.headers = {{"host", host},
                    {"origin", origin},
                    {"sec-fetch-site", "same-origin"},
                    {"cookie", visitor},
                    {"content-type", "application/x-www-form-urlencoded"}};
    for (auto& one : forwarded) post.headers.emplace_back("x-forwarded-for", std::move(one));
    post.body = "name=salma&password=" + password + "&form_token=" + form_token_in(page.body);
    return test.desk().answer(post);
  };
  const std::string right(kDemoPassword);
  const char* own = "https://rasd.example";
  const auto entered = sign_in("rasd.example", own, "127.0.0.1", {"203.0.113.9"}, right);
  EXPECT_EQ(entered.status, 303);
  EXPECT_TRUE(header_of(entered, "set-cookie").starts_with("__Host-rasd_session="));
  // A proxy that passes its own name for the desk on.
  EXPECT_EQ(sign_in("127.0.0.1:8080", own, "127.0.0.1", {}, right).status, 303);
  for (const char* origin : {"http://rasd.example", "https://rasd.example:8443", "null",
                             "https://evil.example", "http://127.0.0.1:8080"}) {
    SCOPED_TRACE(origin);
    EXPECT_EQ(sign_in("rasd.example", origin, "127.0.0.1", {}, right).status, 403);
  }
  EXPECT_EQ(sign_in("rasd.example:1@evil.example", own, "127.0.0.1", {}, right).status, 421);

  const auto log = audit_log(test);
  EXPECT_TRUE(std::any_of(log.begin(), log.end(), [](const AuditEntry& one) {
    return one.what == "sign-in" && one.detail == "from 203.0.113.9";
  })) << "the log names the visitor, not the proxy";
  const struct {
    const char* remote;
    std::vector<std::string> forwarded;
    const char* visitor;
  } cases[] = {
      {"127.0.0.1", {"203.0.113.9"}, "203.0.113.9"},
      {"127.0.0.1", {"198.51.100.1, 203.0.113.9"}, "203.0.113.9"},
      {"127.0.0.1", {"203.0.113.9", "198.51.100.1,\t2001:DB8::0:7 "}, "2001:db8::7"},
      {"::ffff:127.0.0.1", {"203.0.113.9"}, "203.0.113.9"},
      {"127.0.0.1", {"::ffff:203.0.113.9"}, "203.0.113.9"},
      {"127.0.0.1", {}, "127.0.0.1"},
      {"127.0.0.1", {""}, "127.0.0.1"},
      {"127.0.0.1", {"203.0.113.9, unknown"}, "127.0.0.1"},
      {"127.0.0.1", {"203.0.113.9, <b>"}, "127.0.0.1"},
      {"127.0.0.2", {"203.0.113.9"}, "127.0.0.2"},
      {"198.51.100.7", {"203.0.113.9"}, "198.51.100.7"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(std::string(c.remote) + " " + (c.forwarded.empty() ? "" : c.forwarded.back()));
    HttpRequest asked;
    asked.remote = c.remote;
    for (const auto& one : c.forwarded) asked.headers.emplace_back("x-forwarded-for", one);
    EXPECT_EQ(visitor_address(asked, "127.0.0.1"), c.visitor);
    EXPECT_EQ(visitor_address(asked, ""), c.remote) << "nobody is trusted";
  }
}

TEST(DeskBehindProxy, TheBrakeCountsTheVisitorBehindATrustedProxy) {
  DeskOptions options;
  options.public_url = "https://rasd.example";
  options.trusted_proxy = "127.0.0.1";
  TestDesk test(options);
  const auto refused = [&](const char* remote, const std::string& forwarded) {
    HttpRequest post;
    post.method = "POST";
    post.target = post.path = "/sign-in";
    post.remote = remote;
    post.headers = {{"host", "rasd.example"}, {"x-forwarded-for", forwarded}};
    return test.desk().answer(post).status;
  };
  // The first address of the list is the visitor's own invention and changes nothing.
  for (int i = 0; i < 11; ++i) {
    EXPECT_EQ(refused("127.0.0.1", std::to_string(i) + ".0.0.1, 203.0.113.9"), i < 10 ? 403 : 429);
  }
  EXPECT_EQ(refused("127.0.0.1", "203.0.113.8"), 403) << "another visitor of the same proxy";
  for (int i = 0; i < 11; ++i) {
    EXPECT_EQ(refused("198.51.100.7", "203.0.113." + std::to_string(20 + i)), i < 10 ? 403 : 429)
        << "no proxy of ours: its header is not believed";
  }
  const auto log = audit_log(test);
  EXPECT_TRUE(std::any_of(log.begin(), log.end(), [](const AuditEntry& one) {
    return contains(one.detail, "from 203.0.113.9");
  }));
}

TEST(DeskBehindProxy, RefusesAPublicUrlOrProxyThatIsNone) {
  const struct {
    const char* url;
    const char* host;  ///< empty: refused
    const char* origin;
  } cases[] = {
      {"https://rasd.example", "rasd.example", "https://rasd.example"},
      {"HTTPS://Rasd.Example", "rasd.example", "https://rasd.example"},
      {"https://rasd.example:443", "rasd.example", "https://rasd.example"},
      {"https://rasd.example:8443", "rasd.example", "https://rasd.example:8443"},
      {"https://[2001:db8::1]:8443", "[2001:db8::1]", "https://[2001:db8::1]:8443"},
      {"http://rasd.example", "", ""},
      {"rasd.example", "", ""},
      {"https://", "", ""},
      {"https://rasd.example/", "", ""},
      {"https://rasd.example/desk", "", ""},
      {"https://rasd.example?x", "", ""},
      {"https://rasd.example#x", "", ""},
      {"https://user@rasd.example", "", ""},
      {"https://rasd..example", "", ""},
      {"https://rasd.example.", "", ""},
      {"https://rasd example", "", ""},
      {"https://rasd.example:", "", ""},
      {"https://rasd.example:99999", "", ""},
      {"https://rasd.example:8443:1", "", ""},
      {"https://[rasd.example]", "", ""},
      {"https://*.example", "", ""},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.url);
    const auto read = parse_public_url(c.url);
    EXPECT_EQ(read.has_value(), *c.host != '\0');
    if (!read) {
      EXPECT_EQ(read.error().kind, ErrorKind::kConfiguration);
      continue;
    }
    EXPECT_EQ(read->host, c.host);
    EXPECT_EQ(read->origin, c.origin);
  }
  FixedClock clock(fixture_now());
  TempFolder folder;
  for (const bool of_url : {true, false}) {
    DeskOptions options;
    options.store = {.path = folder / "rasd.db"};
    options.views = std::string(RASD_SOURCE_DIR) + "/web/views";
    (of_url ? options.public_url : options.trusted_proxy) = "rasd.example";
    const auto opened = Desk::open(std::move(options), clock);
    ASSERT_FALSE(opened.has_value());
    EXPECT_EQ(opened.error().kind, ErrorKind::kConfiguration);
  }
}

}  // namespace
}  // namespace rasd
