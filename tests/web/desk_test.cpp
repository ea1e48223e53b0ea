#include "web/desk.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <thread>

#include "base/id.h"
#include "crawler/page_archive.h"
#include "store/accounts.h"
#include "store/items.h"
#include "store/writer.h"
#include "tests/support/temp_folder.h"
#include "tests/web/desk_fixture.h"
#include "web/page_context.h"
#include "web/session.h"

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

size_t logged(const TestDesk& test, std::string_view what) {
  const auto log = audit_log(test);
  return static_cast<size_t>(
      std::count_if(log.begin(), log.end(), [&](const auto& one) { return one.what == what; }));
}

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

TEST(Desk, EveryPageAnswersInBothLanguages) {
  TestDesk test;
  struct Case {
    const char* path;
    Role role;
    const char* arabic;
    const char* english;
  };
  const std::string item = "/item/" + hostile_item_id();
  const Case cases[] = {
      {"/", Role::kOfficer, "موجز", "coverage digest"},
      {"/digest/2026-11-23", Role::kLeadership, "موجز", "coverage digest"},
      {"/digest/2026-11-23/edit", Role::kOfficer, "العنوان كما يظهر", "Headline as shown"},
      {item.c_str(), Role::kOfficer, "البايتات المؤرشفة", "Archived bytes"},
      {"/trends?from=2026-11-15&to=2026-11-24", Role::kLeadership, "وليس استطلاعًا", "not a survey"},
      {"/tag", Role::kAnalyst, "احفظ وتابع", "Save and next"},
      {"/search?q=%D8%AD%D8%B1%D9%8A%D9%82", Role::kOfficer, "نتيجة", "result"},
      {"/search", Role::kOfficer, "اكتب كلمة", "Type a word"},
      {"/sources", Role::kOfficer, "متعذّر", "Failing"},
      {"/pickup?from=2026-11-01&to=2026-11-24", Role::kOfficer, "من نقل بياناتنا",
       "Who carried our statements"},
      {"/ledger", Role::kAnalyst, "المجاميع متطابقة", "The sums agree"},
      {"/admin", Role::kAdministrator, "السلسلة سليمة", "The chain is whole"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.path);
    test.sign_in_as(c.role);
    const std::string joint = contains(c.path, "?") ? "&" : "?";
    const auto arabic = test.get(c.path + joint + "lang=ar");
    EXPECT_EQ(arabic.status, 200) << arabic.body;
    EXPECT_TRUE(contains(arabic.body, "<html lang=\"ar\" dir=\"rtl\">"));
    EXPECT_TRUE(contains(arabic.body, c.arabic)) << arabic.body;
    const auto english = test.get(c.path + joint + "lang=en");
    EXPECT_EQ(english.status, 200);
    EXPECT_TRUE(contains(english.body, "<html lang=\"en\" dir=\"ltr\">"));
    EXPECT_TRUE(contains(english.body, c.english)) << english.body;
    for (const auto* page : {&arabic.body, &english.body}) {
      EXPECT_FALSE(contains(*page, "{{")) << "an unfilled template";
      EXPECT_FALSE(contains(*page, "style=")) << "inline style breaks the content policy";
      EXPECT_TRUE(contains(*page, "class=\"demo\"")) << "the demonstration says so on every page";
    }
    // Kept in the cookie: the next page needs no parameter.
    EXPECT_TRUE(contains(test.get(c.path).body, "<html lang=\"en\""));
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

TEST(Desk, ShowsHostileTextAsText) {
  TestDesk test;
  test.sign_in_as(Role::kOfficer);
  const std::string id = hostile_item_id();
  for (const std::string& path :
       {"/item/" + id, std::string("/search?q=alert"), std::string("/digest/2026-11-24"),
        std::string("/digest/2026-11-24/edit"), std::string("/search?q=%3Cscript%3E%22%27")}) {
    SCOPED_TRACE(path);
    const auto page = test.get(path);
    EXPECT_EQ(page.status, 200);
    EXPECT_FALSE(contains(page.body, "<script>alert"));
    EXPECT_FALSE(contains(page.body, "<img src=x"));
    EXPECT_FALSE(contains(page.body, "href=\"javascript:"));
    EXPECT_FALSE(contains(page.body, "\u202E")) << "an override would turn the page around";
    EXPECT_FALSE(contains(page.body, "\"><script>"));
  }
  const auto item = test.get("/item/" + id);
  EXPECT_TRUE(contains(item.body, "&lt;script&gt;alert(1)&lt;/script&gt;"));
  EXPECT_TRUE(contains(item.body, "&lt;/p&gt;&lt;img src=x onerror=alert(2)&gt;"));
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

TEST(Desk, UnknownAndBrokenAddresses) {
  TestDesk test;
  test.sign_in_as(Role::kOfficer);
  struct Case {
    const char* path;
    int status;
  };
  const Case cases[] = {
      {"/nowhere", 404},
      {"/item/none", 404},
      {"/item/", 404},
      {"/item/a/b/c", 404},
      {"/digest/2026-02-30", 404},
      {"/digest/2027-01-01", 404},
      {"/?day=x", 400},
      {"/?day=2026-11-20", 303},
      {"/trends?from=x", 400},
      {"/pickup?from=x", 400},
      {"/pickup?from=2026-01-01&to=2026-11-01", 400},
      {"/trends?from=2026-11-20&to=2026-11-01", 400},
      {"/search?q=%22", 200},
      {"/search?q=a&from=x", 400},
      {"/search?q=a&page=99999", 200},
      {"/assets/../desk.cpp", 404},
      {"/assets/none.css", 404},
      {"/assets/report.css", 200},
      {"/assets/desk.css", 200},
      {"/item/none/archived", 404},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.path);
    EXPECT_EQ(test.get(c.path).status, c.status);
  }
  EXPECT_EQ(test.submit("/sources", {}).status, 405);
}

TEST(Desk, DigestIsEditedApprovedAndThenFrozen) {
  TestDesk test;
  test.sign_in_as(Role::kOfficer);
  const std::string day = "/digest/2026-11-23";
  const std::string form = test.get(day + "/edit").body;
  const std::string mark = "name=\"story-0\" value=\"";
  const size_t at = form.find(mark);
  ASSERT_NE(at, std::string::npos);
  const std::string story = form.substr(at + mark.size(), 32);
  EXPECT_EQ(test.submit(day + "/edit", {{"story-0", story},
                                        {"title-0", "عنوان حرّره <b>إنسان</b>"},
                                        {"pin-0", "1"},
                                        {"revision", "0"}})
                .status,
            303);
  const std::string edited = test.get(day).body;
  EXPECT_TRUE(contains(edited, "عنوان حرّره &lt;b&gt;إنسان&lt;/b&gt; [محرَّر]")) << edited;
  EXPECT_TRUE(contains(edited, "مسودة"));
  // Saved against an old revision: somebody else was quicker.
  EXPECT_EQ(
      test.submit(day + "/edit", {{"story-0", story}, {"drop-0", "1"}, {"revision", "0"}}).status,
      409);
  EXPECT_EQ(test.submit(day + "/approve", {{"revision", "0"}}).status, 409);
  EXPECT_EQ(test.submit(day + "/approve", {{"revision", "1"}}).status, 303);
  const std::string approved = test.get(day).body;
  EXPECT_TRUE(contains(approved, "معتمَد"));
  EXPECT_TRUE(contains(approved, "سلمى العابد"));
  EXPECT_TRUE(contains(approved, "[محرَّر]"));
  EXPECT_FALSE(contains(approved, "/approve\""));
  EXPECT_EQ(test.submit(day + "/edit", {{"revision", "1"}}).status, 409);
  EXPECT_EQ(test.submit(day + "/correct", {{"text", "الصواب <i>ثلاثة</i>"}}).status, 303);
  const std::string corrected = test.get(day).body;
  EXPECT_TRUE(contains(corrected, "الصواب &lt;i&gt;ثلاثة&lt;/i&gt;"));
  EXPECT_TRUE(contains(test.get(day + "?lang=en").body, "[edited]"));
}

TEST(Desk, DaysAreReadAsPeopleWriteThem) {
  TestDesk test;
  test.sign_in_as(Role::kOfficer);
  const struct {
    const char* said;
    const char* leads_to;  ///< empty: refused
  } cases[] = {
      {"2026-11-20", "/digest/2026-11-20"},
      {"2026/11/2", "/digest/2026-11-02"},
      {" 2026.1.9 ", "/digest/2026-01-09"},
      {"٢٠٢٦-١١-٢٠", "/digest/2026-11-20"},
      {"2126-11-20", "/"},  // a day to come: today's page
      {"2026-13-01", ""},
      {"20-11-2026", ""},
      {"2026-11", ""},
      {"اليوم", ""},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.said);
    const HttpResponse answer = test.get("/?day=" + percent_encode(c.said));
    EXPECT_EQ(answer.status, *c.leads_to ? 303 : 400);
    for (const auto& [name, value] : answer.headers) {
      if (name == "Location") {
        EXPECT_EQ(value, c.leads_to);
      }
    }
  }
}

TEST(Desk, AHeadlineLeftAsItWasIsNoEdit) {
  TestDesk test;
  test.sign_in_as(Role::kOfficer);
  const std::string day = "/digest/2026-11-23";
  const std::string form = test.get(day + "/edit").body;
  const std::string mark = "name=\"story-0\" value=\"";
  const size_t at = form.find(mark);
  ASSERT_NE(at, std::string::npos);
  const std::string story = form.substr(at + mark.size(), 32);
  EXPECT_EQ(test.submit(day + "/edit", {{"story-0", story},
                                        {"was-0", "حريق  في مصنع"},
                                        {"title-0", " حريق في مصنع"},
                                        {"revision", "0"}})
                .status,
            303);
  EXPECT_FALSE(contains(test.get(day).body, "[محرَّر]"));
}

TEST(Desk, TagsAreStoredWithWhoAndWhatWasSuggested) {
  TestDesk test;
  test.sign_in_as(Role::kAnalyst);
  const std::string page = test.get("/tag?queue=learning").body;
  const std::string mark = "name=\"item\" value=\"";
  const size_t at = page.find(mark);
  ASSERT_NE(at, std::string::npos) << page;
  const std::string id = page.substr(at + mark.size(), 32);
  EXPECT_TRUE(contains(page, "id=\"suggestion\""));
  EXPECT_EQ(test.submit("/tag", {{"item", id}, {"queue", "learning"}, {"action", "save"}}).status,
            400)
      << "nothing chosen";
  EXPECT_EQ(test.submit("/tag", {{"item", id},
                                 {"queue", "learning"},
                                 {"action", "save"},
                                 {"incident", "FIR"},
                                 {"incident", "nonsense"},
                                 {"topic", "environment_weather"},
                                 {"tone", "negative"},
                                 {"stance", "against"}})
                .status,
            303);
  auto reader = StoreReader::open(test.store());
  ASSERT_TRUE(reader.has_value());
  auto item = read_item(*reader, id);
  ASSERT_TRUE(item.has_value());
  ASSERT_EQ(item->tags.size(), 1U);
  EXPECT_EQ(item->tags[0].user, "nader");
  EXPECT_EQ(item->tags[0].purpose, "learning");
  EXPECT_EQ(item->tags[0].labels.incident, std::vector<std::string>{"FIR"});
  EXPECT_EQ(item->tags[0].suggested.topic, item->line.topic);
  EXPECT_EQ(item->tags[0].suggested_by, "test-1");
  EXPECT_TRUE(contains(test.get("/tag").body, "آخر عشرة"));
  EXPECT_TRUE(contains(test.get("/tag").body, "حريق وحوادث · بيئة وطقس · سلبي · معارض"))
      << "what the analyst chose, not what was suggested";
  EXPECT_EQ(test.submit("/tag/undo", {}).status, 303);
  item = read_item(*reader, id);
  EXPECT_EQ(item->tags[0].undone_by, "nader");
  EXPECT_EQ(test.submit("/tag/undo", {}).status, 404);
  EXPECT_FALSE(contains(test.get("/tag?queue=learning&hide=1").body, "id=\"suggestion\""));
}

TEST(Desk, AuditSampleHidesTheSuggestion) {
  TestDesk test;
  test.sign_in_as(Role::kAnalyst);
  EXPECT_EQ(test.submit("/tag/draw", {{"from", "2026-11-18"}, {"to", "2026-11-24"}, {"size", "20"}})
                .status,
            303);
  const std::string page = test.get("/tag?queue=audit&hide=0").body;
  EXPECT_TRUE(contains(page, "name=\"queue\" value=\"audit\"")) << page;
  EXPECT_FALSE(contains(page, "id=\"suggestion\""));
  EXPECT_FALSE(contains(page, "0.66"));
  const std::string exported = test.get("/tag/export").body;
  EXPECT_EQ(exported, "");
  EXPECT_EQ(logged(test, "export"), 1U);
}

TEST(Desk, ArchivedBytesAreNeverRendered) {
  TempFolder folder;
  auto archive = PageArchive::open(folder.path());
  ASSERT_TRUE(archive.has_value());
  const std::string page = "<!doctype html><script>alert(1)</script>\xE1\xF4";
  Exchange exchange;
  exchange.url = "https://manar.example/1";
  exchange.at = fixture_now();
  exchange.request_head = "GET /1 HTTP/1.1\r\n\r\n";
  exchange.response_head =
      "HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=windows-1256\r\n\r\n";
  exchange.payload = page;
  const auto ref = (*archive)->add(exchange);
  ASSERT_TRUE(ref.has_value());
  ASSERT_TRUE((*archive)->sync().has_value());
  DeskOptions options;
  options.archive = folder.path();
  TestDesk test(options);
  {
    FixedClock clock(fixture_now());
    auto writer = Writer::open(test.store(), clock);
    ASSERT_TRUE(writer.has_value());
    AnnotatedArticle item;
    item.article.item_id = content_id({"archived"});
    item.article.source_id = "manar";
    item.article.url = exchange.url;
    item.article.title = "مؤرشف";
    item.article.fetched = fixture_now();
    item.article.archive = *ref;
    const std::vector<StoreInput> batch = {item};
    ASSERT_TRUE(writer->commit(batch).has_value());
  }
  test.sign_in_as(Role::kOfficer);
  const std::string path = "/item/" + content_id({"archived"});
  EXPECT_TRUE(contains(test.get(path).body, "/archived?download=1"));
  const auto shown = test.get(path + "/archived");
  EXPECT_EQ(shown.status, 200);
  EXPECT_EQ(shown.body, page);
  EXPECT_EQ(header_of(shown, "content-type"), "text/plain; charset=windows-1256");
  EXPECT_EQ(header_of(shown, "x-content-type-options"), "nosniff");
  EXPECT_TRUE(header_of(shown, "content-security-policy").starts_with("sandbox;"));
  const auto saved = test.get(path + "/archived?download=1");
  EXPECT_EQ(header_of(saved, "content-type"), "application/octet-stream");
  EXPECT_TRUE(header_of(saved, "content-disposition").starts_with("attachment;"));
  EXPECT_EQ(logged(test, "archived bytes"), 2U);
  EXPECT_EQ(test.get("/item/" + hostile_item_id() + "/archived").status, 404);
}

TEST(Desk, SearchFiltersWithAndWithoutWords) {
  TestDesk test;
  test.sign_in_as(Role::kOfficer);
  const std::string posts = test.get("/search?kind=post").body;
  EXPECT_TRUE(contains(posts, "40 نتيجة")) << posts;
  EXPECT_FALSE(contains(posts, "k-news"));
  const std::string fires = test.get("/search?q=%D8%AD%D8%B1%D9%8A%D9%82&source=manar").body;
  EXPECT_TRUE(contains(fires, "<mark>حريق</mark>"));
  EXPECT_FALSE(contains(fires, "صدى البلقاء</bdi> ·"));
  EXPECT_TRUE(contains(test.get("/search?q=%D8%AD%D8%B1%D9%8A%D9%82&page=2").body, "rel=\"prev\""));
  EXPECT_GE(logged(test, "search"), 2U);
}

TEST(Desk, ApiSpeaksJson) {
  TestDesk test;
  EXPECT_EQ(test.get("/api/health").status, 200);
  EXPECT_FALSE(contains(test.get("/api/health").body, "items"));
  test.sign_in_as(Role::kLeadership);
  EXPECT_TRUE(contains(test.get("/api/health").body, "\"items\":217"))
      << test.get("/api/health").body;
  for (const char* path : {"/api/digest?date=2026-11-23",
                           "/api/report?from=2026-11-15&to=2026-11-24", "/api/ledger"}) {
    SCOPED_TRACE(path);
    if (std::string_view(path) == "/api/ledger") {
      EXPECT_EQ(test.get(path).body, "{\"error\":\"not for this role\"}\n");
      test.sign_in_as(Role::kOfficer);
    }
    const auto answer = test.get(path);
    EXPECT_EQ(answer.status, 200);
    EXPECT_TRUE(header_of(answer, "content-type").starts_with("application/json"));
    EXPECT_TRUE(answer.body.starts_with("{")) << answer.body.substr(0, 200);
  }
  EXPECT_EQ(test.get("/api/digest?date=x").status, 400);
  EXPECT_EQ(logged(test, "export"), 3U);
}

TEST(Desk, ServesSeveralThreadsAtOnce) {
  TestDesk test;
  test.sign_in_as(Role::kAnalyst);
  std::string cookie_header;
  for (const auto& [name, value] : test.cookies()) cookie_header += name + "=" + value + "; ";
  std::vector<std::thread> clients;
  std::atomic<int> right{0};
  for (int c = 0; c < 4; ++c) {
    clients.emplace_back([&, c] {
      for (int i = 0; i < 6; ++i) {
        HttpRequest request;
        request.method = "GET";
        request.path = request.target = std::array{"/", "/sources", "/tag", "/ledger"}[(c + i) % 4];
        request.headers = {{"host", "localhost"}, {"cookie", cookie_header}};
        right += test.desk().answer(request).status == 200 ? 1 : 0;
      }
    });
  }
  for (auto& client : clients) client.join();
  EXPECT_EQ(right, 24);
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
