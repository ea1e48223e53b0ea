#include <gtest/gtest.h>

#include "base/file.h"
#include "tests/cli/run_rasd.h"
#include "tests/crawler/small_site.h"
#include "tests/support/temp_folder.h"

// Adding, trying and exchanging sources from outside, over a site on loopback.
namespace rasd {
namespace {

struct SourceCommandTest : testing::Test {
  TempFolder folder;
  Site site;

  void SetUp() override {
    ASSERT_TRUE(make_folder(folder / "config/sources"));
    ASSERT_TRUE(
        write_file(folder / "config/rasd.toml", "[sources]\nfiles = [\"sources/a.toml\"]\n"));
    ASSERT_TRUE(write_file(folder / "config/sources/a.toml", "# ours\n"));
    site.put("/feed/", rss_of(site, 1, 3));
    site.put("/robots.txt", "User-agent: *\nDisallow: /private\nCrawl-delay: 3\nSitemap: " +
                                site.url("/sitemap.xml") + "\n");
    site.put("/sitemap.xml", "<urlset><url><loc>" + site.url("/a/1") + "</loc></url></urlset>");
    site.put("/",
             "<html><head><link rel='alternate' type='application/rss+xml' href='/feed/'>"
             "</head><body></body></html>");
    site.put("/private/feed", rss_of(site, 1, 3));
    list_of(site, 1, 6);
  }
  std::string sources() { return *read_file(folder / "config/sources/a.toml"); }
  void expect(const std::string& arguments, int code, const std::string& says) {
    SCOPED_TRACE(arguments);
    const Ran ran = run(arguments, folder.path());
    EXPECT_EQ(ran.code, code) << ran.output;
    EXPECT_NE(ran.output.find(says), std::string::npos) << ran.output;
  }
};

TEST_F(SourceCommandTest, AddFindsWritesAndNeverTwice) {
  expect("source add nonsense", 2, "http://");
  expect("source add " + site.url("/"), 1, "");  // loopback without --local
  expect("source add --local --dry-run " + site.url("/"), 0, "[[source]]");
  EXPECT_EQ(sources(), "# ours\n");
  expect("source add --local --id paper " + site.url("/"), 0, "named by the page");
  EXPECT_TRUE(sources().starts_with("# ours\n"));
  EXPECT_NE(sources().find("url = \"" + site.url("/feed/") + "\""), std::string::npos);
  expect("source list", 0, "paper");
  expect("source add --local " + site.url("/"), 2, "watches it already");
  expect("source add --local --id news " + site.url("/news"), 0, "wrote source \"news\"");
  expect("source add --local " + site.url("/private/feed"), 1, "robots.txt");
  expect("source add --local " + site.url("/nowhere"), 1, "404");
}

TEST_F(SourceCommandTest, TestSaysWhatWouldBeTakenIn) {
  ASSERT_EQ(run("source add --local --id paper " + site.url("/"), folder.path()).code, 0);
  expect("source test paper", 0, "entries  3");
  expect("source test paper", 0, "Crawl-delay 3 s");
  expect("--json source test paper", 0, "\"robots\":\"allowed\"");
  expect("source test --local " + site.url("/news"), 0, "taken whole");
  expect("--json source test --local " + site.url("/news"), 0, "\"shape\":\"/{date}/{slug}\"");
  expect("source test nobody", 2, "no source has the id");
  expect("source test --local " + site.url("/private/feed"), 1, "robots.txt");
  expect("source test --local " + site.url("/a"), 1, "404");
  EXPECT_FALSE(read_file(folder / "data/rasd.db")) << "nothing is stored";
}

TEST_F(SourceCommandTest, OpmlGoesInAndOut) {
  ASSERT_TRUE(
      write_file(folder / "in.opml",
                 "<opml version='2.0'><body><outline text='صحف'>"
                 "<outline text='الغد &quot;]\\' xmlUrl='https://ghad.example/feed'/>"
                 "<outline text='same' xmlUrl='https://ghad.example/feed'/>"
                 "<outline text='local' xmlUrl='file:///etc/passwd'/></outline></body></opml>"));
  expect("source import --dry-run in.opml", 3, "[[source]]");
  EXPECT_EQ(sources(), "# ours\n");
  expect("source import in.opml", 3, "1 sources added, 1 known, 1 left out");
  expect("source list", 0, "ghad");
  EXPECT_NE(sources().find("tags = [\"صحف\"]"), std::string::npos) << sources();
  expect("--json source import in.opml", 3, "\"added\":0");
  expect("source export", 0, "<outline text=\"صحف\">");
  expect("source export out.opml", 0, "");
  expect("--json source import out.opml", 0, "\"known\":1");
  expect("source import config/rasd.toml", 1, "not an OPML");
}

}  // namespace
}  // namespace rasd
