#pragma once
#include <string>
#include <string_view>
#include <variant>

#include "base/result.h"
#include "records/article.h"
#include "records/ledger.h"
#include "records/source.h"

namespace rasd {

/// What travels between stages: one JSON object {"v":1,"type":…,…} each, UTF-8.
using WireRecord =
    std::variant<Article, AnnotatedArticle, Outcome, SourcePoll, Source, FetchedPage>;

/// A record larger than this is refused on both sides.
inline constexpr size_t kMaxWireBytes = size_t{16} << 20;

std::string encode(const Article&);
std::string encode(const AnnotatedArticle&);
std::string encode(const Outcome&);
std::string encode(const SourcePoll&);
std::string encode(const Source&);
/// The spool's form: the body (raw bytes of any charset) is left out, it lies in the archive.
std::string encode(const FetchedPage&);

/// Reads any of them. Unknown fields are ignored, missing ones keep their defaults; nesting is
/// capped at 32 and size at kMaxWireBytes. Fails with kMalformed, also for a newer version.
Result<WireRecord> decode(std::string_view json);

}  // namespace rasd
