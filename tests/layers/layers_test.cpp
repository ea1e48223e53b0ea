#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <string_view>

#include "base/file.h"
#include "base/utf8.h"

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

/// Libraries that one place owns, so that they can be changed there: the header's first letters
/// -> the first letters of the files that may.
const std::map<std::string, std::set<std::string>> kOwners = {
    {"toml++/", {"base/settings.cpp"}},
    {"zmq.h", {"pipeline/link.cpp"}},
    {"CLI/", {"cli/main.cpp"}},
    {"boost/beast", {"web/http_server.cpp"}},
    {"sqlite3.h", {"store/", "crawler/"}},
    {"curl/", {"crawler/"}},
    {"libxml/", {"crawler/"}},
    {"gmime/", {"crawler/mail_message.cpp"}},
    {"fasttext/", {"nlp/", "cli/"}},
};

// By hand rather than std::regex: GCC 12 warns inside <regex> under -fsanitize (bug 105562).

/// What stands between the marks of `#include "x"` or `#include <x>`; empty for any other line.
std::string_view included_by(std::string_view line) {
  line = trim(line);
  if (!line.starts_with('#')) return {};
  line = trim(line.substr(1));
  if (!line.starts_with("include")) return {};
  line = trim(line.substr(7));
  if (!line.starts_with('<') && !line.starts_with('"')) return {};
  line.remove_prefix(1);
  const size_t end = line.find_first_of(">\"");
  return end == std::string_view::npos ? std::string_view() : line.substr(0, end);
}

/// Whether a string literal of the source opens with a statement of SQL.
bool holds_sql(std::string_view source) {
  constexpr std::string_view kSpace = " \t\r\n";
  for (size_t mark = source.find('"'); mark != std::string_view::npos;
       mark = source.find('"', mark + 1)) {
    std::string_view rest = source.substr(mark + 1);
    rest.remove_prefix(std::min(rest.find_first_not_of(kSpace), rest.size()));
    for (const char* opening : {"SELECT ", "INSERT INTO", "DELETE FROM", "CREATE TABLE"})
      if (rest.starts_with(opening)) return true;
    if (!rest.starts_with("UPDATE ")) continue;
    rest.remove_prefix(7);
    const size_t name = rest.find(' ');
    if (name != 0 && name != std::string_view::npos && rest.substr(name).starts_with(" SET"))
      return true;
  }
  return false;
}

template <typename Visit>
void for_each_include(const Visit& visit) {
  for (const auto& [folder, allowed] : kMayInclude) {
    const fs::path root = fs::path(RASD_SOURCE_DIR) / folder;
    if (!fs::exists(root)) continue;
    for (const auto& entry : fs::recursive_directory_iterator(root)) {
      if (entry.path().extension() != ".h" && entry.path().extension() != ".cpp") continue;
      const std::string file = fs::relative(entry.path(), RASD_SOURCE_DIR).string();
      std::istringstream lines(*read_file(entry.path().string()));
      for (std::string line; std::getline(lines, line);)
        if (const auto included = included_by(line); !included.empty())
          visit(folder, file, std::string(included));
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
      if (!included.starts_with(header)) continue;
      bool allowed = false;
      for (const auto& owner : owners) allowed = allowed || file.rfind(owner, 0) == 0;
      EXPECT_TRUE(allowed) << file << " includes " << included;
    }
  });
}

TEST(Layers, SqlAndIncludesAreSeen) {
  EXPECT_EQ(included_by("  #  include <zmq.h>  // why"), "zmq.h");
  EXPECT_EQ(included_by("#include \"base/file.h\""), "base/file.h");
  EXPECT_EQ(included_by("// #include \"base/file.h\""), "");
  EXPECT_TRUE(holds_sql("run(\" SELECT 1\")"));
  EXPECT_TRUE(holds_sql("run(\"UPDATE item SET a = 1\")"));
  EXPECT_FALSE(holds_sql("say(\"UPDATE your settings\") // SELECT 1"));
}

TEST(Layers, NoSqlLeavesTheStoresOfRecord) {
  for (const char* folder :
       {"base", "records", "nlp", "measure", "reports", "web", "demo", "pipeline", "cli"}) {
    const fs::path root = fs::path(RASD_SOURCE_DIR) / folder;
    for (const auto& entry : fs::recursive_directory_iterator(root)) {
      if (entry.path().extension() != ".cpp") continue;
      EXPECT_FALSE(holds_sql(*read_file(entry.path().string()))) << entry.path();
    }
  }
}

/// docs/safety.md names the test behind each row as `Suite.Name`.
TEST(Docs, SafetyNamesTestsThatExist) {
  std::string sources;
  for (const auto& entry : fs::recursive_directory_iterator(fs::path(RASD_SOURCE_DIR) / "tests"))
    if (entry.path().extension() == ".cpp") sources += *read_file(entry.path().string());
  const std::string page = *read_file(std::string(RASD_SOURCE_DIR) + "/docs/safety.md");
  int seen = 0;
  for (size_t at = page.find('`'); at != std::string::npos; at = page.find('`', at + 1)) {
    const size_t end = page.find('`', at + 1);
    const std::string name = page.substr(at + 1, end - at - 1);
    at = end;
    const size_t dot = name.find('.');
    if (dot == std::string::npos || name.find_first_of("/ =:") != std::string::npos ||
        name.find("NAME") != std::string::npos || name == "Suite.Name")
      continue;
    ++seen;
    const std::string inside = "(" + name.substr(0, dot) + ", " + name.substr(dot + 1) + ")";
    EXPECT_NE(sources.find(inside), std::string::npos) << name << " is no test";
  }
  EXPECT_GT(seen, 30);
}

}  // namespace
}  // namespace rasd
