#include "crawler/article_text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <sstream>

#include "base/file.h"
#include "crawler/page.h"
#include "records/json.h"
#include "tests/support/shared.h"

namespace rasd {
namespace {

/// The moment when all pages of tests/data/pages were "fetched".
const char* const kFetched = "2026-11-24T21:00:00Z";

std::vector<std::string> fixtures() {
  std::vector<std::string> names;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(RASD_SOURCE_DIR) + "/tests/data/pages"))
    if (entry.path().extension() == ".html") names.push_back(entry.path().stem().string());
  std::sort(names.begin(), names.end());
  return names;
}

std::string lines(const rapidjson::Value& list) {
  std::string all;
  for (const auto& line : list.GetArray()) {
    if (!all.empty()) all += '\n';
    all += std::string(line.GetString(), line.GetStringLength());
  }
  return all;
}

// Each fixture names what is expected beside it: NAME.html, NAME.json.
TEST(ArticleText, ReadsArabicLayouts) {
  const auto names = fixtures();
  ASSERT_GE(names.size(), 50u);
  for (const std::string& name : names) {
    SCOPED_TRACE(name);
    const std::string base = std::string(RASD_SOURCE_DIR) + "/tests/data/pages/" + name;
    const auto html = read_file(base + ".html");
    const auto json = read_file(base + ".json");
    ASSERT_TRUE(html && json);
    const auto expected = parse_json(*json);
    ASSERT_TRUE(expected);
    PageContext context;
    context.url = get_string(*expected, "url");
    context.fetched = *parse_rfc3339(kFetched);
    context.links = context.comments = true;
    const ExtractedPage page = read_page(*html, context);

    const std::map<std::string, std::string> fields = {
        {"title", page.title},
        {"byline", page.byline},
        {"section", page.section},
        {"site_name", page.site_name},
        {"language", page.language},
        {"canonical", page.canonical},
        {"image", page.image},
        {"charset", page.charset},
        {"kind", std::string(rasd::name(page.kind))},
        {"published", page.published ? to_string(*page.published) : ""},
        {"updated", page.updated ? to_string(*page.updated) : ""}};
    for (const auto& [field, value] : fields) {
      SCOPED_TRACE(field);
      if (!expected->HasMember(field.c_str())) continue;
      EXPECT_EQ(value, get_string(*expected, field.c_str()));
    }
    if (expected->HasMember("text")) {
      // A line break inside a paragraph (<br>) and one between paragraphs look alike.
      std::string text = page.text;
      EXPECT_EQ(text, lines((*expected)["text"]));
    }
    if (expected->HasMember("links")) {
      std::map<std::string, std::string> found;
      for (const PageLink& link : page.links) found[link.url] = link.text;
      for (const auto& link : (*expected)["links"].GetArray())
        EXPECT_EQ(found[link[0].GetString()], link[1].GetString());
    }
    if (expected->HasMember("comments")) {
      const auto& wanted = (*expected)["comments"];
      ASSERT_EQ(page.comments.size(), wanted.Size());
      for (unsigned i = 0; i < wanted.Size(); ++i) {
        EXPECT_EQ(page.comments[i].id, get_string(wanted[i], "id"));
        EXPECT_EQ(page.comments[i].author, get_string(wanted[i], "author"));
        EXPECT_EQ(page.comments[i].text, get_string(wanted[i], "text"));
        ASSERT_TRUE(page.comments[i].published);
        EXPECT_EQ(to_string(*page.comments[i].published), get_string(wanted[i], "published"));
      }
    }
  }
}

/// The measure of the public article-extraction benchmark: 4-grams of words with their counts.
std::map<std::string, int> shingles(const std::string& text) {
  std::vector<std::string> words;
  std::string word;
  for (const char c : text + " ") {
    const auto u = static_cast<unsigned char>(c);
    if (std::isalnum(u) || c == '_' || u >= 0x80)
      word += c;
    else if (!word.empty())
      words.push_back(std::exchange(word, {}));
  }
  std::map<std::string, int> out;
  for (size_t i = 0; i + 4 <= words.size(); ++i)
    ++out[words[i] + ' ' + words[i + 1] + ' ' + words[i + 2] + ' ' + words[i + 3]];
  return out;
}

// Words are cut at ASCII marks only, so the figure differs a little from the benchmark's own.
TEST(ArticleText, HoldsItsScoreOnThePublicBenchmark) {
  const auto folder = shared_folder("suites", "aeb");
  if (!folder) GTEST_SKIP() << kNoShared;
  std::string root;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(*folder))
    if (entry.path().filename() == "ground-truth.json") root = entry.path().parent_path().string();
  const auto json = read_file(root + "/ground-truth.json");
  ASSERT_TRUE(json);
  const auto truth = parse_json(*json, size_t{64} << 20);
  ASSERT_TRUE(truth);
  double precision = 0, recall = 0;
  int pages = 0;
  for (const auto& item : truth->GetObject()) {
    auto html = read_file_or_gzip(root + "/html/" + item.name.GetString() + ".html");
    if (!html) html = read_file_or_gzip(root + "/html/" + item.name.GetString() + ".html.gz");
    if (!html) continue;
    PageContext context;
    context.url = get_string(item.value, "url");
    const auto found = shingles(read_page(*html, context).text);
    const auto wanted = shingles(std::string(get_string(item.value, "articleBody")));
    double both = 0, all_found = 0, all_wanted = 0;
    for (const auto& [gram, n] : found) {
      all_found += n;
      if (const auto w = wanted.find(gram); w != wanted.end()) both += std::min(n, w->second);
    }
    for (const auto& [gram, n] : wanted) all_wanted += n;
    precision += all_found > 0 ? both / all_found : 0;
    recall += all_wanted > 0 ? both / all_wanted : 1;
    ++pages;
  }
  ASSERT_GT(pages, 150);
  precision /= pages;
  recall /= pages;
  const double f1 = 2 * precision * recall / (precision + recall);
  RecordProperty("f1", std::to_string(f1));
  printf("aeb: n %d F1 %.4f P %.4f R %.4f\n", pages, f1, precision, recall);
  EXPECT_GE(f1, 0.97);
}

TEST(ArticleText, HopelessPagesHaveNoText) {
  for (const char* html : {"", " ", "<html></html>", "<script>var x</script>", "\xff\xff\xff",
                           "<nav><a href=a>Home</a><a href=b>News</a></nav>"}) {
    SCOPED_TRACE(html);
    const ExtractedPage page = read_page(html, {});
    EXPECT_EQ(page.text, "");
    EXPECT_EQ(page.kind, PageKind::kOther);
  }
}

}  // namespace
}  // namespace rasd
