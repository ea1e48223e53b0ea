#pragma once
#include <string>
#include <string_view>

#include "crawler/warc_reader.h"

namespace rasd {

/// A digest as WARC fields hold it: "sha256:" and base32.
std::string warc_digest(std::string_view bytes);
/// Compares WARC-Block-Digest and WARC-Payload-Digest (SHA-1 or SHA-256, base32 or hex) with the
/// record's block. A payload is what stands behind the HTTP head, with or without its chunks:
/// tools differ. That of a revisit is its original's, and not looked at.
DigestCheck check_digests(const WarcRecord& record);

}  // namespace rasd
