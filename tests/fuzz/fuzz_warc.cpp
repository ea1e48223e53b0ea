#include "crawler/http_message.h"
#include "crawler/warc_reader.h"
#include "tests/fuzz/property.h"

using namespace rasd;
using fuzz::require;

namespace {

constexpr size_t kMostBlock = 4096;
constexpr size_t kMostKept = 512;
constexpr size_t kMostBody = 65536;

void look_at(const WarcRecord& record, size_t size) {
  require(record.offset < size, "a record begins inside the file");
  require(record.offset + record.length <= size, "a record ends inside the file");
  require(record.block.size() <= kMostBlock, "a block is bounded");
  require(is_utf8(record.trouble) && is_utf8(record.version), "what is said of it is UTF-8");
  if (!record.trouble.empty()) return;
  require(record.block.size() == record.block_bytes, "a sound record has its whole block");
  require(record.digest != DigestCheck::kBad, "a sound record has no bad digest");
  const auto answer = read_http_answer(record.block);
  if (!answer) return;
  require(answer->payload.size() <= record.block.size(), "chunks only take away");
  const auto body =
      decode_content(answer->payload, header_value(answer->head, "Content-Encoding"), kMostBody);
  require(!body || body->size() <= kMostBody, "a body is bounded");
}

}  // namespace

/// Input: a WARC file. It is read once forward; what was found is then read again by its place.
extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  WarcReader::Limits limits;
  limits.most_block = kMostBlock;
  limits.most_kept = kMostKept;
  const std::string_view input = fuzz::as_text(data, size);
  auto reader = WarcReader::over(input, limits);
  WarcRecord record, sound;
  size_t records = 0;
  uint64_t last_offset = 0;
  uint64_t last_inside = 0;
  for (;;) {
    const auto more = reader.next(record);
    if (!more || !*more) break;
    look_at(record, size);
    const bool forward = records == 0 || record.offset > last_offset ||
                         (record.offset == last_offset && record.inside > last_inside);
    require(forward, "reading goes forward");
    last_offset = record.offset;
    last_inside = record.inside;
    if (record.trouble.empty()) sound = record;
    // A gzip member may hold a thousand times its size.
    require(++records <= 1100 * (size + 1), "records are bounded");
  }
  if (sound.version.empty()) return 0;
  auto again = WarcReader::over(input, limits);
  const auto same = again.read_at(sound.offset, sound.inside);
  require(same.has_value(), "a sound record is found again by its place");
  require(same->block == sound.block, "and is the same");
  return 0;
}
