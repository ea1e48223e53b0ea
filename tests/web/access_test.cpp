#include <gtest/gtest.h>

#include <algorithm>

#include "store/accounts.h"
#include "tests/web/desk_fixture.h"
#include "web/desk.h"
#include "web/page_context.h"
#include "web/session.h"

namespace rasd {
namespace {

TEST(Desk, SendsVisitorsToSignInAndBackWhereTheyWanted) {
  TestDesk test;
  const auto answer = test.get("/trends?from=2026-11-01&to=2026-11-20");
  EXPECT_EQ(answer.status, 303);
  EXPECT_EQ(header_of(answer, "location"),
            "/sign-in?next=%2Ftrends%3Ffrom%3D2026-11-01%26to%3D2026-11-20");
  EXPECT_EQ(test.get("/api/ledger").status, 401);
  const auto entered = test.submit("/sign-in", {{"name", "salma"},
                                                {"password", std::string(kDemoPassword)},
                                                {"next", "/trends?from=2026-11-01"}});
  EXPECT_EQ(entered.status, 303);
  EXPECT_EQ(header_of(entered, "location"), "/trends?from=2026-11-01");
  for (const char* elsewhere :
       {"//evil.example/", "https://evil.example/", "/\\evil.example", "/\t/evil.example",
        "\t//evil.example", "/\n/evil.example", "/\r/evil.example", "/\x01/evil.example",
        "/\x7f/evil.example", "/trends\t", "/trends\\", " /trends", "trends", ""}) {
    SCOPED_TRACE(elsewhere);
    test.forget_cookies();
    const auto answer2 = test.submit(
        "/sign-in",
        {{"name", "salma"}, {"password", std::string(kDemoPassword)}, {"next", elsewhere}});
    EXPECT_EQ(header_of(answer2, "location"), "/");
    // Somebody signed in already is sent on by a link alone.
    EXPECT_EQ(header_of(test.get("/sign-in?next=" + percent_encode(elsewhere)), "location"), "/");
  }
}

TEST(Desk, EveryAnswerCarriesTheSecurityHeaders) {
  TestDesk test;
  test.sign_in_as(Role::kOfficer);
  for (const char* path : {"/", "/sign-in", "/nowhere", "/assets/desk.css", "/api/health"}) {
    SCOPED_TRACE(path);
    const auto answer = test.get(path);
    const std::string policy = header_of(answer, "content-security-policy");
    EXPECT_TRUE(contains(policy, "default-src 'self'")) << policy;
    EXPECT_TRUE(contains(policy, "object-src 'none'"));
    EXPECT_TRUE(contains(policy, "base-uri 'none'"));
    EXPECT_TRUE(contains(policy, "frame-ancestors 'none'"));
    EXPECT_FALSE(contains(policy, "unsafe"));
    EXPECT_EQ(header_of(answer, "x-content-type-options"), "nosniff");
    EXPECT_EQ(header_of(answer, "referrer-policy"), "same-origin");
  }
  EXPECT_EQ(header_of(test.get("/"), "cache-control"), "no-store");
}

TEST(Desk, RolesOpenWhatTheyNeedAndRefusalsAreLogged) {
  TestDesk test;
  struct Case {
    const char* path;
    bool officer, analyst, leadership, administrator;
  };
  const Case cases[] = {
      {"/", true, true, true, true},
      {"/trends", true, true, true, true},
      {"/pickup", true, true, true, true},
      {"/tag", false, true, false, false},
      {"/tag/export", false, true, false, false},
      {"/ledger", true, true, false, true},
      {"/api/ledger", true, true, false, true},
      {"/api/digest", true, true, true, true},
      {"/api/report", true, true, true, true},
      {"/admin", false, false, false, true},
      {"/digest/2026-11-23/edit", true, false, false, false},
  };
  size_t refused = 0;
  for (const Role role :
       {Role::kOfficer, Role::kAnalyst, Role::kLeadership, Role::kAdministrator}) {
    test.sign_in_as(role);
    for (const auto& c : cases) {
      SCOPED_TRACE(std::string(name(role)) + " " + c.path);
      const bool may = role == Role::kOfficer      ? c.officer
                       : role == Role::kAnalyst    ? c.analyst
                       : role == Role::kLeadership ? c.leadership
                                                   : c.administrator;
      EXPECT_EQ(test.get(c.path).status, may ? 200 : 403);
      refused += may ? 0 : 1;
    }
  }
  EXPECT_EQ(logged(test, "refused"), refused);
}

TEST(Desk, RefusesPostsWithoutTheRightTokenOrFromElsewhere) {
  TestDesk test;
  test.sign_in_as(Role::kOfficer);
  const std::string token = form_token_in(test.get("/sources").body);
  ASSERT_FALSE(token.empty());
  const std::string path = "/digest/2026-11-23/edit";
  EXPECT_EQ(test.post(path, {}).status, 403);
  EXPECT_EQ(test.post(path, {{"form_token", std::string(32, 'a')}}).status, 403);
  EXPECT_EQ(test.post(path, {{"form_token", token}}, {{"origin", "https://evil.example"}}).status,
            403);
  EXPECT_EQ(test.post(path, {{"form_token", token}}, {{"sec-fetch-site", "cross-site"}}).status,
            403);
  EXPECT_EQ(test.post(path, {{"form_token", token}}, {{"origin", "http://127.0.0.1:8080"}}).status,
            303);
  // Another session's token is worth nothing in this one.
  test.sign_in_as(Role::kOfficer);
  EXPECT_EQ(test.post(path, {{"form_token", token}}).status, 403);
}

TEST(Desk, SessionsRotateExpireAndEnd) {
  TestDesk test;
  EXPECT_EQ(test.sign_in("salma", "wrong"), 401);
  EXPECT_EQ(test.sign_in("nobody", "wrong"), 401);
  test.sign_in_as(Role::kOfficer);
  const auto first = test.cookies();
  const auto token_of = [](const auto& cookies) {
    for (const auto& [name, value] : cookies) {
      if (name == "rasd_session") return value;
    }
    return std::string();
  };
  EXPECT_EQ(token_of(first).size(), 64U);
  EXPECT_EQ(test.sign_in("nader", std::string(kDemoPassword)), 303);
  EXPECT_NE(token_of(test.cookies()), token_of(first));
  // The older token of the same browser is dead.
  test.forget_cookies();
  test.set_cookie("rasd_session", token_of(first));
  EXPECT_EQ(test.get("/").status, 303);

  test.sign_in_as(Role::kOfficer);
  test.clock().advance(std::chrono::minutes{59});
  EXPECT_EQ(test.get("/").status, 200);
  test.clock().advance(std::chrono::minutes{61});
  EXPECT_EQ(test.get("/").status, 303) << "idle for over an hour";

  test.sign_in_as(Role::kOfficer);
  for (int hour = 0; hour < 14; ++hour) {
    test.clock().advance(std::chrono::minutes{55});
    const int status = test.get("/sources").status;
    EXPECT_EQ(status, hour < 13 ? 200 : 303) << hour;
  }

  test.sign_in_as(Role::kOfficer);
  const std::string live = token_of(test.cookies());
  EXPECT_EQ(test.submit("/sign-out", {}).status, 303);
  test.set_cookie("rasd_session", live);
  EXPECT_EQ(test.get("/").status, 303) << "ended on the server, not in the browser alone";
  EXPECT_GE(logged(test, "sign-in"), 5U);
  EXPECT_EQ(logged(test, "sign-in refused"), 2U);
  EXPECT_EQ(logged(test, "sign-out"), 1U);
}

TEST(Desk, BrakesGuessing) {
  TestDesk test;
  int status = 0;
  for (int i = 0; i < 11; ++i) status = test.sign_in("salma", "guess");
  EXPECT_EQ(status, 429);
  EXPECT_EQ(test.sign_in("salma", std::string(kDemoPassword)), 429) << "also with the right one";
  EXPECT_EQ(test.sign_in("hala", std::string(kDemoPassword)), 303) << "others may go on";
  test.clock().advance(std::chrono::minutes{6});
  EXPECT_EQ(test.sign_in("salma", std::string(kDemoPassword)), 303);
}

TEST(Desk, AFloodOfRefusalsLeavesFewLinesInTheLog) {
  TestDesk test;
  const auto ask = [&](const char* remote, std::string name, std::string password) {
    HttpRequest request;
    request.method = "POST";
    request.target = request.path = "/sign-in";
    request.remote = remote;
    request.headers = {{"host", "127.0.0.1:8080"},
                       {"content-type", "application/x-www-form-urlencoded"}};
    if (!name.empty()) {
      const std::string secret(32, 'a');
      request.headers.emplace_back("cookie", "rasd_visitor=" + secret);
      request.body =
          "name=" + name + "&password=" + password + "&form_token=" + Sessions::form_token(secret);
    }
    return test.desk().answer(request);
  };
  for (int i = 0; i < 500; ++i) {
    const auto answer = ask("192.0.2.1", "", "");
    ASSERT_EQ(answer.status, i < 10 ? 403 : 429) << i;
    EXPECT_EQ(header_of(answer, "retry-after").empty(), i < 10);
  }
  EXPECT_EQ(logged(test, "refused"), 11U) << "ten, and one that says that there are more";
  EXPECT_EQ(ask("192.0.2.2", "", "").status, 403) << "another address has its own count";
  EXPECT_EQ(logged(test, "refused"), 12U);
  const std::string right(kDemoPassword);
  EXPECT_EQ(ask("192.0.2.1", "salma", right).status, 303) << "with a token the form still works";
  test.clock().advance(std::chrono::minutes{6});
  EXPECT_EQ(ask("192.0.2.1", "", "").status, 403);
  EXPECT_EQ(logged(test, "refused"), 13U);

  // With a token: past the brake of a name or an address nothing more is written either.
  for (int i = 0; i < 200; ++i) ask("192.0.2.3", "hala", "wrong");
  EXPECT_EQ(logged(test, "sign-in refused"), 12U) << "ten, one for the name, one for the address";
  // Names that were never tried before the address had to wait are not locked by it.
  EXPECT_EQ(ask("192.0.2.3", "nader", right).status, 429);
  EXPECT_EQ(ask("192.0.2.4", "nader", right).status, 303);
}

TEST(Desk, CookiesAreStrictAndHostBoundBehindTls) {
  TestDesk plain;
  const auto page = plain.get("/sign-in");
  const auto entered = plain.post("/sign-in", {{"form_token", form_token_in(page.body)},
                                               {"name", "salma"},
                                               {"password", std::string(kDemoPassword)}});
  const std::string cookie = header_of(entered, "set-cookie");
  EXPECT_TRUE(cookie.starts_with("rasd_session=")) << cookie;
  EXPECT_TRUE(contains(cookie, "HttpOnly"));
  EXPECT_TRUE(contains(cookie, "SameSite=Strict"));
  EXPECT_FALSE(contains(cookie, "Secure"));
  DeskOptions options;
  options.secure_cookies = true;
  TestDesk secure(options);
  const auto page2 = secure.get("/sign-in");
  const auto entered2 = secure.post("/sign-in", {{"form_token", form_token_in(page2.body)},
                                                 {"name", "salma"},
                                                 {"password", std::string(kDemoPassword)}});
  const std::string cookie2 = header_of(entered2, "set-cookie");
  EXPECT_TRUE(cookie2.starts_with("__Host-rasd_session=")) << cookie2;
  EXPECT_TRUE(contains(cookie2, "; Secure"));
  EXPECT_TRUE(contains(cookie2, "Path=/"));
  EXPECT_FALSE(header_of(entered2, "strict-transport-security").empty());
}

TEST(Desk, AnswersToItsOwnNamesOnly) {
  DeskOptions options;
  options.hosts = {"rasd.example"};
  TestDesk test(options);
  HttpRequest request;
  request.method = "GET";
  request.target = request.path = "/sign-in";
  const struct {
    const char* host;
    int status;
  } cases[] = {
      {"localhost:8080", 200},
      {"LOCALHOST", 200},
      {"127.0.0.1", 200},
      {"127.1.2.3:65535", 200},
      {"[::1]:8080", 200},
      {"[::1]", 200},
      {"rasd.example", 200},
      {"Rasd.Example:443", 200},
      {"evil.example", 421},
      {"127.evil.example", 421},
      {"127.0.0.1.evil.example", 421},
      {"127.0.0.1.evil.example:8080", 421},
      {"127.0.0.1:8080@evil.example", 421},
      {"user@127.0.0.1", 421},
      {"user:1@localhost", 421},
      {"localhost:80@evil.example:1", 421},
      {"localhost.evil.example", 421},
      {"localhost:", 421},
      {"localhost:0", 421},
      {"localhost:65536", 421},
      {"localhost ", 421},
      {"127.1", 421},
      {"127.0.0.01", 421},
      {"2130706433", 421},
      {"128.0.0.1", 421},
      {"[::1", 421},
      {"[::1]evil", 421},
      {"[::ffff:127.0.0.1]", 421},
      {"evil.rasd.example", 421},
      {"rasd.example.evil.example", 421},
      {"", 421},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.host);
    request.headers = {{"host", c.host}};
    EXPECT_EQ(test.desk().answer(request).status, c.status);
  }
  request.headers = {};
  EXPECT_EQ(test.desk().answer(request).status, 421);
  for (const char* second : {"localhost", "evil.example"}) {
    request.headers = {{"host", "localhost"}, {"host", second}};
    EXPECT_EQ(test.desk().answer(request).status, 400);
  }
  DeskOptions on_network;
  on_network.address = "192.0.2.7";
  TestDesk reached(on_network);
  request.headers = {{"host", "192.0.2.7:8080"}};
  EXPECT_EQ(reached.desk().answer(request).status, 200) << "the address it listens on";
  for (const char* other : {"192.0.2.8", "evil.example", "192.0.2.7.evil.example"}) {
    request.headers = {{"host", other}};
    EXPECT_EQ(reached.desk().answer(request).status, 421);
  }
  request.headers = {{"host", "localhost"}};
  request.target = "http://evil.example/sign-in";
  EXPECT_EQ(test.desk().answer(request).status, 421) << "the absolute form of a target";
  request.target = "http://localhost:8080/sign-in";
  EXPECT_EQ(test.desk().answer(request).status, 200);
}

TEST(Session, PasswordsAreArgon2idWithTheStatedCost) {
  const auto hash = hash_password("كلمة مرور");
  ASSERT_TRUE(hash.has_value());
  EXPECT_TRUE(hash->starts_with("$argon2id$v=19$m=19456,t=2,")) << *hash;
  EXPECT_TRUE(verify_password(*hash, "كلمة مرور"));
  EXPECT_FALSE(verify_password(*hash, "كلمة مرور "));
  EXPECT_FALSE(verify_password("", ""));
  EXPECT_FALSE(verify_password("not a hash", "x"));
  EXPECT_NE(*hash, *hash_password("كلمة مرور")) << "salted";
}

}  // namespace
}  // namespace rasd
