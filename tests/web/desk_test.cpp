#include "web/desk.h"

#include <gtest/gtest.h>

#include <array>
#include <atomic>
#include <thread>

#include "base/id.h"
#include "crawler/page_archive.h"
#include "store/writer.h"
#include "tests/support/temp_folder.h"
#include "tests/web/desk_fixture.h"

namespace rasd {
namespace {

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
    EXPECT_FALSE(contains(page.body, "\u2066isolate"));
    EXPECT_FALSE(contains(page.body, "</script><script")) << "nothing of theirs ends an island";
    EXPECT_FALSE(contains(page.body, "<img src=x"));
  }
  const auto item = test.get("/item/" + id);
  EXPECT_TRUE(contains(item.body, "&lt;script&gt;alert(1)&lt;/script&gt;"));
  EXPECT_TRUE(contains(item.body, "&lt;/p&gt;&lt;img src=x onerror=alert(2)&gt;"));
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

}  // namespace
}  // namespace rasd
