#include <gtest/gtest.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <string>

#include "base/file.h"
#include "tests/support/temp_folder.h"

// The built program from outside: every command is reached, and each failure has its exit code.
namespace rasd {
namespace {

struct Ran {
  int code = -1;
  std::string output;  // both streams
};

Ran run(const std::string& arguments, const std::string& folder) {
  const std::string command = "cd '" + folder + "' && '" + std::string(RASD_BINARY_DIR) +
                              "/rasd' " + arguments + " 2>&1 </dev/null";
  Ran ran;
  FILE* pipe = ::popen(command.c_str(), "r");
  if (!pipe) return ran;
  std::array<char, 4096> buffer{};
  while (const size_t n = std::fread(buffer.data(), 1, buffer.size(), pipe))
    ran.output.append(buffer.data(), n);
  const int status = ::pclose(pipe);
  ran.code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return ran;
}

TEST(Commands, EveryOneIsReachedAndHasItsExitCode) {
  const TempFolder folder;
  ASSERT_TRUE(make_folder(folder / "in"));
  ASSERT_TRUE(write_file(folder / "in/a.jsonl",
                         "{\"source\":\"s\",\"url\":\"http://a.example/1\",\"published\":"
                         "\"2026-11-23T08:00:00Z\",\"title\":\"حادث سير\",\"content\":\"وقع حادث "
                         "سير صباح اليوم على الطريق الدائري ولم تقع إصابات.\"}\n"));
  ASSERT_TRUE(write_file(folder / "bad.jsonl", "{broken\n"));
  ASSERT_TRUE(write_file(folder / "bad.toml", "[desk]\nprot = 1\n"));
  ASSERT_TRUE(write_file(folder / "file", "x"));
  const struct {
    const char* arguments;
    int code;
    const char* says;  // a part of the output
  } cases[] = {
      {"--version", 0, "0."},
      {"--help", 0, "rasd demo"},
      {"", 2, ""},
      {"nonsense", 2, ""},
      {"digest", 4, "there is no store"},
      {"init", 0, "wrote config/rasd.toml"},
      {"init", 2, "exists already"},
      {"init --force", 0, "wrote config/rasd.toml"},
      {"source list", 0, "roya-ar"},
      {"doctor --config bad.toml", 4, "did you mean 'port'"},
      {"run --config nowhere.toml", 4, "rasd init"},
      {"--data file replay in", 4, "cannot make folder"},
      {"replay nowhere", 1, "no *.jsonl"},
      {"replay in", 0, "1 new"},
      {"replay in", 0, "1 known"},
      {"replay bad.jsonl", 3, "1 malformed"},
      {"ledger", 0, "The sums reconcile"},
      {"ledger --json", 0, "\"reconciles\":true"},
      {"search 'الحادث'", 0, "حادث سير"},
      {"digest --date 2026-11-23 --format json", 0, "حادث سير"},
      {"digest --date 2026-02-30", 2, "day"},
      {"digest --format pdf", 2, ""},
      {"report --from 2026-11-20 --to 2026-11-24 --format text --lang en", 0, "not a survey"},
      {"report --from 2026-11-24 --to 2026-11-20", 2, ""},
      {"tag next", 0, "suggested"},
      {"tag sample --from 2026-11-23 --to 2026-11-23", 0, "drew 1 items"},
      {"tag export", 0, "exported 0 tags"},
      {"tag import", 0, "0 tags added"},
      {"db check", 0, "sound"},
      {"db backup copy.db", 0, "copy.db"},
      {"db migrate", 0, ""},
      {"user list", 0, ""},
      {"user add ali", 2, "12 characters"},
      {"inspect url 'nothing.txt'", 3, "error"},
      {"inspect nonsense x", 2, ""},
      {"eval labels", 2, "--data"},
      {"eval extraction", 2, "DIR"},
      {"eval extraction in", 1, "no pages with a known text"},
      {"search 'الحادث' > /dev/full", 75, ""},
  };
  for (const auto& c : cases) {
    SCOPED_TRACE(c.arguments);
    const Ran ran = run(c.arguments, folder.path());
    EXPECT_EQ(ran.code, c.code) << ran.output;
    EXPECT_NE(ran.output.find(c.says), std::string::npos) << ran.output;
  }
}

}  // namespace
}  // namespace rasd
