#include "crawler/pseudonym.h"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "base/file.h"
#include "base/id.h"
#include "base/utf8.h"

namespace rasd {

Result<Pseudonym> Pseudonym::open(const std::string& key_file) {
  const std::filesystem::path parent = std::filesystem::path(key_file).parent_path();
  if (!parent.empty())
    if (auto made = make_folder(parent.string()); !made) return fail(made.error());
  const int made = ::open(key_file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (made >= 0) {
    const std::string line = random_token(32) + "\n";
    const bool whole = ::write(made, line.data(), line.size()) == static_cast<ssize_t>(line.size());
    const bool safe = whole && ::fsync(made) == 0;
    ::close(made);
    if (!safe) {
      ::unlink(key_file.c_str());
      return fail(ErrorKind::kTemporary, "cannot write the key file " + key_file);
    }
  } else if (errno != EEXIST) {
    return fail(ErrorKind::kConfiguration,
                "cannot make the key file " + key_file + ": " + std::strerror(errno));
  }
  struct stat about {};
  if (::stat(key_file.c_str(), &about) != 0 || (about.st_mode & 077) != 0)
    return fail(ErrorKind::kConfiguration,
                "the key file " + key_file + " can be read by others; run: chmod 600 " + key_file);
  auto text = read_file(key_file, 4096);
  if (!text) return fail(text.error());
  const std::string hex(trim(*text));
  Pseudonym pseudonym;
  size_t length = 0;
  if (sodium_hex2bin(pseudonym.key_.data(), pseudonym.key_.size(), hex.data(), hex.size(), nullptr,
                     &length, nullptr) != 0 ||
      length != pseudonym.key_.size() || hex.size() != 64)
    return fail(ErrorKind::kConfiguration,
                "the key file " + key_file +
                    " does not hold 64 hex digits; move it away and a new "
                    "one is made (authors seen before get new pseudonyms)");
  return pseudonym;
}

std::string Pseudonym::of(std::string_view network, std::string_view author) const {
  if (author.empty()) return {};
  // Each part behind its length, so that no two pairs spell the same bytes.
  crypto_generichash_state state;
  crypto_generichash_init(&state, key_.data(), key_.size(), 16);
  for (const std::string_view part : {network, author}) {
    const uint64_t size = part.size();
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(&size), sizeof size);
    crypto_generichash_update(&state, reinterpret_cast<const unsigned char*>(part.data()),
                              part.size());
  }
  std::string digest(16, '\0');
  crypto_generichash_final(&state, reinterpret_cast<unsigned char*>(digest.data()), digest.size());
  return to_hex(digest);
}

}  // namespace rasd
