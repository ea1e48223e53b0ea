#include "pipeline/suspects.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <functional>
#include <vector>

#include "base/file.h"
#include "tests/support/temp_folder.h"

namespace rasd {
namespace {

/// What `life` returns, run in a process that then dies at once, as by kill -9.
int live(const std::function<int()>& life) {
  const pid_t child = fork();
  if (child == 0) _exit(life());
  int status = 0;
  waitpid(child, &status, 0);
  return WEXITSTATUS(status);
}

TEST(Suspects, ACrasherIsKnownAfterThreeDeathsAndItsNeighboursAreNot) {
  const TempFolder folder;
  for (int death = 0; death < 3; ++death) {
    SCOPED_TRACE(death);
    EXPECT_EQ(live([&] {
                auto suspects = Suspects::open(folder.path(), "annotate");
                if (!suspects) return 1;
                { const auto before = suspects->begin("before"); }
                // After the first death both are suspects and never read at one time.
                auto neighbour = suspects->begin("neighbour");
                if (!neighbour) return 2;
                if (death > 0) neighbour.reset();
                const auto crasher = suspects->begin("crasher");
                _exit(crasher ? 0 : 3);
              }),
              0);
  }
  auto suspects = Suspects::open(folder.path(), "annotate");
  ASSERT_TRUE(suspects) << suspects.error().message;
  EXPECT_TRUE(suspects->begin("before"));
  EXPECT_TRUE(suspects->begin("neighbour"));
  EXPECT_FALSE(suspects->begin("crasher"));
  EXPECT_FALSE(suspects->begin("crasher")) << "and stays known";
}

TEST(Suspects, ATextReadToItsEndIsClearedOfEarlierDeaths) {
  const TempFolder folder;
  for (int life = 0; life < 8; ++life)
    EXPECT_EQ(live([&] {
                auto suspects = Suspects::open(folder.path(), "extract");
                if (!suspects) return 1;
                if (life % 2 == 1) {
                  const auto read = suspects->begin("page");
                  return read ? 0 : 2;
                }
                const auto read = suspects->begin("page");
                _exit(read ? 0 : 3);
              }),
              0)
        << "life " << life;
}

TEST(Suspects, ProcessesOfOneNameHaveFilesOfTheirOwn) {
  const TempFolder folder;
  auto first = Suspects::open(folder.path(), "annotate");
  auto second = Suspects::open(folder.path(), "annotate");
  ASSERT_TRUE(first && second);
  EXPECT_TRUE(read_file(folder / "annotate-0.reading", size_t{1} << 20));
  EXPECT_TRUE(read_file(folder / "annotate-1.reading", size_t{1} << 20));
}

TEST(Suspects, AnyBytesInTheFileAreRead) {
  const TempFolder folder;
  ASSERT_TRUE(write_file(folder / "run-0.reading", std::string(40'000, '\xff')));
  auto suspects = Suspects::open(folder.path(), "run");
  ASSERT_TRUE(suspects) << suspects.error().message;
  EXPECT_TRUE(suspects->begin("page"));
  EXPECT_TRUE(suspects->begin(std::string(5000, 'x')));
}

}  // namespace
}  // namespace rasd
