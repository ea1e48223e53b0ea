#include "store/source_row.h"

namespace rasd {

const char* const kSourceColumns =
    " id, name, url, site, country, language, connector, kind, official, local, priority,"
    " fetch_articles, interval, active ";

KnownSource read_known_source(const sql::Statement& row) {
  KnownSource known;
  Source& s = known.source;
  s.id = row.text(0);
  s.name = row.text(1);
  s.url = row.text(2);
  s.site = row.text(3);
  s.country = row.text(4);
  s.language = row.text(5);
  s.connector = static_cast<Connector>(row.integer(6));
  s.kind = static_cast<ItemKind>(row.integer(7));
  s.official = row.boolean(8);
  s.local = row.boolean(9);
  s.priority = row.boolean(10);
  s.fetch_articles = row.boolean(11);
  s.interval = std::chrono::seconds{row.integer(12)};
  known.active = row.boolean(13);
  return known;
}

}  // namespace rasd
