#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <regex>
#include <set>
#include <sstream>
#include <string>

#include "base/file.h"

// The house's rule: which folder may include which. A new folder gets its line here.
namespace rasd {
namespace {

namespace fs = std::filesystem;

const std::map<std::string, std::set<std::string>> kMayInclude = {
    {"base", {}},
    {"records", {"base"}},
    {"crawler", {"base", "records"}},
    {"nlp", {"base", "records"}},
    {"measure", {"base", "records"}},
    {"store", {"base", "records"}},
    {"reports", {"base", "records", "crawler", "nlp", "measure", "store"}},
    {"web", {"base", "records", "crawler", "nlp", "measure", "store", "reports"}},
    {"demo", {"base", "records", "web"}},
    {"pipeline",
     {"base", "records", "crawler", "nlp", "measure", "store", "reports", "web", "demo"}},
    {"cli",
     {"base", "records", "crawler", "nlp", "measure", "store", "reports", "web", "demo",
      "pipeline"}},
};

/// Libraries that one place owns, so that they can be changed there: header -> files that may.
const std::map<std::string, std::set<std::string>> kOwners = {
    {"toml\\+\\+/", {"base/settings.cpp"}},
    {"zmq\\.h", {"pipeline/link.cpp"}},
    {"CLI/", {"cli/main.cpp"}},
    {"boost/beast", {"web/http_server.cpp"}},
    {"sqlite3\\.h", {"store/", "crawler/"}},
    {"curl/", {"crawler/"}},
    {"libxml/", {"crawler/"}},
    {"fasttext/", {"nlp/", "cli/"}},
};

template <typename Visit>
void for_each_include(const Visit& visit) {
  static const std::regex kInclude("^\\s*#\\s*include\\s*[<\"]([^>\"]+)[>\"]");
  for (const auto& [folder, allowed] : kMayInclude) {
    const fs::path root = fs::path(RASD_SOURCE_DIR) / folder;
    if (!fs::exists(root)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root)) {
      if (entry.path().extension() != ".h" && entry.path().extension() != ".cpp") continue;
      const std::string file = fs::relative(entry.path(), RASD_SOURCE_DIR).string();
      std::istringstream lines(*read_file(entry.path().string()));
      std::smatch match;
      for (std::string line; std::getline(lines, line);)
        if (std::regex_search(line, match, kInclude)) visit(folder, file, match[1].str());
    }
  }
}

TEST(Layers, IncludesPointDownwards) {
  int seen = 0;
  for_each_include(
      [&](const std::string& folder, const std::string& file, const std::string& included) {
        const std::string from = included.substr(0, included.find('/'));
        if (!kMayInclude.contains(from) || from == folder) return;
        ++seen;
        EXPECT_TRUE(kMayInclude.at(folder).contains(from)) << file << " includes " << included;
      });
  EXPECT_GT(seen, 20);
}

TEST(Layers, EveryLibraryHasItsOwner) {
  for_each_include([&](const std::string&, const std::string& file, const std::string& included) {
    for (const auto& [header, owners] : kOwners) {
      if (!std::regex_search(included, std::regex("^" + header))) continue;
      bool allowed = false;
      for (const auto& owner : owners) allowed = allowed || file.rfind(owner, 0) == 0;
      EXPECT_TRUE(allowed) << file << " includes " << included;
    }
  });
}

TEST(Layers, NoSqlLeavesTheStoresOfRecord) {
  const std::regex sql("\"\\s*(SELECT |INSERT INTO|UPDATE \\w+ SET|DELETE FROM|CREATE TABLE)");
  for (const char* folder :
       {"base", "records", "nlp", "measure", "reports", "web", "demo", "pipeline", "cli"}) {
    const fs::path root = fs::path(RASD_SOURCE_DIR) / folder;
    for (const auto& entry : fs::recursive_directory_iterator(root)) {
      if (entry.path().extension() != ".cpp") continue;
      EXPECT_FALSE(std::regex_search(*read_file(entry.path().string()), sql)) << entry.path();
    }
  }
}

}  // namespace
}  // namespace rasd
