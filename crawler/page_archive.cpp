#include "crawler/page_archive.h"

#include <fcntl.h>
#include <libdeflate.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>

#include "base/file.h"
#include "base/id.h"
#include "base/log.h"
#include "base/utf8.h"
#include "crawler/http_message.h"
#include "crawler/page_archive_end.h"
#include "crawler/warc_digest.h"

namespace rasd {
namespace {

constexpr size_t kBufferBytes = size_t{4} << 20;
constexpr size_t kMostBodyBytes = size_t{32} << 20;
constexpr std::string_view kBlankLine = "\r\n\r\n";
// Stored blocks for what is compressed already, the fastest level for the rest.
constexpr int kStored = 0;
constexpr int kFast = 1;

Error system_error(const std::string& what) {
  const ErrorKind kind = errno == ENOSPC || errno == EDQUOT || errno == EFBIG
                             ? ErrorKind::kTemporary
                         : errno == ENOENT ? ErrorKind::kNotFound
                                           : ErrorKind::kInternal;
  return Error{kind, what + ": " + std::strerror(errno)};
}

std::string new_record_id() {
  const std::string hex = random_token(16);
  return "<urn:uuid:" + hex.substr(0, 8) + "-" + hex.substr(8, 4) + "-4" + hex.substr(13, 3) +
         "-a" + hex.substr(17, 3) + "-" + hex.substr(20) + ">";
}

/// A value for one header line: no line breaks, whatever a server sent.
std::string one_line(std::string_view value) {
  std::string out(value);
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c == '\r' || c == '\n'; }, ' ');
  return out;
}

struct RecordHead {
  std::string text = "WARC/1.1\r\n";
  void put(std::string_view name, std::string_view value) {
    text.append(name).append(": ").append(one_line(value)).append("\r\n");
  }
};

bool is_compressed(std::string_view head) {
  const std::string_view encoding = header_value(head, "Content-Encoding");
  return !encoding.empty() && !equals_ignoring_case(encoding, "identity");
}

/// The head as archived: curl hands the payload over without chunks, so that a reader must not
/// look for them (the convention of other archivers). Each line ends with CRLF.
std::string response_head(std::string_view head) {
  std::string out;
  out.reserve(head.size() + 16);
  while (!head.empty()) {
    const size_t end = std::min(head.find('\n'), head.size());
    std::string_view line = head.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    head.remove_prefix(std::min(end + 1, head.size()));
    if (line.empty()) continue;
    if (equals_ignoring_case(line.substr(0, 18), "transfer-encoding:")) out += "X-Archived-";
    out.append(line).append("\r\n");
  }
  return out + "\r\n";
}

/// The request's head with the values of those headers alone that this crawler sends and that are
/// no secrets: what somebody adds later is not written before it stands here.
std::string request_head(std::string_view head) {
  constexpr std::string_view kOpen[] = {
      "Host",          "User-Agent",        "Accept", "Accept-Encoding", "Accept-Language",
      "If-None-Match", "If-Modified-Since", "Range",  "Connection",      "Cache-Control"};
  std::string out;
  for (bool first = true; !head.empty(); first = false) {
    const size_t end = std::min(head.find('\n'), head.size());
    std::string_view line = head.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    head.remove_prefix(std::min(end + 1, head.size()));
    if (line.empty()) break;
    const std::string_view name = line.substr(0, line.find(':'));
    const bool open = first || std::any_of(std::begin(kOpen), std::end(kOpen), [&](auto known) {
                        return equals_ignoring_case(name, known);
                      });
    out.append(open ? line : name).append(open ? "\r\n" : ": (not archived)\r\n");
  }
  return out + "\r\n";
}

/// The address without user and password.
std::string public_address(std::string_view url) {
  const size_t scheme = url.find("://");
  if (scheme == std::string_view::npos) return std::string(url);
  const size_t host = scheme + 3;
  const size_t at = url.substr(0, url.find_first_of("/?#", host)).rfind('@');
  if (at == std::string_view::npos || at < host) return std::string(url);
  return std::string(url.substr(0, host)).append(url.substr(at + 1));
}

}  // namespace

struct PageArchive::Compressors {
  std::array<libdeflate_compressor*, 2> by_level{libdeflate_alloc_compressor(kStored),
                                                 libdeflate_alloc_compressor(kFast)};
  Compressors() = default;
  ~Compressors() {
    for (auto* compressor : by_level) libdeflate_free_compressor(compressor);
  }
  Compressors(const Compressors&) = delete;
  Compressors& operator=(const Compressors&) = delete;
};

