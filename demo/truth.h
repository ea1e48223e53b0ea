#pragma once
#include <functional>
#include <string>

#include "demo/world.h"

namespace rasd {

/// What was planted in the world, as JSON, for tests and
/// measurements to check against:
///   sources[]     id, kind, fault, silent_from, items, per_day[] (one number a day)
///   items[]       id, source, kind, url, published, language, variety, topic, incident codes,
///                 tone, stance, incident_id, stage, copy_group, copy, statement, theme, rumour
///   incidents[]   id, type, codes, day, governorate, name, items[]
///   copies[]      original, members[] (item ids)
///   statements[]  item, subject, carried[] (item, source, how, minutes_late), missed_by[] (Arabic
///                 papers that could have carried it and did not)
///   opinion       days[] (day, planned shares, stance counts, tone counts), shifts[] (day, cause)
///   campaigns[], rumour, observations[]
/// `url_of` gives an item's address; items are named by their id.
std::string truth_json(const World& world,
                       const std::function<std::string(const WorldItem&)>& url_of);

}  // namespace rasd
