#include "base/file.h"

#include <fcntl.h>
#include <libdeflate.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <memory>

namespace rasd {
namespace {

class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor() {
    if (fd_ >= 0) ::close(fd_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int get() const { return fd_; }
  explicit operator bool() const { return fd_ >= 0; }

 private:
  int fd_;
};

Error system_error(const std::string& what) {
  const ErrorKind kind = errno == ENOENT   ? ErrorKind::kNotFound
                         : errno == ENOSPC ? ErrorKind::kTemporary
                                           : ErrorKind::kInternal;
  return Error{kind, what + ": " + std::strerror(errno)};
}

}  // namespace

Result<std::string> read_file(const std::string& path, size_t cap) {
  const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) return fail(system_error("cannot open " + path));
  struct stat about {};
  if (::fstat(file.get(), &about) != 0) return fail(system_error("cannot read " + path));
  if (S_ISDIR(about.st_mode)) return fail(ErrorKind::kUsage, path + " is a folder, not a file");
  std::string bytes;
  bytes.reserve(std::min(cap, static_cast<size_t>(about.st_size)));
  char buffer[65536];
  for (;;) {
    const ssize_t n = ::read(file.get(), buffer, sizeof buffer);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return fail(system_error("cannot read " + path));
    if (n == 0) return bytes;
    if (bytes.size() + static_cast<size_t>(n) > cap)
      return fail(ErrorKind::kRefused,
                  path + " is larger than the limit of " + std::to_string(cap) + " bytes");
    bytes.append(buffer, static_cast<size_t>(n));
  }
}

Result<std::string> read_file_or_gzip(const std::string& path, size_t cap) {
  auto bytes = read_file(path, cap);
  if (bytes && bytes->size() > 2 && (*bytes)[0] == '\x1f' && (*bytes)[1] == '\x8b')
    return gunzip(*bytes, cap);
  return bytes;
}

Result<void> write_file(const std::string& path, std::string_view bytes) {
  const std::string draft = path + ".part" + std::to_string(::getpid());
  {
    const Descriptor file(::open(draft.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644));
    if (!file) return fail(system_error("cannot write " + path));
    size_t done = 0;
    while (done < bytes.size()) {
      const ssize_t n = ::write(file.get(), bytes.data() + done, bytes.size() - done);
      if (n < 0 && errno == EINTR) continue;
      if (n < 0) {
        const Error error = system_error("cannot write " + path);
        ::unlink(draft.c_str());
        return fail(error);
      }
      done += static_cast<size_t>(n);
    }
    if (::fsync(file.get()) != 0) return fail(system_error("cannot sync " + path));
  }
  if (::rename(draft.c_str(), path.c_str()) != 0)
    return fail(system_error("cannot rename to " + path));
  return {};
}

Result<void> make_folder(const std::string& path) {
  std::error_code code;
  std::filesystem::create_directories(path, code);
  std::error_code unseen;
  if (code || !std::filesystem::is_directory(path, unseen))
    return fail(ErrorKind::kConfiguration,
                "cannot make folder " + path + " (" +
                    (code ? code.message() : std::string("a file of that name is there")) +
                    "); name another, or give the user that runs rasd the right to make it");
  return {};
}

std::string gzip(std::string_view bytes, int level) {
  thread_local std::unique_ptr<libdeflate_compressor, decltype(&libdeflate_free_compressor)> made{
      nullptr, libdeflate_free_compressor};
  thread_local int made_level = 0;
  if (!made || made_level != level) {
    made.reset(libdeflate_alloc_compressor(level));
    made_level = level;
  }
  std::string out(libdeflate_gzip_compress_bound(made.get(), bytes.size()), '\0');
  out.resize(
      libdeflate_gzip_compress(made.get(), bytes.data(), bytes.size(), out.data(), out.size()));
  return out;
}

Result<std::string> gunzip(std::string_view bytes, size_t cap) {
  thread_local std::unique_ptr<libdeflate_decompressor, decltype(&libdeflate_free_decompressor)>
      made{libdeflate_alloc_decompressor(), libdeflate_free_decompressor};
  // Room that was made is kept from member to member: making it anew for each would cost a stream
  // of ten million bytes in empty members their square.
  std::string out;
  size_t used = 0;
  const auto grow_to = [&](size_t size) {
    out.resize(std::min(std::max(size, out.size()), cap + 1));
  };
  const auto too_large = [cap] {
    return fail(ErrorKind::kRefused,
                "decodes to more than the limit of " + std::to_string(cap) + " bytes");
  };
  while (!bytes.empty()) {
    // The last four bytes of a lone member give its size; they are a hint, never trusted.
    uint32_t hint = 0;
    if (used == 0 && bytes.size() > 18) std::memcpy(&hint, bytes.data() + bytes.size() - 4, 4);
    grow_to(used + std::max<size_t>(hint, used == 0 ? bytes.size() * 4 : 0) + 64);
    for (;;) {
      size_t read = 0;
      size_t written = 0;
      const auto result =
          libdeflate_gzip_decompress_ex(made.get(), bytes.data(), bytes.size(), out.data() + used,
                                        out.size() - used, &read, &written);
      if (result == LIBDEFLATE_SUCCESS) {
        used += written;
        bytes.remove_prefix(read);
        break;
      }
      if (result != LIBDEFLATE_INSUFFICIENT_SPACE) {
        if (used == 0) return fail(ErrorKind::kMalformed, "broken gzip data");
        bytes = {};  // junk after a whole member: browsers and gzip ignore it
        break;
      }
      if (out.size() > cap) return too_large();
      grow_to(out.size() * 2);
    }
    if (used > cap) return too_large();
  }
  out.resize(used);
  return out;
}

}  // namespace rasd