PageArchive::PageArchive(std::string folder, PageArchiveOptions options)
    : folder_(std::move(folder)),
      options_(std::move(options)),
      compressors_(std::make_unique<Compressors>()) {}

PageArchive::~PageArchive() {
  if (descriptor_ < 0) return;
  if (auto done = sync(); !done) log_error(done.error().message);
  ::close(descriptor_);
}

Result<std::unique_ptr<PageArchive>> PageArchive::open(std::string folder,
                                                       PageArchiveOptions options) {
  if (auto made = make_folder(folder); !made) return fail(made.error());
  if (auto mended = cut_torn_end(folder); !mended) return fail(mended.error());
  return std::unique_ptr<PageArchive>(new PageArchive(std::move(folder), std::move(options)));
}

Result<void> PageArchive::start_file() {
  if (descriptor_ >= 0) ::close(descriptor_);
  descriptor_ = -1;
  // Sorted by time when sorted by name, to the microsecond: a process that is killed and started
  // again within a second must find its last file as the newest. The random part keeps two apart.
  const auto now = std::chrono::system_clock::now();
  std::string stamp = to_rfc3339(std::chrono::floor<std::chrono::seconds>(now));
  std::erase_if(stamp, [](char c) { return c < '0' || c > '9'; });
  const auto micros = std::chrono::floor<std::chrono::microseconds>(now).time_since_epoch().count();
  const std::string fraction = std::to_string(micros % 1'000'000);
  stamp += std::string(6 - fraction.size(), '0') + fraction;
  const std::string file = "rasd-" + stamp + "-" + random_token(4) + ".warc.gz";
  descriptor_ =
      ::open((folder_ + "/" + file).c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
  if (descriptor_ < 0) return fail(system_error("cannot make " + folder_ + "/" + file));
  // A file whose name is not on disk does not survive a power cut, synced or not.
  const int folder = ::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder >= 0) {
    ::fsync(folder);
    ::close(folder);
  }
  file_ = file;
  synced_ = written_ = 0;
  buffer_.clear();
  ::flock(descriptor_, LOCK_EX | LOCK_NB);  // tells cut_torn_end that somebody writes here
  const std::string about = "software: " + one_line(options_.software) +
                            "\r\nformat: WARC File Format 1.1\r\nconformsTo: "
                            "https://iipc.github.io/warc-specifications/specifications/"
                            "warc-format/warc-1.1/\r\n";
  RecordHead head;
  head.put("WARC-Type", "warcinfo");
  head.put("WARC-Record-ID", new_record_id());
  head.put("WARC-Date", to_rfc3339(SystemClock().now()));
  head.put("WARC-Filename", file_);
  head.put("Content-Type", "application/warc-fields");
  head.put("Content-Length", std::to_string(about.size()));
  if (auto added = append(head.text, about, kFast); !added) return fail(added.error());
  return {};
}

Result<ArchiveRef> PageArchive::append(std::string_view header, std::string_view block, int level) {
  std::string record;
  record.reserve(header.size() + block.size() + 8);
  record.append(header).append("\r\n").append(block).append(kBlankLine);
  auto* compressor = compressors_->by_level[level == kStored ? 0 : 1];
  const size_t start = buffer_.size();
  buffer_.resize(start + libdeflate_gzip_compress_bound(compressor, record.size()));
  const size_t size = libdeflate_gzip_compress(compressor, record.data(), record.size(),
                                               buffer_.data() + start, buffer_.size() - start);
  buffer_.resize(start + size);
  if (size == 0) return fail(ErrorKind::kInternal, "cannot compress an archive record");
  const ArchiveRef ref{file_, written_ + start, size};
  if (buffer_.size() > kBufferBytes)
    if (auto out = write_out(); !out) return fail(out.error());
  return ref;
}

/// Rotates where the file is full.
Result<void> PageArchive::make_ready() {
  if (descriptor_ >= 0 && written_ + buffer_.size() <= options_.rotate_bytes) return {};
  if (auto done = sync(); !done) return done;
  return start_file();
}

Result<ArchiveRef> PageArchive::add(const Exchange& exchange) {
  auto added = add_response(exchange, warc_digest(exchange.payload));
  if (!added) return fail(added.error());
  return std::move(added->ref);
}

