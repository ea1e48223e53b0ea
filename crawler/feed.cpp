#include "crawler/feed.h"

#include "base/utf8.h"
#include "crawler/charset.h"
#include "crawler/feed_xml.h"

namespace rasd {

Result<Feed> read_feed(std::string_view bytes, const FeedContext& context) {
  if (bytes.size() > kMaxFeedBytes)
    return fail(ErrorKind::kRefused, "a feed of " + std::to_string(bytes.size()) +
                                         " bytes is over the limit of " +
                                         std::to_string(kMaxFeedBytes));
  const DecodedText decoded = decode_page(bytes, context.content_type);
  const auto text = trim(decoded.text);
  if (text.empty()) return fail(ErrorKind::kMalformed, "the feed is empty");
  auto feed = text[0] == '{' || text[0] == '[' ? read_json_feed(text, context)
                                               : read_xml_feed(text, context);
  if (feed && feed->language.empty()) feed->language = trim(context.content_language);
  return feed;
}

}  // namespace rasd
