#pragma once
#include <string>
#include <string_view>

#include "crawler/connectors.h"

namespace rasd {

/// Takes one e-mail for an observation: its subject is the title, its body the text, the channel is
/// "email", and its files are kept in the context's attachment folder. The sender travels as a
/// pseudonym only. A message is known by its Message-ID (by its bytes where it has none), so that
/// the same one delivered twice, or by folder and mailbox, is one observation. `place` is its
/// address in the desk ("inbox/a.eml"). Files that are not kept are named in the hints' summary.
/// Fails as read_mail does, and with kMalformed when it says nothing and holds nothing.
Result<ListedItem> read_observation_mail(const Source& source, std::string_view bytes,
                                         const std::string& place, const ListContext& context);

/// The quarantine record of a message that cannot be read.
Outcome broken_mail(const Source& source, std::string_view bytes, const std::string& place,
                    const Error& why, const ListContext& context);

}  // namespace rasd
