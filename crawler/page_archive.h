#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/result.h"
#include "records/article.h"

namespace rasd {

/// One request and its answer, as they went over the wire (after redirects: the last one).
struct Exchange {
  std::string url;      ///< that answered
  std::string address;  ///< the server's IP address
  Instant at{};
  std::string request_head;  ///< request line and headers, each line ended by CRLF, blank line last
  std::string response_head;  ///< status line and headers as received, the same form
  std::string payload;        ///< as received: still compressed when the server compressed it
};

struct PageArchiveOptions {
  uint64_t rotate_bytes = uint64_t{1} << 30;  ///< a file is closed past this size
  std::string software = "rasd/0.1";          ///< named in each file's warcinfo
};

/// Keeps fetched bytes in WARC 1.1 files (ISO 28500:2017): one gzip member a record, response then
/// request, payload digest, a new file at each start so that a torn tail is never written behind.
/// A payload that the server compressed is kept as it came, in a member of stored blocks: to
/// deflate it again costs a millisecond and saves nothing. Owned by one thread.
class PageArchive {
 public:
  /// Makes the folder when absent.
  static Result<std::unique_ptr<PageArchive>> open(std::string folder,
                                                   PageArchiveOptions options = {});
  ~PageArchive();
  PageArchive(const PageArchive&) = delete;
  PageArchive& operator=(const PageArchive&) = delete;

  /// Adds a response and its request. Kept in memory up to 4 MB; on disk for certain only after
  /// sync(). Fails with kTemporary when the disk is full.
  Result<ArchiveRef> add(const Exchange& exchange);
  /// Adds bytes that came without HTTP, as a `resource` record.
  Result<ArchiveRef> add_resource(std::string_view url, Instant at, std::string_view content_type,
                                  std::string_view bytes);
  /// Writes and syncs all that was added. On failure the file is cut back to the last sync, and
  /// the references given out since then are void.
  Result<void> sync();

 private:
  PageArchive(std::string folder, PageArchiveOptions options);
  Result<void> start_file();
  Result<void> write_out();
  Result<ArchiveRef> append(std::string_view header, std::string_view block, int level);

  std::string folder_;
  PageArchiveOptions options_;
  std::string file_;  ///< name of the open file; empty before the first record
  int descriptor_ = -1;
  uint64_t synced_ = 0;   ///< bytes of the file known to be on disk
  uint64_t written_ = 0;  ///< bytes handed to the system
  std::string buffer_;    ///< members not handed over yet
  struct Compressors;
  std::unique_ptr<Compressors> compressors_;
};

/// What lies behind an ArchiveRef.
struct ArchivedPage {
  std::string url;
  int status = 0;  ///< HTTP status; 0 for a `resource`
  std::string content_type;
  std::string head;  ///< status line and HTTP headers as received
  std::string body;  ///< decoded of gzip
};

/// Reads one record back. Fails with kNotFound when the file is gone, kMalformed when the bytes at
/// that place are no such record, kRefused when the body decodes past 32 MB. Thread-safe.
Result<ArchivedPage> read_archived(const std::string& folder, const ArchiveRef& ref);

/// The value of a header in a head ("content-type" of status line and headers); the last one when
/// it stands twice, empty when absent.
std::string_view header_value(std::string_view head, std::string_view name);

}  // namespace rasd
