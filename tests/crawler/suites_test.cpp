// Conformance with suites that nobody here wrote (../shared/suites), skipped when they are absent.
#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <map>
#include <sstream>

#include "base/file.h"
#include "base/utf8.h"
#include "crawler/charset.h"
#include "crawler/feed.h"
#include "crawler/robots.h"
#include "crawler/sanitize.h"
#include "crawler/url.h"
#include "crawler/url_host.h"
#include "records/json.h"
#include "tests/support/shared.h"

namespace rasd {
namespace {

TEST(Suites, WptUrlTestData) {
  const auto dir = shared_folder("suites", "wpt-url");
  if (!dir) GTEST_SKIP() << kNoShared;
  const auto bytes = read_file(*dir + "/wpt-url/tests/wpt/urltestdata.json");
  ASSERT_TRUE(bytes) << bytes.error().message;
  const auto cases = parse_json(*bytes);
  ASSERT_TRUE(cases) << cases.error().message;
  size_t right = 0;
  size_t total = 0;
  for (const auto& c : cases->GetArray()) {
    if (!c.IsObject()) continue;
    ++total;
    const auto input = get_string(c, "input");
    const auto base_text = get_string(c, "base");
    SCOPED_TRACE("input '" + std::string(input) + "' base '" + std::string(base_text) + "'");
    const auto base = parse_url(base_text);
    const bool has_base = c.HasMember("base") && c["base"].IsString();
    const auto url = has_base && !base
                         ? Result<Url>(fail(ErrorKind::kMalformed, "the base cannot be read"))
                         : parse_url(input, has_base ? &*base : nullptr);
    const std::string expected =
        get_bool(c, "failure") ? "failure" : std::string(get_string(c, "href"));
    const std::string got = url ? url->href() : "failure";
    EXPECT_EQ(got, expected);
    right += got == expected;
    if (!url) continue;
    EXPECT_EQ(url->path, get_string(c, "pathname"));
    EXPECT_EQ(url->authority(), get_string(c, "host"));
    EXPECT_EQ(parse_url(got).value().href(), got) << "reading twice must change nothing";
  }
  std::printf("wpt-url: %zu of %zu\n", right, total);
}

TEST(Suites, WptToAscii) {
  const auto dir = shared_folder("suites", "wpt-url");
  if (!dir) GTEST_SKIP() << kNoShared;
  const auto cases = parse_json(*read_file(*dir + "/wpt-url/tests/wpt/toascii.json"));
  ASSERT_TRUE(cases) << cases.error().message;
  size_t right = 0;
  size_t total = 0;
  for (const auto& c : cases->GetArray()) {
    if (!c.IsObject()) continue;
    const auto input = get_string(c, "input");
    const auto url = parse_url("https://" + std::string(input) + "/x");
    const std::string got = url ? url->authority() : "failure";
    const std::string expected = std::string(get_string(c, "output", "failure"));
    EXPECT_EQ(got, expected) << input;
    ++total;
    right += got == expected;
  }
  std::printf("toascii: %zu of %zu\n", right, total);
}

/// Why an answer of two other normalisers is not ours: they go further than is safe for an
/// identity, or read by other rules. Empty where the case applies.
const char* why_not(std::string_view input, std::string_view expected) {
  const auto url = parse_url(input);
  const auto wanted = parse_url(expected);
  if (!url) return "no address by the WHATWG's rules: nothing is guessed";
  if (!url->is_web()) return "no web address: left as it is";
  if (!wanted || wanted->href() != expected) return "the answer is not as the WHATWG writes it";
  if (url->host->find_first_not_of('.') == std::string::npos)
    return "a host of dots is no IPv4 address";
  if (url->path.find("//") != std::string::npos && wanted->path.find("//") == std::string::npos)
    return "two slashes may be two folders";
  if (input.find("%25") != std::string_view::npos || input.find("%%") != std::string_view::npos)
    return "escapes are decoded once";
  if (expected.find("%25") != std::string_view::npos)
    return "a lone per cent sign stays, as browsers send it";
  if (percent_decode(canonical_url(input)) == percent_decode(expected))
    return "reserved characters stay escaped (RFC 3986 2.2)";
  if (url->username != wanted->username || url->password != wanted->password)
    return "credentials name no article";
  if (wanted->fragment) return "fragments are dropped";
  if (wanted->query && wanted->query->empty()) return "an empty query is dropped";
  if (url->query) return "parameters are not sorted, and stay when they lack a name or value";
  bool bytes = false;
  bool letters = false;
  for (size_t at = 0; at < input.size();) {
    const char32_t c = next_code_point(input, at);
    bytes |= c >= 0x80 && c < 0x100;
    letters |= c >= 0x100;
  }
  return bytes && !letters ? "its input is UTF-8 written as Latin-1" : "";
}

void expect_canonical(std::string_view input, std::string_view expected, size_t& right,
                      std::map<std::string, size_t>& excluded) {
  const std::string once = canonical_url(input);
  EXPECT_EQ(canonical_url(std::string_view(once)), once);
  if (const std::string why = why_not(input, expected); !why.empty() && once != expected) {
    ++excluded[why];
    return;
  }
  EXPECT_EQ(once, expected) << input;
  right += once == expected;
}

TEST(Suites, UrlCanonAndCrawlerCommons) {
  const auto canon = shared_folder("suites", "urlcanon");
  const auto commons = shared_folder("suites", "crawler-commons");
  if (!canon || !commons) GTEST_SKIP() << kNoShared;
  size_t right = 0;
  std::map<std::string, size_t> excluded;
  const auto cases = parse_json(*read_file(*canon + "/urlcanon/testdata/semantic_precise.json"));
  ASSERT_TRUE(cases) << cases.error().message;
  for (const auto& c : cases->GetObject())
    if (c.value.IsString())
      expect_canonical(c.name.GetString(), c.value.GetString(), right, excluded);
  std::istringstream lines(*read_file(*commons + "/crawler-commons/src/test/resources/normalizer/"
                                                 "weirdToNormalizedUrls.csv"));
  for (std::string line; std::getline(lines, line);) {
    const size_t comma = line.rfind(',');
    if (line.empty() || line[0] == '#' || line[0] == '"' || comma == std::string::npos) continue;
    expect_canonical(trim(std::string_view(line).substr(0, comma)),
                     trim(std::string_view(line).substr(comma + 1)), right, excluded);
  }
  std::printf("canonical addresses: %zu right\n", right);
  for (const auto& [why, n] : excluded) std::printf("  %zu excluded: %s\n", n, why.c_str());
  EXPECT_GT(right, 100u);
}

/// The WHATWG index: "pointer<TAB>0xCODE<TAB>…", for the upper half.
TEST(Suites, WhatwgArabicTables) {
  const auto dir = shared_folder("suites", "whatwg-encoding");
  if (!dir) GTEST_SKIP() << kNoShared;
  for (const std::string name : {"windows-1256", "iso-8859-6"}) {
    SCOPED_TRACE(name);
    const auto index = read_file(*dir + "/whatwg-encoding/index-" + name + ".txt");
    ASSERT_TRUE(index) << index.error().message;
    std::array<std::string, 128> expected;
    expected.fill("\uFFFD");
    std::istringstream lines(*index);
    for (std::string line; std::getline(lines, line);) {
      if (line.empty() || line[0] == '#') continue;
      std::istringstream fields(line);
      size_t pointer = 0;
      std::string code;
      fields >> pointer >> code;
      expected.at(pointer).clear();
      append_utf8(expected.at(pointer), static_cast<char32_t>(std::stoul(code, nullptr, 16)));
    }
    for (unsigned i = 0; i < 128; ++i) {
      const char byte = static_cast<char>(0x80 + i);
      EXPECT_EQ(decode_as(std::string_view(&byte, 1), name).value(), expected[i]) << 0x80 + i;
    }
  }
}

/// A folder a language, a file an encoding. The same text is right, whatever the name.
TEST(Suites, Uchardet) {
  const auto dir = shared_folder("suites", "uchardet");
  if (!dir) GTEST_SKIP() << kNoShared;
  size_t right = 0;
  size_t all = 0;
  for (const auto& file :
       std::filesystem::recursive_directory_iterator(*dir + "/uchardet-0.0.7/test")) {
    const std::string label = file.path().stem().string();
    if (file.path().extension() != ".txt" || charset_of_label(label).empty()) continue;
    const auto bytes = read_file(file.path().string());
    ASSERT_TRUE(bytes) << bytes.error().message;
    const bool same = decode_page(*bytes, "").text == decode_as(*bytes, label).value();
    ++all;
    right += same;
    EXPECT_TRUE(same || file.path().parent_path().filename() != "ar") << file.path();
  }
  EXPECT_GE(right * 100, all * 94);
  std::printf("uchardet: %zu of %zu\n", right, all);
}

TEST(Suites, HostileTextsStayValid) {
  const auto tests = shared_folder("suites", "utf8tests");
  const auto strings = shared_folder("suites", "blns");
  if (!tests || !strings) GTEST_SKIP() << kNoShared;
  size_t read = 0;
  for (const std::string& folder : {*tests, *strings})
    for (const auto& file : std::filesystem::recursive_directory_iterator(folder)) {
      if (!file.is_regular_file()) continue;
      const auto bytes = read_file(file.path().string());
      ASSERT_TRUE(bytes);
      ++read;
      SCOPED_TRACE(file.path().string());
      EXPECT_TRUE(is_utf8(decode_page(*bytes, "text/html; charset=utf-8").text));
      const std::string safe = sanitize_html(to_valid_utf8(*bytes), nullptr);
      EXPECT_TRUE(is_utf8(safe));
      EXPECT_EQ(safe.find("<script"), std::string::npos);
      EXPECT_EQ(sanitize_html(safe, nullptr), safe) << "sanitising twice must change nothing";
      read_feed("<rss><channel><item><title>" + *bytes + "</title></item></channel></rss>", {});
      read_robots(*bytes).allows("rasd", *bytes);
    }
  EXPECT_GT(read, 2u);
}

/// Every feed of three suites: read or refused, never worse; what they must say is scored from
/// outside (`rasd inspect feed`), since their truth is written as Python.
TEST(Suites, EveryFeedEndsWell) {
  size_t good = 0;
  size_t all = 0;
  for (const char* name : {"feedparser", "gofeed", "feed-rs"}) {
    const auto dir = shared_folder("suites", name);
    if (!dir) GTEST_SKIP() << kNoShared;
    for (const auto& file : std::filesystem::recursive_directory_iterator(*dir)) {
      if (file.path().extension() != ".xml") continue;
      const auto bytes = read_file(file.path().string());
      ASSERT_TRUE(bytes);
      SCOPED_TRACE(file.path().string());
      ++all;
      FeedContext context;
      context.url = "http://127.0.0.1:8097/feed.xml";
      const auto feed = read_feed(*bytes, context);
      if (!feed) continue;
      ++good;
      for (const auto& entry : feed->entries) {
        EXPECT_TRUE(is_utf8(entry.title + entry.summary + entry.content + entry.link));
        EXPECT_EQ(sanitize_html(entry.content, nullptr), entry.content);
      }
    }
  }
  EXPECT_GE(good * 100, all * 98);
  std::printf("feeds read: %zu of %zu\n", good, all);
}

TEST(Suites, WhatwgLabels) {
  const auto dir = shared_folder("suites", "whatwg-encoding");
  if (!dir) GTEST_SKIP() << kNoShared;
  const auto json = parse_json(*read_file(*dir + "/whatwg-encoding/encodings.json"));
  ASSERT_TRUE(json);
  for (const auto& group : json->GetArray())
    for (const auto& encoding : group["encodings"].GetArray()) {
      const auto name = get_string(encoding, "name");
      // Never read by name: one exists to refuse attacks, the other has no text.
      if (name == "replacement" || name == "x-user-defined") continue;
      for (const auto& label : encoding["labels"].GetArray())
        EXPECT_EQ(charset_of_label(label.GetString()), name) << label.GetString();
    }
}

}  // namespace
}  // namespace rasd