Result<ArchivedAnswer> PageArchive::add_response(const Exchange& exchange,
                                                 std::string payload_digest) {
  if (auto ready = make_ready(); !ready) return fail(ready.error());
  ArchivedAnswer answer;
  answer.payload_digest = std::move(payload_digest);
  answer.record_id = new_record_id();
  answer.at = exchange.at;
  const std::string block = response_head(exchange.response_head) + exchange.payload;
  RecordHead head;
  head.put("WARC-Type", "response");
  head.put("WARC-Record-ID", answer.record_id);
  head.put("WARC-Date", to_rfc3339(exchange.at));
  head.put("WARC-Target-URI", public_address(exchange.url));
  if (!exchange.address.empty()) head.put("WARC-IP-Address", exchange.address);
  head.put("WARC-Payload-Digest", answer.payload_digest);
  head.put("WARC-Block-Digest", warc_digest(block));
  head.put("Content-Type", "application/http; msgtype=response");
  head.put("Content-Length", std::to_string(block.size()));
  auto ref = append(head.text, block, is_compressed(exchange.response_head) ? kStored : kFast);
  if (!ref) return fail(ref.error());
  answer.ref = std::move(*ref);
  if (auto added = add_request(exchange, answer.record_id); !added) return fail(added.error());
  return answer;
}

Result<void> PageArchive::add_request(const Exchange& exchange, const std::string& response_id) {
  if (exchange.request_head.empty()) return {};
  const std::string block = request_head(exchange.request_head);
  RecordHead head;
  head.put("WARC-Type", "request");
  head.put("WARC-Record-ID", new_record_id());
  head.put("WARC-Concurrent-To", response_id);
  head.put("WARC-Date", to_rfc3339(exchange.at));
  head.put("WARC-Target-URI", public_address(exchange.url));
  head.put("WARC-Block-Digest", warc_digest(block));
  head.put("Content-Type", "application/http; msgtype=request");
  head.put("Content-Length", std::to_string(block.size()));
  auto added = append(head.text, block, kFast);
  return added ? Result<void>{} : fail(added.error());
}

Result<ArchivedAnswer> PageArchive::add_again(const Exchange& exchange,
                                              const std::optional<ArchivedAnswer>& before) {
  const auto answer = read_http_answer(exchange.response_head);
  const bool not_modified = answer && answer->status == 304;
  std::string digest = not_modified ? std::string() : warc_digest(exchange.payload);
  // A revisit of bytes that nobody has any more would be a promise that cannot be kept.
  const bool same = before && (not_modified || digest == before->payload_digest) &&
                    ::access((folder_ + "/" + before->ref.file).c_str(), F_OK) == 0;
  if (!same)
    return add_response(exchange, not_modified ? warc_digest(exchange.payload) : std::move(digest));
  if (auto ready = make_ready(); !ready) return fail(ready.error());
  const std::string record_id = new_record_id();
  const std::string block = response_head(exchange.response_head);
  RecordHead head;
  head.put("WARC-Type", "revisit");
  head.put("WARC-Record-ID", record_id);
  head.put("WARC-Date", to_rfc3339(exchange.at));
  head.put("WARC-Target-URI", public_address(exchange.url));
  if (!exchange.address.empty()) head.put("WARC-IP-Address", exchange.address);
  head.put("WARC-Profile", std::string("http://netpreserve.org/warc/1.1/revisit/") +
                               (not_modified ? "server-not-modified" : "identical-payload-digest"));
  head.put("WARC-Refers-To", before->record_id);
  head.put("WARC-Refers-To-Target-URI", public_address(exchange.url));
  head.put("WARC-Refers-To-Date", to_rfc3339(before->at));
  head.put("WARC-Payload-Digest", before->payload_digest);
  head.put("WARC-Block-Digest", warc_digest(block));
  head.put("Content-Type", "application/http; msgtype=response");
  head.put("Content-Length", std::to_string(block.size()));
  if (auto added = append(head.text, block, kFast); !added) return fail(added.error());
  if (auto added = add_request(exchange, record_id); !added) return fail(added.error());
  return *before;
}

