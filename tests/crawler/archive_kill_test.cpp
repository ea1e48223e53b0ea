#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <random>
#include <thread>

#include "base/file.h"
#include "crawler/page_archive.h"
#include "tests/crawler/strict_warc.h"
#include "tests/support/temp_folder.h"

namespace rasd {
namespace {

constexpr int kRounds = 60;

std::string payload_of(uint32_t number) {
  std::string out = std::to_string(number) + ":";
  std::mt19937 random(number);
  for (size_t n = random() % 3000; n > 0; --n) out += static_cast<char>(random());
  return out;
}

/// What the killed process tells of each record that it was promised to be on disk.
struct Told {
  uint32_t number;
  uint64_t offset, length;
  char file[64];
};

[[noreturn]] void write_until_killed(const std::string& folder, uint32_t number, int pipe) {
  PageArchiveOptions options;
  options.rotate_bytes = 8'000;  // a new file every few records
  auto archive = PageArchive::open(folder, options);
  if (!archive) ::_exit(1);
  for (;;) {
    std::vector<Told> told;
    for (int i = 0; i < 3; ++i, ++number) {
      Exchange e;
      e.url = "http://news.example/" + std::to_string(number);
      e.request_head = "GET / HTTP/1.1\r\n\r\n";
      e.response_head = "HTTP/1.1 200 OK\r\n\r\n";
      e.payload = payload_of(number);
      const auto ref = (*archive)->add(e);
      if (!ref) ::_exit(1);
      Told one{number, ref->offset, ref->length, {}};
      std::memcpy(one.file, ref->file.data(), std::min(ref->file.size(), sizeof one.file - 1));
      told.push_back(one);
    }
    if (!(*archive)->sync()) ::_exit(1);
    for (const Told& one : told)
      if (::write(pipe, &one, sizeof one) != sizeof one) ::_exit(1);
  }
}

TEST(ArchiveKill, NothingSyncedIsLostAndEveryFileIsWhole) {
  const TempFolder folder;
  std::mt19937 random(5);
  std::vector<Told> promised;
  for (int round = 0; round < kRounds; ++round) {
    int ends[2];
    ASSERT_EQ(::pipe(ends), 0);
    const pid_t child = ::fork();
    ASSERT_GE(child, 0);
    if (child == 0) {
      ::close(ends[0]);
      write_until_killed(folder.path(), static_cast<uint32_t>(round) * 100'000, ends[1]);
    }
    ::close(ends[1]);
    std::jthread killer([child, wait = std::chrono::microseconds(random() % 20'000)] {
      std::this_thread::sleep_for(wait);
      ::kill(child, SIGKILL);
    });
    Told one{};
    while (::read(ends[0], &one, sizeof one) == sizeof one) promised.push_back(one);
    ::close(ends[0]);
    killer.join();
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status)) << "it ended by itself";
  }
  ASSERT_TRUE(PageArchive::open(folder.path()));  // mends what the last one left
  EXPECT_GT(promised.size(), size_t{kRounds});
  for (const Told& one : promised) {
    const auto page = read_archived(folder.path(), {one.file, one.offset, one.length});
    ASSERT_TRUE(page) << one.file << ": " << page.error().message;
    EXPECT_EQ(page->body, payload_of(one.number));
  }
  for (const auto& entry : std::filesystem::directory_iterator(folder.path()))
    EXPECT_EQ(read_strictly(*read_file(entry.path().string())).error, "") << entry.path();
}

}  // namespace
}  // namespace rasd
