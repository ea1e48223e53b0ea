#pragma once
#include <cstdint>
#include <string_view>

#include "crawler/html_tree.h"

namespace rasd {

/// The kept attribute of a lower-case name; kCount when it is none of them.
Attribute attribute_of(std::string_view lower_case_name);
std::string_view name(Attribute attribute);
/// Elements without content, which never stay open.
bool is_void(Tag tag);
/// Elements that are dropped with all that they hold before the page is parsed.
bool is_dropped_whole(Tag tag);
/// Which open elements an end tag may close over: only those of no higher rank than its own
/// (libxml2's own table, so that the scan's stack and the parser's agree).
int end_rank(Tag tag);

}  // namespace rasd
