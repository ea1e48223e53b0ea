#pragma once
#include <string>
#include <string_view>

#include "crawler/feed.h"

namespace rasd {

/// Reads an XML feed (RSS, RDF, Atom) whose text is decoded already. By SAX of libxml2 in recovery
/// mode: no network, no external entity, no DTD, nothing expanded. When the text is not
/// well-formed it is mended (crawler/xml_repair.h) and read once more. Fails with kMalformed when
/// it holds no feed. Thread-safe.
Result<Feed> read_xml_feed(std::string_view text, const FeedContext& context);

/// Reads a JSON Feed. The same.
Result<Feed> read_json_feed(std::string_view text, const FeedContext& context);

inline constexpr size_t kMaxFeedEntries = 5000;
inline constexpr size_t kMaxFeedBytes = size_t{16} << 20;

}  // namespace rasd
