#include "crawler/warc_digest.h"

#include "base/digest.h"
#include "base/id.h"
#include "base/utf8.h"
#include "crawler/http_message.h"

namespace rasd {
namespace {

/// One stated digest against one reading of the bytes.
DigestCheck check_one(std::string_view stated, std::string_view bytes) {
  const size_t colon = std::min(stated.find(':'), stated.size());
  const std::string algorithm = to_lower_ascii(stated.substr(0, colon));
  std::string_view value = stated.substr(std::min(colon + 1, stated.size()));
  while (value.ends_with('=')) value.remove_suffix(1);
  std::string raw;
  if (algorithm == "sha1" || algorithm == "sha-1")
    raw = sha1(bytes);
  else if (algorithm == "sha256" || algorithm == "sha-256")
    raw = sha256(bytes);
  else
    return DigestCheck::kUnknown;
  std::string base32 = to_base32(raw);
  while (base32.ends_with('=')) base32.pop_back();
  const bool same = equals_ignoring_case(value, base32) || equals_ignoring_case(value, to_hex(raw));
  return same ? DigestCheck::kOk : DigestCheck::kBad;
}

DigestCheck check_payload(const WarcRecord& record, std::string_view stated) {
  if (!record.holds_http_answer()) return check_one(stated, record.block);
  const auto answer = read_http_answer(record.block);
  if (!answer) return DigestCheck::kUnknown;  // the reading of the answer says what is wrong
  const DigestCheck raw = check_one(stated, answer->content);
  if (raw != DigestCheck::kBad || answer->payload == answer->content) return raw;
  return check_one(stated, answer->payload);
}

}  // namespace

std::string warc_digest(std::string_view bytes) { return "sha256:" + to_base32(sha256(bytes)); }

DigestCheck check_digests(const WarcRecord& record) {
  const std::string_view block = record.field("WARC-Block-Digest");
  const std::string_view payload = record.field("WARC-Payload-Digest");
  const DigestCheck of_block = block.empty() ? DigestCheck::kNone : check_one(block, record.block);
  const bool has_payload =
      !payload.empty() && (record.type() == "response" || record.type() == "resource");
  const DigestCheck of_payload = has_payload ? check_payload(record, payload) : DigestCheck::kNone;
  for (const DigestCheck worst : {DigestCheck::kBad, DigestCheck::kOk, DigestCheck::kUnknown})
    if (of_block == worst || of_payload == worst) return worst;
  return DigestCheck::kNone;
}

}  // namespace rasd
