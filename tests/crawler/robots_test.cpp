#include "crawler/robots.h"

#include <gtest/gtest.h>

namespace rasd {
namespace {

struct RobotsCase {
  const char* clause;
  const char* file;
  const char* agent;
  const char* url;
  bool allowed;
};

TEST(Robots, FollowsTheClauses) {
  const RobotsCase cases[] = {
      {"2.2.1: no matching group and no '*': no rules apply", "User-agent: a\nDisallow: /", "rasd",
       "https://x.jo/p", true},
      {"2.2.1: case-insensitive matching of the product token", "User-Agent: RASD\nDisallow: /",
       "rasd", "https://x.jo/p", false},
      {"2.2.1: groups for one user agent MUST be combined",
       "User-agent: rasd\nDisallow: /a\nUser-agent: b\nDisallow: /\nUser-agent: rasd\nDisallow: /c",
       "Rasd/1.0 (+https://rasd.example)", "https://x.jo/c", false},
      {"2.2.1: its own group alone counts, not '*' beside it",
       "User-agent: *\nDisallow: /\nUser-agent: rasd\nDisallow: /a", "rasd", "https://x.jo/b",
       true},
      {"2.2.1: several user-agent lines start one group",
       "User-agent: a\nUser-agent: rasd\nDisallow: /", "rasd", "https://x.jo/", false},
      {"2.2.2: rules before any user-agent line are ignored",
       "Disallow: /\nUser-agent: *\nAllow: /", "rasd", "https://x.jo/", true},
      {"2.2.2: the most specific match found MUST be used",
       "User-agent: *\nAllow: /example/page/\nDisallow: /example/page/disallowed.gif", "rasd",
       "https://x.jo/example/page/disallowed.gif", false},
      {"2.2.2: equivalent allow and disallow: allow SHOULD be used",
       "User-agent: *\nDisallow: /a\nAllow: /a", "rasd", "https://x.jo/a", true},
      {"2.2.2: matching is case sensitive", "User-agent: *\nDisallow: /A", "rasd", "https://x.jo/a",
       true},
      {"2.2.2: octets outside ASCII are percent-encoded before comparison",
       "User-agent: *\nDisallow: /خبر", "rasd", "https://x.jo/%d8%ae%d8%a8%d8%b1/1", false},
      {"2.2.2: an empty path says nothing", "User-agent: *\nDisallow:", "rasd", "https://x.jo/a",
       true},
      {"2.2.3: '*' is 0 or more instances of any character", "User-agent: *\nDisallow: /*.gif",
       "rasd", "https://x.jo/a/b.gif?c", false},
      {"2.2.3: '$' designates the end of the match pattern", "User-agent: *\nDisallow: /*.gif$",
       "rasd", "https://x.jo/a/b.gif?c", true},
      {"2.2.3: '$' after repeated text", "User-agent: *\nDisallow: /*a$", "rasd",
       "https://x.jo/aba", false},
      {"2.2.3: '#' designates a comment", "User-agent: * # all\nDisallow: /a # x", "rasd",
       "https://x.jo/a", false},
      {"2.2: a query is part of what is matched", "User-agent: *\nDisallow: /s?q=", "rasd",
       "https://x.jo/s?q=1", false},
      {"line ends of every kind", "User-agent: *\r\rDisallow: /a\r\nAllow: /a/b\n", "rasd",
       "https://x.jo/a/b", true},
      {"a byte order mark, or what is left of it",
       "\xEF\xBB"
       "User-agent: *\nDisallow: /",
       "rasd", "https://x.jo/", false},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.clause);
    EXPECT_EQ(read_robots(c.file).allows(c.agent, c.url), c.allowed);
  }
}

TEST(Robots, ReadsDelaysAndSitemaps) {
  const RobotsFile file = read_robots(
      "Sitemap: https://x.jo/a.xml\nUser-agent: *\nCrawl-delay: 1.5\nsitemap: /b.xml\n"
      "User-agent: slow\nCrawl-delay: 10\nCrawl-delay: x\nSitemap: /b.xml");
  EXPECT_EQ(file.crawl_delay("rasd"), 1.5);
  EXPECT_EQ(file.crawl_delay("Slow/2"), 10.0);
  EXPECT_EQ(file.sitemaps(), (std::vector<std::string>{"https://x.jo/a.xml", "/b.xml"}));
  EXPECT_EQ(read_robots("").crawl_delay("rasd"), std::nullopt);
}

TEST(Robots, HostileFilesEndFast) {
  std::string many = "User-agent: *\n";
  for (int i = 0; i < 40'000; ++i) many += "Disallow: /*a*a*a*a*b\n";
  EXPECT_TRUE(read_robots(many).allows("rasd", "https://x.jo/" + std::string(2000, 'a')));
  // 2.5: the first 500 KiB are read, what follows is not.
  const std::string late =
      "User-agent: *\n" + std::string(size_t{500} << 10, '#') + "\nDisallow: /";
  EXPECT_TRUE(read_robots(late).allows("rasd", "https://x.jo/a"));
}

TEST(Robots, StatusDecidesWithoutAFile) {
  EXPECT_EQ(robots_answer(200), RobotsAnswer::kRead);
  EXPECT_EQ(robots_answer(404), RobotsAnswer::kAllowAll);
  EXPECT_EQ(robots_answer(403), RobotsAnswer::kAllowAll);
  EXPECT_EQ(robots_answer(503), RobotsAnswer::kForbidAll);
  EXPECT_EQ(robots_answer(0), RobotsAnswer::kForbidAll);
}

}  // namespace
}  // namespace rasd
