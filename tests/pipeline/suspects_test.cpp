#include "pipeline/suspects.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>

#include "tests/support/temp_folder.h"

namespace rasd {
namespace {

// A process that dies while it reads a suspect leaves its name behind; one that gets through does
// not.
TEST(Suspects, ACrasherIsKnownAfterThreeDeathsAndItsNeighboursAreNot) {
  const TempFolder folder;
  const std::string file = folder / "suspect";
  for (int life = 0; life < 3; ++life) {
    const pid_t child = fork();
    if (child == 0) {
      Suspects suspects(file);
      { auto watch = suspects.watch("innocent"); }
      auto watch = suspects.watch("crasher");
      _exit(watch ? 0 : 1);  // without the end of scope, as kill -9 would
    }
    int status = 0;
    waitpid(child, &status, 0);
    EXPECT_EQ(WEXITSTATUS(status), 0) << "life " << life;
  }
  Suspects suspects(file);
  EXPECT_TRUE(suspects.watch("innocent"));
  EXPECT_FALSE(suspects.watch("crasher"));
  EXPECT_FALSE(std::filesystem::exists(file));
}

}  // namespace
}  // namespace rasd
