// Runs every fuzz target over its corpus and over changes of it, the same in every run: the
// ordinary test that keeps what the fuzzers found from coming back.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <random>
#include <vector>

#include "base/file.h"
#include "tests/fuzz/property.h"

using FuzzTarget = int(const uint8_t* data, size_t size);
extern "C" {
FuzzTarget fuzz_url, fuzz_robots, fuzz_feed, fuzz_sitemap, fuzz_html, fuzz_sanitize,
    fuzz_article_text, fuzz_date, fuzz_charset, fuzz_json, fuzz_lists, fuzz_tokenize, fuzz_query,
    fuzz_warc;
}

namespace rasd {
namespace {

namespace fs = std::filesystem;

struct Named {
  const char* name;  ///< of the folder in tests/fuzz/corpus
  FuzzTarget* run;
};
constexpr Named kTargets[] = {{"url", fuzz_url},           {"robots", fuzz_robots},
                              {"feed", fuzz_feed},         {"sitemap", fuzz_sitemap},
                              {"html", fuzz_html},         {"sanitize", fuzz_sanitize},
                              {"date", fuzz_date},         {"charset", fuzz_charset},
                              {"json", fuzz_json},         {"lists", fuzz_lists},
                              {"tokenize", fuzz_tokenize}, {"query", fuzz_query},
                              {"warc", fuzz_warc},         {"article_text", fuzz_article_text}};

constexpr size_t kChanges = 300;      // a target: all of them take a few seconds
constexpr size_t kLongest = 4 << 10;  // of a changed input, so that time goes by variety

const fs::path kCorpus = fs::path(RASD_SOURCE_DIR) / "tests/fuzz/corpus";

std::vector<std::string> seeds(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) files.push_back(entry.path());
  std::sort(files.begin(), files.end());  // the order of a folder is the file system's
  std::vector<std::string> out;
  for (const auto& file : files)
    if (auto bytes = read_file(file.string())) out.push_back(std::move(*bytes));
  return out;
}

/// Pieces that parsers stumble over.
constexpr std::string_view kPieces[] = {"<",
                                        ">",
                                        "&",
                                        "&#x110000;",
                                        "&#55296;",
                                        "\"",
                                        "'",
                                        "]]>",
                                        "<!--",
                                        "<![CDATA[",
                                        "\xD9",
                                        "\xED\xA0\x80",
                                        "\xFF\xFE",
                                        "\xE2\x80\xAE",
                                        "%",
                                        "%00",
                                        "9999999999999999999",
                                        "-1",
                                        "\n",
                                        "\r",
                                        "[[[[",
                                        "{\"a\":",
                                        "\\ud800",
                                        "\xEF\xB7\xBA",
                                        "\xCC\x81",
                                        "T24:60",
                                        "1e999",
                                        "OR",
                                        "*",
                                        "</",
                                        "<div>",
                                        "\xD9\x80",
                                        "\xE2\x80\x8D",
                                        std::string_view("\0", 1)};

class Changer {
 public:
  explicit Changer(const std::vector<std::string>& corpus) : corpus_(corpus) {}

  std::string next() {
    std::string text = corpus_[below(corpus_.size())];
    for (size_t times = 1 + below(4); times > 0; --times) change(text);
    text.resize(std::min(text.size(), kLongest));
    return text;
  }

 private:
  /// mt19937's sequence is the standard's own; its distributions are not.
  size_t below(size_t bound) { return bound == 0 ? 0 : random_() % bound; }

  void change(std::string& text) {
    const size_t at = below(text.size() + 1);
    switch (below(6)) {
      case 0:
        if (at < text.size()) text[at] = static_cast<char>(random_() & 0xFF);
        break;
      case 1:
        text.insert(at, kPieces[below(std::size(kPieces))]);
        break;
      case 2:
        text.erase(at, 1 + below(16));
        break;
      case 3:
        text.resize(at);
        break;
      case 4: {
        const std::string piece = text.substr(at, 1 + below(64));
        for (size_t times = 1 + below(8); times > 0; --times) text.insert(at, piece);
        break;
      }
      default: {
        const std::string& other = corpus_[below(corpus_.size())];
        text.insert(at, other.substr(below(other.size() + 1), 1 + below(128)));
      }
    }
  }

  const std::vector<std::string>& corpus_;
  std::mt19937 random_{20261124};
};

/// The bytes as a C string, to be put into a test or a file.
std::string as_literal(std::string_view bytes) {
  constexpr char kHex[] = "0123456789abcdef";
  std::string out;
  for (const char c : bytes.substr(0, 2000)) {
    const auto u = static_cast<unsigned char>(c);
    if (u >= 0x20 && u < 0x7F)
      out += c;
    else
      out += {'\\', 'x', kHex[u >> 4], kHex[u & 15]};
  }
  return out;
}

class Corpus : public testing::TestWithParam<Named> {
 protected:
  /// In memory of exactly its size, so that the address sanitizer sees what reads past it.
  static void try_on(const std::string& input) {
    const std::vector<uint8_t> exact(input.begin(), input.end());
    try {
      GetParam().run(exact.data(), exact.size());
    } catch (const std::exception& e) {
      ADD_FAILURE() << e.what() << "\nwith " << as_literal(input);
    }
  }
};

TEST_P(Corpus, SeedsKeepThePromises) {
  const auto corpus = seeds(kCorpus / GetParam().name);
  ASSERT_GE(corpus.size(), 3u) << "a target needs seeds";
  try_on("");
  for (const std::string& input : corpus) try_on(input);
}

TEST_P(Corpus, ChangedSeedsKeepThePromises) {
  const auto corpus = seeds(kCorpus / GetParam().name);
  ASSERT_FALSE(corpus.empty());
  Changer changer(corpus);
  for (size_t i = 0; i < kChanges && !HasFailure(); ++i) try_on(changer.next());
}

INSTANTIATE_TEST_SUITE_P(Fuzz, Corpus, testing::ValuesIn(kTargets),
                         [](const auto& target) { return std::string(target.param.name); });

TEST(FuzzTargets, AreAllInTheTable) {
  std::vector<std::string> listed, written;
  for (const Named& target : kTargets) listed.push_back("fuzz_" + std::string(target.name));
  for (const auto& entry : fs::directory_iterator(kCorpus.parent_path()))
    if (entry.path().filename().string().starts_with("fuzz_"))
      written.push_back(entry.path().stem().string());
  std::sort(listed.begin(), listed.end());
  std::sort(written.begin(), written.end());
  EXPECT_EQ(listed, written);
}

}  // namespace
}  // namespace rasd
