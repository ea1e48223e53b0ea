#pragma once
#include <string>
#include <vector>

#include "demo/world.h"

namespace rasd {

/// What a feed lists: items (indexes, newest first) of one outlet.
struct FeedParts {
  const World& world;
  size_t outlet;
  std::string base;  ///< "http://127.0.0.1:8101"
  std::vector<size_t> items;
  bool short_links = false;  ///< links are "/s/ID", which redirect to the article
  bool whole_text = false;   ///< content:encoded carries the article
};

std::string rss_feed(const FeedParts& parts);
std::string atom_feed(const FeedParts& parts);
std::string json_feed(const FeedParts& parts);
std::string news_sitemap(const FeedParts& parts);
/// The comments of one article, as blog software lists them.
std::string comments_feed(const FeedParts& parts, const WorldItem& article);
/// Statuses of the public timeline as the Mastodon API gives them.
std::string mastodon_statuses(const FeedParts& parts);
/// The post's number on the instance, out of its path.
std::string_view status_id(const WorldItem& item);

/// The observations as a CSV file (RFC 4180, UTF-8) with a header line.
std::string observations_csv(const World& world);

}  // namespace rasd
