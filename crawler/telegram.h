#pragma once
#include <string>
#include <string_view>

#include "crawler/connectors.h"

namespace rasd {

/// Reads a page of a Telegram channel's public preview (https://t.me/s/CHANNEL, as of 2026). The
/// cursor is the newest message id; older pages follow by ?before=ID. Ids are given out one by one,
/// so those between two messages that no page shows are missing: deleted, or not shown. The
/// pictures of an album and service messages hold ids of their own. A forwarded message is a
/// repost; a reply names what it answers; polls, file names and link cards are text. Fails with
/// kRefused for a channel without a preview (Telegram leads on to https://t.me/CHANNEL), with
/// kMalformed for any other page.
Result<ListReading> read_telegram(const Source& source, std::string_view bytes,
                                  const ListContext& context);

/// The address of a channel's newest page, from source.account or the address in source.url.
std::string telegram_url(const Source& source);

/// The channel's name from source.account or an address of it; empty when it is none, as for
/// invitations (t.me/+…, t.me/joinchat/…), which lead to private spaces.
std::string telegram_channel(const Source& source);

}  // namespace rasd
