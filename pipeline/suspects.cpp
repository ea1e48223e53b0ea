#include "pipeline/suspects.h"

#include <unistd.h>

#include <charconv>
#include <cstdio>

#include "base/file.h"

namespace rasd {

// The file: how often the suspect was alone at a crash so far, a space, its id.
Suspects::Suspects(std::string file, unsigned deaths) : file_(std::move(file)), deaths_(deaths) {
  const auto found = read_file(file_, 4096);
  if (!found) return;
  const size_t space = found->find(' ');
  if (space == std::string::npos) return;
  unsigned before = 0;
  std::from_chars(found->data(), found->data() + space, before);
  last_count_ = before + 1;
  last_id_ = found->substr(space + 1);
}

Suspects::Watch::~Watch() {
  if (lock_.owns_lock()) ::unlink(file_.c_str());
}

std::optional<Suspects::Watch> Suspects::watch(const std::string& id) {
  std::unique_lock lock(mutex_);
  const unsigned count = id == last_id_ ? last_count_ : 0;
  if (count >= deaths_) {
    ::unlink(file_.c_str());
    return std::nullopt;
  }
  if (std::FILE* file = std::fopen(file_.c_str(), "w")) {
    std::fprintf(file, "%u %s", count, id.c_str());
    std::fclose(file);
  }
  return Watch(std::move(lock), file_);
}

}  // namespace rasd
