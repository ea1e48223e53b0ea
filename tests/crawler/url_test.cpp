#include "crawler/url.h"

#include <gtest/gtest.h>

namespace rasd {
namespace {

struct ParseCase {
  const char* name;
  const char* input;
  const char* base;  ///< empty: none
  const char* href;  ///< empty: must fail
};

TEST(Url, ReadsAsBrowsersDo) {
  const ParseCase cases[] = {
      {"plain", "http://example.com/a?b#c", "", "http://example.com/a?b#c"},
      {"host and default port", "HTTPS://Example.COM:443/", "", "https://example.com/"},
      {"relative", "../c?d", "http://h/a/b/x", "http://h/a/c?d"},
      {"scheme-relative", "//other/x", "https://h/", "https://other/x"},
      {"query alone", "?q", "http://h/a?b", "http://h/a?q"},
      {"fragment alone", "#f", "http://h/a?b", "http://h/a?b#f"},
      {"spaces and newlines", "  http://h/a\n b ", "", "http://h/a%20b"},
      {"backslashes", "http:\\\\h\\a", "", "http://h/a"},
      {"Arabic path", "http://h/خبر", "", "http://h/%D8%AE%D8%A8%D8%B1"},
      {"Arabic host", "http://موقع.وزارة-الاتصالات.مصر/", "",
       "http://xn--4gbrim.xn----ymcbaaajlc6dj7bxne2c.xn--wgbh1c/"},
      {"capital sharp s", "http://STRAẞE.example/", "", "http://xn--strae-oqa.example/"},
      {"a format control in a host", "http://look\u180Eout.example/", "", "http://lookout.example/"},
      {"octal address", "http://0177.1/", "", "http://127.0.0.1/"},
      {"IPv6", "http://[1:0::0:2]:80/", "", "http://[1::2]/"},
      {"dots", "http://h/a/./b/%2e%2E/c", "", "http://h/a/c"},
      {"no base", "a/b", "", ""},
      {"port too high", "http://h:65536/", "", ""},
      {"bad host", "http://a b/", "", ""},
      {"opaque", "mailto:a@b?c", "", "mailto:a@b?c"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    const auto base = parse_url(c.base);
    const auto url = parse_url(c.input, base ? &*base : nullptr);
    EXPECT_EQ(url ? url->href() : "", c.href);
    if (!url) continue;
    EXPECT_EQ(canonical_url(canonical_url(*url)), canonical_url(*url));
  }
}

TEST(Url, RefusesWhatIsTooLong) {
  EXPECT_FALSE(parse_url("http://h/" + std::string(kMaxUrlBytes, 'a')));
}

TEST(Url, CanonicalFormsAreOne) {
  const struct {
    const char* name;
    const char* input;
    const char* expected;
  } cases[] = {
      {"tracking", "https://x.jo/a?utm_source=t&id=5&fbclid=Z#top", "https://x.jo/a?id=5"},
      {"only tracking", "https://x.jo/a?utm_medium=x", "https://x.jo/a"},
      {"empty query", "https://x.jo/a?", "https://x.jo/a"},
      {"order is kept", "https://x.jo/?b=1&a=2", "https://x.jo/?b=1&a=2"},
      {"AMP path", "https://x.jo/news/5/amp/", "https://x.jo/news/5/"},
      {"AMP path, no slash", "https://x.jo/news/5/amp", "https://x.jo/news/5"},
      {"a section named amp", "https://x.jo/amp", "https://x.jo/amp"},
      {"AMP host", "https://amp.x.jo/a", "https://x.jo/a"},
      {"mobile host", "https://m.x.jo/a", "https://x.jo/a"},
      {"a domain of one letter", "https://m.jo/a", "https://m.jo/a"},
      {"AMP query", "https://x.jo/a?outputType=amp&p=1", "https://x.jo/a?p=1"},
      {"an index page is left alone", "https://x.jo/s/index.html", "https://x.jo/s/index.html"},
      {"all of it twice", "https://m.amp.x.jo../s/amp/amp?&&amp=1#a", "https://x.jo/s"},
      {"a domain of one letter under a registry", "https://m.com.jo/a", "https://m.com.jo/a"},
      {"mobile", "https://mobile.x.com.jo/a", "https://x.com.jo/a"},
      {"Arabic in small hex", "https://x.jo/%d8%ae?q=%d8%ae", "https://x.jo/%D8%AE?q=%D8%AE"},
      {"needless escapes", "https://x.jo/%66oo%2Dbar?%61=%7E", "https://x.jo/foo-bar?a=~"},
      {"reserved stays escaped", "https://x.jo/a%2fb%3F?c=%26%2B",
       "https://x.jo/a%2Fb%3F?c=%26%2B"},
      {"an escape of an escape", "https://x.jo/%%36%31%2561", "https://x.jo/%%361%2561"},
      {"half an escape", "https://x.jo/100%?p=%2", "https://x.jo/100%?p=%2"},
      {"an escaped tracking parameter", "https://x.jo/?%75tm_source=x&id=1", "https://x.jo/?id=1"},
      {"session", "https://x.jo/a;jsessionid=1F?PHPSESSID=2&p=3", "https://x.jo/a?p=3"},
      {"clicks and shares",
       "https://x.jo/a?gclid=1&gad_source=1&igsh=x&ref_src=twsrc&msclkid=2&mc_cid=3&at_medium=RSS",
       "https://x.jo/a"},
      {"parameters that may name the article", "https://x.jo/?ref=5&source=a&s=1&amp=no",
       "https://x.jo/?ref=5&source=a&s=1&amp=no"},
      {"dots behind a number", "http://0x7f../a", "http://0.0.0.127/a"},
      {"credentials", "https://u:p@x.jo/a", "https://x.jo/a"},
      {"not an address", "abc", "abc"},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.name);
    EXPECT_EQ(canonical_url(std::string_view(c.input)), c.expected);
  }
}

TEST(Url, KnowsOneOwnersSite) {
  const struct {
    const char* a;
    const char* b;
    bool same;
  } cases[] = {
      {"https://www.alrai.com/", "https://m.alrai.com/x", true},
      {"https://www.royanews.tv/", "https://en.royanews.tv/", true},
      {"https://a.gov.jo/", "https://b.gov.jo/", false},
      {"https://x.a.gov.jo/", "https://a.gov.jo/", true},
      {"https://a.blogspot.com/", "https://b.blogspot.com/", false},
      {"http://127.0.0.1/", "http://127.0.0.2/", false},
      {"mailto:a@b", "mailto:a@b", false},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(std::string(c.a) + " " + c.b);
    EXPECT_EQ(same_site(*parse_url(c.a), *parse_url(c.b)), c.same);
  }
}

}  // namespace
}  // namespace rasd