Result<ArchiveRef> PageArchive::add_resource(std::string_view url, Instant at,
                                             std::string_view content_type,
                                             std::string_view bytes) {
  if (auto ready = make_ready(); !ready) return fail(ready.error());
  const std::string digest = warc_digest(bytes);
  RecordHead head;
  head.put("WARC-Type", "resource");
  head.put("WARC-Record-ID", new_record_id());
  head.put("WARC-Date", to_rfc3339(at));
  head.put("WARC-Target-URI", url);
  head.put("WARC-Payload-Digest", digest);
  head.put("WARC-Block-Digest", digest);
  head.put("Content-Type", content_type.empty() ? "application/octet-stream" : content_type);
  head.put("Content-Length", std::to_string(bytes.size()));
  return append(head.text, bytes, kFast);
}

Result<void> PageArchive::write_out() {
  size_t done = 0;
  while (done < buffer_.size()) {
    const ssize_t n = ::write(descriptor_, buffer_.data() + done, buffer_.size() - done);
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) {
      const Error error = system_error("cannot write " + folder_ + "/" + file_);
      // Cut the torn member off, or later records would lie behind garbage.
      if (::ftruncate(descriptor_, static_cast<off_t>(synced_)) == 0)
        ::lseek(descriptor_, static_cast<off_t>(synced_), SEEK_SET);
      written_ = synced_;
      buffer_.clear();
      return fail(error);
    }
    done += static_cast<size_t>(n);
  }
  written_ += buffer_.size();
  buffer_.clear();
  return {};
}

Result<void> PageArchive::sync() {
  if (descriptor_ < 0) return {};
  if (auto out = write_out(); !out) return out;
  if (written_ == synced_) return {};
  if (::fdatasync(descriptor_) != 0)
    return fail(system_error("cannot sync " + folder_ + "/" + file_));
  synced_ = written_;
  return {};
}

Result<ArchivedPage> read_archived(const std::string& folder, const ArchiveRef& ref) {
  if (ref.file.empty() || ref.file.find('/') != std::string::npos || ref.file.starts_with('.'))
    return fail(ErrorKind::kMalformed, "not a file of the archive: " + ref.file);
  if (ref.length == 0 || ref.length > 2 * kMostBodyBytes)
    return fail(ErrorKind::kMalformed, "not a record's length: " + std::to_string(ref.length));
  const std::string path = folder + "/" + ref.file;
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0 && errno == ENOENT)
    return fail(ErrorKind::kNotFound,
                "the bytes are no longer kept: " + ref.file + " was removed from the archive");
  if (descriptor < 0) return fail(system_error("cannot open " + path));
  std::string bytes(ref.length, '\0');
  size_t have = 0;
  while (have < bytes.size()) {
    const ssize_t n = ::pread(descriptor, bytes.data() + have, bytes.size() - have,
                              static_cast<off_t>(ref.offset + have));
    if (n < 0 && errno == EINTR) continue;
    if (n <= 0) break;
    have += static_cast<size_t>(n);
  }
  ::close(descriptor);
  const auto broken = [&](const char* what) {
    return fail(ErrorKind::kMalformed, path + " at " + std::to_string(ref.offset) + ": " + what);
  };
  if (have < bytes.size()) return broken("the file ends before the record");
  auto record = gunzip(bytes, 2 * kMostBodyBytes);
  if (!record) return broken(record.error().message.c_str());
  const size_t head_end = record->find(kBlankLine);
  if (!record->starts_with("WARC/1.") || head_end == std::string::npos)
    return broken("no WARC record starts here");
  const std::string_view head = std::string_view(*record).substr(0, head_end + 2);
  std::string_view block = std::string_view(*record).substr(head_end + 4);
  size_t length = 0;
  const std::string_view stated = header_value(head, "Content-Length");
  if (std::from_chars(stated.data(), stated.data() + stated.size(), length).ec != std::errc{} ||
      length > block.size())
    return broken("the record is shorter than it says");
  block = block.substr(0, length);
  ArchivedPage page;
  page.url = header_value(head, "WARC-Target-URI");
  const std::string_view type = header_value(head, "WARC-Type");
  if (type == "resource") {
    page.content_type = header_value(head, "Content-Type");
    page.body = block;
    return page;
  }
  if (type != "response") return broken("not a response");
  auto answer = read_http_answer(block);
  if (!answer) return broken(answer.error().message.c_str());
  page.head = answer->head;
  page.status = answer->status;
  page.content_type = header_value(page.head, "Content-Type");
  auto body =
      decode_content(answer->payload, header_value(page.head, "Content-Encoding"), kMostBodyBytes);
  if (!body) return fail(body.error());
  page.body = std::move(*body);
  return page;
}

}  // namespace rasd
