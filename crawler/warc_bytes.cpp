#include "crawler/warc_bytes.h"

#include <fcntl.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

namespace rasd {
namespace {

constexpr size_t kRawBytes = size_t{64} << 10;
constexpr size_t kDecodedBytes = size_t{128} << 10;
constexpr size_t kFirstBytes = 512;  // of a member: most that are tried in damage are none
constexpr uint64_t kLongestLeadIn = uint64_t{1} << 20;  // of garbage before a first gzip member
constexpr std::string_view kGzipMark("\x1f\x8b\x08", 3);
constexpr std::string_view kRecordMark = "WARC/";
// Damage makes a reader look again at what it has seen. A file of nothing but damage may not cost
// more than reading a gigabyte twice.
constexpr uint64_t kMostDecodedAgain = uint64_t{1} << 30;

}  // namespace

struct WarcBytes::Inflater {
  z_stream stream{};
  bool ready = false;

  Inflater() = default;
  ~Inflater() {
    if (ready) inflateEnd(&stream);
  }
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  void begin() {
    constexpr int kGzipOnly = 16 + MAX_WBITS;
    if (ready)
      inflateReset(&stream);
    else
      ready = inflateInit2(&stream, kGzipOnly) == Z_OK;
  }
};

WarcBytes::WarcBytes(ReadAt read_at)
    : read_at_(std::move(read_at)), inflater_(std::make_unique<Inflater>()) {
  read_raw();
  gzip_ = raw_.starts_with(kGzipMark.substr(0, 2));
  if (!gzip_ && raw_.find(kRecordMark) == std::string::npos) {
    gzip_ = true;  // garbage, and members behind it?
    if (find_member(0, kLongestLeadIn)) return;
    gzip_ = false;
  }
  begin_member(0);
}

WarcBytes::~WarcBytes() = default;

/// Reads on behind what is there; how many bytes came.
size_t WarcBytes::read_raw() {
  raw_.erase(0, raw_start_);
  raw_start_ = 0;
  const size_t had = raw_.size();
  raw_.resize(had + kRawBytes);
  const auto got = read_at_(raw_next_, raw_.data() + had, kRawBytes);
  if (!got) read_error_ = got.error();
  raw_.resize(had + (got ? *got : 0));
  raw_next_ += raw_.size() - had;
  return raw_.size() - had;
}

uint64_t WarcBytes::raw_place() const {
  return gzip_ ? raw_next_ - (raw_.size() - raw_start_) : inside_ + start_;
}

/// Puts the reading at a member's first byte.
void WarcBytes::begin_member(uint64_t offset) {
  const uint64_t raw_begin = raw_next_ - raw_.size();
  if (offset >= raw_begin && offset <= raw_next_) {
    raw_start_ = static_cast<size_t>(offset - raw_begin);
  } else {
    raw_.clear();
    raw_start_ = 0;
    raw_next_ = offset;
  }
  member_ = offset;
  inside_ = 0;
  buffer_.clear();
  start_ = 0;
  state_ = State::kData;
  if (gzip_) inflater_->begin();
}

/// One step: more decoded bytes, or a new state.
void WarcBytes::decode() {
  if (raw_start_ == raw_.size() && read_raw() == 0) {
    state_ = gzip_ ? State::kBroken : State::kMemberEnd;
    if (gzip_) trouble_ = "the file ends inside a gzip member";
    return;
  }
  if (start_ >= buffer_.size() / 2) {  // used up for the most part: make room
    buffer_.erase(0, start_);
    inside_ += start_;
    start_ = 0;
  }
  if (!gzip_) {
    buffer_.append(raw_, raw_start_);
    raw_start_ = raw_.size();
    return;
  }
  const size_t had = buffer_.size();
  const size_t room = had + inside_ == 0 ? kFirstBytes : kDecodedBytes;
  buffer_.resize(had + room);
  z_stream& z = inflater_->stream;
  z.next_in = reinterpret_cast<Bytef*>(raw_.data() + raw_start_);
  z.avail_in = static_cast<uInt>(raw_.size() - raw_start_);
  z.next_out = reinterpret_cast<Bytef*>(buffer_.data() + had);
  z.avail_out = static_cast<uInt>(room);
  const int code = inflater_->ready ? inflate(&z, Z_NO_FLUSH) : Z_MEM_ERROR;
  raw_start_ = raw_.size() - z.avail_in;
  buffer_.resize(buffer_.size() - z.avail_out);
  if (code == Z_STREAM_END) {
    state_ = State::kMemberEnd;
  } else if (code != Z_OK && code != Z_BUF_ERROR) {
    state_ = State::kBroken;
    trouble_ = std::string("broken gzip data: ") + (z.msg ? z.msg : "no dictionary or memory");
  }
}

bool WarcBytes::fill(size_t want) {
  while (at_hand().size() < want && state_ == State::kData) decode();
  return at_hand().size() >= want;
}

bool WarcBytes::next_member() {
  if (state() != State::kMemberEnd) return false;
  if (!gzip_ || (raw_start_ == raw_.size() && read_raw() == 0)) {
    state_ = State::kEnd;
    return false;
  }
  const uint64_t offset = raw_place();
  while (raw_.size() - raw_start_ < kGzipMark.size() && read_raw() > 0) {
  }
  const bool begins = std::string_view(raw_).substr(raw_start_).starts_with(kGzipMark);
  begin_member(offset);
  if (begins) return true;
  state_ = State::kBroken;
  trouble_ = "bytes that are no gzip member";
  return false;
}

bool WarcBytes::join_member() {
  if (!gzip_ || state_ != State::kMemberEnd) return false;
  const std::string rest(at_hand());
  const Place here = place();
  const uint64_t next = raw_place();
  start_ = buffer_.size();
  if (!next_member()) {
    if (state_ == State::kEnd) state_ = State::kMemberEnd;
  } else if (fill(kRecordMark.size()) && !at_hand().starts_with(kRecordMark)) {
    buffer_.insert(0, rest);
    member_ = here.member;
    inside_ = here.inside;
    return true;
  }
  if (rest.empty()) return false;
  begin_member(next);  // it waits for its turn
  buffer_ = rest;
  member_ = here.member;
  inside_ = here.inside;
  state_ = State::kMemberEnd;
  return false;
}

bool WarcBytes::find_member(uint64_t from, uint64_t until) {
  while (gzip_ && from < until) {
    begin_member(from);
    while (raw_.size() - raw_start_ < kGzipMark.size())
      if (read_raw() == 0) {
        from = raw_next_;
        begin_member(from);
        state_ = State::kEnd;
        return false;
      }
    const std::string_view ahead = std::string_view(raw_).substr(raw_start_);
    const size_t mark = ahead.find(kGzipMark);
    if (mark == std::string_view::npos) {
      from += ahead.size() - (kGzipMark.size() - 1);
      continue;
    }
    from += mark;
    begin_member(from);
    if (fill(kRecordMark.size()) && at_hand().starts_with(kRecordMark)) return true;
    ++from;
  }
  state_ = State::kEnd;
  return false;
}

bool WarcBytes::move_to(Place wanted) {
  const Place here = place();
  if (wanted.member == member_ && wanted.inside >= inside_ &&
      wanted.inside <= inside_ + buffer_.size()) {
    start_ = static_cast<size_t>(wanted.inside - inside_);
    return true;
  }
  if (!gzip_) {
    raw_.clear();
    raw_start_ = 0;
    raw_next_ = wanted.inside;
    buffer_.clear();
    start_ = 0;
    inside_ = wanted.inside;
    state_ = State::kData;
    return true;
  }
  const bool back =
      wanted.member < here.member || (wanted.member == here.member && wanted.inside < here.inside);
  if (back) {
    if (decoded_again_ + wanted.inside > kMostDecodedAgain) return false;
    decoded_again_ += wanted.inside;
  }
  if (back || wanted.member != here.member) begin_member(wanted.member);
  while (inside_ + start_ < wanted.inside && (fill(1) || join_member())) {
    const uint64_t left = wanted.inside - (inside_ + start_);
    skip(static_cast<size_t>(std::min<uint64_t>(left, at_hand().size())));
  }
  return true;
}

Result<WarcBytes::ReadAt> read_file_at(const std::string& path) {
  const int opened = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (opened < 0)
    return fail(errno == ENOENT ? ErrorKind::kNotFound : ErrorKind::kInternal,
                "cannot open " + path + ": " + std::strerror(errno));
  // Shared because a std::function is copied; the last copy closes the file.
  const std::shared_ptr<const int> file(new int(opened), [](const int* descriptor) {
    ::close(*descriptor);
    delete descriptor;
  });
  return [file, path](uint64_t offset, char* to, size_t most) -> Result<size_t> {
    for (;;) {
      const ssize_t n = ::pread(*file, to, most, static_cast<off_t>(offset));
      if (n >= 0) return static_cast<size_t>(n);
      if (errno != EINTR)
        return fail(ErrorKind::kInternal, "cannot read " + path + ": " + std::strerror(errno));
    }
  };
}

}  // namespace rasd
