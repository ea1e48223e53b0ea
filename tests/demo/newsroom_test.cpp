#include "demo/newsroom.h"

#include <gtest/gtest.h>
#include <unicode/ucnv.h>

#include <map>
#include <set>

#include "base/file.h"
#include "base/html_escape.h"
#include "demo/feed_text.h"
#include "demo/folder_site.h"
#include "demo/markup.h"
#include "records/json.h"

namespace rasd {
namespace {

const Day kToday{std::chrono::year{2026}, std::chrono::November, std::chrono::day{24}};

const World& world() {
  static const World kWorld = make_world(3, kToday, 30);
  return kWorld;
}

std::string header_of(const HttpResponse& response, std::string_view name) {
  for (const auto& [key, value] : response.headers) {
    if (key == name) return value;
  }
  return {};
}

/// One site of the world without a socket.
class Site {
 public:
  explicit Site(std::string_view id, const Clock* clock = nullptr)
      : index_(world().outlet_index(id)),
        site_(world(), index_, clock, std::chrono::milliseconds(1)) {
    site_.set_base("http://127.0.0.1:1");
  }
  HttpResponse get(const std::string& target,
                   std::vector<std::pair<std::string, std::string>> headers = {}) {
    HttpRequest request;
    request.method = "GET";
    request.target = target;
    request.path = target.substr(0, target.find('?'));
    for (size_t at = target.find('?'); at != std::string::npos;) {
      const size_t end = target.find('&', at + 1);
      const std::string pair = target.substr(at + 1, end - at - 1);
      const size_t equals = pair.find('=');
      request.query.emplace_back(pair.substr(0, equals), pair.substr(equals + 1));
      at = end;
    }
    request.headers = std::move(headers);
    return site_.handle(request);
  }
  /// Its news, newest first.
  std::vector<const WorldItem*> items() const {
    std::vector<const WorldItem*> out;
    for (size_t i = world().items.size(); i-- > 0;) {
      const WorldItem& item = world().items[i];
      if (item.outlet == index_ && item.kind != ItemKind::kComment) out.push_back(&item);
    }
    return out;
  }

