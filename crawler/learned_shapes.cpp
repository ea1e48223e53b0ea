#include "crawler/learned_shapes.h"

#include "crawler/database.h"

namespace rasd {
namespace {

// A table of its own, so that what was learned may be dropped without touching the frontier.
constexpr const char* kTable =
    "CREATE TABLE IF NOT EXISTS link_shape(source TEXT NOT NULL, shape TEXT NOT NULL,"
    " links INTEGER NOT NULL, speaking INTEGER NOT NULL, PRIMARY KEY(source, shape)) WITHOUT ROWID";

}  // namespace

Result<std::vector<LinkShape>> read_learned_shapes(CrawlDatabase& database,
                                                   const std::string& source_id) {
  if (auto made = database.transaction(CrawlDatabase::Sync::kRepeatable,
                                       [&] { database.query(kTable).run(); });
      !made)
    return fail(made.error());
  std::vector<LinkShape> shapes;
  auto done = database.read([&] {
    auto row = database.query(
        "SELECT shape, links, speaking FROM link_shape WHERE source = ? ORDER BY links DESC");
    row.text(source_id);
    while (row.row())
      shapes.push_back({row.text_at(0), static_cast<uint32_t>(row.number_at(1)),
                        static_cast<uint32_t>(row.number_at(2))});
  });
  if (!done) return fail(done.error());
  return shapes;
}

void put_learned_shapes_inside(CrawlDatabase& database, const std::string& source_id,
                               const std::vector<LinkShape>& shapes) {
  database.query("DELETE FROM link_shape WHERE source = ?").text(source_id).run();
  for (const LinkShape& shape : shapes)
    database.query("INSERT INTO link_shape(source, shape, links, speaking) VALUES(?, ?, ?, ?)")
        .text(source_id)
        .text(shape.shape)
        .number(shape.links)
        .number(shape.speaking)
        .run();
}

}  // namespace rasd
