#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <cstring>
#include <random>
#include <vector>

#include "store/ledger_sums.h"
#include "store/search.h"
#include "tests/store/sample.h"
#include "tests/support/temp_folder.h"

namespace rasd {
namespace {

/// A file system of SQLite's own, whose Nth write, sync or cut fails, and all after it while
/// `broken` says so. It becomes the default one for its life.
class FaultyDisk {
 public:
  FaultyDisk() {
    under_ = sqlite3_vfs_find(nullptr);
    vfs_ = *under_;
    vfs_.zName = "faulty";
    vfs_.szOsFile = static_cast<int>(sizeof(File)) + under_->szOsFile;
    vfs_.xOpen = open;
    sqlite3_vfs_register(&vfs_, 1);
  }
  ~FaultyDisk() {
    sqlite3_vfs_unregister(&vfs_);
    sqlite3_vfs_register(under_, 1);
  }
  static inline int left = -1;     ///< writes until the first failure; -1: never
  static inline int failures = 0;  ///< how many were made to fail
  static inline int code = SQLITE_FULL;

 private:
  struct File {
    sqlite3_file base;
    sqlite3_io_methods methods;
  };
  static sqlite3_file* real(sqlite3_file* file) {
    return reinterpret_cast<sqlite3_file*>(reinterpret_cast<char*>(file) + sizeof(File));
  }
  static bool fails() {
    if (left < 0) return false;
    if (left > 0) return --left, false;
    ++failures;
    return true;
  }
  template <auto member, typename... Args>
  static int pass(sqlite3_file* file, Args... args) {
    return (real(file)->pMethods->*member)(real(file), args...);
  }
  static int write(sqlite3_file* f, const void* bytes, int n, sqlite3_int64 at) {
    return fails() ? code : pass<&sqlite3_io_methods::xWrite>(f, bytes, n, at);
  }
  static int sync(sqlite3_file* f, int flags) {
    return fails() ? SQLITE_IOERR_FSYNC : pass<&sqlite3_io_methods::xSync>(f, flags);
  }
  static int truncate(sqlite3_file* f, sqlite3_int64 size) {
    return fails() ? SQLITE_IOERR_TRUNCATE : pass<&sqlite3_io_methods::xTruncate>(f, size);
  }
  static int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* out) {
    auto* mine = reinterpret_cast<File*>(file);
    mine->base.pMethods = nullptr;
    const int rc = under_->xOpen(under_, name, real(file), flags, out);
    if (!real(file)->pMethods) return rc;
    sqlite3_io_methods& m = mine->methods;
    m = *real(file)->pMethods;
    using M = sqlite3_io_methods;
    m.iVersion = std::min(m.iVersion, 2);  // no memory-mapped reads: they would pass by the shim
    m.xClose = pass<&M::xClose>;
    m.xRead = pass<&M::xRead, void*, int, sqlite3_int64>;
    m.xWrite = write;
    m.xTruncate = truncate;
    m.xSync = sync;
    m.xFileSize = pass<&M::xFileSize, sqlite3_int64*>;
    m.xLock = pass<&M::xLock, int>;
    m.xUnlock = pass<&M::xUnlock, int>;
    m.xCheckReservedLock = pass<&M::xCheckReservedLock, int*>;
    m.xFileControl = pass<&M::xFileControl, int, void*>;
    m.xSectorSize = pass<&M::xSectorSize>;
    m.xDeviceCharacteristics = pass<&M::xDeviceCharacteristics>;
    m.xShmMap = pass<&M::xShmMap, int, int, int, void volatile**>;
    m.xShmLock = pass<&M::xShmLock, int, int, int>;
    m.xShmBarrier = [](sqlite3_file* f) { real(f)->pMethods->xShmBarrier(real(f)); };
    m.xShmUnmap = pass<&M::xShmUnmap, int>;
    mine->base.pMethods = &m;
    return rc;
  }
  static inline sqlite3_vfs* under_ = nullptr;
  sqlite3_vfs vfs_{};
};

TEST(FaultTest, TheNthFailingWriteLosesAndCorruptsNothing) {
  FixedClock clock{test_day()};
  bool clean = false;
  for (int n = 0; n < 400 && !clean; n += n < 40 ? 1 : 7) {
    SCOPED_TRACE("write number " + std::to_string(n));
    const FaultyDisk disk;
    TempFolder folder;
    const StoreOptions options = test_options(folder.path());
    auto writer = Writer::open(options, clock);
    ASSERT_TRUE(writer) << writer.error().message;
    std::vector<StoreInput> first;
    std::vector<StoreInput> second;
    for (int i = 0; i < 30; ++i) {
      first.emplace_back(sample_article(i));
      second.emplace_back(sample_article(100 + i));
    }
    must_commit(*writer, first);
    FaultyDisk::failures = 0;
    FaultyDisk::code = n % 2 ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    FaultyDisk::left = n;
    const auto broken = writer->commit(second);
    clean = FaultyDisk::failures == 0;
    if (!broken) {
      EXPECT_EQ(broken.error().kind, ErrorKind::kTemporary) << broken.error().message;
    }
    FaultyDisk::left = -1;

    // The disk has room again: the same batch goes in, by the same writer, once.
    for (const auto& outcome : must_commit(*writer, second))
      EXPECT_EQ(outcome.state, ItemState::kStored);
    auto reader = StoreReader::open(options);
    ASSERT_TRUE(reader) << reader.error().message;
    const auto sums = sum_ledger(*reader);
    ASSERT_TRUE(sums) << sums.error().message;
    EXPECT_EQ(sums->total, 60u);
    EXPECT_TRUE(sums->reconciles());
    const auto troubles = check_store(options);
    ASSERT_TRUE(troubles) << troubles.error().message;
    EXPECT_EQ(*troubles, std::vector<std::string>());
  }
  EXPECT_TRUE(clean) << "N rose until no write of the batch failed";
}

TEST(FaultTest, NoQueryBreaksTheSearch) {
  TempFolder folder;
  FixedClock clock{test_day()};
  const StoreOptions options = test_options(folder.path());
  auto writer = Writer::open(options, clock);
  must_commit(*writer, {sample_article(1), sample_article(2)});
  auto reader = StoreReader::open(options);
  ASSERT_TRUE(reader);
  const std::vector<std::string> pieces = {
      "\"", "*",    "-", "OR", "AND", "NOT", "NEAR(", ")",    ":",  "^", "fire", "حريق",
      " ",  "\xff", "'", "{",  "+",   "\\0", "title", "fir*", "--", ";", "،",    "%"};
  std::mt19937 random(5);
  for (int round = 0; round < 3000; ++round) {
    SearchQuery query;
    for (size_t n = random() % 12; n > 0; --n) query.text += pieces[random() % pieces.size()];
    query.mode = round % 2 ? SearchMode::kExact : SearchMode::kFolded;
    const auto answer = search_items(*reader, query);
    ASSERT_TRUE(answer || answer.error().kind == ErrorKind::kUsage)
        << query.text << ": " << answer.error().message;
  }
}

}  // namespace
}  // namespace rasd
