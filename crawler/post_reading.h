#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "crawler/connectors.h"
#include "records/json.h"

namespace rasd {

// What the readers of public posts share.

/// The id of a post by the network's own id.
std::string post_id(const Source& source, std::string_view network_id);

/// A complete item of kind `kind`, by the network's id and the address people see it at.
ListedItem new_post(const Source& source, ItemKind kind, std::string_view network_id,
                    std::string url, const ListContext& context);

/// Sets text that is no markup, and the descriptions of its pictures behind it, a line each.
void set_plain_text(ListedItem& item, std::string_view text,
                    const std::vector<std::string>& descriptions = {});

/// The pseudonym of an author on a network; empty without a key file.
std::string author_of(const ListContext& context, std::string_view network,
                      std::string_view author);

/// A repost in the ledger: filtered, so that it counts as one and its text is no new text.
Outcome repost_outcome(const Source& source, std::string_view network_id, std::string url,
                       std::string_view of, const ListContext& context);

/// Fails with kMalformed: what was expected, and what the server sent instead in its own words (the
/// member "error", "message", "title" or "detail" of a JSON object, "a web page", "nothing").
tl::unexpected<Error> not_a_list(const std::string& expected, std::string_view bytes);

/// The first words of what a server says, on one line, valid UTF-8, at most 200 bytes.
std::string said(std::string_view text);

/// Members by name that are objects or arrays; null when absent or of another type.
const rapidjson::Value* find_object(const rapidjson::Value& object, const char* key);
const rapidjson::Value* find_array(const rapidjson::Value& object, const char* key);
std::string text_of(const rapidjson::Value& object, const char* key);
/// An id is text in most interfaces and a number in some.
std::string id_of(const rapidjson::Value& object, const char* key);
/// RFC 3339; nothing for anything else.
std::optional<Instant> time_of(const rapidjson::Value& object, const char* key);

/// Whether a decimal id is older (smaller) than another; ids have any length.
bool is_older_id(std::string_view a, std::string_view b);

/// A cursor that is a time: the newer of the two, as RFC 3339.
std::string newer_time(std::string_view cursor, std::optional<Instant> at);

/// Sources that read posts and comments keep a time for each: "posts=… comments=…".
std::optional<Instant> cursor_part(std::string_view cursor, std::string_view name);
/// The cursor with that part moved to `at` where it is newer; times that have not come yet are
/// not believed.
std::string move_cursor_part(std::string_view cursor, std::string_view name,
                             std::optional<Instant> at, Instant now);

}  // namespace rasd
