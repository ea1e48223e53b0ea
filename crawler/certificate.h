#pragma once
#include <chrono>
#include <string>

#include "base/clock.h"
#include "base/result.h"

namespace rasd {

/// When the certificate that an https address shows ends. It is not checked: a certificate that is
/// expired, untrusted or of another name has its end too. Asks the server's host alone, sends no
/// request. Fails with kTemporary (no connection) or kMalformed (no date). Thread-safe.
Result<Instant> certificate_end(const std::string& url, std::chrono::seconds patience);

}  // namespace rasd
