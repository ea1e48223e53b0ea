#include "pipeline/bounded_lines.h"

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace rasd {

Result<BoundedLines> BoundedLines::open(const std::string& path, Limits limits) {
  BoundedLines lines;
  lines.file_.reset(std::fopen(path.c_str(), "rbe"));
  if (!lines.file_)
    return fail(ErrorKind::kNotFound, "cannot read " + path + ": " + std::strerror(errno));
  lines.path_ = path;
  lines.limits_ = limits;
  lines.buffer_.resize(size_t{64} << 10);
  return lines;
}

bool BoundedLines::fill() {
  at_ = 0;
  end_ = std::fread(buffer_.data(), 1, buffer_.size(), file_.get());
  return end_ > 0;
}

void BoundedLines::keep(const char* bytes, size_t size) {
  if (cut_) return;
  if (line_.size() + size <= limits_.longest) {
    line_.append(bytes, size);
    return;
  }
  cut_ = true;
  line_.append(bytes, size);  // at most a buffer more
  line_.resize(std::min(line_.size(), limits_.kept_of_longer));
  line_.shrink_to_fit();
}

Result<bool> BoundedLines::next() {
  line_.clear();
  cut_ = false;
  bool any = false;
  for (;;) {
    if (at_ == end_ && !fill()) break;
    any = true;
    const char* from = buffer_.data() + at_;
    const void* found = std::memchr(from, '\n', end_ - at_);
    const size_t size =
        found ? static_cast<size_t>(static_cast<const char*>(found) - from) : end_ - at_;
    keep(from, size);
    at_ += size;
    if (!found) continue;
    ++at_;
    ++number_;
    return true;
  }
  if (std::ferror(file_.get()))
    return fail(ErrorKind::kInternal, "reading " + path_ + " failed after line " +
                                          std::to_string(number_) + ": " + std::strerror(errno));
  if (any) ++number_;
  return any;
}

}  // namespace rasd