 private:
  size_t index_;
  OutletSite site_;
};

std::string from_windows_1256(const std::string& bytes) {
  UErrorCode status = U_ZERO_ERROR;
  std::string out(bytes.size() * 4 + 16, '\0');
  const int32_t n =
      ucnv_convert("UTF-8", "windows-1256", out.data(), static_cast<int32_t>(out.size()),
                   bytes.data(), static_cast<int32_t>(bytes.size()), &status);
  EXPECT_TRUE(U_SUCCESS(status));
  out.resize(static_cast<size_t>(n));
  return out;
}

TEST(Site, EveryArticleOfEveryOutletIsServedWithItsText) {
  for (const char* id : {"wakala", "sada-nuran", "rawabi", "mizan", "kawkab-baydar", "fanar",
                         "safha", "sarmad-times", "nuran-herald", "amn-aam", "diwan"}) {
    SCOPED_TRACE(id);
    Site site(id);
    ASSERT_FALSE(site.items().empty());
    for (const WorldItem* item : site.items()) {
      const HttpResponse page = site.get(item->path);
      ASSERT_EQ(page.status, 200) << item->path;
      for (const std::string& p : item->paragraphs) {
        ASSERT_NE(page.body.find(escape_html(p)), std::string::npos) << item->path;
      }
    }
  }
}

TEST(Site, AnswersConditionalRequests) {
  Site site("wakala");
  const HttpResponse whole = site.get("/atom.xml");
  ASSERT_EQ(whole.status, 200);
  const std::string etag = header_of(whole, "ETag");
  const std::string modified = header_of(whole, "Last-Modified");
  ASSERT_FALSE(etag.empty());
  const struct {
    const char* name;
    std::vector<std::pair<std::string, std::string>> headers;
    int status;
  } cases[] = {
      {"no condition", {}, 200},
      {"same tag", {{"if-none-match", etag}}, 304},
      {"same tag among others", {{"if-none-match", "\"x\", " + etag}}, 304},
      {"another tag", {{"if-none-match", "\"x\""}}, 200},
      {"same date", {{"if-modified-since", modified}}, 304},
      {"another tag wins over the date",
       {{"if-none-match", "\"x\""}, {"if-modified-since", modified}},
       200},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    const HttpResponse response = site.get("/atom.xml", c.headers);
    EXPECT_EQ(response.status, c.status);
    EXPECT_EQ(response.body.empty(), c.status == 304);
  }
  const HttpResponse packed = site.get("/atom.xml", {{"accept-encoding", "gzip, br"}});
  EXPECT_EQ(header_of(packed, "Content-Encoding"), "gzip");
  EXPECT_EQ(*gunzip(packed.body, 10 << 20), whole.body);
}

TEST(Site, Windows1256SurvivesTheRoundTrip) {
  Site site("watad");
  const HttpResponse feed = site.get("/rss.xml");
  EXPECT_NE(header_of(feed, "Content-Type").find("windows-1256"), std::string::npos);
  const std::string text = from_windows_1256(feed.body);
  for (const WorldItem* item : site.items()) {
    SCOPED_TRACE(item->path);
    EXPECT_NE(text.find(escape_html(item->title)), std::string::npos);
    const HttpResponse page = site.get(item->path);
    ASSERT_EQ(page.status, 200);
    const std::string html = from_windows_1256(page.body);
    for (const std::string& p : item->paragraphs) {
      EXPECT_NE(html.find(escape_html(p)), std::string::npos) << p;
    }
  }
}

TEST(Site, RedirectsShortLinks) {
  Site site("sada-nuran");
  const WorldItem& newest = *site.items().front();
  EXPECT_NE(site.get("/rss.xml").body.find("/s/" + newest.id), std::string::npos);
  const HttpResponse response = site.get("/s/" + newest.id);
  EXPECT_EQ(response.status, 301);
  EXPECT_EQ(header_of(response, "Location"), newest.path);
  EXPECT_EQ(site.get("/s/none").status, 404);
}

TEST(Site, FaultsAreAsDeclared) {
  Site forbidden("balad-plus");
  const WorldItem& item = *forbidden.items().front();
  EXPECT_EQ(forbidden.get(item.path).status, 403);
  const std::string feed = forbidden.get("/rss.xml").body;
  for (const std::string& p : item.paragraphs) {
    EXPECT_NE(feed.find("<p>" + escape_html(p) + "</p>"), std::string::npos);
  }
  Site failing("minbar-jisr");
  EXPECT_EQ(failing.get("/robots.txt").status, 200);
  EXPECT_EQ(failing.get("/rss.xml").status, 500);
  EXPECT_EQ(failing.get("/rss.xml").status, 500);
  EXPECT_EQ(failing.get("/rss.xml").status, 503);
  Site silent("fanar");
  for (const WorldItem* i : silent.items()) {
    EXPECT_LT(days_between(world().first, world_day(i->published)), 25);
  }
}

TEST(Site, RobotsAreEachOutletsOwn) {
  EXPECT_NE(Site("kawkab-baydar").get("/robots.txt").body.find("Crawl-delay: 0.05"),
            std::string::npos);
  EXPECT_EQ(Site("wakala").get("/robots.txt").body.find("Crawl-delay"), std::string::npos);
  EXPECT_NE(Site("mizan").get("/robots.txt").body.find("Sitemap: "), std::string::npos);
}

TEST(Site, ListsOnlyWhatIsOut) {
  const WorldItem& third = *Site("wakala").items()[2];
  const FixedClock clock(third.published);
  Site site("wakala", &clock);
  const std::string feed = site.get("/atom.xml").body;
  EXPECT_NE(feed.find(">" + std::string("tag:wakala,2026:") + third.id), std::string::npos);
  EXPECT_EQ(feed.find(Site("wakala").items()[1]->id), std::string::npos);
  EXPECT_EQ(site.get(Site("wakala").items()[0]->path).status, 404);
}

TEST(Site, TheSitemapIsAGzipFile) {
  Site site("mizan");
  const HttpResponse response = site.get("/sitemap-news.xml.gz", {{"accept-encoding", "gzip"}});
  EXPECT_TRUE(header_of(response, "Content-Encoding").empty());
  const auto xml = gunzip(response.body, 10 << 20);
  ASSERT_TRUE(xml);
  for (const WorldItem* item : site.items()) {
    EXPECT_NE(xml->find(item->path + "</loc>"), std::string::npos);
  }
}

TEST(Site, TheTimelineIsPagedAsMastodonDoes) {
  Site site("diwan");
  std::set<std::string> seen;
  std::string target = "/api/v1/timelines/public?limit=40";
  for (int page = 0; page < 100; ++page) {
    const HttpResponse response = site.get(target);
    ASSERT_EQ(response.status, 200);
    const auto json = parse_json(response.body);
    ASSERT_TRUE(json);
    if (json->Size() == 0) break;
    EXPECT_LE(json->Size(), 40u);
    for (const auto& status : json->GetArray()) {
      EXPECT_TRUE(seen.insert(std::string(get_string(status, "id"))).second);
      EXPECT_TRUE(get_string(status, "content").starts_with("<p>"));
    }
    const std::string link = header_of(response, "Link");
    const size_t from = link.find("/api/");
    target = link.substr(from, link.find('>') - from);
  }
  EXPECT_EQ(seen.size(), site.items().size());
  const std::string newest(status_id(*site.items()[0]));
  const std::string tenth(status_id(*site.items()[10]));
  EXPECT_EQ(site.get("/api/v1/timelines/public?since_id=" + newest).body, "[]");
  const auto since = parse_json(site.get("/api/v1/timelines/public?since_id=" + tenth).body);
  EXPECT_EQ(since->Size(), 10u);
  const auto after = parse_json(site.get("/api/v1/timelines/public?limit=3&min_id=" + tenth).body);
  ASSERT_EQ(after->Size(), 3u);
  EXPECT_EQ(get_string((*after)[2], "id"), status_id(*site.items()[9]));
}

TEST(Site, CommentsHaveAFeedOfTheirOwn) {
  Site site("safha");
  size_t comments = 0;
  for (const WorldItem& item : world().items) {
    if (item.kind != ItemKind::kComment) continue;
    ++comments;
    const WorldItem& article = world().items[static_cast<size_t>(item.parent)];
    const HttpResponse feed = site.get(article.path + "feed/");
    ASSERT_EQ(feed.status, 200);
    EXPECT_NE(feed.body.find(escape_html(item.paragraphs[0])), std::string::npos);
    EXPECT_NE(site.get("/feed/").body.find(article.path + "feed/</wfw:commentRss>"),
              std::string::npos);
  }
  EXPECT_GT(comments, 20u);
}

TEST(Newsroom, ServesEveryOutletOnAPortOfItsOwn) {
  auto newsroom = Newsroom::open(make_world(3, kToday, 20), {});
  ASSERT_TRUE(newsroom) << newsroom.error().message;
  const std::vector<Source> sources = newsroom_sources(**newsroom, "/tmp/observations.csv");
  ASSERT_EQ(sources.size(), 15u);
  std::set<std::string> sites;
  for (const Source& source : sources) {
    SCOPED_TRACE(source.id);
    EXPECT_TRUE(source.local);
    EXPECT_EQ(source.official, source.kind == ItemKind::kStatement);
    if (source.connector == Connector::kObservations) continue;
    EXPECT_TRUE(source.url.starts_with("http://127.0.0.1:"));
    EXPECT_TRUE(sites.insert(source.site).second);
  }
}

TEST(FolderSite, ServesPagesAndTheirLists) {
  std::vector<FolderPage> pages;
  for (int i = 0; i < 50; ++i) {
    pages.push_back({"/a/" + std::to_string(i) + ".html", "<p>" + std::string(5000, 'x') + "</p>",
                     "Title & " + std::to_string(i),
                     Instant{std::chrono::seconds(1700000000 + i)}});
  }
  auto site = FolderSite::open(pages);
  ASSERT_TRUE(site) << site.error().message;
  const auto get = [&](const std::string& path, const std::string& encoding) {
    HttpRequest request;
    request.method = "GET";
    request.target = request.path = path;
    if (!encoding.empty()) request.headers = {{"accept-encoding", encoding}};
    return (*site)->handle(request);
  };
  const HttpResponse page = get("/a/7.html", "gzip");
  EXPECT_EQ(header_of(page, "Content-Encoding"), "gzip");
  EXPECT_EQ(*gunzip(page.body, 10000), pages[7].html);
  EXPECT_EQ(get("/a/7.html", "").body, pages[7].html);
  const std::string rss = get("/rss.xml", "").body;
  const std::string map = get("/sitemap.xml", "").body;
  for (const FolderPage& p : pages) {
    EXPECT_NE(rss.find("<link>" + (*site)->base() + p.path + "</link>"), std::string::npos);
    EXPECT_NE(map.find("<loc>" + (*site)->base() + p.path + "</loc>"), std::string::npos);
  }
  EXPECT_NE(rss.find("Title &amp; 3<"), std::string::npos);
  EXPECT_EQ(get("/b", "").status, 404);
}

}  // namespace
}  // namespace rasd
