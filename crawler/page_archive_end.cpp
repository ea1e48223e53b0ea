#include "crawler/page_archive_end.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cstring>
#include <filesystem>

#include "base/log.h"
#include "crawler/warc_bytes.h"

namespace rasd {
namespace {

namespace fs = std::filesystem;

// More than the largest member that read_archived reads.
constexpr uint64_t kEndBytes = uint64_t{96} << 20;

std::string newest_file(const std::string& folder) {
  std::string newest;
  std::error_code code;
  for (const auto& entry : fs::directory_iterator(folder, code)) {
    const std::string file = entry.path().filename().string();
    if (file.starts_with("rasd-") && file.ends_with(".warc.gz")) newest = std::max(newest, file);
  }
  return newest;
}

/// The end of the last whole member.
uint64_t whole_bytes(WarcBytes& bytes, uint64_t size) {
  uint64_t whole = 0;
  if (size > kEndBytes) {
    if (!bytes.find_member(size - kEndBytes)) return size;  // none begins there: leave it
    whole = bytes.place().member;
  }
  for (;;) {
    while (bytes.fill(1)) bytes.skip(bytes.at_hand().size());
    if (bytes.state() == WarcBytes::State::kMemberEnd) {
      whole = bytes.raw_place();
      bytes.next_member();
    } else if (bytes.state() == WarcBytes::State::kBroken) {
      bytes.find_member(bytes.place().member + 1);
    } else {
      return whole;
    }
  }
}

}  // namespace

Result<void> cut_torn_end(const std::string& folder) {
  const std::string file = newest_file(folder);
  if (file.empty()) return {};
  const std::string path = folder + "/" + file;
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CLOEXEC);
  if (descriptor < 0) return {};  // an archive that may only be read is not mended
  const auto done = [descriptor](Result<void> result) {
    ::close(descriptor);
    return result;
  };
  if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0) return done({});
  const off_t end = ::lseek(descriptor, 0, SEEK_END);
  auto read_at = read_file_at(path);
  if (end < 0 || !read_at) return done({});
  const auto size = static_cast<uint64_t>(end);
  WarcBytes bytes(std::move(*read_at));
  const uint64_t whole = size == 0 ? 0 : whole_bytes(bytes, size);
  if (bytes.read_error()) return done(fail(*bytes.read_error()));
  if (whole == size && size > 0) return done({});
  if (::ftruncate(descriptor, static_cast<off_t>(whole)) != 0 || ::fsync(descriptor) != 0)
    return done(fail(ErrorKind::kInternal, "cannot cut " + path + ": " + std::strerror(errno)));
  log_warning("archive: " + file + " ended in a torn record; " + std::to_string(size - whole) +
              " bytes were cut off at " + std::to_string(whole));
  if (whole == 0) ::unlink(path.c_str());
  return done({});
}

}  // namespace rasd
